using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Amazon.S3;
using EventTicketing.Cli;

namespace EventTicketing.Tests.Cli;

/// <summary>A cloud of its own: restoring would remove the data of other tests.</summary>
public sealed class RestoredShop() : Shop(new LocalOptions { Demo = true, Schedules = false }, buyers: 4);

/// <summary>Losing and recovering data with the operators' commands.</summary>
[Collection(nameof(CommandLine))]
public sealed class BackupTests(RestoredShop shop) : IClassFixture<RestoredShop>
{
    private const string Closed = "--i-have-closed-the-api";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_damaged_is_put_back_from_a_backup_and_its_tickets_scan()
    {
        var (sale, tickets) = await Sold();
        var manifest = Path.GetTempFileName();
        Assert.Contains($"kept has {Tables.All.Count} tables.", await Cli(0, "backup", "create", "--name", "kept", "--manifest", manifest));
        Assert.Contains("There is a backup called kept.", await Cli(2, "backup", "create", "--name", "kept"));
        Assert.Matches($"kept +[0-9-]+ [0-9:]+Z  {Tables.All.Count} of {Tables.All.Count} tables", await Cli(0, "backup", "list"));
        Assert.Contains("The manifest of kept matches.", await Cli(0, "verify", "--manifest", manifest));

        await Damage(sale, tickets);
        var seen = await Cli(1, "verify", "--manifest", manifest);
        Assert.Contains("registrations: the manifest has", seen);
        Assert.Contains($"{sale.EventId}: capacity: expected", seen);

        Assert.Contains("verify --restored kept", await Cli(0, "restore", "--backup", "kept"));
        Assert.Contains("event-ticketing-tickets-local-kept", await Cli(0, "restore", "--backup", "kept"));
        Assert.Contains("choose another --suffix", await Cli(2, "restore", "--at", "2026-01-02T03:04:05Z", "--suffix", "kept"));
        var compared = await Cli(0, "verify", "--restored", "kept", "--manifest", manifest);
        Assert.Equal(["1", "0", "0"], Row(compared, "registrations"));
        Assert.Equal(["0", "0", "1"], Row(compared, "inventory"));
        Assert.Equal(["1", "0", "1"], Row(compared, "tickets"));
        Assert.Equal(["0", "1", "0"], Row(compared, "users"));
        await Cli(1, "verify", "--restored", "kept", "--exact");

        Assert.Contains(Closed, await Cli(2, "swap", "--restored", "kept"));
        Assert.Equal(["1", "0", "0"], Row(await Cli(0, "swap", "--restored", "kept", "--dry-run"), "registrations"));
        await Cli(1, "verify", "--restored", "kept", "--exact");
        Assert.Contains("restore --at 20", await Cli(0, "swap", "--restored", "kept", Closed));
        await Cli(0, "verify", "--restored", "kept", "--manifest", manifest, "--exact");
        Assert.Equal("Everything adds up.\n", await Cli(0, "reconcile"));
        foreach (var ticket in tickets)
            Assert.Equal("valid", (string?)(await shop.Scan(sale, ticket.Qr, ticket.TicketId)).Ok()["result"]);

        await Cli(0, "restore", "drop", "--restored", "kept");
        Assert.Contains("no tables restored as kept", await Cli(2, "verify", "--restored", "kept"));
        Assert.Equal("Everything adds up.\n", await Cli(0, "reconcile"));
    }

    [Fact]
    public async Task What_was_deleted_is_added_as_it_was_at_a_second_and_what_came_later_stays()
    {
        using var client = TablesClient();
        foreach (var table in Tables.All)
        {
            await client.UpdateContinuousBackupsAsync(
                new UpdateContinuousBackupsRequest
                {
                    TableName = table.NameIn(LocalAccount.Stage),
                    PointInTimeRecoverySpecification = new() { PointInTimeRecoveryEnabled = true },
                },
                Stop
            );
        }

        var (sale, tickets) = await Sold();
        await Task.Delay(1_100, Stop);
        var at = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        await Task.Delay(1_100, Stop);
        var lost = await shop.Registration(tickets[0].RegistrationId);
        await shop.Db.Write(
            [shop.Db.Registrations.Delete(lost), shop.Db.Tickets.Delete(tickets[0]), shop.Db.Tickets.Delete(tickets[1])],
            Stop
        );
        var later = (await Shop.Register(shop.Buyers[2], sale, 1)).Ok();
        await Settled((string)later["registrationId"]!);

        Assert.Contains("must be between", await Cli(2, "restore", "--at", "2020-01-01T00:00:00Z"));
        await Cli(0, "restore", "--at", at, "--suffix", "then");
        await Cli(0, "restore", "--at", at, "--suffix", "then");
        Assert.Equal(["1", "1", "0"], Row(await Cli(0, "verify", "--restored", "then"), "registrations"));
        await Cli(0, "swap", "--restored", "then", "--add-only", Closed);
        Assert.Equal("Everything adds up.\n", await Cli(0, "reconcile"));
        Assert.Equal(lost.TicketIds, (await shop.Registration(lost.RegistrationId)).TicketIds);
        Assert.NotNull(await shop.Registration((string)later["registrationId"]!));
        Assert.Equal("valid", (string?)(await shop.Scan(sale, tickets[0].Qr, "then")).Ok()["result"]);
    }

    [Fact]
    public async Task A_swap_that_is_cut_off_after_any_of_its_writes_ends_the_same_when_it_is_run_again()
    {
        var (sale, tickets) = await Sold();
        await Cli(0, "backup", "create", "--name", "cut");
        await Cli(0, "restore", "--backup", "cut");
        var credentials = new BasicAWSCredentials(LocalAccount.AccessKeyId, LocalAccount.SecretAccessKey);
        var at = new Deployment(LocalAccount.Stage, LocalAccount.Region, credentials) { TablesAddress = shop.Cloud.Tables };
        using var client = at.TablesClient();
        var cuts = 0;
        for (var isCut = true; isCut; )
        {
            await Damage(sale, tickets);
            using var scissors = CancellationTokenSource.CreateLinkedTokenSource(Stop);
            using var cut = TablesClient(new Cutting(cuts, scissors));
            var swapping = await Xunit.Record.ExceptionAsync(() =>
                Swap.Write(cut, at, "cut", Tables.All, addOnly: false, dryRun: false, scissors.Token)
            );
            isCut = swapping is not null;
            if (isCut)
                Assert.IsAssignableFrom<OperationCanceledException>(swapping);
            Assert.Equal(isCut, !await IsSame());
            await Swap.Write(client, at, "cut", Tables.All, addOnly: false, dryRun: false, Stop);
            Assert.True(await IsSame());
            Assert.Empty(await Reconciling.Reconcile(shop.Db, sale.EventId, Stop));
            Assert.InRange(cuts++, 0, 20);
        }

        // At least one write for each damaged table: users, inventory, tickets, registrations.
        Assert.InRange(cuts, 5, 20);

        async Task<bool> IsSame()
        {
            foreach (var table in Tables.All)
            {
                if (!(await new Items(client).Compare(table, at.Restored(table, "cut"), at.Live(table), null, null, Stop)).IsSame)
                    return false;
            }

            return true;
        }
    }

    [Fact]
    public async Task What_does_not_add_up_is_not_swapped_in()
    {
        var (sale, tickets) = await Sold();
        Change.Add By(long units) =>
            new(new(Tables.Inventory, sale.EventId, 0L), new Dictionary<string, long> { [Inventory.Capacity] = units });
        await shop.Db.Write([By(1)], Stop);
        await Cli(0, "backup", "create", "--name", "broken");
        await shop.Db.Write([By(-1)], Stop);
        await Cli(0, "restore", "--backup", "broken");
        Assert.Contains($"{sale.EventId}: capacity: expected", await Cli(1, "verify", "--restored", "broken"));
        Assert.Contains("Nothing was written", await Cli(1, "swap", "--restored", "broken", Closed));
        Assert.Equal("Everything adds up.\n", await Cli(0, "reconcile"));
        // The other tables of that backup are consistent.
        await shop.Db.Write([shop.Db.Tickets.Delete(tickets[0])], Stop);
        await Cli(0, "swap", "--restored", "broken", "--table", "tickets", Closed);
        Assert.NotNull(await shop.Db.Tickets.Find(tickets[0].TicketId, Stop));
    }

    [Fact]
    public async Task The_newest_backups_stay()
    {
        foreach (var name in new[] { "prune-1", "prune-2", "prune-3" })
            await Cli(0, "backup", "create", "--name", name);
        await Cli(2, "backup", "prune", "--keep", "0");
        Assert.Contains("prune-1", await Cli(0, "backup", "prune", "--keep", "2", "--dry-run"));
        Assert.Contains("prune-1", await Cli(0, "backup", "list"));
        await Cli(0, "backup", "prune", "--keep", "2");
        var left = await Cli(0, "backup", "list");
        Assert.Equal(["prune-3", "prune-2"], left.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public async Task Files_are_what_they_were_even_when_they_were_deleted_since()
    {
        var (_, tickets) = await Sold();
        var of = (await shop.Db.Events.Find(tickets[0].EventId, Stop))!;
        var links = await Task.WhenAll(tickets.Select(ticket => Issuing.Link(shop.Cloud.Host.App, ticket, of, Stop)));
        string[] keys =
        [
            .. links.Select(link => link!.Value.Link.AbsolutePath[$"/{Buckets.Tickets.NameIn(LocalAccount.Stage)}/".Length..]),
        ];
        var pdf = await shop.Cloud.Host.App.Files(Buckets.Tickets).Get(keys[0], Stop);
        await Task.Delay(1_100, Stop);
        var at = DateTime.UtcNow.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        await Task.Delay(1_100, Stop);
        using var client = new AmazonS3Client(
            new BasicAWSCredentials(LocalAccount.AccessKeyId, LocalAccount.SecretAccessKey),
            new AmazonS3Config
            {
                ServiceURL = shop.Cloud.S3.AbsoluteUri,
                AuthenticationRegion = LocalAccount.Region,
                ForcePathStyle = true,
            }
        );
        await client.DeleteObjectAsync(Buckets.Tickets.NameIn(LocalAccount.Stage), keys[0], Stop);
        await shop.Cloud.Host.App.Files(Buckets.Tickets).Put(keys[1], "scribbled over"u8.ToArray(), "text/plain", Stop);
        var later = $"tickets/{tickets[0].EventId}/later.pdf";
        await shop.Cloud.Host.App.Files(Buckets.Tickets).Put(later, "%PDF"u8.ToArray(), "application/pdf", Stop);

        string[] command = ["restore-files", "--prefix", $"tickets/{tickets[0].EventId}/", "--at", at];
        Assert.Contains("2 would be restored, 0 were the same, 1 did not exist then and stay.", await Cli(0, [.. command, "--dry-run"]));
        Assert.False(await shop.Cloud.Host.App.Files(Buckets.Tickets).Exists(keys[0], Stop));
        Assert.Contains("2 restored, 0 were the same", await Cli(0, command));
        Assert.Equal(pdf, await shop.Cloud.Host.App.Files(Buckets.Tickets).Get(keys[0], Stop));
        Assert.Equal(
            "application/pdf",
            (await client.GetObjectMetadataAsync(Buckets.Tickets.NameIn(LocalAccount.Stage), keys[1], Stop)).Headers.ContentType
        );
        Assert.True(await shop.Cloud.Host.App.Files(Buckets.Tickets).Exists(later, Stop));
        Assert.Contains("0 restored, 2 were the same", await Cli(0, command));
    }

    /// <summary>A registration with two tickets, after all consequences have been processed.</summary>
    private async Task<(Sale Sale, IReadOnlyList<Ticket> Tickets)> Sold()
    {
        var sale = await shop.Event(50, (0, 50));
        return (sale, await Settled((string)(await Shop.Register(shop.Buyers[0], sale, 2)).Ok()["registrationId"]!));
    }

    /// <summary>The registration's tickets, once mailed and told to the demo's webhook: no worker writes anything after that.</summary>
    private async Task<IReadOnlyList<Ticket>> Settled(string registrationId)
    {
        var tickets = await shop.Tickets(registrationId);
        var mail = Notification.ToBuyer(await shop.Registration(registrationId), DateTimeOffset.UtcNow).Single().NotificationId;
        await Shop.Eventually(() => shop.Db.Notifications.Find(mail, Stop), found => found?.Status == NotificationStatus.Sent);
        await Shop.Eventually(
            Messages,
            messages =>
                messages.All(message => message.Status == WebhookStatus.Delivered)
                && tickets.All(ticket =>
                    messages.Any(message => message.Type == WebhookType.TicketIssued && message.Body.Contains(ticket.TicketId))
                )
        );
        return tickets;
    }

    private async Task<IReadOnlyList<WebhookDelivery>> Messages()
    {
        var organization = Membership.PersonalOrganizationOf(shop.Cloud.Cognito.SubOf("organizer@example.com")!);
        var endpoint = Assert.Single((await shop.Db.WebhookEndpoints.OfOrganization(organization).Page(Stop)).Items);
        return (await shop.Db.WebhookDeliveries.To(endpoint.EndpointId).Take(100).Page(Stop)).Items;
    }

    /// <summary>Simulates data loss: deletes a registration and a ticket, voids a ticket, changes a counter and adds a person.</summary>
    private async Task Damage(Sale sale, IReadOnlyList<Ticket> tickets)
    {
        var registration = await shop.Registration(tickets[0].RegistrationId);
        var ticket = (await shop.Db.Tickets.Find(tickets[1].TicketId, Stop))!;
        Assert.True(
            (
                await shop.Db.Write(
                    [
                        shop.Db.Registrations.Delete(registration),
                        shop.Db.Tickets.Delete(tickets[0]),
                        shop.Db.Tickets.Save(ticket.Voided(DateTimeOffset.UtcNow)),
                        new Change.Add(new(Tables.Inventory, sale.EventId, 0L), new Dictionary<string, long> { [Inventory.Capacity] = 3 }),
                        shop.Db.People.Create(new StoredSamples(Guid.NewGuid().ToString()).Person),
                    ],
                    Stop
                )
            ).Committed
        );
    }

    /// <summary>Runs the command line in this process, because starting a process would take longer than the command.</summary>
    private Task<string> Cli(int exitCode, params string[] arguments) =>
        CommandLine.Run(exitCode, [.. arguments, "--services", new Uri(shop.Cloud.Web, "/local/services").AbsoluteUri]);

    /// <summary>The table's numbers in the output of verify and swap: items only restored, only live, and different.</summary>
    private static string[] Row(string output, string table) =>
        output
            .Split('\n')
            .Single(line => line.StartsWith($"{table} ", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[3..6];

    private AmazonDynamoDBClient TablesClient(HttpClientFactory? factory = null) =>
        new(
            new BasicAWSCredentials(LocalAccount.AccessKeyId, LocalAccount.SecretAccessKey),
            new AmazonDynamoDBConfig
            {
                ServiceURL = shop.Cloud.Tables.AbsoluteUri,
                AuthenticationRegion = LocalAccount.Region,
                MaxErrorRetry = 0,
                HttpClientFactory = factory,
            }
        );

    /// <summary>Lets some writes through, and cancels everything at the next one.</summary>
    private sealed class Cutting(int writes, CancellationTokenSource scissors) : HttpClientFactory
    {
        private int _left = writes;

        public override HttpClient CreateHttpClient(IClientConfig config) => new(new Handler(this));

        public override bool UseSDKHttpClientCaching(IClientConfig config) => false;

        private sealed class Handler(Cutting cutting) : DelegatingHandler(new SocketsHttpHandler())
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
            {
                var isWrite =
                    request.Headers.TryGetValues("X-Amz-Target", out var targets)
                    && targets.Single().EndsWith(".BatchWriteItem", StringComparison.Ordinal);
                if (isWrite && Interlocked.Decrement(ref cutting._left) < 0)
                {
                    await cutting.Scissors.CancelAsync();
                    throw new OperationCanceledException(cutting.Scissors.Token);
                }

                return await base.SendAsync(request, stop);
            }
        }

        private CancellationTokenSource Scissors => scissors;
    }
}
