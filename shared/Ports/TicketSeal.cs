using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using EventTicketing.Domain;

namespace EventTicketing.Ports;

public enum SealState
{
    NotOurs,
    Broken,
    Open,
}

/// <param name="TicketId">Null unless the state is <see cref="SealState.Open"/>.</param>
public readonly record struct Opened(SealState State, string? TicketId, int Issue, bool OfThisEvent, DateTimeOffset ExpiresAt);

/// <summary>
/// The signed and encrypted text in a ticket's QR code. With the public key anybody can verify offline that we issued it, for which event
/// and until when. Only we and the gate devices of the event can read the ticket id.
/// Base45 of 118 bytes (QR code version 7, level M): format version 2 | key id | event tag (6) | expiry, seconds since 1970 (4) |
/// nonce (12) | AES-256-GCM of ticket id (16) and issue (2) | GCM tag (12) | ECDSA P-256 signature, r and s (64), over all before it.
/// The event tag is the start of the SHA-256 hash of the event id; the AES key of the event is derived with it.
/// </summary>
public sealed class TicketSeal : IDisposable
{
    private const byte Version = 2;
    private const int EventTag = 6;
    private const int Nonce = 12;
    private const int Content = Ids.Bytes + 2;
    private const int GcmTag = 12;
    private const int Signature = 64;
    private const int KeyLength = 32;
    private const int Header = 2 + EventTag + 4;
    private const int Signed = Header + Nonce + Content + GcmTag;
    private const int Length = Signed + Signature;

    private readonly Dictionary<int, (byte[] Encryption, ECDsa Signer)> _keys = [];
    private readonly int _current;

    /// <summary>ECDsa instances are not thread-safe, and the local host serves concurrent requests with one instance.</summary>
    private readonly Lock _lock = new();

    /// <param name="keys">The first key creates seals; all keys open them.</param>
    public TicketSeal(IReadOnlyList<TicketKey> keys)
    {
        _current = keys[0].KeyId;
        foreach (var key in keys)
        {
            var signer = ECDsa.Create();
            signer.ImportPkcs8PrivateKey(Convert.FromBase64String(key.Signing), out _);
            _keys[key.KeyId] = (Convert.FromBase64String(key.Encryption), signer);
        }
    }

    public string Seal(string ticketId, int issue, string eventId, DateTimeOffset expiresAt)
    {
        Span<byte> code = stackalloc byte[Length];
        code[0] = Version;
        code[1] = (byte)_current;
        TagOf(eventId).CopyTo(code[2..]);
        BinaryPrimitives.WriteUInt32BigEndian(code[(2 + EventTag)..], (uint)expiresAt.ToUnixTimeSeconds());
        var nonce = code.Slice(Header, Nonce);
        RandomNumberGenerator.Fill(nonce);
        Span<byte> content = stackalloc byte[Content];
        (Ids.BodyOf(ticketId) ?? throw new ArgumentException("Not a ticket id.", nameof(ticketId))).CopyTo(content);
        BinaryPrimitives.WriteUInt16BigEndian(content[Ids.Bytes..], checked((ushort)issue));
        var (encryption, signer) = _keys[_current];
        using var cipher = new AesGcm(KeyOf(encryption, TagIn(code)), GcmTag);
        cipher.Encrypt(nonce, content, code.Slice(Header + Nonce, Content), code.Slice(Header + Nonce + Content, GcmTag), code[..Header]);
        lock (_lock)
        {
            signer.SignData(code[..Signed], code[Signed..], HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }

        return Base45.Encode(code);
    }

    public Opened Open(string text, string eventId)
    {
        if (Base45.Decode(text) is not { Length: Length } bytes || bytes[0] != Version || !_keys.TryGetValue(bytes[1], out var key))
            return default;
        ReadOnlySpan<byte> code = bytes;
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(code[(2 + EventTag)..]));
        var ofThisEvent = TagIn(code).SequenceEqual(TagOf(eventId));
        var broken = new Opened(SealState.Broken, null, 0, ofThisEvent, expiresAt);
        Span<byte> content = stackalloc byte[Content];
        lock (_lock)
        {
            if (
                !key.Signer.VerifyData(
                    code[..Signed],
                    code[Signed..],
                    HashAlgorithmName.SHA256,
                    DSASignatureFormat.IeeeP1363FixedFieldConcatenation
                )
            )
                return broken;
        }

        try
        {
            using var cipher = new AesGcm(KeyOf(key.Encryption, TagIn(code)), GcmTag);
            cipher.Decrypt(
                code.Slice(Header, Nonce),
                code.Slice(Header + Nonce, Content),
                code.Slice(Header + Nonce + Content, GcmTag),
                content,
                code[..Header]
            );
        }
        catch (AuthenticationTagMismatchException)
        {
            return broken;
        }

        return new(
            SealState.Open,
            Ids.Of("tkt", content[..Ids.Bytes]),
            BinaryPrimitives.ReadUInt16BigEndian(content[Ids.Bytes..]),
            ofThisEvent,
            expiresAt
        );
    }

    /// <summary>
    /// The public keys with which offline devices verify tickets: the key id, and the coordinates of the point in base64url, as in a JSON
    /// Web Key.
    /// </summary>
    public IReadOnlyList<(int KeyId, string X, string Y)> PublicKeys =>
        [
            .. _keys.Select(key =>
            {
                var point = key.Value.Signer.ExportParameters(includePrivateParameters: false).Q;
                return (key.Key, Base64Url(point.X!), Base64Url(point.Y!));
            }),
        ];

    /// <summary>Keys for the gate devices of an event. They open the seals of this event only, and cannot create any.</summary>
    public IReadOnlyList<(int KeyId, string Key)> KeysOf(string eventId) =>
        [.. _keys.Select(key => (key.Key, Base64Url(KeyOf(key.Value.Encryption, TagOf(eventId)))))];

    private static byte[] KeyOf(byte[] encryption, ReadOnlySpan<byte> tag)
    {
        var key = new byte[KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, encryption, key, salt: [], info: tag);
        return key;
    }

    private static ReadOnlySpan<byte> TagIn(ReadOnlySpan<byte> code) => code.Slice(2, EventTag);

    public static byte[] TagOf(string eventId) => SHA256.HashData(Encoding.UTF8.GetBytes(eventId))[..EventTag];

    public void Dispose()
    {
        foreach (var (_, signer) in _keys.Values)
            signer.Dispose();
    }

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}

/// <summary>Base45 (RFC 9285): encodes two bytes as three characters of a QR code's alphanumeric mode.</summary>
public static class Base45
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length * 3 / 2 + 2);
        for (var i = 0; i < bytes.Length; i += 2)
        {
            var (number, digits) = i + 1 < bytes.Length ? ((bytes[i] << 8) + bytes[i + 1], 3) : (bytes[i], 2);
            for (var digit = 0; digit < digits; digit++, number /= 45)
                text.Append(Alphabet[number % 45]);
        }

        return text.ToString();
    }

    /// <summary>Null when the text is not Base45.</summary>
    public static byte[]? Decode(string text)
    {
        if (text.Length % 3 == 1)
            return null;
        List<byte> bytes = new(text.Length * 2 / 3);
        for (var i = 0; i < text.Length; i += 3)
        {
            var (number, weight) = (0, 1);
            var digits = Math.Min(3, text.Length - i);
            for (var digit = 0; digit < digits; digit++, weight *= 45)
            {
                var value = Alphabet.IndexOf(text[i + digit]);
                if (value < 0)
                    return null;
                number += value * weight;
            }

            if (number > (digits == 3 ? 0xFFFF : 0xFF))
                return null;
            if (digits == 3)
                bytes.Add((byte)(number >> 8));
            bytes.Add((byte)number);
        }

        return [.. bytes];
    }
}
