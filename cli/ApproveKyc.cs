using System.CommandLine;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;

namespace EventTicketing.Cli;

/// <summary>
/// The command <c>approve-kyc</c>. It applies the rules of ReviewKycRequest, and requires that somebody has opened the papers.
/// </summary>
internal static class ApproveKyc
{
    /// <summary><c>--all-pending</c> approves at most so many requests in one run; the command can be repeated for the rest.</summary>
    private const int Most = 1_000;

    private static readonly Argument<string[]> KycIds = new("kycId") { Description = "The requests.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> User = new("--user") { Description = "User id: their latest request." };
    private static readonly Option<bool> AllPending = new("--all-pending") { Description = "All requests that wait for a decision." };
    private static readonly Option<string?> Note = new("--note") { Description = "Words for the person, in the mail and on their page." };
    private static readonly Option<bool> Unseen = new("--unseen")
    {
        Description = "Approves also requests whose papers no administrator has opened.",
    };

    public static Command Command { get; } = Described();

    private static async Task<int> Run(ParseResult arguments, Deployment at, App app, CancellationToken stop)
    {
        var exitCode = ExitCode.Done;
        List<KycRequest> approvable = [];
        foreach (var (id, request) in await Chosen(app, arguments, stop))
        {
            var (line, ok) = request is null
                ? ("there is no such request", false)
                : await Described(app, request, arguments.GetValue(Unseen), stop);
            Console.WriteLine($"{id}  {line}");
            if (ok)
                approvable.Add(request!);
            else
                exitCode = ExitCode.Differences;
        }

        if (approvable.Count == 0)
            return exitCode;
        Console.WriteLine($"Approves {approvable.Count}.");
        return await Acting.Confirmed(
            arguments,
            async () =>
            {
                var actor = await Acting.Actor(at, stop);
                foreach (var request in approvable)
                {
                    var reviewed = await Verifying.Review(
                        app,
                        request.KycId,
                        new(KycDecision.Approve, arguments.GetValue(Note), null),
                        Acting.Act(app, actor, Administering.Review, request.KycId),
                        // What was printed is what is approved.
                        current =>
                            current.Version == request.Version ? null : Problem.Conflict("version_mismatch", "It has changed since."),
                        stop
                    );
                    Console.WriteLine($"{request.KycId}  {reviewed.Problem?.Detail ?? "approved"}");
                    if (reviewed.Problem is not null)
                        exitCode = ExitCode.Differences;
                }

                return exitCode;
            }
        );
    }

    /// <summary>What to print about a request, and whether it may be approved.</summary>
    private static async Task<(string Line, bool Ok)> Described(App app, KycRequest request, bool unseen, CancellationToken stop)
    {
        var opened = await Verifying.Openings(app, request, stop);
        var seen = opened.Any(opening => opening.At >= request.SubmittedAt);
        var line = $"{request.UserId}  {request.Status}, submitted {request.SubmittedAt:yyyy-MM-dd}";
        return request.Status != KycStatus.Pending ? ($"{line}: is not pending", false)
            : seen || unseen ? (line, true)
            : ($"{line}: nobody has opened its papers; --unseen approves it all the same", false);
    }

    /// <exception cref="InvalidOperationException">No request is named, and neither --user nor --all-pending is given.</exception>
    private static async Task<IReadOnlyList<(string Id, KycRequest? Request)>> Chosen(
        App app,
        ParseResult arguments,
        CancellationToken stop
    )
    {
        List<(string, KycRequest?)> chosen = [];
        foreach (var id in arguments.GetValue(KycIds)!)
            chosen.Add((id, await app.Db.Kyc.Find(id, stop)));
        if (arguments.GetValue(User) is { } userId)
        {
            var latest = await Verifying.Latest(app, userId, stop);
            chosen.Add((latest?.KycId ?? userId, latest));
        }

        if (arguments.GetValue(AllPending))
            chosen.AddRange(
                (await app.Db.Kyc.With(KycStatus.Pending).Take(Most).Page(stop)).Items.Select(found => (found.KycId, (KycRequest?)found))
            );
        else if (chosen.Count == 0)
            throw new InvalidOperationException("Which requests? Name them, or give --user or --all-pending.");
        return [.. chosen.DistinctBy(of => of.Item1)];
    }

    private static Command Described()
    {
        Command command = new(
            "approve-kyc",
            "Approves requests to be verified as an organizer. Exits with 1 when one was not pending, or nobody has opened its papers."
        )
        {
            KycIds,
            User,
            AllPending,
            Note,
            Unseen,
            Acting.DryRun,
            Acting.Yes,
        };
        return command.Acts(Run);
    }
}
