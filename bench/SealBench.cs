using System.Diagnostics;
using System.Security.Cryptography;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Bench;

internal static class SealBench
{
    private const int Count = 20_000,
        Signature = 64;

    public static async Task Run(CancellationToken stop)
    {
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = new TicketKey(
            1,
            Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            Convert.ToBase64String(signer.ExportPkcs8PrivateKey())
        );
        using var seal = new TicketSeal([key]);
        var code = seal.Seal(Ids.Derived("tkt", "reg_1", "0"), 1, "evt_1", DateTimeOffset.UtcNow.AddDays(1));
        Verify(1000);
        var watch = Stopwatch.StartNew();
        Verify(Count);
        var ours = Count / watch.Elapsed.TotalSeconds;
        var bytes = Base45.Decode(code)!;
        var (_, x, y) = seal.PublicKeys[0];
        var peer = await Peers.Script(
            "seal.mjs",
            [$"{Count}"],
            new
            {
                x,
                y,
                Signed = Convert.ToBase64String(bytes[..^Signature]),
                Signature = Convert.ToBase64String(bytes[^Signature..]),
            },
            stop
        );
        Figures.Print(
            "Ticket codes judged",
            "/s",
            ours,
            "Node, signature alone",
            peer.GetProperty("perSecond").GetDouble(),
            moreIsBetter: true
        );

        void Verify(int count)
        {
            for (var i = 0; i < count; i++)
                if (seal.Open(code, "evt_1").State != SealState.Open)
                    throw new InvalidOperationException("This code should be good.");
        }
    }
}
