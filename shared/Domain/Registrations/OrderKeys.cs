using System.Security.Cryptography;
using System.Text;

namespace EventTicketing.Domain;

/// <summary>
/// The keys by which guests, who have no account, prove that an order is theirs. They are derived from a secret, so that nothing is stored
/// but a number that outdates them. See docs/decisions/0041.
/// </summary>
public sealed class OrderKeys(byte[] secret)
{
    private const string GuestPrefix = "guest";

    /// <summary>Whether a user id is a guest's.</summary>
    public static bool IsGuest(string userId) => userId.StartsWith($"{GuestPrefix}_", StringComparison.Ordinal);

    /// <summary>
    /// The user id of whoever orders without an account: the same for every spelling of an address in capitals, so that the limits per
    /// person hold per address. It does not tell the address.
    /// </summary>
    public string GuestOf(string email) => Ids.Of(GuestPrefix, Hash($"guest\n{email.Trim().ToLowerInvariant()}"));

    /// <summary>The key of an order: 26 letters and digits.</summary>
    public string Of(Registration order) => Text($"order\n{order.RegistrationId}\n{order.KeyEpoch}");

    /// <summary>The key of one ticket, for its holder: it opens nothing else.</summary>
    public string Of(Ticket ticket) => Text($"ticket\n{ticket.TicketId}\n{ticket.Issue}");

    /// <summary>Whether this is the key of an order that a guest made. Orders of signed-in buyers have no key.</summary>
    public bool Opens(Registration order, string? key) => key is not null && order.IsGuests && Same(Of(order), key);

    public bool Opens(Ticket ticket, string? key) => key is not null && Same(Of(ticket), key);

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private string Text(string subject) => Ids.Of("", Hash(subject))[1..];

    private ReadOnlySpan<byte> Hash(string subject) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(subject)).AsSpan(0, Ids.Bytes);
}
