namespace EventTicketing.Domain;

/// <summary>
/// Tokens of a person that were issued before are refused. A token lives for an hour and nothing else revokes it, so this is what makes
/// signing out, disabling or losing a group count at once.
/// </summary>
/// <param name="UserId"><see cref="Everybody"/> or a user id.</param>
/// <param name="NotBefore">Seconds since 1970: the second after the user pool answered that it is done.</param>
public sealed record Revocation(string UserId, long NotBefore) : IVersioned<Revocation>
{
    public const string Scope = "all";
    public const string Everybody = "*";

    /// <summary>Twice the life of a token, for clocks that differ.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(2);

    public int Version { get; init; }

    public Revocation WithVersion(int version) => this with { Version = version };

    /// <summary>Of two that were decided at once, the one that refuses more tokens holds, whichever is written last.</summary>
    public Revocation Or(Revocation other) => this with { NotBefore = Math.Max(NotBefore, other.NotBefore) };

    /// <summary>To be called when the user pool has answered: a token refreshed before would otherwise live on.</summary>
    public static Revocation Of(string userId, DateTimeOffset now) => new(userId, now.ToUnixTimeSeconds() + 1);
}
