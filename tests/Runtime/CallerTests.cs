using Amazon.Lambda.APIGatewayEvents;
using EventTicketing.Runtime;

namespace EventTicketing.Tests.Runtime;

public sealed class CallerTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("Admins", "Admins")]
    [InlineData("Admins,Organizers", "Admins Organizers")]
    [InlineData("Admins, Organizers", "Admins Organizers")]
    [InlineData("[Admins Organizers]", "Admins Organizers")]
    [InlineData("[Admins, Organizers]", "Admins Organizers")]
    [InlineData("""["Admins","Organizers"]""", "Admins Organizers")]
    public void Groups_are_read_in_every_form_that_a_gateway_gives_them(string? claim, string groups) =>
        Assert.Equal(groups, string.Join(' ', Caller.GroupsOf(claim)));

    [Theory]
    [InlineData("SuperAdmins", true, true, true)]
    [InlineData("Admins", false, true, true)]
    [InlineData("Organizers", false, false, true)]
    [InlineData("Users", false, false, false)]
    [InlineData("", false, false, false)]
    [InlineData("admins", false, false, false)]
    [InlineData("NotAdmins", false, false, false)]
    [InlineData("SuperAdminsInWaiting", false, false, false)]
    public void Who_may_more_may_also_less(string groups, bool superAdmin, bool admin, bool organizer)
    {
        var caller = In(groups);
        Assert.Equal((superAdmin, admin, organizer), (caller.IsSuperAdmin, caller.IsAdmin, caller.IsOrganizer));
    }

    [Fact]
    public void An_organizer_owns_the_personal_organization_and_no_other()
    {
        var caller = In("Organizers");
        Assert.Equal(OrganizationRole.Owner, caller.RoleIn(caller.PersonalOrganization));
        Assert.Null(caller.RoleIn(Membership.PersonalOrganizationOf("usr_2")));
        Assert.Null(In("Users").RoleIn(caller.PersonalOrganization));
    }

    [Fact]
    public void A_member_has_the_role_of_that_organization()
    {
        var caller = In("Users") with
        {
            Memberships = [new("org_1", "usr_1", OrganizationRole.Staff), new("org_2", "usr_1", OrganizationRole.Manager)],
        };
        Assert.Equal(
            (OrganizationRole.Staff, OrganizationRole.Manager, null),
            (caller.RoleIn("org_1"), caller.RoleIn("org_2"), caller.RoleIn("org_3"))
        );
    }

    [Fact]
    public void The_claims_of_the_gateway_make_the_caller()
    {
        var caller = Caller.Of(
            Request(
                new()
                {
                    ["sub"] = "usr_1",
                    ["email"] = "ada@example.com",
                    ["name"] = "Ada",
                    ["cognito:groups"] = "Admins,Organizers",
                }
            )
        )!;
        Assert.Equal(("usr_1", "ada@example.com", "Ada", true), (caller.UserId, caller.Email, caller.Name, caller.IsAdmin));
    }

    [Theory]
    [InlineData("true", "ada@example.com")]
    [InlineData("True", "ada@example.com")]
    [InlineData("false", null)]
    [InlineData("1", null)]
    [InlineData(null, null)]
    public void An_address_is_trusted_once_the_pool_has_verified_it(string? claim, string? trusted)
    {
        var claims = new Dictionary<string, string> { ["sub"] = "usr_1", ["email"] = "ada@example.com" };
        if (claim is not null)
            claims["email_verified"] = claim;
        var caller = Caller.Of(Request(claims))!;
        Assert.Equal(("ada@example.com", trusted), (caller.Email, caller.VerifiedEmail));
    }

    [Fact]
    public void Without_a_verified_subject_there_is_no_caller()
    {
        Assert.Null(Caller.Of(new()));
        Assert.Null(Caller.Of(Request(new() { ["email"] = "ada@example.com", ["cognito:groups"] = "Admins" })));
    }

    private static Caller In(string groups) => new("usr_1", null, null, Caller.GroupsOf(groups));

    private static APIGatewayProxyRequest Request(Dictionary<string, string> claims)
    {
        var authorizer = new APIGatewayCustomAuthorizerContext { Claims = claims };
        return new() { RequestContext = new() { Authorizer = authorizer } };
    }
}
