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
            new ProfileView(UserId, AdasEmail, Ada, "+4930123456", "de", ["Organizers"], [new(OrganizationId, OrganizationRole.Owner)], 3),
        ];
}
