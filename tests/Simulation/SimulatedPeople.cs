namespace EventTicketing.Tests.Simulation;

/// <summary>What a person signed in with: the groups of that moment, for an hour.</summary>
public sealed record Token(DateTimeOffset IssuedAt, IReadOnlyList<string> Groups)
{
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);
}

/// <summary>An account as the user pool stores it.</summary>
public sealed class Account(Person person, DateTimeOffset createdAt)
{
    public Person Person => person;
    public DateTimeOffset CreatedAt => createdAt;
    public bool Enabled { get; set; } = true;
    public SortedSet<string> Groups { get; } = new(person.Groups, StringComparer.Ordinal);

    /// <summary>When something was last taken from the person: the account, the sessions or a group.</summary>
    public DateTimeOffset? TakenAt { get; set; }

    /// <summary>The person's token; null before the first call, and when they are to sign in again.</summary>
    public Token? Token { get; set; }

    /// <summary>Whether a call with the token was refused.</summary>
    public bool Refused { get; set; }
}

/// <summary>
/// The user pool: its calls take time, are throttled, and fail before or after their effect. It also signs people in: everybody who calls
/// has an account from then on.
/// </summary>
public sealed class SimulatedPeople(SimulatedWorld world) : IPeople
{
    private readonly Dictionary<string, Account> _accounts = new(StringComparer.Ordinal);

    /// <summary>Deleted ones, whose tokens are good until they end.</summary>
    private readonly Dictionary<string, Account> _deleted = new(StringComparer.Ordinal);
    private (long Second, int Calls) _now;

    /// <summary>The pool refuses further calls after so many within a second.</summary>
    public int Limit { get; set; } = 25;

    public IReadOnlyCollection<Account> Accounts => _accounts.Values;

    public Account Of(Person person)
    {
        if (!_accounts.TryGetValue(person.Id, out var account) && !_deleted.TryGetValue(person.Id, out account))
            _accounts[person.Id] = account = new(person, world.Time.Now);
        return account;
    }

    /// <summary>Somebody who has, or had, an account.</summary>
    public Account Ever(string userId) => _accounts.GetValueOrDefault(userId) ?? _deleted[userId];

    /// <summary>The person's token: a new one when the old one was refused or is over. Null when they cannot sign in.</summary>
    public Token? SignIn(Person person)
    {
        var account = Of(person);
        if (account.Token is { } token && (token.IssuedAt + Token.Life <= world.Time.Now || (account.Refused && account.Enabled)))
            account.Token = null;
        if (account.Token is null && account.Enabled && !_deleted.ContainsKey(person.Id))
            (account.Token, account.Refused) = (new(world.Time.Now, [.. account.Groups]), false);
        return account.Token;
    }

    /// <summary>The person signs in with the password, whatever token there is.</summary>
    public void SignInAgain(Person person)
    {
        Of(person).Token = null;
        SignIn(person);
    }

    public IPeople In(string userPoolId) => this;

    public Task AddToGroup(string userId, string group, CancellationToken stop) =>
        Change("add to a group", userId, account => account.Groups.Add(group));

    public Task RemoveFromGroup(string userId, string group, CancellationToken stop) =>
        Change("take from a group", userId, account => account.Groups.Remove(group), takes: true);

    public Task Disable(string userId, CancellationToken stop) =>
        Change("disable", userId, account => account.Enabled = false, takes: true);

    public Task Enable(string userId, CancellationToken stop) => Change("enable", userId, account => account.Enabled = true);

    public Task SignOut(string userId, CancellationToken stop) => Change("sign out", userId, _ => { }, takes: true);

    public Task<PoolUser?> Find(string userId, CancellationToken stop) =>
        Call("find", () => _accounts.GetValueOrDefault(userId) is { } account ? Shown(account) : null);

    public Task<IReadOnlyList<string>> GroupsOf(string userId, CancellationToken stop) =>
        Call<IReadOnlyList<string>>("groups", () => _accounts.TryGetValue(userId, out var account) ? [.. account.Groups] : []);

    public Task<(IReadOnlyList<PoolUser> People, string? Cursor)> List(
        string? emailPrefix,
        int limit,
        string? cursor,
        CancellationToken stop
    ) => Call("list", () => Page(account => account.Person.Email.StartsWith(emailPrefix ?? "", StringComparison.Ordinal)));

    public Task<(IReadOnlyList<PoolUser> People, string? Cursor)> InGroup(
        string group,
        int limit,
        string? cursor,
        CancellationToken stop
    ) => Call("list a group", () => Page(account => account.Groups.Contains(group)));

    public Task<PoolUser?> Invite(string email, string name, CancellationToken stop) =>
        throw new NotSupportedException("People sign up by themselves here.");

    public Task<bool> ResetPassword(string userId, CancellationToken stop) =>
        throw new NotSupportedException("Nobody has a password here.");

    public static Person PersonOf(string signIn) => new($"at-{signIn}", EventTicketing.Domain.Groups.Devices);

    public Task<DeviceTokens> SignInDevice(string name, CancellationToken stop) =>
        Call("sign in a device", () => new DeviceTokens(Of(PersonOf(name)).Person.Id, "devices", "id", "access", "refresh", 3600));

    public Task Delete(string userId, CancellationToken stop) =>
        Call(
            "delete",
            () =>
            {
                if (!_accounts.Remove(userId, out var account) || !_deleted.TryAdd(userId, account))
                    return false;
                account.Enabled = false;
                account.TakenAt = world.Time.Now;
                return true;
            }
        );

    private Task Change(string what, string userId, Action<Account> change, bool takes = false) =>
        Call(
            what,
            () =>
            {
                if (!_accounts.TryGetValue(userId, out var account))
                    return false;
                change(account);
                if (takes)
                    account.TakenAt = world.Time.Now;
                return true;
            }
        );

    private Task<T> Call<T>(string what, Func<T> effect) =>
        world.Call(
            $"pool: {what}",
            () =>
            {
                var second = world.Time.Now.ToUnixTimeSeconds();
                _now = (second, _now.Second == second ? _now.Calls + 1 : 1);
                return _now.Calls > Limit ? throw ErrorOf(Fault.Throttled) : effect();
            },
            ErrorOf
        );

    /// <summary>A world has few people: one page holds them all.</summary>
    private (IReadOnlyList<PoolUser> People, string? Cursor) Page(Func<Account, bool> isShown) =>
        ([.. _accounts.Values.Where(isShown).Select(Shown)], null);

    private static PoolUser Shown(Account account) =>
        new(account.Person.Id, account.Person.Email, true, account.Person.Id, account.Enabled, "CONFIRMED", account.CreatedAt, false);

    private static Exception ErrorOf(Fault fault) => new PeopleUnavailableException($"The user pool: {fault}.");
}
