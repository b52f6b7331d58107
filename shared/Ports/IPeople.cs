using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EventTicketing.Ports;

/// <summary>The user pool does not answer or is throttling. It is unknown whether a change was made; every call may be repeated.</summary>
public sealed class PeopleUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A person as the user pool knows them.</summary>
/// <param name="Status">
/// As Cognito says it: <c>CONFIRMED</c>, <c>UNCONFIRMED</c>, <c>FORCE_CHANGE_PASSWORD</c>, <c>RESET_REQUIRED</c>.
/// </param>
/// <param name="Mfa">Null in lists, which do not say it.</param>
public sealed record PoolUser(
    string UserId,
    string? Email,
    bool EmailVerified,
    string? Name,
    bool Enabled,
    string Status,
    DateTimeOffset CreatedAt,
    bool? Mfa
)
{
    /// <summary>Whether it is the sign-in of a gate device and not of a person.</summary>
    public bool IsDevice => IsOfDevice(Email);

    public static bool IsOfDevice(string? email) => email?.EndsWith(DeviceDomain, StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>
    /// The pool knows everybody by an address. Those of devices end in a name that is reserved for addresses that never exist (RFC 2606).
    /// </summary>
    public const string DeviceDomain = "@devices.invalid";
}

/// <summary>What a gate device calls the API with. It refreshes them at the user pool, as a client of its own.</summary>
/// <param name="ExpiresIn">Seconds.</param>
public sealed record DeviceTokens(string UserId, string ClientId, string Id, string Access, string Refresh, int ExpiresIn);

/// <summary>
/// The user pool. Every change may be repeated: it has no effect the second time, nor on somebody who was deleted. All methods may throw
/// <see cref="PeopleUnavailableException"/>.
/// </summary>
public interface IPeople
{
    /// <summary>The same for another pool, such as the one that a trigger names.</summary>
    IPeople In(string userPoolId);

    Task AddToGroup(string userId, string group, CancellationToken stop);

    Task RemoveFromGroup(string userId, string group, CancellationToken stop);

    /// <summary>Null when there is no such person.</summary>
    Task<PoolUser?> Find(string userId, CancellationToken stop);

    /// <summary>Empty when there is no such person.</summary>
    Task<IReadOnlyList<string>> GroupsOf(string userId, CancellationToken stop);

    /// <summary>One page of the people whose address begins with <paramref name="emailPrefix"/>; null for all.</summary>
    /// <param name="emailPrefix">Without quotes and backslashes, which would end the value in the pool's filter language.</param>
    /// <param name="limit">At most 60.</param>
    Task<(IReadOnlyList<PoolUser> People, string? Cursor)> List(string? emailPrefix, int limit, string? cursor, CancellationToken stop);

    /// <inheritdoc cref="List"/>
    Task<(IReadOnlyList<PoolUser> People, string? Cursor)> InGroup(string group, int limit, string? cursor, CancellationToken stop);

    /// <summary>Creates a person and mails a temporary password. Null when the address is registered already.</summary>
    Task<PoolUser?> Invite(string email, string name, CancellationToken stop);

    Task Disable(string userId, CancellationToken stop);

    Task Enable(string userId, CancellationToken stop);

    /// <summary>Ends all sessions: refresh tokens become useless. Tokens that were issued stay valid until they expire.</summary>
    Task SignOut(string userId, CancellationToken stop);

    /// <summary>
    /// Makes the password useless and mails a code for a new one. False when the account is not confirmed or has no address.
    /// </summary>
    Task<bool> ResetPassword(string userId, CancellationToken stop);

    /// <summary>
    /// Signs a gate device in, with a sign-in of its own: made if there is none yet, given a new password that nobody sees, and in the
    /// group Devices alone.
    /// </summary>
    Task<DeviceTokens> SignInDevice(string name, CancellationToken stop);

    /// <summary>Deletes somebody's sign-in. Tokens that were issued stay valid until they expire.</summary>
    Task Delete(string userId, CancellationToken stop);
}

/// <summary>The Cognito user pool, through its HTTP API.</summary>
/// <param name="pool">Id of the user pool; null when only <see cref="In"/> is used.</param>
/// <param name="deviceClient">Id of the app client of gate devices; null when none is signed in.</param>
public sealed class CognitoPeople(AwsJson cognito, string? pool, string? deviceClient = null) : IPeople
{
    public const string Service = "cognito-idp",
        Target = "AWSCognitoIdentityProviderService";

    public IPeople In(string userPoolId) => new CognitoPeople(cognito, userPoolId, deviceClient);

    public Task AddToGroup(string userId, string group, CancellationToken stop) =>
        Change("AdminAddUserToGroup", new() { ["Username"] = userId, ["GroupName"] = group }, stop);

    public Task RemoveFromGroup(string userId, string group, CancellationToken stop) =>
        Change("AdminRemoveUserFromGroup", new() { ["Username"] = userId, ["GroupName"] = group }, stop);

    public async Task<PoolUser?> Find(string userId, CancellationToken stop)
    {
        try
        {
            var user = Read(await Call("AdminGetUser", new() { ["Username"] = userId }, stop), "UserAttributes");
            // Cognito also finds people by their address.
            return user.UserId == userId ? user : null;
        }
        catch (AwsRefusedException error) when (error.Code == "UserNotFoundException")
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<string>> GroupsOf(string userId, CancellationToken stop)
    {
        try
        {
            var groups = await Call("AdminListGroupsForUser", new() { ["Username"] = userId, ["Limit"] = 60 }, stop);
            return [.. groups.GetProperty("Groups").EnumerateArray().Select(group => group.GetProperty("GroupName").GetString()!)];
        }
        catch (AwsRefusedException error) when (error.Code == "UserNotFoundException")
        {
            return [];
        }
    }

    public async Task<(IReadOnlyList<PoolUser> People, string? Cursor)> List(
        string? emailPrefix,
        int limit,
        string? cursor,
        CancellationToken stop
    )
    {
        var body = new JsonObject { ["Limit"] = limit };
        if (emailPrefix is not null)
            body["Filter"] = $"email ^= \"{emailPrefix}\"";
        return Page(await Call("ListUsers", With(body, "PaginationToken", cursor), stop), "PaginationToken");
    }

    public async Task<(IReadOnlyList<PoolUser> People, string? Cursor)> InGroup(
        string group,
        int limit,
        string? cursor,
        CancellationToken stop
    ) =>
        Page(
            await Call("ListUsersInGroup", With(new() { ["GroupName"] = group, ["Limit"] = limit }, "NextToken", cursor), stop),
            "NextToken"
        );

    public async Task<PoolUser?> Invite(string email, string name, CancellationToken stop)
    {
        try
        {
            var created = await Call(
                "AdminCreateUser",
                new()
                {
                    ["Username"] = email,
                    ["DesiredDeliveryMediums"] = new JsonArray("EMAIL"),
                    ["UserAttributes"] = new JsonArray(
                        Attribute("email", email),
                        Attribute("email_verified", "true"),
                        Attribute("name", name)
                    ),
                },
                stop
            );
            return Read(created.GetProperty("User"), "Attributes");
        }
        catch (AwsRefusedException error) when (error.Code == "UsernameExistsException")
        {
            return null;
        }
    }

    public Task Disable(string userId, CancellationToken stop) => Change("AdminDisableUser", new() { ["Username"] = userId }, stop);

    public Task Enable(string userId, CancellationToken stop) => Change("AdminEnableUser", new() { ["Username"] = userId }, stop);

    public Task SignOut(string userId, CancellationToken stop) => Change("AdminUserGlobalSignOut", new() { ["Username"] = userId }, stop);

    public async Task<bool> ResetPassword(string userId, CancellationToken stop)
    {
        try
        {
            await Call("AdminResetUserPassword", new() { ["Username"] = userId }, stop);
            return true;
        }
        catch (AwsRefusedException error) when (error.Code is "NotAuthorizedException" or "InvalidParameterException")
        {
            return false;
        }
    }

    public async Task<DeviceTokens> SignInDevice(string name, CancellationToken stop)
    {
        var client = deviceClient ?? throw new InvalidOperationException("The environment does not name the client of gate devices.");
        var address = name + PoolUser.DeviceDomain;
        // The suffix has what the pool's rules for passwords require.
        var password = RandomNumberGenerator.GetHexString(48) + "-Aa1";
        try
        {
            try
            {
                await Call(
                    "AdminCreateUser",
                    new()
                    {
                        ["Username"] = address,
                        ["MessageAction"] = "SUPPRESS",
                        ["UserAttributes"] = new JsonArray(Attribute("email", address)),
                    },
                    stop
                );
            }
            catch (AwsRefusedException error) when (error.Code == "UsernameExistsException")
            {
                // An earlier attempt made it.
            }

            await Call(
                "AdminSetUserPassword",
                new()
                {
                    ["Username"] = address,
                    ["Password"] = password,
                    ["Permanent"] = true,
                },
                stop
            );
            await AddToGroup(address, Domain.Groups.Devices, stop);
            var signedIn = await Call(
                "AdminInitiateAuth",
                new()
                {
                    ["ClientId"] = client,
                    ["AuthFlow"] = "ADMIN_USER_PASSWORD_AUTH",
                    ["AuthParameters"] = new JsonObject { ["USERNAME"] = address, ["PASSWORD"] = password },
                },
                stop
            );
            var user = Read(await Call("AdminGetUser", new() { ["Username"] = address }, stop), "UserAttributes");
            var tokens = signedIn.GetProperty("AuthenticationResult");
            string Token(string field) => tokens.GetProperty(field).GetString()!;
            return new(
                user.UserId,
                client,
                Token("IdToken"),
                Token("AccessToken"),
                Token("RefreshToken"),
                tokens.GetProperty("ExpiresIn").GetInt32()
            );
        }
        catch (AwsRefusedException error) when (error.Code is "NotAuthorizedException" or "UserNotFoundException")
        {
            throw new PeopleUnavailableException("Another attempt has changed the password or deleted the sign-in.", error);
        }
    }

    public Task Delete(string userId, CancellationToken stop) => Change("AdminDeleteUser", new() { ["Username"] = userId }, stop);

    private async Task Change(string operation, JsonObject body, CancellationToken stop)
    {
        try
        {
            await Call(operation, body, stop);
        }
        catch (AwsRefusedException error) when (error.Code == "UserNotFoundException")
        {
            // Deleted since: there is nobody to change.
        }
    }

    private async Task<JsonElement> Call(string operation, JsonObject body, CancellationToken stop)
    {
        body["UserPoolId"] = pool ?? throw new InvalidOperationException("The environment does not name the user pool.");
        try
        {
            return await cognito.Call(operation, body, stop);
        }
        catch (AwsRefusedException error) when (error.Code is "TooManyRequestsException" or "InternalErrorException")
        {
            throw new PeopleUnavailableException("The user pool is throttling.", error);
        }
        catch (HttpRequestException error)
        {
            throw new PeopleUnavailableException("The user pool does not answer.", error);
        }
    }

    private static JsonObject Attribute(string name, string value) => new() { ["Name"] = name, ["Value"] = value };

    private static JsonObject With(JsonObject body, string name, string? value)
    {
        if (value is not null)
            body[name] = value;
        return body;
    }

    private static (IReadOnlyList<PoolUser> People, string? Cursor) Page(JsonElement page, string next) =>
        (
            [.. page.GetProperty("Users").EnumerateArray().Select(user => Read(user, "Attributes"))],
            page.TryGetProperty(next, out var cursor) ? cursor.GetString() : null
        );

    private static PoolUser Read(JsonElement user, string attributes)
    {
        var values = user.GetProperty(attributes)
            .EnumerateArray()
            .ToDictionary(
                attribute => attribute.GetProperty("Name").GetString()!,
                attribute => attribute.TryGetProperty("Value", out var value) ? value.GetString() : null,
                StringComparer.Ordinal
            );
        return new(
            values.GetValueOrDefault("sub") ?? user.GetProperty("Username").GetString()!,
            values.GetValueOrDefault("email"),
            values.GetValueOrDefault("email_verified") == "true",
            values.GetValueOrDefault("name"),
            user.GetProperty("Enabled").GetBoolean(),
            user.GetProperty("UserStatus").GetString()!,
            DateTimeOffset.FromUnixTimeMilliseconds((long)(user.GetProperty("UserCreateDate").GetDouble() * 1000)),
            user.TryGetProperty("UserMFASettingList", out var mfa) && mfa.ValueKind == JsonValueKind.Array ? mfa.GetArrayLength() > 0
                : attributes == "UserAttributes" ? false
                : null
        );
    }
}
