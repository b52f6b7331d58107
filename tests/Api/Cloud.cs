using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using EventTicketing.Local;

[assembly: AssemblyFixture(typeof(EventTicketing.Tests.Api.Cloud))]

namespace EventTicketing.Tests.Api;

/// <summary>One local cloud for all tests, with its demo users. Every test creates its own events.</summary>
public sealed class Cloud : IAsyncLifetime
{
    private static int _people;

    public LocalCloud Local { get; private set; } = null!;
    public User Organizer { get; private set; } = null!;
    public User Stranger { get; private set; } = null!;
    public User Attendee { get; private set; } = null!;
    public User Staff { get; private set; } = null!;
    public User Admin { get; private set; } = null!;
    public User Anonymous { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Local = await LocalCloud.Start(new LocalOptions { Demo = true });
        Organizer = await CreateClient("organizer@example.com");
        Stranger = await CreateClient("organizer2@example.com");
        Attendee = await CreateClient("attendee@example.com");
        Staff = await CreateClient("staff@example.com");
        Admin = await CreateClient("admin@example.com");
        Anonymous = new User(this, new HttpClient { BaseAddress = Local.Web }, "");
    }

    public ValueTask DisposeAsync() => Local.DisposeAsync();

    public async Task<User> CreateClient(string email) => new(this, await Local.SignedIn(email), email);

    public Task<User> NewAttendee() => NewPerson("Attendees");

    /// <summary>A person with an account of their own, for tests that change it.</summary>
    public Task<User> NewPerson(params string[] groups)
    {
        var number = Interlocked.Increment(ref _people);
        var email = $"person{number}@example.com";
        Local.Cognito.EnsureUser(email, Demo.Password, $"Person {number}", groups);
        return CreateClient(email);
    }

    /// <summary>Pays as Stripe.js does in the buyer's browser. Returns the HTTP status: 402 when the card is declined.</summary>
    public async Task<int> Confirm(string paymentIntentId, string method = "pm_card_visa")
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(Local.Config.StripeEndpoint, $"/v1/payment_intents/{paymentIntentId}/confirm")
        )
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["payment_method"] = method }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", LocalAccount.StripeSecretKey);
        using var response = await http.SendAsync(request);
        return (int)response.StatusCode;
    }

    /// <summary>Waits for a mail to the address that satisfies <paramref name="wanted"/>, and returns the newest such mail.</summary>
    public Task<JsonNode> Mail(string to, Func<JsonNode, bool> wanted) =>
        Eventually(async () => (await Mails(to)).FirstOrDefault(mail => wanted(mail!)));

    /// <summary>The mails to the address so far, newest first.</summary>
    public async Task<JsonArray> Mails(string to)
    {
        using var http = new HttpClient();
        return JsonNode.Parse(await http.GetStringAsync(new Uri(Local.Mail, $"/inbox?to={Uri.EscapeDataString(to)}")))!.AsArray();
    }

    /// <summary>Polls until there is a result, because workers take a moment. Fails after 10 seconds.</summary>
    public static async Task<T> Eventually<T>(Func<Task<T?>> ask)
        where T : class
    {
        for (var tries = 0; tries < 200; tries++)
        {
            if (await ask() is { } answer)
                return answer;
            await Task.Delay(50);
        }

        throw new TimeoutException("It did not come to be within 10 seconds.");
    }
}

public sealed record Answer(int Status, JsonNode? Body, HttpResponseMessage Response)
{
    public JsonNode this[string name] => Body![name]!;

    /// <summary>The code of the problem, if any.</summary>
    public string? Code => (string?)Body?["code"];

    public string Text(string name) => (string)Body![name]!;

    /// <summary>The invalid fields with their error codes.</summary>
    public IEnumerable<string> Fields => Body!["errors"]!.AsArray().Select(error => $"{error!["field"]} {error["code"]}");
}

/// <summary>A client signed in as a user.</summary>
public sealed class User(Cloud cloud, HttpClient http, string email)
{
    public Cloud Cloud => cloud;
    public string Email => email;
    public HttpClient Http => http;

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Answer> Post(string path, JsonNode? body = null, string? key = null) =>
        Send(HttpMethod.Post, path, body, ("Idempotency-Key", key));

    public Task<Answer> Patch(string path, JsonNode body, int? version = null) =>
        Send(HttpMethod.Patch, path, body, ("If-Match", version is null ? null : $"\"{version}\""));

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path, null);

    public async Task<Answer> Send(HttpMethod method, string path, JsonNode? body, params (string Name, string? Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, $"/api{path}");
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            if (value is not null)
                request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var answer = new Answer((int)response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response);
        ProblemCodeTests.AssertListed(method, path, answer);
        return answer;
    }
}
