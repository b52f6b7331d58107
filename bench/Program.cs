using System.CommandLine;
using EventTicketing.Bench;

// Compare only the ratios within one run, where both sides alternate on the same machine. Absolute times differ between machines.
return await new RootCommand("Measures what ships against the same work in Node (bench/peers). Run it with -c Release, on a quiet machine.")
{
    Described(
        "start",
        "GET /events/{eventId} in a new process, and CPU of a warm call; what `dotnet publish functions/Host` made last.",
        StartBench.Run
    ),
    Described("ticket", "A ticket's PDF against PDFKit and qrcode.", TicketBench.Run),
    Described("seal", "Verdicts on a ticket's code against a signature's verification.", SealBench.Run),
    Described(
        "all",
        "One after the other.",
        async stop =>
        {
            await StartBench.Run(stop);
            await TicketBench.Run(stop);
            await SealBench.Run(stop);
        }
    ),
}
    .Parse(args)
    .InvokeAsync();

static Command Described(string name, string what, Func<CancellationToken, Task> run)
{
    Command command = new(name, what);
    command.SetAction((_, stop) => run(stop));
    return command;
}
