using EventTicketing.Api;
using EventTicketing.Cli;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Cli;

/// <summary>What <c>new-endpoint</c> writes, in a copy of the files that it changes.</summary>
[Collection(nameof(CommandLine))]
public sealed class NewEndpointTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("new-endpoint").FullName;

    public NewEndpointTests()
    {
        foreach (var folder in new[] { "shared/Api", "shared/ApiDocuments", "tests/Api" })
        {
            foreach (
                var file in Directory
                    .EnumerateFiles(SourceTree.At(folder), "*", SearchOption.AllDirectories)
                    .Where(file =>
                        file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith("authorization.txt", StringComparison.Ordinal)
                    )
            )
            {
                var copy = Path.Combine(_root, Path.GetRelativePath(SourceTree.Root, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void An_endpoint_of_an_area_that_is_there_edits_the_files_of_that_area()
    {
        const string Path = "/events/{eventId}/ticket-types/{ticketTypeId}/close-sales";
        var files = new NewEndpoint(_root, "events", "CloseTicketSales", "POST", Path, Access.Organizer, nameof(EventView)).Write();
        Assert.Equal(
            [
                "functions/events/CloseTicketSales/CloseTicketSales.csproj",
                "functions/events/CloseTicketSales/Function.cs",
                "shared/Api/Events/EventEndpoints.cs",
                "shared/Api/Events/EventRequests.cs",
                "shared/Api/Events/EventJson.cs",
                "shared/ApiDocuments/Examples.Events.cs",
                "tests/Api/authorization.txt",
            ],
            files
        );
        Assert.Contains(
            $"CloseTicketSales = new(\n        \"POST\", \"{Path}\", Access.Organizer, ",
            Written("shared/Api/Events/EventEndpoints.cs"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "public required string TicketTypeId",
            Written("shared/Api/Events/EventRequests.cs").Split("CloseTicketSalesRequest")[^1],
            StringComparison.Ordinal
        );
        Assert.Contains(
            "new CloseTicketSalesRequest { EventId = EventId, TicketTypeId = TicketTypeId },",
            Written("shared/ApiDocuments/Examples.Events.cs"),
            StringComparison.Ordinal
        );
        var rows = Rows();
        Assert.Equal(rows["UpdateTicketType"], rows["CloseTicketSales"]);
    }

    [Fact]
    public void An_area_that_is_not_there_is_begun_and_listed()
    {
        new NewEndpoint(_root, "invoices", "CreateInvoice", "POST", "/invoices", Access.User, "InvoiceView").Write();
        Assert.Contains(
            "new(\"invoices\", typeof(InvoiceEndpoints), InvoiceJson.Default),\n        new(\"system\"",
            Written("shared/Api/Endpoints.cs"),
            StringComparison.Ordinal
        );
        Assert.Contains("[JsonSerializable(typeof(InvoiceView))]", Written("shared/Api/Invoices/InvoiceJson.cs"), StringComparison.Ordinal);
        Assert.Contains("record InvoiceView", Written("shared/Api/Invoices/InvoiceViews.cs"), StringComparison.Ordinal);
        Assert.Contains(
            "InvoiceEndpoints.CreateInvoice, host",
            Written("functions/invoices/CreateInvoice/Function.cs"),
            StringComparison.Ordinal
        );
        Assert.Equal(Rows()["ListMyRegistrations"], Rows()["CreateInvoice"]);
        Assert.Equal(["CreateInvoice", "GetHealth"], Rows().Select(row => row.Key).TakeLast(2));
    }

    [Fact]
    public async Task What_it_writes_is_formatted()
    {
        File.Copy(SourceTree.At(".csharpierrc.json"), Path.Combine(_root, ".csharpierrc.json"));
        IReadOnlyList<string> files =
        [
            .. new NewEndpoint(_root, "events", "CloseTicketSales", "POST", "/events/{eventId}/close", Access.User, "EventView").Write(),
            .. new NewEndpoint(_root, "invoices", "DeleteInvoice", "DELETE", "/invoices", Access.User, "Nothing").Write(),
        ];
        var sources = files
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal))
            .Select(file => Path.Combine(_root, file))
            .ToList();
        await NewEndpoint.Format(sources, TestContext.Current.CancellationToken);
        Assert.Null(await Sources.Unformatted(sources));
    }

    [Theory]
    [InlineData("events", "CreateEvent", "POST", "/events")]
    [InlineData("Events", "CloseTicketSales", "POST", "/events")]
    [InlineData("events", "closeTicketSales", "POST", "/events")]
    [InlineData("events", "CloseTicketSales", "FETCH", "/events")]
    [InlineData("events", "CloseTicketSales", "POST", "/events/..")]
    public void What_is_no_endpoint_or_is_there_already_is_refused(string area, string name, string method, string path)
    {
        Assert.Throws<InvalidOperationException>(() => new NewEndpoint(_root, area, name, method, path, Access.User, "View").Write());
        Assert.False(Directory.Exists(Path.Combine(_root, "functions")));
    }

    private string Written(string file) => File.ReadAllText(Path.Combine(_root, file));

    /// <summary>The rows of the authorization table by endpoint, without its name.</summary>
    private ILookup<string, string> Rows() =>
        Written("tests/Api/authorization.txt")
            .Split('\n')
            .Where(line => line.Length > 24 && line[0] != '#')
            .ToLookup(line => line.Split(' ')[0], line => line[24..]);
}
