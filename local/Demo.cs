using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Local.Standins;

namespace EventTicketing.Local;

public sealed record DemoLogin(string Email, string Name, params IReadOnlyList<string> Groups);

/// <summary>Demo users and events. Events are created through the API, as users would create them.</summary>
public static class Demo
{
    public const string Password = "Passw0rd!";

    public static readonly IReadOnlyList<DemoLogin> Logins =
    [
        new("organizer@example.com", "Olivia Organizer", "Organizers", "Attendees"),
        new("organizer2@example.com", "Oscar Other", "Organizers", "Attendees"),
        new("attendee@example.com", "Ada Attendee", "Attendees"),
        new("staff@example.com", "Sam Staff", "Attendees"),
        new("admin@example.com", "Alex Admin", "Admins", "Attendees"),
        new("superadmin@example.com", "Sasha Super", "SuperAdmins", "Attendees"),
    ];

    public static async Task Seed(Database db, CognitoStandin cognito, Uri web, string? directory, Action<string> progress)
    {
        var done = directory is null ? null : Path.Combine(directory, "demo-seeded");
        if (File.Exists(done))
            return;
        progress("Making demo logins and events");
        var now = await Begun(directory);
        foreach (var login in Logins)
            cognito.EnsureUser(login.Email, Password, login.Name, login.Groups);
        var organization = Membership.PersonalOrganizationOf(cognito.SubOf("organizer@example.com")!);
        await db.Write(
            [db.Members.Create(new(organization, cognito.SubOf("staff@example.com")!, OrganizationRole.Staff))],
            CancellationToken.None
        );

        Task<HttpClient> As(string email) => SignedIn(web, new Uri(cognito.Address), cognito.ClientId, email);
        using var organizer = await As("organizer@example.com");
        using var attendee = await As("attendee@example.com");
        for (var i = 0; i < Events.Count; i++)
        {
            // A fixed idempotency key per event: a rerun after an interrupted seeding creates no duplicates.
            var made = await Post(organizer, "/api/events", Events[i](now), $"demo-{now.Ticks}-{i}");
            await Post(organizer, $"/api/events/{made["eventId"]}/publish", [], null);
            if ((int)made["capacity"]! == SoldOutCapacity)
            {
                await Post(
                    attendee,
                    "/api/registrations",
                    new()
                    {
                        ["eventId"] = (string)made["eventId"]!,
                        ["items"] = new JsonArray(
                            new JsonObject
                            {
                                ["ticketTypeId"] = (string)made["ticketTypes"]![0]!["ticketTypeId"]!,
                                ["quantity"] = SoldOutCapacity,
                            }
                        ),
                    },
                    $"demo-sold-out-{now.Ticks}-{i}"
                );
            }
        }

        if (done is not null)
            await File.WriteAllTextAsync(done, "");
    }

    /// <summary>
    /// The start time of the seeding. A rerun within an hour reuses that of the interrupted one, because an idempotency key is valid only
    /// with the same request; later it starts anew, because the events would be over.
    /// </summary>
    private static async Task<DateTimeOffset> Begun(string? directory)
    {
        if (directory is null)
            return DateTimeOffset.UtcNow;
        var file = Path.Combine(directory, "demo-begun");
        if (
            File.Exists(file)
            && DateTimeOffset.TryParse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture, out var begun)
            && DateTimeOffset.UtcNow - begun < TimeSpan.FromHours(1)
        )
            return begun;
        var now = DateTimeOffset.UtcNow;
        await File.WriteAllTextAsync(file, now.ToString("O", CultureInfo.InvariantCulture));
        return now;
    }

    /// <summary>An HTTP client that is signed in, given the addresses from a local cloud's list of services.</summary>
    public static async Task<HttpClient> SignedIn(Uri web, Uri cognito, string clientId, string email, string password = Password)
    {
        var client = new HttpClient { BaseAddress = web };
        using var request = new HttpRequestMessage(HttpMethod.Post, cognito)
        {
            Content = new StringContent(
                new JsonObject
                {
                    ["AuthFlow"] = "USER_PASSWORD_AUTH",
                    ["ClientId"] = clientId,
                    ["AuthParameters"] = new JsonObject { ["USERNAME"] = email, ["PASSWORD"] = password },
                }.ToJsonString(),
                MediaTypeHeaderValue.Parse("application/x-amz-json-1.1")
            ),
        };
        request.Headers.Add("X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth");
        using var response = await client.SendAsync(request);
        response.EnsureSuccessStatusCode();
        var token = (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["AuthenticationResult"]!["IdToken"]!;
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return client;
    }

    private static async Task<JsonNode> Post(HttpClient client, string path, JsonObject body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"Demo data: {path} answered {(int)response.StatusCode} {text}");
    }

    private const int SoldOutCapacity = 4;

    private sealed record Place(string Name, string Address, string City, string Country, string? State = null, string? PostalCode = null);

    private static readonly IReadOnlyList<Func<DateTimeOffset, JsonObject>> Events =
    [
        now =>
            Event(
                "Open-source breakfast",
                "Coffee, croissants and pull requests. Free, but please register.",
                "meetup",
                At(now, 3, 7),
                3,
                "Europe/Berlin",
                new("Betahaus", "Rudi-Dutschke-Straße 23", "Berlin", "DE"),
                60,
                ("Free seat", 0, "eur", 60)
            ),
        now =>
            Event(
                "Jazz at the harbour",
                "The Lisa Bergström Quartet plays standards and new pieces.",
                "concert",
                At(now, 10, 18),
                3,
                "Europe/Berlin",
                new("Hafenklang", "Große Elbstraße 84", "Hamburg", "DE"),
                400,
                ("Standing", 2500, "eur", 300),
                ("Seat", 4000, "eur", 80),
                ("Reduced", 1500, "eur", 60)
            ),
        now =>
            Event(
                "Tiny kitchen supper club",
                "Four people, seven courses. Sold out every time.",
                "food",
                At(now, 5, 17),
                4,
                "Europe/Vienna",
                new("Küche 7", "Kirchengasse 7", "Wien", "AT"),
                SoldOutCapacity,
                ("Seat at the table", 0, "eur", SoldOutCapacity)
            ),
        now =>
            Event(
                "Tokyo type & lettering day",
                "Talks and workshops about letters, in Japanese and English.",
                "conference",
                At(now, 21, 1),
                9,
                "Asia/Tokyo",
                new("Shibuya Hall", "1-2-3 Dogenzaka", "Tokyo", "JP"),
                250,
                ("Day pass", 8000, "jpy", 250)
            ),
        now =>
            Event(
                "Tonight: improv in the cellar",
                "No script. The gate is open all day, so scanning can be tried at once.",
                "theatre",
                now.AddHours(5),
                2,
                "America/New_York",
                new("The Cellar", "117 MacDougal Street", "New York", "US", "NY", "10012"),
                120,
                ("General admission", 2000, "usd", 120)
            ),
    ];

    private static DateTimeOffset At(DateTimeOffset now, int days, int hour) =>
        new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(days).AddHours(hour);

    private static JsonObject Event(
        string title,
        string description,
        string category,
        DateTimeOffset startsAt,
        int hours,
        string timeZone,
        Place venue,
        int capacity,
        params (string Name, int Amount, string Currency, int Quantity)[] types
    ) =>
        new()
        {
            ["title"] = title,
            ["description"] = description,
            ["category"] = category,
            ["startsAt"] = $"{startsAt:yyyy-MM-ddTHH:mm:ssZ}",
            ["endsAt"] = $"{startsAt.AddHours(hours):yyyy-MM-ddTHH:mm:ssZ}",
            ["timeZone"] = timeZone,
            ["venue"] = new JsonObject
            {
                ["name"] = venue.Name,
                ["address"] = venue.Address,
                ["city"] = venue.City,
                ["country"] = venue.Country,
                ["state"] = venue.State,
                ["postalCode"] = venue.PostalCode,
            },
            ["capacity"] = capacity,
            ["ticketTypes"] = new JsonArray([
                .. types.Select(type => new JsonObject
                {
                    ["name"] = type.Name,
                    ["price"] = new JsonObject { ["amount"] = type.Amount, ["currency"] = type.Currency },
                    ["quantity"] = type.Quantity,
                }),
            ]),
        };
}
