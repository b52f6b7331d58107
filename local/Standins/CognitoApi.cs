using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace EventTicketing.Local.Standins;

/// <summary>The pool's AWS JSON 1.1 API: <c>POST /</c> with the operation in <c>X-Amz-Target</c>.</summary>
internal sealed partial class CognitoApi
{
    private const string Target = "AWSCognitoIdentityProviderService.";
    private const int LargestPage = 60;

    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly object Nothing = new();

    private readonly CognitoStandin _pool;
    private readonly Ephemeral<SrpExchange> _exchanges;
    private readonly Dictionary<string, Func<Call, Task<object>>> _public;
    private readonly Dictionary<string, Func<Call, Task<object>>> _signed;

    public CognitoApi(CognitoStandin pool)
    {
        _pool = pool;
        _exchanges = new Ephemeral<SrpExchange>(pool.Clock, TimeSpan.FromMinutes(3));
        _public = new()
        {
            ["SignUp"] = SignUp,
            ["ConfirmSignUp"] = ConfirmSignUp,
            ["ResendConfirmationCode"] = ResendConfirmationCode,
            ["ForgotPassword"] = ForgotPassword,
            ["ConfirmForgotPassword"] = ConfirmForgotPassword,
            ["InitiateAuth"] = Now(InitiateAuth),
            ["RespondToAuthChallenge"] = Now(RespondToAuthChallenge),
            ["RevokeToken"] = Now(RevokeToken),
            ["ChangePassword"] = Now(ChangePassword),
            ["GetUser"] = Now(GetUser),
            ["UpdateUserAttributes"] = UpdateUserAttributes,
            ["GetUserAttributeVerificationCode"] = GetUserAttributeVerificationCode,
            ["VerifyUserAttribute"] = Now(VerifyUserAttribute),
            ["GlobalSignOut"] = Now(call => EndAll(Caller(call))),
            ["AssociateSoftwareToken"] = Now(call => new { SecretCode = _pool.OfferTotp(Caller(call)) }),
            ["VerifySoftwareToken"] = Now(VerifySoftwareToken),
            ["SetUserMFAPreference"] = Now(SetUserMfaPreference),
        };
        _signed = new()
        {
            ["AdminGetUser"] = Now(call => Profile(Named(call))),
            ["AdminCreateUser"] = AdminCreateUser,
            ["AdminInitiateAuth"] = Now(AdminInitiateAuth),
            ["AdminDeleteUser"] = OnUser((_, user) => _pool.Delete(user)),
            ["AdminDisableUser"] = OnUser((_, user) => _pool.SetEnabled(user, enabled: false)),
            ["AdminEnableUser"] = OnUser((_, user) => _pool.SetEnabled(user, enabled: true)),
            ["AdminSetUserPassword"] = OnUser(AdminSetUserPassword),
            ["AdminResetUserPassword"] = AdminResetUserPassword,
            ["AdminUserGlobalSignOut"] = OnUser((_, user) => EndAll(user)),
            ["AdminAddUserToGroup"] = OnUser((call, user) => _pool.SetMembership(user, call.Text("GroupName"), member: true)),
            ["AdminRemoveUserFromGroup"] = OnUser((call, user) => _pool.SetMembership(user, call.Text("GroupName"), member: false)),
            ["AdminListGroupsForUser"] = Now(AdminListGroupsForUser),
            ["AdminUpdateUserAttributes"] = AdminUpdateUserAttributes,
            ["AdminConfirmSignUp"] = AdminConfirmSignUp,
            ["ListUsers"] = Now(ListUsers),
            ["ListUsersInGroup"] = Now(ListUsersInGroup),
            ["ListGroups"] = Now(ListGroups),
            ["CreateGroup"] = Now(CreateGroup),
            ["GetGroup"] = Now(call => new { Group = View(_pool.GetGroup(call.Text("GroupName"))) }),
            ["DescribeUserPool"] = Now(_ => new { UserPool = Pool() }),
        };
    }

    public void Map(WebApplication app) => app.MapPost("/", (RequestDelegate)Handle);

    private async Task Handle(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "application/x-amz-json-1.1";
        response.Headers["x-amzn-requestid"] = Guid.NewGuid().ToString();
        response.Headers.CacheControl = "no-store";
        try
        {
            await response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(await Dispatch(context.Request), Json));
        }
        catch (CognitoError error)
        {
            await Refuse(response, StatusCodes.Status400BadRequest, error.Type, error.Message);
        }
        catch (Exception error) when (error is not (BadHttpRequestException or OperationCanceledException))
        {
            // A bug in this stand-in or in a callback of the host: log it, because nothing else reports it.
            await Console.Error.WriteLineAsync(error.ToString());
            await Refuse(response, StatusCodes.Status500InternalServerError, "InternalErrorException", "See the stand-in's console.");
        }
    }

    private async Task<object> Dispatch(HttpRequest request)
    {
        var target = request.Headers["X-Amz-Target"].ToString();
        var name = target.StartsWith(Target, StringComparison.Ordinal) ? target[Target.Length..] : "";
        var signed = _signed.TryGetValue(name, out var operation);
        if (!signed && !_public.TryGetValue(name, out operation))
        {
            throw new CognitoError("UnknownOperationException", $"Unknown operation {name}");
        }
        if (signed && !request.Headers.Authorization.ToString().StartsWith("AWS4-HMAC-SHA256 Credential=", StringComparison.Ordinal))
        {
            throw new CognitoError("MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        using var body = await Body(request);
        var call = new Call(body.RootElement);
        if (signed && call.Text("UserPoolId") != _pool.UserPoolId)
        {
            throw CognitoError.NotFound($"User pool {call.Text("UserPoolId")} does not exist.");
        }
        if (call.Optional("ClientId") is { } client && client != _pool.ClientId && client != _pool.DeviceClientId)
        {
            throw CognitoError.NotFound($"User pool client {client} does not exist.");
        }
        return await operation!(call);
    }

    private static async Task<JsonDocument> Body(HttpRequest request)
    {
        try
        {
            var body = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { MaxDepth = 16 });
            if (body.RootElement.ValueKind == JsonValueKind.Object)
                return body;
            body.Dispose();
        }
        catch (JsonException)
        {
            // Rejected below, like any other body that is not a JSON object.
        }
        throw new CognitoError("SerializationException", "The request body is not a JSON object.");
    }

    private static Task Refuse(HttpResponse response, int status, string type, string message)
    {
        response.StatusCode = status;
        response.Headers["x-amzn-errortype"] = type;
        return response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(new { __type = type, message }, Json)).AsTask();
    }

    private static Func<Call, Task<object>> Now(Func<Call, object> operation) => call => Task.FromResult(operation(call));

    private Func<Call, Task<object>> OnUser(Action<Call, CognitoUser> act) =>
        Now(call =>
        {
            act(call, Named(call));
            return Nothing;
        });

    private CognitoUser Named(Call call) => _pool.Get(call.Text("Username"));

    /// <summary>The user of the access token in the body. A token from the hosted pages needs the scope for this API.</summary>
    private CognitoUser Caller(Call call)
    {
        var (user, scope) = _pool.UserOf(call.Text("AccessToken"));
        return scope.Split(' ').Contains(CognitoTokens.ApiScope)
            ? user
            : throw CognitoError.NotAuthorized("Access Token does not have required scopes");
    }

    // Sign-up and passwords

    private async Task<object> SignUp(Call call)
    {
        call.Text("ClientId");
        var user = await _pool.SignUp(call.Text("Username"), call.Text("Password"), call.Attributes("UserAttributes"));
        return new
        {
            UserConfirmed = false,
            UserSub = user.Sub,
            CodeDeliveryDetails = Delivery(user.Email),
        };
    }

    private async Task<object> ConfirmSignUp(Call call)
    {
        await _pool.ConfirmSignUp(call.Text("Username"), call.Text("ConfirmationCode"));
        return Nothing;
    }

    private async Task<object> ResendConfirmationCode(Call call)
    {
        var user = await _pool.ResendConfirmation(call.Text("Username"));
        return new { CodeDeliveryDetails = Delivery(user.Email) };
    }

    /// <summary>Gives the same answer for unknown addresses, so that accounts cannot be enumerated.</summary>
    private async Task<object> ForgotPassword(Call call)
    {
        var username = call.Text("Username");
        var user = _pool.Find(username);
        if (user is not null)
            await _pool.ForgotPassword(user);
        return new { CodeDeliveryDetails = Delivery(user?.Email ?? username) };
    }

    private async Task<object> ConfirmForgotPassword(Call call)
    {
        await _pool.ConfirmForgotPassword(call.Text("Username"), call.Text("ConfirmationCode"), call.Text("Password"));
        return Nothing;
    }

    private object ChangePassword(Call call)
    {
        _pool.ChangePassword(Caller(call), call.Text("PreviousPassword"), call.Text("ProposedPassword"));
        return Nothing;
    }

    // Sign-in and sign-out

    private object InitiateAuth(Call call)
    {
        var client = call.Text("ClientId");
        var parameters = call.Part("AuthParameters");
        return call.Text("AuthFlow") switch
        {
            "USER_PASSWORD_AUTH" when client == _pool.ClientId => PasswordAuth(parameters),
            "USER_SRP_AUTH" when client == _pool.ClientId => StartSrp(parameters),
            "REFRESH_TOKEN" or "REFRESH_TOKEN_AUTH" => SignedIn(_pool.Refresh(parameters.Text("REFRESH_TOKEN"), client)),
            var flow => throw CognitoError.Invalid($"{flow} is not enabled for the client."),
        };
    }

    private object PasswordAuth(Call parameters) => Continue(Authenticated(parameters));

    private CognitoUser Authenticated(Call parameters)
    {
        var (username, text) = (parameters.Text("USERNAME"), parameters.Text("PASSWORD"));
        return _pool.Authenticate(username, password => password.Matches(text));
    }

    private object AdminInitiateAuth(Call call) =>
        call.Text("ClientId") == _pool.DeviceClientId && call.Text("AuthFlow") == "ADMIN_USER_PASSWORD_AUTH"
            ? SignedIn(
                _pool.StartSession(Authenticated(call.Part("AuthParameters")), CognitoTokens.ApiScope, client: CognitoStandin.Devices)
            )
            : throw CognitoError.Invalid("Auth flow not enabled for this client");

    private object RespondToAuthChallenge(Call call)
    {
        call.Text("ClientId");
        var answers = call.Part("ChallengeResponses");
        return call.Text("ChallengeName") switch
        {
            "PASSWORD_VERIFIER" => FinishSrp(answers),
            CognitoStandin.NewPasswordRequired => Continue(
                _pool.AnswerNewPassword(call.Text("Session"), answers.Text("NEW_PASSWORD"), answers.Texts("userAttributes."))
            ),
            CognitoStandin.SoftwareTokenMfa => SignedIn(
                _pool.StartSession(_pool.AnswerTotp(call.Text("Session"), answers.Text("SOFTWARE_TOKEN_MFA_CODE")), CognitoTokens.ApiScope)
            ),
            var challenge => throw CognitoError.Invalid($"{challenge} is not supported."),
        };
    }

    private object StartSrp(Call parameters)
    {
        var user = _pool.Find(parameters.Text("USERNAME"));
        if (user?.Password is not { } password)
            throw CognitoError.NotAuthorized();
        var (serverPublic, key) = Srp.Respond(parameters.Text("SRP_A"), password.SrpVerifier);
        return new
        {
            ChallengeName = "PASSWORD_VERIFIER",
            ChallengeParameters = new
            {
                SALT = password.SrpSalt,
                SRP_B = serverPublic,
                SECRET_BLOCK = _exchanges.Put(new SrpExchange(user.Sub, key)),
                USERNAME = user.Sub,
                USER_ID_FOR_SRP = user.Sub,
            },
        };
    }

    private object FinishSrp(Call answers)
    {
        var block = answers.Text("PASSWORD_CLAIM_SECRET_BLOCK");
        var (timestamp, signature) = (answers.Text("TIMESTAMP"), answers.Text("PASSWORD_CLAIM_SIGNATURE"));
        var exchange = _exchanges.Take(block) ?? throw CognitoError.NotAuthorized();
        return Continue(
            _pool.Authenticate(
                exchange.Sub,
                _ => Srp.Proves(exchange.Key, CognitoStandin.PoolName, exchange.Sub, block, timestamp, signature)
            )
        );
    }

    /// <summary>The next challenge for a user who has proved the password, or the tokens when there is none.</summary>
    private object Continue(CognitoUser user) =>
        CognitoStandin.ChallengeFor(user) is not { } challenge
            ? SignedIn(_pool.StartSession(user, CognitoTokens.ApiScope))
            : new
            {
                ChallengeName = challenge,
                Session = _pool.StartChallenge(user, challenge),
                ChallengeParameters = new
                {
                    USER_ID_FOR_SRP = user.Sub,
                    requiredAttributes = "[]",
                    userAttributes = JsonSerializer.Serialize(user.Attributes, Json),
                },
            };

    private static object SignedIn(Tokens tokens) =>
        new
        {
            AuthenticationResult = new
            {
                AccessToken = tokens.Access,
                ExpiresIn = (int)CognitoTokens.Life.TotalSeconds,
                TokenType = "Bearer",
                RefreshToken = tokens.Refresh,
                IdToken = tokens.Id,
            },
            ChallengeParameters = Nothing,
        };

    private object RevokeToken(Call call)
    {
        call.Text("ClientId");
        if (_pool.Tokens.FindSession(call.Text("Token")) is { } session)
            _pool.Tokens.End(session);
        return Nothing;
    }

    private object EndAll(CognitoUser user)
    {
        _pool.Tokens.EndAll(user.Sub);
        return Nothing;
    }

    // The user's own account

    private object GetUser(Call call)
    {
        var user = Caller(call);
        return new
        {
            Username = user.Sub,
            UserAttributes = AttributesOf(user),
            UserMFASettingList = Mfa(user),
            PreferredMfaSetting = Mfa(user)?[0],
        };
    }

    private async Task<object> UpdateUserAttributes(Call call)
    {
        var sentTo = await _pool.ChangeAttributes(Caller(call), call.Attributes("UserAttributes"), asAdmin: false);
        return new { CodeDeliveryDetailsList = sentTo is null ? Array.Empty<object>() : [Delivery(sentTo)] };
    }

    private async Task<object> GetUserAttributeVerificationCode(Call call)
    {
        CheckIsEmail(call);
        return new { CodeDeliveryDetails = Delivery(await _pool.SendEmailCode(Caller(call))) };
    }

    private object VerifyUserAttribute(Call call)
    {
        CheckIsEmail(call);
        _pool.VerifyEmail(Caller(call), call.Text("Code"));
        return Nothing;
    }

    private static void CheckIsEmail(Call call)
    {
        if (call.Text("AttributeName") != "email")
            throw CognitoError.Invalid("Only the attribute email can be verified.");
    }

    private object VerifySoftwareToken(Call call)
    {
        _pool.VerifyTotp(Caller(call), call.Text("UserCode"));
        return new { Status = "SUCCESS" };
    }

    private object SetUserMfaPreference(Call call)
    {
        _pool.PreferTotp(Caller(call), call.Part("SoftwareTokenMfaSettings").Flag("Enabled"));
        return Nothing;
    }

    // Administration

    private async Task<object> AdminCreateUser(Call call)
    {
        var (username, password) = (call.Text("Username"), call.Optional("TemporaryPassword"));
        // Cognito's default is SMS, and users here have no phone number.
        var byMail = call.Names("DesiredDeliveryMediums")?.Contains("EMAIL") == true;
        var user =
            call.Optional("MessageAction") == "RESEND"
                ? await _pool.AdminInviteAgain(_pool.Get(username), password, byMail)
                : await _pool.AdminCreate(
                    username,
                    call.Attributes("UserAttributes"),
                    password,
                    byMail && call.Optional("MessageAction") != "SUPPRESS"
                );
        return new { User = View(user) };
    }

    private void AdminSetUserPassword(Call call, CognitoUser user) =>
        _pool.SetPassword(user, call.Text("Password"), call.Flag("Permanent") ? CognitoUser.Confirmed : CognitoUser.ForceChangePassword);

    private async Task<object> AdminResetUserPassword(Call call)
    {
        await _pool.ResetPassword(Named(call));
        return Nothing;
    }

    private async Task<object> AdminUpdateUserAttributes(Call call)
    {
        await _pool.ChangeAttributes(Named(call), call.Attributes("UserAttributes"), asAdmin: true);
        return Nothing;
    }

    private async Task<object> AdminConfirmSignUp(Call call)
    {
        await _pool.AdminConfirmSignUp(Named(call));
        return Nothing;
    }

    private object AdminListGroupsForUser(Call call)
    {
        var (groups, next) = Page(_pool.GroupsOf(Named(call)), group => group.Name, call, "NextToken");
        return new { Groups = groups.Select(View), NextToken = next };
    }

    private object ListUsers(Call call)
    {
        var (users, next) = Page(_pool.Users.Where(Filter(call.Optional("Filter"))), user => user.Sub, call, "PaginationToken");
        var wanted = call.Names("AttributesToGet");
        return new { Users = users.Select(user => View(user, wanted)), PaginationToken = next };
    }

    private object ListUsersInGroup(Call call)
    {
        var group = _pool.GetGroup(call.Text("GroupName")).Name;
        var (users, next) = Page(_pool.Users.Where(user => user.Groups.Contains(group)), user => user.Sub, call, "NextToken");
        return new { Users = users.Select(user => View(user)), NextToken = next };
    }

    private object ListGroups(Call call)
    {
        var (groups, next) = Page(_pool.Groups, group => group.Name, call, "NextToken");
        return new { Groups = groups.Select(View), NextToken = next };
    }

    private object CreateGroup(Call call) =>
        new { Group = View(_pool.CreateGroup(call.Text("GroupName"), call.Number("Precedence"), call.Optional("Description"))) };

    private object Pool() =>
        new
        {
            Id = _pool.UserPoolId,
            Name = CognitoStandin.PoolName,
            _pool.Arn,
            Policies = new
            {
                PasswordPolicy = new
                {
                    MinimumLength = 8,
                    RequireUppercase = true,
                    RequireLowercase = false,
                    RequireNumbers = true,
                    RequireSymbols = true,
                    TemporaryPasswordValidityDays = 7,
                },
            },
            UsernameAttributes = new[] { "email" },
            AutoVerifiedAttributes = new[] { "email" },
            MfaConfiguration = "OPTIONAL",
            EstimatedNumberOfUsers = _pool.Users.Count(),
        };

    // Response shapes

    private static object Delivery(string email)
    {
        var at = email.IndexOf('@');
        var masked = at > 0 && at < email.Length - 1 ? $"{email[0]}***@{email[at + 1]}***" : "***";
        return new
        {
            Destination = masked,
            DeliveryMedium = "EMAIL",
            AttributeName = "email",
        };
    }

    private static string[]? Mfa(CognitoUser user) => user.Authenticator?.Enabled == true ? [CognitoStandin.SoftwareTokenMfa] : null;

    private static IEnumerable<object> AttributesOf(CognitoUser user, HashSet<string>? wanted = null) =>
        user
            .Attributes.Add("sub", user.Sub)
            .Where(attribute => wanted?.Contains(attribute.Key) != false)
            .Select(attribute => new { Name = attribute.Key, attribute.Value });

    private static object View(CognitoUser user, HashSet<string>? wanted = null) =>
        new
        {
            Username = user.Sub,
            Attributes = AttributesOf(user, wanted),
            UserCreateDate = Seconds(user.CreatedAt),
            UserLastModifiedDate = Seconds(user.ChangedAt),
            user.Enabled,
            UserStatus = user.Status,
        };

    private static object Profile(CognitoUser user) =>
        new
        {
            Username = user.Sub,
            UserAttributes = AttributesOf(user),
            UserCreateDate = Seconds(user.CreatedAt),
            UserLastModifiedDate = Seconds(user.ChangedAt),
            user.Enabled,
            UserStatus = user.Status,
            UserMFASettingList = Mfa(user),
            PreferredMfaSetting = Mfa(user)?[0],
        };

    private object View(CognitoGroup group) =>
        new
        {
            GroupName = group.Name,
            _pool.UserPoolId,
            group.Description,
            group.Precedence,
            CreationDate = Seconds(group.CreatedAt),
            LastModifiedDate = Seconds(group.CreatedAt),
        };

    private static double Seconds(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>The next page of items in key order, and the token for the page after it; null when it is the last.</summary>
    private static (T[] Items, string? Next) Page<T>(IEnumerable<T> all, Func<T, string> key, Call call, string tokenName)
    {
        var limit = call.Number("Limit") ?? LargestPage;
        if (limit is < 1 or > LargestPage)
            throw CognitoError.Invalid($"Limit must be between 1 and {LargestPage}.");
        var after = call.Optional(tokenName) is { } token ? Last(token) : "";
        var following = all.Where(item => string.CompareOrdinal(key(item), after) > 0).OrderBy(key, StringComparer.Ordinal);
        T[] items = [.. following.Take(limit + 1)];
        if (items.Length <= limit)
            return (items, null);
        return (items[..limit], Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key(items[limit - 1]))));
    }

    private static string Last(string token) =>
        Base64Url.IsValid(token)
            ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token))
            : throw CognitoError.Invalid("Invalid pagination token provided.");

    /// <summary>Parses <c>name = "value"</c> or <c>name ^= "prefix"</c>, where name is an attribute, the status or the user name.</summary>
    private static Func<CognitoUser, bool> Filter(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return _ => true;
        var match = FilterPattern().Match(text);
        if (!match.Success)
            throw CognitoError.Invalid("Error while parsing filter.");
        var (name, value) = (match.Groups["name"].Value, match.Groups["value"].Value.Replace("\\\"", "\""));
        Func<CognitoUser, string?> actual = name switch
        {
            "sub" or "username" => user => user.Sub,
            "cognito:user_status" => user => user.Status,
            "status" => user => user.Enabled ? "Enabled" : "Disabled",
            _ => user => user.Attributes.GetValueOrDefault(name),
        };
        return match.Groups["operator"].Value == "="
            ? user => string.Equals(actual(user), value, StringComparison.OrdinalIgnoreCase)
            : user => actual(user)?.StartsWith(value, StringComparison.OrdinalIgnoreCase) == true;
    }

    [GeneratedRegex("""^\s*"?(?<name>[\w:]+)"?\s*(?<operator>\^?=)\s*"(?<value>(?:[^"\\]|\\.)*)"\s*$""", RegexOptions.None, 1_000)]
    private static partial Regex FilterPattern();

    private sealed record SrpExchange(string Sub, byte[] Key);

    /// <summary>A request body, or an object inside it. Rejects texts that are empty or longer than the longest token.</summary>
    private readonly record struct Call(JsonElement Body)
    {
        private const int LongestText = 8_192;

        public string Text(string name) => Optional(name) ?? throw CognitoError.Missing(name);

        public string? Optional(string name)
        {
            if (Member(name) is not { } member)
                return null;
            var text = member.ValueKind == JsonValueKind.String ? member.GetString()! : throw Malformed(name);
            return text.Length is > 0 and <= LongestText ? text : throw CognitoError.Invalid($"The length of {name} is not valid.");
        }

        public bool Flag(string name) => Member(name)?.ValueKind == JsonValueKind.True;

        public int? Number(string name) =>
            Member(name) is not { } member ? null
            : member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number) ? number
            : throw Malformed(name);

        public Call Part(string name)
        {
            var member = Member(name) ?? throw CognitoError.Missing(name);
            return member.ValueKind == JsonValueKind.Object ? new Call(member) : throw Malformed(name);
        }

        public HashSet<string>? Names(string name) =>
            Member(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(item => item.ToString())] : null;

        /// <summary>A list of <c>{"Name", "Value"}</c>; empty when absent.</summary>
        public Dictionary<string, string> Attributes(string name)
        {
            Dictionary<string, string> attributes = [];
            if (Member(name) is not { } list)
                return attributes;
            if (list.ValueKind != JsonValueKind.Array)
                throw Malformed(name);
            foreach (var item in list.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.Object)
                    throw Malformed(name);
                attributes[new Call(item).Text("Name")] = new Call(item).Member("Value")?.ToString() ?? "";
            }
            return attributes;
        }

        /// <summary>The members whose names start with the prefix, keyed by the rest of their names.</summary>
        public Dictionary<string, string> Texts(string prefix) =>
            Body.EnumerateObject()
                .Where(member => member.Name.StartsWith(prefix, StringComparison.Ordinal))
                .ToDictionary(member => member.Name[prefix.Length..], member => member.Value.ToString());

        private JsonElement? Member(string name) =>
            Body.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

        private static CognitoError Malformed(string name) => new("SerializationException", $"{name} is not of the right type.");
    }
}
