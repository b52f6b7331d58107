using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EventTicketing.Local.Tests;

public sealed partial class CognitoTests
{
    private const string Good = "Correct-Horse-1";
    private const string Ada = "ada@example.com";

    // Signing up and in

    [Fact]
    public async Task A_mailed_code_confirms_a_new_user_who_then_signs_in_refreshes_and_signs_out()
    {
        await using var pool = await Pool.Start();
        await pool.Call(
            "SignUp",
            new
            {
                pool.ClientId,
                Username = "Ada@Example.com",
                Password = Good,
                UserAttributes = Named("Ada"),
            }
        );
        Assert.Equal("UserNotConfirmedException", (await pool.SignIn(Ada, Good)).Error);

        await pool.Call(
            "ConfirmSignUp",
            new
            {
                pool.ClientId,
                Username = Ada,
                ConfirmationCode = pool.CodeFor(Ada),
            }
        );
        var tokens = (await pool.SignIn(Ada, Good)).Tokens;
        var id = Claims(tokens["IdToken"]);
        Assert.Equal((Ada, true, "Ada"), ((string?)id["email"], (bool)id["email_verified"]!, (string?)id["name"]));
        Assert.Null(id["cognito:groups"]);

        var refreshed = (await pool.Refresh(tokens["RefreshToken"])).Tokens;
        Assert.Equal((string?)id["sub"], (string?)Claims(refreshed["AccessToken"])["sub"]);
        Assert.False(refreshed.ContainsKey("RefreshToken"));

        await pool.Call("GlobalSignOut", new { AccessToken = tokens["AccessToken"] });
        Assert.Equal("NotAuthorizedException", (await pool.Refresh(tokens["RefreshToken"])).Error);
        Assert.Equal("NotAuthorizedException", (await pool.Call("GetUser", new { AccessToken = tokens["AccessToken"] })).Error);
    }

    [Fact]
    public async Task The_trigger_hears_of_a_confirmation()
    {
        List<JsonNode> heard = [];
        await using var pool = await Pool.Start(confirmed: json =>
        {
            heard.Add(JsonNode.Parse(json)!);
            return Task.CompletedTask;
        });
        await pool.SignUpAndConfirm(Ada, Good);
        var confirmed = Assert.Single(heard);
        Assert.Equal(
            ("PostConfirmation_ConfirmSignUp", pool.Cognito.UserPoolId),
            ((string?)confirmed["triggerSource"], (string?)confirmed["userPoolId"])
        );
        Assert.Equal(
            (Ada, pool.Cognito.SubOf(Ada)),
            ((string?)confirmed["request"]!["userAttributes"]!["email"], (string?)confirmed["userName"])
        );
    }

    [Theory]
    [InlineData("Short-1")]
    [InlineData("no-upper-case-1")]
    [InlineData("No-Digit-Here")]
    [InlineData("NoSymbolHere1")]
    public async Task A_weak_password_is_refused(string password)
    {
        await using var pool = await Pool.Start();
        Assert.Equal("InvalidPasswordException", (await pool.SignUp(Ada, password)).Error);
        Assert.Null(pool.Cognito.SubOf(Ada));
    }

    [Fact]
    public async Task A_password_needs_no_lower_case_letter()
    {
        await using var pool = await Pool.Start();
        Assert.Null((await pool.SignUp(Ada, "ABCDEF-1")).Error);
    }

    [Fact]
    public async Task An_address_can_sign_up_once()
    {
        await using var pool = await Pool.Start();
        Assert.Null((await pool.SignUp(Ada, Good)).Error);
        Assert.Equal("UsernameExistsException", (await pool.SignUp("ADA@example.com", Good)).Error);
        Assert.Equal("InvalidParameterException", (await pool.SignUp("not an address", Good)).Error);
    }

    [Fact]
    public async Task A_code_is_refused_when_it_is_wrong_and_when_it_is_late()
    {
        await using var pool = await Pool.Start();
        await pool.SignUp(Ada, Good);
        var code = pool.CodeFor(Ada);
        Assert.Equal("CodeMismatchException", (await pool.Confirm(Ada, code == "000000" ? "000001" : "000000")).Error);
        pool.Clock.Advance(TimeSpan.FromHours(25));
        Assert.Equal("ExpiredCodeException", (await pool.Confirm(Ada, code)).Error);
    }

    [Fact]
    public async Task Guessing_codes_is_slowed_down_and_the_right_code_still_works_later()
    {
        await using var pool = await Pool.Start();
        await pool.SignUp(Ada, Good);
        var code = pool.CodeFor(Ada);
        for (var guess = 0; guess < 5; guess++)
            await pool.Confirm(Ada, "guess" + guess);
        Assert.Equal("LimitExceededException", (await pool.Confirm(Ada, code)).Error);
        pool.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null((await pool.Confirm(Ada, code)).Error);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_address_get_the_same_answer()
    {
        await using var pool = await Pool.With(Ada);
        var wrong = await pool.SignIn(Ada, "Wrong-Password-1");
        var unknown = await pool.SignIn("nobody@example.com", Good);
        Assert.Equal("NotAuthorizedException", wrong.Error);
        Assert.Equal(wrong.Body.ToJsonString(), unknown.Body.ToJsonString());
        Assert.Equal("Incorrect username or password.", (string?)wrong.Body["message"]);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
    }

    [Fact]
    public async Task Guessing_passwords_is_slowed_down()
    {
        await using var pool = await Pool.With(Ada);
        for (var guess = 0; guess < 5; guess++)
            Assert.Equal("NotAuthorizedException", (await pool.SignIn(Ada, "Wrong-1" + guess)).Error);
        Assert.Equal("TooManyRequestsException", (await pool.SignIn(Ada, Good)).Error);
        pool.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Null((await pool.SignIn(Ada, Good)).Error);
    }

    [Fact]
    public async Task A_disabled_user_neither_signs_in_nor_refreshes_until_enabled_again()
    {
        await using var pool = await Pool.With(Ada);
        var tokens = (await pool.SignIn(Ada, Good)).Tokens;
        await pool.Admin("AdminDisableUser", new { Username = Ada });
        Assert.Equal("NotAuthorizedException", (await pool.SignIn(Ada, Good)).Error);
        Assert.Equal("NotAuthorizedException", (await pool.Refresh(tokens["RefreshToken"])).Error);
        await pool.Admin("AdminEnableUser", new { Username = Ada });
        Assert.Null((await pool.SignIn(Ada, Good)).Error);
    }

    [Fact]
    public async Task A_revoked_or_expired_refresh_token_is_refused()
    {
        await using var pool = await Pool.With(Ada);
        var first = (await pool.SignIn(Ada, Good)).Tokens;
        var second = (await pool.SignIn(Ada, Good)).Tokens;
        await pool.Call("RevokeToken", new { pool.ClientId, Token = first["RefreshToken"] });
        Assert.Equal("NotAuthorizedException", (await pool.Refresh(first["RefreshToken"])).Error);
        Assert.Null((await pool.Refresh(second["RefreshToken"])).Error);
        pool.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal("NotAuthorizedException", (await pool.Refresh(second["RefreshToken"])).Error);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_with_a_mailed_code()
    {
        await using var pool = await Pool.With(Ada);
        var known = await pool.Call("ForgotPassword", new { pool.ClientId, Username = Ada });
        var unknown = await pool.Call("ForgotPassword", new { pool.ClientId, Username = "alf@example.com" });
        Assert.Equal(known.Body.ToJsonString(), unknown.Body.ToJsonString());
        Assert.DoesNotContain("alf@example.com", pool.Mails.Keys);

        var change = new
        {
            pool.ClientId,
            Username = Ada,
            ConfirmationCode = pool.CodeFor(Ada),
            Password = "Another-Horse-2",
        };
        Assert.Null((await pool.Call("ConfirmForgotPassword", change)).Error);
        Assert.Equal("ExpiredCodeException", (await pool.Call("ConfirmForgotPassword", change)).Error);
        Assert.Equal("NotAuthorizedException", (await pool.SignIn(Ada, Good)).Error);
        Assert.Null((await pool.SignIn(Ada, "Another-Horse-2")).Error);
    }

    [Fact]
    public async Task Users_change_their_own_password_and_attributes_but_cannot_vouch_for_their_address()
    {
        await using var pool = await Pool.With(Ada);
        var token = (await pool.SignIn(Ada, Good)).Tokens["AccessToken"];
        await pool.Call(
            "ChangePassword",
            new
            {
                AccessToken = token,
                PreviousPassword = Good,
                ProposedPassword = "Another-Horse-2",
            }
        );
        Assert.Null((await pool.SignIn(Ada, "Another-Horse-2")).Error);

        object[] vouched = [new { Name = "email_verified", Value = "true" }];
        var refused = await pool.Call("UpdateUserAttributes", new { AccessToken = token, UserAttributes = vouched });
        Assert.Equal("NotAuthorizedException", refused.Error);

        object[] moved = [new { Name = "email", Value = "ada@example.org" }];
        await pool.Call("UpdateUserAttributes", new { AccessToken = token, UserAttributes = moved });
        var code = pool.CodeFor("ada@example.org");
        // The verified address stays until the new one is verified.
        var meanwhile = await pool.Call("GetUser", new { AccessToken = token });
        Assert.Equal((Ada, "true"), (Attribute(meanwhile, "email"), Attribute(meanwhile, "email_verified")));
        Assert.Equal(Ada, (string?)Claims((await pool.SignIn(Ada, "Another-Horse-2")).Tokens["IdToken"])["email"]);
        Assert.NotNull((await pool.SignIn("ada@example.org", "Another-Horse-2")).Error);
        await pool.Call(
            "VerifyUserAttribute",
            new
            {
                AccessToken = token,
                AttributeName = "email",
                Code = code,
            }
        );
        var moving = await pool.Call("GetUser", new { AccessToken = token });
        Assert.Equal(("ada@example.org", "true"), (Attribute(moving, "email"), Attribute(moving, "email_verified")));
        Assert.Null(pool.Cognito.SubOf(Ada));
    }

    [Fact]
    public async Task An_attribute_that_the_schema_does_not_have_is_refused()
    {
        await using var pool = await Pool.With(Ada);
        var token = (await pool.SignIn(Ada, Good)).Tokens["AccessToken"];
        object[] role = [new { Name = "custom:role", Value = "admin" }];
        Assert.Equal(
            "InvalidParameterException",
            (await pool.Call("UpdateUserAttributes", new { AccessToken = token, UserAttributes = role })).Error
        );
    }

    [Fact]
    public async Task A_password_can_be_proven_without_sending_it()
    {
        await using var pool = await Pool.With(Ada);
        Assert.Equal("NotAuthorizedException", (await new SrpClient(pool).SignIn(Ada, "Wrong-Password-1")).Error);
        Assert.Equal(Ada, (string?)Claims((await new SrpClient(pool).SignIn(Ada, Good)).Tokens["IdToken"])["email"]);
    }

    [Fact]
    public async Task An_authenticator_app_adds_a_second_step_whose_codes_work_once()
    {
        await using var pool = await Pool.With(Ada);
        var secret = await pool.AddAuthenticator(Ada, Good);
        Assert.Equal("CodeMismatchException", (await SecondStep(TotpCode(secret, pool.Clock.GetUtcNow()))).Error);
        pool.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("CodeMismatchException", (await SecondStep("123")).Error);
        var tokens = (await SecondStep(TotpCode(secret, pool.Clock.GetUtcNow()))).Tokens;
        Assert.Equal(pool.Cognito.SubOf(Ada), (string?)Claims(tokens["AccessToken"])["sub"]);

        async Task<Answer> SecondStep(string code)
        {
            var challenge = await pool.SignIn(Ada, Good);
            Assert.Equal("SOFTWARE_TOKEN_MFA", (string?)challenge.Body["ChallengeName"]);
            return await pool.Respond("SOFTWARE_TOKEN_MFA", challenge, new() { ["USERNAME"] = Ada, ["SOFTWARE_TOKEN_MFA_CODE"] = code });
        }
    }

    // Administration

    [Fact]
    public async Task Administrators_requests_have_to_be_signed()
    {
        await using var pool = await Pool.With(Ada);
        Assert.Equal("MissingAuthenticationTokenException", (await pool.Call("ListUsers", new { pool.Cognito.UserPoolId })).Error);
        var refused = await pool.Call("AdminDeleteUser", new { pool.Cognito.UserPoolId, Username = Ada });
        Assert.Equal("MissingAuthenticationTokenException", refused.Error);
        Assert.NotNull(pool.Cognito.SubOf(Ada));
    }

    [Fact]
    public async Task An_invited_user_chooses_a_password_at_the_first_sign_in()
    {
        await using var pool = await Pool.Start();
        var created = await pool.Admin(
            "AdminCreateUser",
            new
            {
                Username = Ada,
                UserAttributes = Named("Ada"),
                DesiredDeliveryMediums = new[] { "EMAIL" },
            }
        );
        Assert.Equal("FORCE_CHANGE_PASSWORD", (string?)created.Body["User"]!["UserStatus"]);

        var challenge = await pool.SignIn(Ada, pool.Mails[Ada].Split(' ')[^1]);
        Assert.Equal("NEW_PASSWORD_REQUIRED", (string?)challenge.Body["ChallengeName"]);
        var weak = await pool.Respond("NEW_PASSWORD_REQUIRED", challenge, new() { ["USERNAME"] = Ada, ["NEW_PASSWORD"] = "weak" });
        Assert.Equal("InvalidPasswordException", weak.Error);
        var strong = await pool.Respond("NEW_PASSWORD_REQUIRED", challenge, new() { ["USERNAME"] = Ada, ["NEW_PASSWORD"] = Good });
        Assert.NotEmpty(strong.Tokens["IdToken"]);
        Assert.Null((await pool.SignIn(Ada, Good)).Error);
    }

    [Fact]
    public async Task An_administrator_sets_and_resets_passwords()
    {
        await using var pool = await Pool.With(Ada);
        await pool.Admin(
            "AdminSetUserPassword",
            new
            {
                Username = Ada,
                Password = "Another-Horse-2",
                Permanent = true,
            }
        );
        Assert.Null((await pool.SignIn(Ada, "Another-Horse-2")).Error);
        await pool.Admin("AdminResetUserPassword", new { Username = Ada });
        Assert.Equal("PasswordResetRequiredException", (await pool.SignIn(Ada, "Another-Horse-2")).Error);
        var change = new
        {
            pool.ClientId,
            Username = Ada,
            ConfirmationCode = pool.CodeFor(Ada),
            Password = Good,
        };
        Assert.Null((await pool.Call("ConfirmForgotPassword", change)).Error);
        Assert.Null((await pool.SignIn(Ada, Good)).Error);
    }

    [Fact]
    public async Task Tokens_list_the_groups_of_the_moment_the_most_powerful_first()
    {
        await using var pool = await Pool.With(Ada);
        var tokens = (await pool.SignIn(Ada, Good)).Tokens;
        foreach (var group in (string[])["Organizers", "Admins", "Attendees"])
        {
            await pool.Admin("AdminAddUserToGroup", new { Username = Ada, GroupName = group });
        }
        var refreshed = (await pool.Refresh(tokens["RefreshToken"])).Tokens;
        Assert.Equal(["Admins", "Organizers", "Attendees"], Groups(Claims(refreshed["AccessToken"])));

        await pool.Admin("AdminRemoveUserFromGroup", new { Username = Ada, GroupName = "Admins" });
        var listed = (await pool.Admin("AdminListGroupsForUser", new { Username = Ada })).Body["Groups"]!.AsArray();
        Assert.Equal(["Attendees", "Organizers"], listed.Select(group => (string)group!["GroupName"]!).Order());
        var unknown = await pool.Admin("AdminAddUserToGroup", new { Username = Ada, GroupName = "Kings" });
        Assert.Equal("ResourceNotFoundException", unknown.Error);
    }

    [Fact]
    public async Task Users_are_found_by_address_id_and_status_and_listed_in_pages()
    {
        await using var pool = await Pool.With(Ada, "bob@example.com", "cem@example.com");
        await pool.SignUp("dan@example.com", Good);
        Assert.Equal([Ada], await Emails("email = \"ada@example.com\""));
        Assert.Equal([Ada], await Emails("email ^= \"ad\""));
        Assert.Equal([Ada], await Emails($"sub = \"{pool.Cognito.SubOf(Ada)}\""));
        Assert.Equal(["dan@example.com"], await Emails("cognito:user_status = \"UNCONFIRMED\""));
        Assert.Equal("InvalidParameterException", (await pool.Admin("ListUsers", new { Filter = "email like ada" })).Error);

        var first = (await pool.Admin("ListUsers", new { Limit = 3 })).Body;
        var second = (await pool.Admin("ListUsers", new { Limit = 3, PaginationToken = (string?)first["PaginationToken"] })).Body;
        var all = first["Users"]!.AsArray().Concat(second["Users"]!.AsArray()).Select(user => (string)user!["Username"]!).ToList();
        Assert.Equal((4, 4, null), (all.Count, all.Distinct().Count(), second["PaginationToken"]));

        async Task<string[]> Emails(string filter)
        {
            var answer = await pool.Admin("ListUsers", new { Filter = filter });
            return [.. answer.Body["Users"]!.AsArray().Select(user => AttributeOf(user!["Attributes"], "email"))];
        }
    }

    [Fact]
    public async Task A_deleted_user_is_gone_and_the_address_is_free()
    {
        await using var pool = await Pool.With(Ada);
        var token = (await pool.SignIn(Ada, Good)).Tokens["AccessToken"];
        await pool.Admin("AdminDeleteUser", new { Username = Ada });
        Assert.Equal("UserNotFoundException", (await pool.Admin("AdminGetUser", new { Username = Ada })).Error);
        Assert.Equal("NotAuthorizedException", (await pool.Call("GetUser", new { AccessToken = token })).Error);
        Assert.Null((await pool.SignUp(Ada, Good)).Error);
    }

    [Fact]
    public async Task An_administrator_confirms_creates_groups_and_signs_people_out()
    {
        await using var pool = await Pool.Start();
        await pool.SignUp(Ada, Good);
        await pool.Admin("AdminConfirmSignUp", new { Username = Ada });
        var tokens = (await pool.SignIn(Ada, Good)).Tokens;
        await pool.Admin("AdminUserGlobalSignOut", new { Username = Ada });
        Assert.Equal("NotAuthorizedException", (await pool.Refresh(tokens["RefreshToken"])).Error);

        await pool.Admin("CreateGroup", new { GroupName = "Kings", Precedence = 0 });
        Assert.Equal("GroupExistsException", (await pool.Admin("CreateGroup", new { GroupName = "Kings" })).Error);
        Assert.Equal(0, (int)(await pool.Admin("GetGroup", new { GroupName = "Kings" })).Body["Group"]!["Precedence"]!);
        Assert.Equal(8, (await pool.Admin("ListGroups", new { })).Body["Groups"]!.AsArray().Count);
        await pool.Admin("AdminAddUserToGroup", new { Username = Ada, GroupName = "Attendees" });
        Assert.Single((await pool.Admin("ListUsersInGroup", new { GroupName = "Attendees" })).Body["Users"]!.AsArray());
        Assert.Equal(pool.Cognito.UserPoolId, (string?)(await pool.Admin("DescribeUserPool", new { })).Body["UserPool"]!["Id"]);
    }

    [Theory]
    [InlineData("NoSuchOperation", "{}", "UnknownOperationException")]
    [InlineData("SignUp", "[]", "SerializationException")]
    [InlineData("SignUp", "{\"ClientId\":", "SerializationException")]
    [InlineData("SignUp", "{\"ClientId\":\"other\"}", "ResourceNotFoundException")]
    [InlineData("InitiateAuth", "{\"ClientId\":\"eventticketinglocalclient1\"}", "InvalidParameterException")]
    public async Task A_malformed_request_is_refused_by_name(string operation, string body, string error)
    {
        await using var pool = await Pool.Start();
        Assert.Equal(error, (await pool.Post(operation, new StringContent(body), signed: false)).Error);
    }

    // Tokens

    [Fact]
    public async Task Tokens_verify_against_the_published_key_and_say_what_gateways_check()
    {
        await using var pool = await Pool.With(Ada);
        var tokens = (await pool.SignIn(Ada, Good)).Tokens;
        foreach (var token in (string[])[tokens["IdToken"], tokens["AccessToken"]])
        {
            Assert.True(await pool.Verifies(token));
            var parts = token.Split('.');
            Assert.False(await pool.Verifies($"{parts[0]}.{Base64Url.EncodeToString("{}"u8)}.{parts[2]}"));
        }
        var (id, access) = (Claims(tokens["IdToken"]), Claims(tokens["AccessToken"]));
        Assert.Equal([pool.Cognito.Issuer, "id", pool.ClientId], Texts(id, "iss", "token_use", "aud"));
        Assert.Equal([pool.Cognito.Issuer, "access", pool.ClientId], Texts(access, "iss", "token_use", "client_id"));
        Assert.Equal(3600, (long)access["exp"]! - (long)access["iat"]!);
        Assert.Equal((string?)id["origin_jti"], (string?)access["origin_jti"]);
        Assert.Equal(pool.Cognito.SubOf(Ada), (string?)id["cognito:username"]);

        pool.Clock.Advance(TimeSpan.FromMinutes(61));
        var late = await pool.Call("GetUser", new { AccessToken = tokens["AccessToken"] });
        Assert.Equal("Access Token has expired", (string?)late.Body["message"]);
    }

    [Fact]
    public async Task The_configuration_document_names_the_issuer_and_its_keys()
    {
        await using var pool = await Pool.Start();
        var configuration = await pool.Http.GetFromJsonAsync<JsonObject>($"{pool.Cognito.Issuer}/.well-known/openid-configuration", Cancel);
        Assert.Equal(pool.Cognito.Issuer, (string?)configuration!["issuer"]);
        var keys = await pool.Http.GetFromJsonAsync<JsonObject>((string?)configuration["jwks_uri"], Cancel);
        Assert.Equal(["alg", "e", "kid", "kty", "n", "use"], keys!["keys"]![0]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public async Task A_restart_keeps_users_groups_refresh_tokens_and_the_key()
    {
        var directory = Directory.CreateTempSubdirectory("cognito-").FullName;
        try
        {
            string refreshToken,
                idToken;
            int port;
            await using (var before = await Pool.Start(directory: directory))
            {
                before.Cognito.EnsureUser(Ada, Good, "Ada", ["Organizers"]);
                await before.Admin("CreateGroup", new { GroupName = "Kings" });
                var tokens = (await before.SignIn(Ada, Good)).Tokens;
                (refreshToken, idToken, port) = (tokens["RefreshToken"], tokens["IdToken"], new Uri(before.Cognito.Address).Port);
            }
            await using var after = await Pool.Start(directory: directory, port: port);
            Assert.True(await after.Verifies(idToken));
            Assert.Equal(["Organizers"], Groups(Claims((await after.Refresh(refreshToken)).Tokens["IdToken"])));
            Assert.Null((await after.SignIn(Ada, Good)).Error);
            Assert.Null((await after.Admin("GetGroup", new { GroupName = "Kings" })).Error);
            Assert.DoesNotContain(Good, string.Concat(Directory.GetFiles(directory).Select(File.ReadAllText)));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public async Task Ensuring_a_user_twice_gives_the_same_user_with_the_password_of_the_last_time()
    {
        await using var pool = await Pool.Start();
        var first = pool.Cognito.EnsureUser(Ada, "Another-Horse-2", "Ada", ["Attendees"]);
        Assert.Equal(first, pool.Cognito.EnsureUser("ADA@example.com", Good, "Ada", ["Admins"]));
        Assert.Equal(["Admins", "Attendees"], Groups(Claims((await pool.SignIn(Ada, Good)).Tokens["IdToken"])));
    }

    // The hosted pages

    [Fact]
    public async Task A_browser_signs_in_on_the_hosted_page_and_the_application_exchanges_the_code_once()
    {
        await using var pool = await Pool.With(Ada);
        using var browser = new Browser(pool);
        var back = await browser.SignIn(Ada, Good);
        Assert.StartsWith("http://127.0.0.1:4000/callback?", back, StringComparison.Ordinal);
        Assert.Equal("state&1", Query(back, "state"));

        var tokens = await browser.Exchange(Query(back, "code"));
        Assert.Equal("n-1", (string?)Claims((string)tokens["id_token"]!)["nonce"]);
        Assert.True(await pool.Verifies((string)tokens["access_token"]!));
        Assert.Equal("invalid_grant", (string?)(await browser.Exchange(Query(back, "code")))["error"]);

        var refreshToken = (string)tokens["refresh_token"]!;
        var refreshed = await browser.Token(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken });
        Assert.NotNull(refreshed["access_token"]);
        Assert.Equal(Ada, (string?)(await browser.UserInfo((string)refreshed["access_token"]!))["email"]);
        await browser.Revoke(refreshToken);
        Assert.Equal("invalid_token", (string?)(await browser.UserInfo((string)refreshed["access_token"]!))["error"]);
    }

    [Fact]
    public async Task A_wrong_verifier_spends_the_code()
    {
        await using var pool = await Pool.With(Ada);
        using var browser = new Browser(pool);
        var code = Query(await browser.SignIn(Ada, Good), "code");
        Assert.Equal("invalid_grant", (string?)(await browser.Exchange(code, verifier: new string('w', 43)))["error"]);
        Assert.Equal("invalid_grant", (string?)(await browser.Exchange(code))["error"]);
    }

    [Fact]
    public async Task A_code_is_good_for_five_minutes_and_for_its_own_address_only()
    {
        await using var pool = await Pool.With(Ada);
        using var browser = new Browser(pool);
        var code = Query(await browser.SignIn(Ada, Good), "code");
        pool.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("invalid_grant", (string?)(await browser.Exchange(code))["error"]);
        var again = Query(await browser.Authorize(), "code");
        Assert.Equal("invalid_grant", (string?)(await browser.Exchange(again, redirectUri: "http://127.0.0.1:4000/other"))["error"]);
    }

    [Theory]
    [InlineData("https://evil.example/callback")]
    [InlineData("http://127.0.0.1@evil.example/")]
    [InlineData("http://127.0.0.1.evil.example/")]
    [InlineData("http://user@127.0.0.1:4000/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://app.example/callback/other")]
    public async Task A_foreign_address_gets_neither_a_code_nor_an_error(string redirectUri)
    {
        await using var pool = await Pool.With(Ada);
        using var browser = new Browser(pool);
        foreach (var path in (string[])["/oauth2/authorize", "/login"])
        {
            using var answer = await browser.Get(browser.Address(path, ("redirect_uri", redirectUri)));
            Assert.Equal((HttpStatusCode.BadRequest, null), (answer.StatusCode, answer.Headers.Location));
        }
        using var signedOut = await browser.Get($"/logout?client_id={pool.ClientId}&logout_uri={Uri.EscapeDataString(redirectUri)}");
        Assert.Equal((HttpStatusCode.BadRequest, null), (signedOut.StatusCode, signedOut.Headers.Location));
    }

    [Theory]
    [InlineData("code_challenge", "", "invalid_request")]
    [InlineData("code_challenge_method", "plain", "invalid_request")]
    [InlineData("response_type", "token", "unsupported_response_type")]
    [InlineData("scope", "openid everything", "invalid_scope")]
    [InlineData("prompt", "none", "login_required")]
    public async Task The_application_is_told_what_is_wrong_with_its_request(string parameter, string value, string error)
    {
        await using var pool = await Pool.Start();
        using var browser = new Browser(pool);
        using var answer = await browser.Get(browser.Address("/oauth2/authorize", (parameter, value)));
        var back = answer.Headers.Location!.OriginalString;
        Assert.StartsWith("http://127.0.0.1:4000/callback?", back, StringComparison.Ordinal);
        Assert.Equal((error, "state&1"), (Query(back, "error"), Query(back, "state")));
    }

    [Fact]
    public async Task A_browser_that_is_signed_in_gets_a_code_at_once_until_it_signs_out()
    {
        await using var pool = await Pool.With(Ada);
        using var browser = new Browser(pool);
        await browser.SignIn(Ada, Good);
        Assert.NotEmpty(Query(await browser.Authorize(), "code"));
        using var signedOut = await browser.Get($"/logout?client_id={pool.ClientId}&logout_uri=http://127.0.0.1:4000/");
        Assert.Equal("http://127.0.0.1:4000/", signedOut.Headers.Location!.OriginalString);
        Assert.StartsWith("/login?", await browser.Authorize(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newcomer_signs_up_confirms_and_signs_in_on_the_pages()
    {
        await using var pool = await Pool.Start();
        using var browser = new Browser(pool);
        var confirm = await browser.Submit(
            browser.Address("/signup"),
            new()
            {
                ["name"] = "Ada",
                ["username"] = Ada,
                ["password"] = Good,
            }
        );
        Assert.StartsWith("/confirmUser?", confirm, StringComparison.Ordinal);
        var login = await browser.Submit(confirm, new() { ["username"] = Ada, ["code"] = pool.CodeFor(Ada) });
        Assert.StartsWith("/login?", login, StringComparison.Ordinal);
        var back = await browser.Submit(login, new() { ["username"] = Ada, ["password"] = Good });
        Assert.Equal("Ada", (string?)Claims((string)(await browser.Exchange(Query(back, "code")))["id_token"]!)["name"]);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_on_the_pages()
    {
        await using var pool = await Pool.With(Ada);
        using var browser = new Browser(pool);
        var reset = await browser.Submit(browser.Address("/forgotPassword"), new() { ["username"] = Ada });
        const string changed = "Another-Horse-2";
        var login = await browser.Submit(
            reset,
            new()
            {
                ["username"] = Ada,
                ["code"] = pool.CodeFor(Ada),
                ["password"] = changed,
            }
        );
        Assert.NotEmpty(Query(await browser.Submit(login, new() { ["username"] = Ada, ["password"] = changed }), "code"));
    }

    [Fact]
    public async Task The_pages_do_not_skip_a_second_step()
    {
        await using var pool = await Pool.With(Ada);
        var secret = await pool.AddAuthenticator(Ada, Good);
        pool.Clock.Advance(TimeSpan.FromSeconds(30));

        using var browser = new Browser(pool);
        var mfa = await browser.SignIn(Ada, Good);
        Assert.StartsWith("/mfa?", mfa, StringComparison.Ordinal);
        Assert.StartsWith("/login?", await browser.Authorize(), StringComparison.Ordinal);
        Assert.NotEmpty(Query(await browser.Submit(mfa, new() { ["code"] = TotpCode(secret, pool.Clock.GetUtcNow()) }), "code"));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var pool = await Pool.With(Ada);
        using var browser = new Browser(pool);
        await browser.Page(browser.Address("/login"));
        using var answer = await browser.Post(browser.Address("/login"), new() { ["username"] = Ada, ["password"] = Good });
        Assert.Equal((HttpStatusCode.BadRequest, null), (answer.StatusCode, answer.Headers.Location));
    }

    [Fact]
    public async Task What_a_person_typed_is_shown_as_text_and_the_error_belongs_to_the_fields()
    {
        await using var pool = await Pool.Start();
        using var browser = new Browser(pool);
        Dictionary<string, string> typed = new() { ["username"] = "\"><script>alert(1)</script>", ["password"] = Good };
        var page = await browser.Refused(browser.Address("/login"), typed);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Good, page, StringComparison.Ordinal);
        Assert.Contains("id=\"form-problem\" role=\"alert\"", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "aria-invalid=\"true\" aria-describedby=\"form-problem\""));
    }

    [Fact]
    public async Task Pages_allow_no_script_and_no_frame_and_speak_the_language_asked_for()
    {
        await using var pool = await Pool.Start();
        using var browser = new Browser(pool);
        using var answer = await browser.Get(browser.Address("/login", ("lang", "de-AT")));
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("<html lang=\"de\">", page, StringComparison.Ordinal);
        Assert.Contains("<h1>Anmelden</h1>", page, StringComparison.Ordinal);
    }

    // Who may call

    [Theory]
    [InlineData("http://127.0.0.1:5173", true)]
    [InlineData("http://localhost:5173", true)]
    [InlineData("https://app.example", true)]
    [InlineData("https://evil.example", false)]
    public async Task Browsers_may_call_from_this_machine_and_from_the_application_only(string origin, bool allowed)
    {
        await using var pool = await Pool.Start();
        foreach (var (path, may) in new[] { ("/", allowed), ("/oauth2/token", allowed), ("/login", false) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, pool.Cognito.Address + path);
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Headers", "x-amz-target");
            using var answer = await pool.Http.SendAsync(request, Cancel);
            Assert.Equal(may, answer.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task A_name_that_somebody_else_points_at_this_machine_is_refused()
    {
        await using var pool = await Pool.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{pool.Cognito.Issuer}/.well-known/jwks.json");
        request.Headers.Host = "evil.example";
        using var answer = await pool.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }
}
