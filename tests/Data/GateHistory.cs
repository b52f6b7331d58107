namespace EventTicketing.Tests.Data;

internal enum Act
{
    Scan,
    Undo,
    Cancel,
}

/// <param name="Scan">The same number means the same scanId; 0 when the act is not a scan.</param>
internal sealed record AtGate(Act Act, int Ticket, int Scan = 0)
{
    public override string ToString() => $"{Act}{(Scan == 0 ? "" : $" {Scan}")} of ticket {Ticket}";
}

/// <summary>A ticket is <c>valid</c>, <c>used</c> with the time of its use, which every refused scan returns, or <c>void</c>.</summary>
internal static class GateModel
{
    private const string Used = "used ";
    private const string AnyTime = "?";

    public static Model<AtGate, string, string> Model { get; } =
        new(
            "valid",
            (ticket, at, said) =>
                at.Act switch
                {
                    Act.Scan => Scanned(ticket, said),
                    Act.Undo => ticket.StartsWith(Used, StringComparison.Ordinal)
                        ? When(said, "valid", "valid")
                        : When(said, "not_checked_in", ticket),
                    _ => ticket.StartsWith(Used, StringComparison.Ordinal)
                        ? When(said, "already_checked_in", ticket)
                        : When(said, "cancelled", "void"),
                }
        )
        {
            Key = at => $"ticket {at.Ticket}",
        };

    private static string? Scanned(string ticket, string? said) =>
        ticket switch
        {
            "void" => When(said, "void", ticket),
            "valid" when said is null => Used + AnyTime,
            "valid" => said.StartsWith("valid ", StringComparison.Ordinal) ? Used + said["valid ".Length..] : null,
            Used + AnyTime => said is null || said.StartsWith("already_used", StringComparison.Ordinal) ? ticket : null,
            _ => When(said, $"already_used {ticket[Used.Length..]}", ticket),
        };

    private static string? When(string? said, string expected, string next) => said is null || said == expected ? next : null;
}

/// <summary>Records devices that concurrently scan the same few tickets and undo check-ins.</summary>
internal sealed class GateHistory(Shop shop, int seed)
{
    private const int Devices = 32;
    private const int OperationsEach = 7;
    private const int Tickets = 4;
    private readonly History<AtGate, string> _history = new();
    private readonly List<string> _registrations = [];
    private readonly List<Ticket> _tickets = [];
    private Sale _sale = null!;
    private int _scans;

    /// <summary>Scans every ticket once more after all operations have ended.</summary>
    public async Task<IReadOnlyList<Operation<AtGate, string>>> Record()
    {
        _sale = await shop.Event(Tickets, (0, Tickets));
        for (var i = 0; i < Tickets; i++)
            _registrations.Add((string)(await Shop.Register(shop.Buyers[i], _sale)).Ok()["registrationId"]!);
        foreach (var registration in _registrations)
            _tickets.AddRange(await shop.Tickets(registration));
        await Shop.AtOnce(
            Devices,
            async device =>
            {
                var random = new Random(seed * 1000 + device);
                for (var i = 0; i < OperationsEach; i++)
                    await Next(device, random);
                return device;
            }
        );
        for (var i = 0; i < Tickets; i++)
            await Do(Devices, new(Act.Scan, i, Interlocked.Increment(ref _scans)));
        return
        [
            .. _history.Operations.GroupBy(operation => operation.Input.Scan).SelectMany(same => same.Key == 0 ? same : OneOf([.. same])),
        ];
    }

    /// <summary>Repeats of a scan are one operation: it has taken effect when the first answer arrives, and all get that answer.</summary>
    private static IEnumerable<Operation<AtGate, string>> OneOf(IReadOnlyList<Operation<AtGate, string>> same)
    {
        var first = same.MinBy(operation => operation.Until)!;
        Assert.All(
            same,
            operation =>
                Assert.True(
                    operation.IsLost || operation.Output == first.Output,
                    $"{operation.Input}: {first.Output}, then {operation.Output}"
                )
        );
        return [first with { CalledAt = same.Min(operation => operation.CalledAt) }];
    }

    private Task Next(int device, Random random)
    {
        var (ticket, what, back) = (random.Next(Tickets), random.Next(100), random.Next(1, 16));
        return Do(
            device,
            what switch
            {
                < 45 => Scan(Interlocked.Increment(ref _scans)),
                // The scan id determines the ticket: another ticket under the same id would be a bug of the device.
                < 60 => Scan(Math.Max(1, Volatile.Read(ref _scans) - back)),
                < 96 => new(Act.Undo, ticket),
                _ => new(Act.Cancel, ticket),
            }
        );
    }

    private static AtGate Scan(int scan) => new(Act.Scan, scan * 7 % 11 % Tickets, scan);

    private Task Do(int device, AtGate at)
    {
        var client = device % 2 == 0 ? shop.Staff : shop.Organizer;
        return _history.Record(
            device,
            at,
            () =>
                at.Act switch
                {
                    Act.Scan => Said(shop.Scan(_sale, _tickets[at.Ticket].Qr, $"scan-{at.Scan}", client), Verdict),
                    Act.Undo => Said(
                        client.Post($"/tickets/{_tickets[at.Ticket].TicketId}/undo-check-in"),
                        answer => (string)answer["status"]!
                    ),
                    _ => Said(
                        shop.Buyers[at.Ticket].Post($"/registrations/{_registrations[at.Ticket]}/cancel"),
                        answer => (string)answer["status"]!
                    ),
                }
        );
    }

    private static string Verdict(Answer answer) =>
        $"{(string?)answer["reason"] ?? (string)answer["result"]!} {(string?)answer["firstUsedAt"]}".TrimEnd();

    private static Task<string?> Said(Task<Answer> answer, Func<Answer, string> said) =>
        History<AtGate, string>.Said(answer, answered => answered.Code ?? said(answered));
}
