using System.Buffers.Text;
using System.Security.Cryptography;
using EventTicketing.Ports;
using EventTicketing.Tests.Domain;

namespace EventTicketing.Tests.Runtime;

public sealed class TicketSealTests : IDisposable
{
    private const int Length = 118;
    private static readonly string TicketId = Ids.Derived("tkt", "reg_1", "0");
    private static readonly DateTimeOffset ExpiresAt = Valid.PublishedEvent.GateCloses;
    private static readonly TicketKey Key = KeyOf(1);
    private readonly TicketSeal _seal = new([Key]);

    public void Dispose() => _seal.Dispose();

    [Fact]
    public void A_seal_opens_to_what_was_sealed() =>
        Assert.Equal(
            new Opened(SealState.Open, TicketId, 7, OfThisEvent: true, ExpiresAt),
            _seal.Open(_seal.Seal(TicketId, 7, "evt_1", ExpiresAt), "evt_1")
        );

    [Fact]
    public void A_seal_knows_its_event() =>
        Assert.Equal(new Opened(SealState.Open, TicketId, 1, OfThisEvent: false, ExpiresAt), _seal.Open(Sealed(), "evt_2"));

    [Fact]
    public void The_same_ticket_never_looks_the_same_and_shows_nothing_of_its_id()
    {
        var (first, second) = (Base45.Decode(Sealed())!, Base45.Decode(Sealed())!);
        Assert.Equal(first[..12], second[..12]);
        Assert.NotEqual(first[24..42], second[24..42]);
        Assert.Equal(-1, first.AsSpan().IndexOf(Ids.BodyOf(TicketId)));
    }

    [Theory]
    [InlineData(0x01)]
    [InlineData(0x80)]
    [InlineData(0xFF)]
    public void A_change_of_any_byte_is_refused(byte flipped)
    {
        var code = Base45.Decode(Sealed())!;
        Assert.Equal(Length, code.Length);
        for (var position = 0; position < Length; position++)
        {
            byte[] changed = [.. code];
            changed[position] ^= flipped;
            var opened = _seal.Open(Base45.Encode(changed), "evt_1");
            // The first two bytes identify our codes: with others, the code is not ours.
            Assert.Equal(position < 2 ? SealState.NotOurs : SealState.Broken, opened.State);
            Assert.Null(opened.TicketId);
        }
    }

    [Fact]
    public void A_change_of_any_character_is_refused()
    {
        var text = Sealed();
        for (var position = 0; position < text.Length; position++)
        {
            var changed = text[..position] + (text[position] == '0' ? '1' : '0') + text[(position + 1)..];
            Assert.NotEqual(SealState.Open, _seal.Open(changed, "evt_1").State);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("HELLO")]
    [InlineData("https://example.com/")]
    [InlineData("K7QM4XPR-2ABD")]
    public void What_somebody_else_printed_is_not_ours(string text) => Assert.Equal(default, _seal.Open(text, "evt_1"));

    [Fact]
    public void A_code_that_is_too_short_or_too_long_is_not_ours()
    {
        var code = Base45.Decode(Sealed())!;
        Assert.Equal(default, _seal.Open(Base45.Encode(code[..^1]), "evt_1"));
        Assert.Equal(default, _seal.Open(Base45.Encode([.. code, 0]), "evt_1"));
    }

    [Fact]
    public void Another_key_is_not_ours()
    {
        using var other = new TicketSeal([KeyOf(2)]);
        Assert.Equal(default, other.Open(Sealed(), "evt_1"));
    }

    [Fact]
    public void Another_key_under_our_number_is_forged()
    {
        using var other = new TicketSeal([KeyOf(1)]);
        Assert.Equal(SealState.Broken, other.Open(Sealed(), "evt_1").State);
    }

    [Fact]
    public void Whoever_can_only_sign_cannot_make_a_ticket()
    {
        using var signerOnly = new TicketSeal([Key with { Encryption = KeyOf(1).Encryption }]);
        Assert.Equal(SealState.Broken, _seal.Open(signerOnly.Seal(TicketId, 1, "evt_1", ExpiresAt), "evt_1").State);
    }

    [Fact]
    public void Whoever_can_only_encrypt_cannot_make_a_ticket()
    {
        using var cipherOnly = new TicketSeal([Key with { Signing = KeyOf(1).Signing }]);
        Assert.Equal(SealState.Broken, _seal.Open(cipherOnly.Seal(TicketId, 1, "evt_1", ExpiresAt), "evt_1").State);
    }

    [Fact]
    public void After_a_new_key_the_old_codes_still_open_and_new_ones_are_made_with_the_new_key()
    {
        using var rotated = new TicketSeal([KeyOf(2), Key]);
        Assert.Equal(TicketId, rotated.Open(Sealed(), "evt_1").TicketId);
        var made = rotated.Seal(TicketId, 1, "evt_1", ExpiresAt);
        Assert.Equal(2, Base45.Decode(made)![1]);
        Assert.Equal(TicketId, rotated.Open(made, "evt_1").TicketId);
        Assert.Equal(SealState.NotOurs, _seal.Open(made, "evt_1").State);
        Assert.Equal([2, 1], rotated.PublicKeys.Select(key => key.KeyId));
    }

    /// <summary>Verifies as an offline device does: with the published point, .NET's own ECDSA and the documented layout.</summary>
    [Fact]
    public void Anybody_can_verify_a_code_with_the_public_key()
    {
        var code = Base45.Decode(Sealed())!;
        var (keyId, x, y) = Assert.Single(_seal.PublicKeys);
        using var key = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Base64Url.DecodeFromChars(x), Y = Base64Url.DecodeFromChars(y) },
            }
        );
        Assert.Equal((2, keyId), (code[0], (int)code[1]));
        Assert.Equal(SHA256.HashData("evt_1"u8)[..6], code[2..8]);
        Assert.Equal(ExpiresAt.ToUnixTimeSeconds(), Convert.ToUInt32(Convert.ToHexString(code[8..12]), 16));
        // By default .NET expects r and s concatenated, as Web Crypto does.
        Assert.True(key.VerifyData(code[..54], code[54..], HashAlgorithmName.SHA256));
        code[20] ^= 1;
        Assert.False(key.VerifyData(code[..54], code[54..], HashAlgorithmName.SHA256));
    }

    /// <summary>Reads the code as an offline gate device does: with the event's key and the layout that the seal documents.</summary>
    [Fact]
    public void A_device_reads_the_codes_of_its_event_with_the_event_s_key()
    {
        var code = Base45.Decode(_seal.Seal(TicketId, 7, "evt_1", ExpiresAt))!;
        var content = Decrypted(code, "evt_1");
        Assert.Equal(TicketId, Ids.Of("tkt", content.AsSpan(0, 16)));
        Assert.Equal([0, 7], content[16..]);
    }

    [Fact]
    public void A_device_cannot_read_the_codes_of_another_event() =>
        Assert.Throws<AuthenticationTagMismatchException>(() => Decrypted(Base45.Decode(Sealed())!, "evt_2"));

    [Fact]
    public void Every_key_that_opens_has_a_part_for_each_event()
    {
        using var rotated = new TicketSeal([KeyOf(2), Key]);
        Assert.Equal([2, 1], rotated.KeysOf("evt_1").Select(key => key.KeyId));
        Assert.Equal(_seal.KeysOf("evt_1"), rotated.KeysOf("evt_1").Skip(1));
        Assert.NotEqual(_seal.KeysOf("evt_1"), _seal.KeysOf("evt_2"));
        Assert.NotEqual(Convert.FromBase64String(Key.Encryption), Base64Url.DecodeFromChars(_seal.KeysOf("evt_1")[0].Key));
    }

    private byte[] Decrypted(byte[] code, string eventId)
    {
        using var cipher = new AesGcm(Base64Url.DecodeFromChars(_seal.KeysOf(eventId).Single(key => key.KeyId == code[1]).Key), 12);
        var content = new byte[18];
        cipher.Decrypt(code.AsSpan(12, 12), code.AsSpan(24, 18), code.AsSpan(42, 12), content, code.AsSpan(0, 12));
        return content;
    }

    /// <summary>A QR code of version 7 holds 178 alphanumeric characters at level M.</summary>
    [Fact]
    public void A_code_fits_a_QR_code_of_version_7()
    {
        Assert.InRange(Sealed().Length, 1, 178);
        Assert.Matches(@"^[0-9A-Z $%*+\-./:]+$", Sealed());
    }

    [Fact]
    public void Only_a_ticket_id_can_be_sealed() => Assert.Throws<ArgumentException>(() => _seal.Seal("tkt_1", 1, "evt_1", ExpiresAt));

    [Fact]
    public void An_issue_beyond_what_a_code_can_say_is_not_sealed_as_another_one()
    {
        Assert.Equal(ushort.MaxValue, _seal.Open(_seal.Seal(TicketId, ushort.MaxValue, "evt_1", ExpiresAt), "evt_1").Issue);
        Assert.Throws<OverflowException>(() => _seal.Seal(TicketId, ushort.MaxValue + 1, "evt_1", ExpiresAt));
    }

    [Fact]
    public async Task One_seal_serves_many_callers_at_once()
    {
        var opened = await Task.WhenAll(
            Enumerable
                .Range(1, 200)
                .Select(issue =>
                    Task.Run(
                        () => _seal.Open(_seal.Seal(TicketId, issue, "evt_1", ExpiresAt), "evt_1"),
                        TestContext.Current.CancellationToken
                    )
                )
        );
        Assert.Equal(Enumerable.Range(1, 200), opened.Select(code => code.State == SealState.Open ? code.Issue : -1));
    }

    private string Sealed() => _seal.Seal(TicketId, 1, "evt_1", ExpiresAt);

    private static TicketKey KeyOf(int keyId)
    {
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var encryption = RandomNumberGenerator.GetBytes(32);
        return new(keyId, Convert.ToBase64String(encryption), Convert.ToBase64String(signer.ExportPkcs8PrivateKey()));
    }
}
