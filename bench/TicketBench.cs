using System.Diagnostics;
using EventTicketing.Documents;

namespace EventTicketing.Bench;

internal static class TicketBench
{
    private const int Count = 2000,
        PeerCount = 200;

    private static readonly TicketContent Ticket = new(
        EventTitle: "Midsummer Chamber Music Night",
        VenueName: "Teatro São Luiz",
        VenueAddress: "Rua António Maria Cardoso 38, Lisboa",
        StartsAt: new(2026, 6, 12, 17, 30, 0, TimeSpan.Zero),
        EndsAt: new(2026, 6, 12, 20, 0, 0, TimeSpan.Zero),
        TimeZone: "Europe/Lisbon",
        HolderName: "Maria João Pires",
        TicketTypeName: "Front rows, reduced",
        Code: "K7QM-4XPR-2AB",
        Qr: string.Concat(Enumerable.Repeat("6BF1%*-JK $+.9/:ZQ", 9)) + "NCFOXN",
        RegistrationId: "reg_01JZ8Y6Q4W3E",
        OrganizerName: "Lakeside Arts Collective"
    );

    public static async Task Run(CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        var bytes = TicketDocument.Render(Ticket).Length;
        var first = watch.Elapsed.TotalMilliseconds;
        // A second warm-up: the JIT compiler recompiles methods that are called often.
        for (var i = 0; i < Count; i++)
            TicketDocument.Render(Ticket);
        watch.Restart();
        for (var i = 0; i < Count; i++)
            TicketDocument.Render(Ticket);
        var ours = watch.Elapsed.TotalMilliseconds / Count;
        var peer = await Peers.Script(
            "ticket.mjs",
            [Path.Combine(Repository.Root, "shared", "Documents", "Fonts"), $"{PeerCount}"],
            new
            {
                Ticket.EventTitle,
                Ticket.VenueName,
                Ticket.VenueAddress,
                Ticket.HolderName,
                Ticket.TicketTypeName,
                Ticket.Code,
                Ticket.Qr,
                Ticket.RegistrationId,
                Ticket.OrganizerName,
                Date = "Friday, 12 June 2026",
                Time = "18:30 – 21:00 WEST (UTC+01:00)",
            },
            stop
        );
        Figures.Print("Ticket PDF, warm", "ms", ours, "PDFKit", peer.GetProperty("milliseconds").GetDouble());
        Figures.Print("  its size", "kB", bytes / 1e3, "PDFKit", peer.GetProperty("bytes").GetDouble() / 1e3);
        Console.WriteLine($"  the first one here, compiled at run time: {first:0.0} ms");
    }
}
