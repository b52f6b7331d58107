using static EventTicketing.Data.Tables;

namespace EventTicketing.Api;

/// <summary>The caller's own profile.</summary>
public static class PeopleEndpoints
{
    public static readonly Endpoint<NoRequest, ProfileView> GetProfile = new(
        "GET",
        "/me",
        Access.User,
        "Returns the caller's profile, groups and organizations.",
        Grants.Write(Users)
    )
    {
        Memberships = true,
    };

    public static readonly Endpoint<UpdateProfileRequest, ProfileView> UpdateProfile = new(
        "PATCH",
        "/me",
        Access.User,
        "Changes the caller's profile.",
        Grants.Write(Users)
    )
    {
        Memberships = true,
        Conditional = true,
    };
}
