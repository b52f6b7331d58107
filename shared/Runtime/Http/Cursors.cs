using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EventTicketing.Runtime;

/// <summary>
/// Page cursors: positions in an index, signed together with their scope, so that a client can neither forge one nor use it for another
/// list.
/// </summary>
public sealed class Cursors(byte[] key)
{
    private const int TagLength = 12;

    public string Sign(string place, string scope)
    {
        var bytes = Encoding.UTF8.GetBytes(place);
        return Base64Url.EncodeToString([.. Tag(bytes, scope), .. bytes]);
    }

    /// <summary>The position in the index; null when the cursor was not signed for this scope.</summary>
    public string? Open(string cursor, string scope)
    {
        if (!Base64Url.IsValid(cursor))
            return null;
        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= TagLength)
            return null;
        var place = bytes.AsSpan(TagLength);
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, TagLength), Tag(place, scope))
            ? Encoding.UTF8.GetString(place)
            : null;
    }

    /// <summary>The scope is hashed to a fixed length, so that its end cannot be confused with the start of the position.</summary>
    private ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> place, string scope) =>
        HMACSHA256.HashData(key, (byte[])[.. SHA256.HashData(Encoding.UTF8.GetBytes(scope)), .. place]).AsSpan(0, TagLength);
}
