using System.CommandLine;
using System.Text.Json;
using Amazon.Runtime;
using EventTicketing.Cli;
using EventTicketing.Data;
using EventTicketing.Flows;

const int foundDifferences = 1, failed = 2;

Option<Uri?> services = new("--services")
{
    Description = "Address of a local host's list of services. Without it the environment says where the tables are, as it does to "
        + "functions; where that names no STAGE, the local host on port 5080 is asked.",
    Recursive = true,
    CustomParser = argument =>
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address)) return address;
        argument.AddError($"{argument.Tokens[0].Value} is no address.");
        return null;
    },
};
Option<string?> eventId = new("--event") { Description = "One event only." };
Command reconcile = new("reconcile", "Compares counters and tickets with what the registrations say. Changes nothing; exits with 1 when "
    + "something differs.") { eventId };
reconcile.SetAction(async (arguments, stop) =>
{
    var database = await Connection.Open(arguments.GetValue(services), stop);
    var differences = await Reconciling.Reconcile(database, arguments.GetValue(eventId), stop);
    foreach (var difference in differences) Console.WriteLine(difference);
    if (differences.Count == 0) Console.WriteLine("Everything adds up.");
    return differences.Count == 0 ? 0 : foundDifferences;
});

try
{
    return await new RootCommand("Operates EventTicketing.") { services, reconcile, Costs.Command }.Parse(args)
        .InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception error) when (error is HttpRequestException or InvalidOperationException or StoreBusyException or AmazonServiceException
    or AmazonClientException or JsonException or TaskCanceledException)
{
    Console.Error.WriteLine(error.Message);
    return failed;
}
