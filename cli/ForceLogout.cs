using System.CommandLine;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;
using EventTicketing.Ports;

namespace EventTicketing.Cli;

/// <summary>Signs people out: ends their sessions at the user pool, and refuses the tokens that they still have.</summary>
internal static class ForceLogout
{
    /// <summary>The most people that the pool lists in one answer.</summary>
    private const int PageSize = 60;
    private const int MostPages = 100_000,
        MostTries = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200),
        LongestPause = TimeSpan.FromSeconds(10);
    private static readonly Argument<string[]> UserIds = new("userId") { Description = "The people.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<bool> All = new("--all") { Description = "Everybody." };

    public static Command Command { get; } = Described();

    private static async Task<int> Run(ParseResult arguments, Deployment at, App app, CancellationToken stop)
    {
        var (userIds, all) = (arguments.GetValue(UserIds)!.Distinct(StringComparer.Ordinal).ToList(), arguments.GetValue(All));
        if (all == userIds.Count > 0)
            throw new InvalidOperationException("Who? Name people, or give --all.");
        if (all)
        {
            Console.WriteLine($"Signs everybody out of {at.Stage}: all tokens are refused within 20 seconds.");
            return await Acting.Confirmed(arguments, async () => await OfAll(app, await Acting.Actor(at, stop), stop));
        }

        List<string> known = [];
        foreach (var userId in userIds)
        {
            var person = await app.People.Find(userId, stop);
            Console.WriteLine($"{userId}  {(person is null ? "there is no such person" : "will be signed out")}");
            if (person is not null)
                known.Add(person.UserId);
        }

        var exitCode = known.Count == userIds.Count ? ExitCode.Done : ExitCode.Differences;
        if (known.Count == 0)
            return exitCode;
        return await Acting.Confirmed(
            arguments,
            async () =>
            {
                var actor = await Acting.Actor(at, stop);
                foreach (var userId in known)
                {
                    if (await Administering.Act(app, Acting.Act(app, actor, Administering.SignOut, userId), stop) is not { } problem)
                        continue;
                    Console.WriteLine($"{userId}  {problem.Detail}");
                    exitCode = ExitCode.Differences;
                }

                return exitCode;
            }
        );
    }

    /// <summary>
    /// Tokens are refused first, because that takes one write and the pool takes minutes. They are refused once more at the end: a token
    /// refreshed in between would otherwise live for its hour.
    /// </summary>
    private static async Task<int> OfAll(App app, string actor, CancellationToken stop)
    {
        await Refuse(app.Db.Activities.Create(Acting.Act(app, actor, Administering.SignOut, Revocation.Everybody)));
        string? cursor = null;
        var signedOut = 0;
        for (var page = 0; page < MostPages; page++)
        {
            var found = await WithRetries(() => app.People.List(null, PageSize, cursor, stop), stop);
            foreach (var person in found.People)
            {
                await WithRetries(
                    async () =>
                    {
                        await app.People.SignOut(person.UserId, stop);
                        return true;
                    },
                    stop
                );
                signedOut++;
            }

            cursor = found.Cursor;
            if (cursor is null)
                break;
        }

        await Refuse();
        Console.WriteLine($"{signedOut} people are signed out.");
        return ExitCode.Done;

        Task Refuse(params IReadOnlyList<Change> with)
        {
            var refused = Revocation.Of(Revocation.Everybody, app.Now);
            return app.Db.Decide<Revocation>(async () => new(refused, [await app.Db.Revoke(refused, stop), .. with]), stop);
        }
    }

    /// <summary>The pool throttles at tens of calls a second.</summary>
    private static async Task<T> WithRetries<T>(Func<Task<T>> call, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await call();
            }
            catch (PeopleUnavailableException) when (tries < MostTries)
            {
                await Backoff.Real.Wait(tries, FirstPause, LongestPause, stop);
            }
        }
    }

    private static Command Described()
    {
        Command command = new(
            "force-logout",
            "Ends the sessions of people and refuses their tokens. Exits with 1 when somebody is unknown. After an interruption, run the "
                + "same command again."
        )
        {
            UserIds,
            All,
            Acting.DryRun,
            Acting.Yes,
        };
        return command.Acts(Run);
    }
}
