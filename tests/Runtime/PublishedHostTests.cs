using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using EventTicketing.Local;
using EventTicketing.Local.Standins;

namespace EventTicketing.Tests.Runtime;

/// <summary>What trimming or packaging breaks shows only in the deployed executable.</summary>
public sealed class PublishedHostTests(PublishedHost host) : IClassFixture<PublishedHost>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task It_sells_a_ticket_from_the_sign_in_to_the_gate()
    {
        using var organizer = await host.Cloud.SignedIn("organizer@example.com");
        using var attendee = await host.Cloud.SignedIn("attendee@example.com");
        using var staff = await host.Cloud.SignedIn("staff@example.com");

        var made = await Post(organizer, "/events", 201, EventOf("Jazz im Café, جاز في المقهى"));
        var eventId = (string)made["eventId"]!;
        await Post(organizer, $"/events/{eventId}/publish", 200, []);
        var held = await Post(
            attendee,
            "/registrations",
            201,
            new()
            {
                ["eventId"] = eventId,
                ["items"] = new JsonArray(
                    new JsonObject { ["ticketTypeId"] = (string)made["ticketTypes"]![0]!["ticketTypeId"]!, ["quantity"] = 1 }
                ),
            }
        );
        var registration = new JsonObject { ["registrationId"] = (string)held["registrationId"]! };
        var tax = await Post(attendee, "/payments/calculate-tax", 200, registration);
        var intent = await Post(attendee, "/create-payment-intent", 200, registration);
        Assert.Equal(tax["total"]!.ToJsonString(), intent["amount"]!.ToJsonString());
        await PayWithVisa((string)intent["paymentIntentId"]!);

        var ticket = await Get(attendee, $"/tickets/{await IssuedTicket(attendee, (string)held["registrationId"]!)}");
        using var anybody = new HttpClient();
        var pdf = Encoding.Latin1.GetString(await anybody.GetByteArrayAsync((string)ticket["downloadUrl"]!));
        Assert.StartsWith("%PDF-", pdf);
        Assert.Contains("+NotoSansArabic ", pdf);
        JsonObject Scan(string scanId) =>
            new()
            {
                ["qr"] = (string)ticket["qr"]!,
                ["eventId"] = eventId,
                ["scanId"] = scanId,
            };
        Assert.Equal("valid", (string)(await Post(staff, "/validate-ticket", 200, Scan("scan-1")))["result"]!);
        Assert.Equal("already_used", (string)(await Post(staff, "/validate-ticket", 200, Scan("scan-2")))["reason"]!);
    }

    [Fact]
    public async Task It_enforces_the_limits_that_stand_as_attributes_on_requests()
    {
        using var organizer = await host.Cloud.SignedIn("organizer@example.com");

        var problem = await Post(organizer, "/events", 422, EventOf(new string('x', 201)));

        Assert.Equal("too_long", (string)problem["code"]!);
    }

    [Fact]
    public async Task Calls_that_come_at_once_get_a_process_each_up_to_a_limit_and_none_is_left_behind()
    {
        var mark = Guid.NewGuid().ToString();
        var environment = Environment("MARK", mark);
        var log = new StringWriter();
        await using (var processes = new Processes(PublishedHost.Executable, _ => environment, log))
        {
            var calls = Enumerable.Range(0, 3 * Processes.MostProcesses).Select(_ => processes.Invoke("GetHealth", "{}")).ToList();

            Assert.All(await Task.WhenAll(calls), answer => Assert.Equal(200, (int)JsonNode.Parse(answer)!["statusCode"]!));
            Assert.Equal(Processes.MostProcesses, ProcessesWith(mark).Count);
        }

        Assert.Empty(ProcessesWith(mark));
        Assert.Equal(Processes.MostProcesses, log.ToString().Split("\"cold_start\":true").Length - 1);
    }

    [Fact]
    public async Task After_its_process_was_killed_a_function_is_served_by_a_new_one()
    {
        var mark = Guid.NewGuid().ToString();
        var environment = Environment("MARK", mark);
        await using var processes = new Processes(PublishedHost.Executable, _ => environment, TextWriter.Null);

        await processes.Invoke("GetHealth", "{}");
        using (var process = ProcessesWith(mark).Single())
        {
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(Limit);
        }

        Assert.Equal(200, (int)JsonNode.Parse(await processes.Invoke("GetHealth", "{}"))!["statusCode"]!);
    }

    [Fact]
    public async Task A_function_that_there_is_not_is_an_init_error()
    {
        var (error, code) = await FailedStart(new() { ["_HANDLER"] = "MakeCoffee" });

        Assert.Equal("There is no function MakeCoffee.", error.Message);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task An_environment_that_lacks_variables_is_an_init_error_that_names_them()
    {
        var environment = Environment("_HANDLER", "GetEvent");
        environment.Remove("STAGE");
        environment.Remove("AWS_REGION");

        var (error, code) = await FailedStart(environment);

        Assert.Equal("The environment lacks STAGE, AWS_REGION.", error.Message);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task An_environment_that_lacks_a_granted_bucket_is_an_init_error_that_names_it()
    {
        var environment = Environment("_HANDLER", "ExportEventReport");
        Assert.True(environment.Remove("EXPORTS_BUCKET"));

        var (error, _) = await FailedStart(environment);

        Assert.Equal("The environment lacks EXPORTS_BUCKET.", error.Message);
    }

    [Fact]
    public async Task A_start_goes_on_when_the_tables_cannot_be_reached()
    {
        await using var api = await RuntimeApi.Start();
        using var process = Started(api, Environment("_HANDLER", "GetHealth", ("DYNAMODB_ENDPOINT", "http://127.0.0.1:1")));

        var answer = await api.Invoke("{}").WaitAsync(Limit);
        process.Kill();

        Assert.Equal(503, (int?)JsonNode.Parse(answer.Response!)!["statusCode"]);
    }

    [Fact]
    public async Task Asked_to_end_it_ends_with_code_0()
    {
        await using var api = await RuntimeApi.Start();
        using var process = Started(api, Environment("_HANDLER", "GetHealth"));
        await api.Invoke("{}");

        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Limit);

        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Lambda runs it on Amazon Linux 2023, which has glibc 2.34.</summary>
    [Fact]
    public void It_needs_no_newer_library_than_Lambda_has()
    {
        var needed = ElfVersions
            .Needed(File.ReadAllBytes(PublishedHost.Executable))
            .Where(version => version.StartsWith("GLIBC_2", StringComparison.Ordinal))
            .Select(version => Version.Parse(version["GLIBC_".Length..]))
            .ToList();
        Assert.NotEmpty(needed);
        Assert.True(needed.Max() <= new Version(2, 34), $"It needs glibc {needed.Max()}.");
    }

    /// <summary>A function's environment on the local cloud, with additional variables.</summary>
    private Dictionary<string, string> Environment(string name, string value, params (string Name, string Value)[] more)
    {
        Dictionary<string, string> environment = new(LocalCloud.EnvironmentOf(host.Cloud.Config, name == "_HANDLER" ? value : "GetHealth"))
        {
            [name] = value,
        };
        foreach (var (other, its) in more)
            environment[other] = its;
        return environment;
    }

    private static JsonObject EventOf(string title) =>
        new()
        {
            ["title"] = title,
            ["description"] = "Doors at eight.",
            ["category"] = "concert",
            ["startsAt"] = $"{DateTime.UtcNow.AddHours(2):yyyy-MM-ddTHH:mm:ssZ}",
            ["endsAt"] = $"{DateTime.UtcNow.AddHours(5):yyyy-MM-ddTHH:mm:ssZ}",
            ["timeZone"] = "Europe/Berlin",
            ["venue"] = new JsonObject
            {
                ["name"] = "Café Leo",
                ["address"] = "Große Straße 84",
                ["city"] = "Hamburg",
                ["country"] = "DE",
            },
            ["capacity"] = 10,
            ["ticketTypes"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "Standing",
                    ["price"] = new JsonObject { ["amount"] = 2500, ["currency"] = "eur" },
                    ["quantity"] = 10,
                }
            ),
        };

    private static async Task<JsonNode> Post(HttpClient client, string path, int status, JsonObject body)
    {
        using var response = await client.PostAsJsonAsync($"/api{path}", body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"{path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    private static async Task<JsonNode> Get(HttpClient client, string path) => JsonNode.Parse(await client.GetStringAsync($"/api{path}"))!;

    private async Task PayWithVisa(string paymentIntentId)
    {
        using var http = new HttpClient { BaseAddress = host.Cloud.Config.StripeEndpoint };
        using var confirm = new HttpRequestMessage(HttpMethod.Post, $"/v1/payment_intents/{paymentIntentId}/confirm");
        confirm.Content = new FormUrlEncodedContent([new("payment_method", "pm_card_visa")]);
        confirm.Headers.Authorization = new AuthenticationHeaderValue("Bearer", LocalAccount.StripeSecretKey);
        using var confirmed = await http.SendAsync(confirm);
        confirmed.EnsureSuccessStatusCode();
    }

    /// <summary>The ticket's id, once the worker's process has issued it.</summary>
    private static async Task<string> IssuedTicket(HttpClient attendee, string registrationId)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Limit; await Task.Delay(50))
        {
            var registration = await Get(attendee, $"/registrations/{registrationId}");
            if (registration["tickets"]!.AsArray() is [{ } ticket, ..])
                return (string)ticket["ticketId"]!;
        }

        throw new TimeoutException("No ticket was issued.");
    }

    /// <summary>The processes of the executable that have the text in their environment.</summary>
    private static List<Process> ProcessesWith(string mark) =>
        [.. Process.GetProcessesByName("bootstrap").Where(process => EnvironmentOf(process).Contains(mark, StringComparison.Ordinal))];

    private static string EnvironmentOf(Process process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process.Id}/environ");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The process has just ended, or belongs to another user.
            return "";
        }
    }

    private static async Task<(FunctionError Error, int Code)> FailedStart(Dictionary<string, string> environment)
    {
        await using var api = await RuntimeApi.Start();
        using var process = Started(api, environment);
        var error = await api.InitError;
        await process.WaitForExitAsync().WaitAsync(Limit);
        return (error, process.ExitCode);
    }

    private static Process Started(RuntimeApi api, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(PublishedHost.Executable) { RedirectStandardOutput = true };
        start.Environment.Clear();
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Address;
        start.Environment["TMPDIR"] = Path.GetTempPath();
        return Process.Start(start)!;
    }
}
