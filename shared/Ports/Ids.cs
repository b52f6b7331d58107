using System.Buffers.Binary;
using System.Security.Cryptography;
using EventTicketing.Domain;

namespace EventTicketing.Ports;

/// <summary>Generates ids: 48 bits of Unix milliseconds, so that they sort by age, then 80 random bits.</summary>
public class IdSource(TimeProvider clock)
{
    public string New(string prefix)
    {
        Span<byte> body = stackalloc byte[Ids.Bytes];
        BinaryPrimitives.WriteInt64BigEndian(body, clock.GetUtcNow().ToUnixTimeMilliseconds() << 16);
        Fill(body[6..]);
        return Ids.Of(prefix, body);
    }

    protected virtual void Fill(Span<byte> random) => RandomNumberGenerator.Fill(random);
}
