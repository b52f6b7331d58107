using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>A person's own profile.</summary>
public static class PeopleEndpoints
{
    public static readonly Endpoint<NoRequest, ProfileView> GetProfile = new("GET", "/me", Access.User,
        "Shows one's profile, groups and organizations.", Grants.Write(Users)) { Memberships = true };

    public static readonly Endpoint<UpdateProfileRequest, ProfileView> UpdateProfile = new("PATCH", "/me", Access.User,
        "Changes one's profile.", Grants.Write(Users)) { Memberships = true, Conditional = true };
}
