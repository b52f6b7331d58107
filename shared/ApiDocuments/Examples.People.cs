using EventTicketing.Api;
using EventTicketing.Domain;

namespace EventTicketing.ApiDocuments;

public static partial class Examples
{
    private static object[] People =>
        [
            new UpdateProfileRequest
            {
                Name = Ada,
                Phone = "+4930123456",
                Language = "de",
            },
            new ProfileView
            {
                UserId = UserId,
                Email = AdasEmail,
                Name = Ada,
                Phone = "+4930123456",
                Language = "de",
                Groups = ["Organizers"],
                Organizations = [new(OrganizationId, OrganizationRole.Owner)],
                Version = 3,
            },
        ];
}
