using System.CommandLine;
using System.Text.Json;
using Amazon.Runtime;
using EventTicketing.Cli;
using EventTicketing.Data;
using EventTicketing.Ports;

var root = new RootCommand(
    "Operates EventTicketing, in the cloud or on this machine. Exits with 1 when a check finds a difference, "
        + "with 2 when the command could not be completed."
)
{
    Connection.Stage,
    Connection.Region,
    Connection.Services,
    Reconcile.Command,
    Backup.Command,
    Restore.Command,
    Verify.Command,
    Swap.Command,
    RestoreFiles.Command,
    SetupGroups.Command,
    ApproveKyc.Command,
    ForceLogout.Command,
    Bookings.Check,
    Bookings.Refund,
    CheckIns.History,
    CheckIns.Undo,
    Transactions.Daily,
    Transactions.Monthly,
    Transactions.Export,
    ExportEventReport.Command,
    ArchiveOldEvents.Command,
    ExportTable.Command,
    Storage.Command,
    Publish.Command,
    Deploy.Command,
    Smoke.Command,
    Destroy.Command,
    Costs.Command,
    NewEndpoint.Command,
};

try
{
    return await root.Parse(args).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
}
catch (Exception error)
    when (error
            is HttpRequestException
                or InvalidOperationException
                or StoreBusyException
                or PeopleUnavailableException
                or PaymentsUnavailableException
                or PaymentRefusedException
                or AmazonServiceException
                or AmazonClientException
                or AwsRefusedException
                or IOException
                or JsonException
                or TaskCanceledException
    )
{
    Console.Error.WriteLine(error.Message);
    return ExitCode.Failed;
}
