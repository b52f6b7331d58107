using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace EventTicketing.Runtime;

/// <summary>Page cursors are places in an index. They are signed with what they are good for, so that nobody can point one elsewhere.</summary>
public sealed class Cursors(byte[] key)
{
    private const int TagLength = 12;

    public string Sign(string place, string scope)
    {
        var bytes = Encoding.UTF8.GetBytes(place);
        return Base64Url.EncodeToString([.. Tag(bytes, scope), .. bytes]);
    }

    /// <summary>Null when it was not signed here for this.</summary>
    public string? Open(string cursor, string scope)
    {
        if (!Base64Url.IsValid(cursor)) return null;
        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= TagLength) return null;
        var place = bytes.AsSpan(TagLength);
        return CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, TagLength), Tag(place, scope)) ? Encoding.UTF8.GetString(place) : null;
    }

    /// <summary>The scope's hash has one length, so that no part of a scope can be passed off as part of a place.</summary>
    private ReadOnlySpan<byte> Tag(ReadOnlySpan<byte> place, string scope) =>
        HMACSHA256.HashData(key, (byte[])[.. SHA256.HashData(Encoding.UTF8.GetBytes(scope)), .. place]).AsSpan(0, TagLength);
}
