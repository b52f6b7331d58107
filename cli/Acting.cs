using System.CommandLine;
using Amazon;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using EventTicketing.Domain;
using EventTicketing.Flows;

namespace EventTicketing.Cli;

/// <summary>What commands have in common that act on people: the options, the confirmation, and who acts.</summary>
internal static class Acting
{
    public static Option<bool> DryRun { get; } = new("--dry-run") { Description = "Only prints what would be done." };
    public static Option<bool> Yes { get; } = new("--yes") { Description = "Does not ask first." };

    /// <summary>Does what the command has printed, once it is confirmed.</summary>
    /// <exception cref="InvalidOperationException">It is not confirmed.</exception>
    public static async Task<int> Confirmed(ParseResult arguments, Func<Task<int>> act)
    {
        if (arguments.GetValue(DryRun))
            return ExitCode.Done;
        if (arguments.GetValue(Yes))
            return await act();
        Console.Write("Type yes to go on: ");
        return Console.ReadLine()?.Trim() == "yes" ? await act() : throw new InvalidOperationException("Nothing was changed.");
    }

    /// <summary>The ARN of the credentials; on a local host, the user of this computer.</summary>
    public static async Task<string> Actor(Deployment at, CancellationToken stop)
    {
        if (at.IsLocal)
            return Environment.UserName;
        using var sts = new AmazonSecurityTokenServiceClient(at.Credentials, RegionEndpoint.GetBySystemName(at.Region));
        return (await sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), stop)).Arn;
    }

    public static Activity Act(App app, string actor, string action, string subjectId) =>
        new()
        {
            ActivityId = app.Ids.New("act"),
            At = app.Now,
            ActorId = actor,
            ActorKind = ActorKind.Command,
            Action = action,
            SubjectId = subjectId,
            RequestId = app.Ids.New("cmd"),
        };
}
