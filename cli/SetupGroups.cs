using System.CommandLine;
using System.Text.Json.Nodes;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Cli;

/// <summary>Makes the groups of a user pool, for a pool that the stacks did not create.</summary>
internal static class SetupGroups
{
    public static Command Command { get; } = Described();

    /// <returns>The exit code.</returns>
    public static async Task<int> Run(AwsJson cognito, string pool, bool dryRun, CancellationToken stop)
    {
        // A pool has few groups: more than a page of them are not ours.
        var there = (await cognito.Call("ListGroups", new() { ["UserPoolId"] = pool, ["Limit"] = 60 }, stop))
            .GetProperty("Groups")
            .EnumerateArray()
            .ToDictionary(
                group => group.GetProperty("GroupName").GetString()!,
                group => group.TryGetProperty("Precedence", out var precedence) ? precedence.GetInt32() : (int?)null,
                StringComparer.Ordinal
            );
        var exitCode = ExitCode.Done;
        foreach (var (index, name) in Groups.All.Index())
        {
            var precedence = index + 1;
            if (!there.TryGetValue(name, out var known))
            {
                if (!dryRun)
                    await cognito.Call("CreateGroup", Group(), stop);
                Console.WriteLine($"{name, -12} precedence {precedence}, {(dryRun ? "is missing" : "made")}");
            }
            else if (known == precedence)
            {
                Console.WriteLine($"{name, -12} precedence {precedence}, was there");
            }
            else
            {
                Console.WriteLine($"{name, -12} was there with precedence {known?.ToString() ?? "none"} instead of {precedence}");
                exitCode = ExitCode.Differences;
            }

            JsonObject Group() =>
                new()
                {
                    ["UserPoolId"] = pool,
                    ["GroupName"] = name,
                    ["Precedence"] = precedence,
                };
        }

        return exitCode;
    }

    private static Command Described()
    {
        Command command = new(
            "setup-groups",
            "Makes the groups of the user pool that are missing. Exits with 1 when one has another precedence, which it leaves as it is."
        )
        {
            Acting.DryRun,
            Acting.Yes,
        };
        command.SetAction(
            async (arguments, stop) =>
            {
                var at = await Connection.Open(arguments, stop);
                using var http = Deployment.Connections();
                var (cognito, pool) = (at.Cognito(http), await at.Pool(http, stop));
                if (arguments.GetValue(Acting.DryRun))
                    return await Run(cognito, pool, dryRun: true, stop);
                Console.WriteLine($"Makes the missing ones of {string.Join(", ", Groups.All)} in the pool {pool}.");
                return await Acting.Confirmed(arguments, () => Run(cognito, pool, dryRun: false, stop));
            }
        );
        return command;
    }
}
