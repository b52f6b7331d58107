using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using EventTicketing.Domain;
using EventTicketing.Local.Standins;

namespace EventTicketing.Local;

public sealed record DemoLogin(string Email, string Name, params IReadOnlyList<string> Groups);

/// <summary>Demo people and events, made through the API, as people would make them.</summary>
public static class Demo
{
    public const string Password = "Passw0rd!";

    public static readonly IReadOnlyList<DemoLogin> Logins =
    [
        new("organizer@example.com", "Olivia Organizer", "Organizers", "Attendees"),
        new("organizer2@example.com", "Oscar Other", "Organizers", "Attendees"),
        new("attendee@example.com", "Ada Attendee", "Attendees"),
        new("orgadmin@example.com", "Anna Associate", "Attendees"),
        new("manager@example.com", "Mia Manager", "Attendees"),
        new("staff@example.com", "Sam Staff", "Attendees"),
        new("newcomer@example.com", "Nora Newcomer", "Attendees"),
        new("admin@example.com", "Alex Admin", "Admins", "Attendees"),
        new("superadmin@example.com", "Sasha Super", "SuperAdmins", "Attendees"),
    ];

    /// <summary>Who is in the organization of the demo events, besides its owner.</summary>
    private static readonly IReadOnlyList<(string Email, string Role)> Members =
    [
        ("orgadmin@example.com", "admin"),
        ("manager@example.com", "manager"),
        ("staff@example.com", "staff"),
    ];

    /// <param name="messages">The server that shows what is sent.</param>
    public static async Task Seed(CognitoStandin cognito, Uri web, Uri messages, string? directory, Action<string> progress)
    {
        var done = directory is null ? null : Path.Combine(directory, "demo-seeded");
        if (File.Exists(done))
            return;
        progress("Making demo people and events");
        var now = await Begun(directory);
        foreach (var login in Logins)
            cognito.EnsureUser(login.Email, Password, login.Name, login.Groups);
        using var organizer = await As(cognito, web, "organizer@example.com");
        using var newcomer = await As(cognito, web, "newcomer@example.com");
        await AddWebhook(organizer, new(messages, "/webhooks"));
        var events = MakeEvents(cognito, web, organizer, now);
        await Task.WhenAll(MakeOrganization(cognito, web, organizer, now), RequestVerification(newcomer, now), events);
        await PairDevice(cognito, web, organizer, await events, now);
        await KeepTime(cognito, web, organizer, (await events)[0], now);
        if (done is not null)
            await File.WriteAllTextAsync(done, "");
    }

    private static string Organization(CognitoStandin cognito) =>
        $"/api/organizations/{Membership.PersonalOrganizationOf(cognito.SubOf("organizer@example.com")!)}";

    private static async Task MakeOrganization(CognitoStandin cognito, Uri web, HttpClient owner, DateTimeOffset now)
    {
        var organization = Organization(cognito);
        foreach (var (email, role) in Members)
        {
            var invited = await Post(
                owner,
                $"{organization}/invitations",
                new() { ["email"] = email, ["role"] = role },
                $"demo-{now.Ticks}-{email}",
                unless: "already_member"
            );
            if (invited is null)
                continue;
            using var member = await As(cognito, web, email);
            await Post(member, $"{organization}/invitations/{invited["invitationId"]}/accept", [], null);
        }
    }

    /// <summary>Shows an identity card, which then waits for an administrator to look at it.</summary>
    public static async Task RequestVerification(HttpClient person, DateTimeOffset now)
    {
        // Makes the profile, which a sign-up would have made: decisions are mailed to its address.
        using (var profile = await person.GetAsync("/api/me"))
            profile.EnsureSuccessStatusCode();
        var upload = await Post(
            person,
            "/api/kyc/documents",
            new() { ["contentType"] = FileTypes.Png, ["side"] = "front" },
            $"demo-{now.Ticks}-paper",
            unless: "kyc_under_review"
        );
        if (upload is null)
            return;
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in upload["fields"]!.AsObject())
            form.Add(new StringContent((string)value!), name);
        await using var paper = typeof(Demo).Assembly.GetManifestResourceStream("demo-paper.png")!;
        form.Add(new StreamContent(paper), "file", "paper.png");
        using var storage = new HttpClient();
        using var stored = await storage.PostAsync((string)upload["uploadUrl"]!, form);
        stored.EnsureSuccessStatusCode();
        await Post(
            person,
            "/api/kyc",
            new()
            {
                ["documentType"] = "identityCard",
                ["documentNumber"] = "L01X00T47",
                ["documents"] = new JsonArray((string)upload["documentId"]!),
                ["issuingCountry"] = "DE",
                ["expiresOn"] = $"{now.AddYears(5):yyyy-MM-dd}",
            },
            $"demo-{now.Ticks}-kyc"
        );
    }

    /// <summary>Has everything that happens told to the receiver on this machine. It is there before the demo events.</summary>
    private static async Task AddWebhook(HttpClient owner, Uri receiver)
    {
        if (JsonNode.Parse(await owner.GetStringAsync("/api/webhook-endpoints"))!["items"]!.AsArray().Count > 0)
            return;
        await Post(
            owner,
            "/api/webhook-endpoints",
            new()
            {
                ["url"] = receiver.AbsoluteUri,
                ["description"] = "Shown on this machine",
                ["events"] = new JsonArray("*"),
            },
            null
        );
    }

    /// <summary>Pairs a gate device for the demo events. Nobody uses its tokens.</summary>
    private static async Task PairDevice(
        CognitoStandin cognito,
        Uri web,
        HttpClient owner,
        IEnumerable<string> eventIds,
        DateTimeOffset now
    )
    {
        var devices = $"{Organization(cognito)}/devices";
        if (JsonNode.Parse(await owner.GetStringAsync(devices))!["items"]!.AsArray().Any(device => device!["pairedAt"] is not null))
            return;
        // No idempotency key: the answer to a repeated request would lack the code.
        var created = await Post(
            owner,
            devices,
            new()
            {
                ["name"] = "North entrance",
                ["eventIds"] = new JsonArray([.. eventIds.Select(id => (JsonNode)id)]),
                ["until"] = $"{now.AddDays(30):yyyy-MM-ddTHH:mm:ssZ}",
            },
            null
        );
        using var telephone = new HttpClient { BaseAddress = web };
        await Post(telephone, "/api/devices/pair", new() { ["pairingCode"] = (string)created!["pairingCode"]! }, null);
    }

    /// <summary>Makes a client, a project for an event, and two time entries on it: one that is approved, and a draft.</summary>
    private static async Task KeepTime(CognitoStandin cognito, Uri web, HttpClient owner, string eventId, DateTimeOffset now)
    {
        var client = await Post(
            owner,
            "/api/clients",
            new()
            {
                ["name"] = "Harbour Festival",
                ["currency"] = "eur",
                ["defaultRate"] = new JsonObject { ["amount"] = 5500, ["currency"] = "eur" },
            },
            $"demo-{now.Ticks}-client"
        );
        var project = await Post(
            owner,
            "/api/projects",
            new()
            {
                ["name"] = "Stage crew",
                ["billing"] = "hourly",
                ["clientId"] = (string)client!["clientId"]!,
                ["eventId"] = eventId,
                ["budgetMinutes"] = 2400,
            },
            $"demo-{now.Ticks}-project"
        );
        using var staff = await As(cognito, web, "staff@example.com");
        foreach (var (daysAgo, minutes, note) in new[] { (1, 390, "Load-in"), (0, 240, "Sound check") })
        {
            var entry = await Post(
                staff,
                "/api/time-entries",
                new()
                {
                    ["projectId"] = (string)project!["projectId"]!,
                    ["date"] = CalendarDays.Text(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-daysAgo)),
                    ["minutes"] = minutes,
                    ["note"] = note,
                },
                $"demo-{now.Ticks}-time-{daysAgo}"
            );
            if (daysAgo == 0)
                continue;
            await Post(staff, $"/api/time-entries/{entry!["timeEntryId"]}/submit", [], null, unless: "entry_locked");
            await Post(owner, $"/api/time-entries/{entry["timeEntryId"]}/approve", [], null);
        }
    }

    /// <returns>The ids of the events.</returns>
    private static async Task<IReadOnlyList<string>> MakeEvents(CognitoStandin cognito, Uri web, HttpClient organizer, DateTimeOffset now)
    {
        using var attendee = await As(cognito, web, "attendee@example.com");
        // The figures of the platform count whoever looks at their profile.
        foreach (var person in new[] { organizer, attendee })
            await person.GetStringAsync("/api/me");
        var eventIds = new List<string>();
        for (var i = 0; i < Events.Count; i++)
        {
            // A fixed idempotency key per event: a rerun after an interrupted seeding creates no duplicates.
            var made = (await Post(organizer, "/api/events", Events[i](now), $"demo-{now.Ticks}-{i}"))!;
            eventIds.Add((string)made["eventId"]!);
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
        return eventIds;
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

    private static Task<HttpClient> As(CognitoStandin cognito, Uri web, string email) =>
        SignedIn(web, new Uri(cognito.Address), cognito.ClientId, email);

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

    /// <param name="unless">The code of a refusal that says that an earlier seeding, which was interrupted, has done it.</param>
    /// <returns>The answer; null when the API refused with <paramref name="unless"/>.</returns>
    private static async Task<JsonNode?> Post(HttpClient client, string path, JsonObject body, string? key, string? unless = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)
            : response.StatusCode == HttpStatusCode.Conflict && (string?)JsonNode.Parse(text)!["code"] == unless ? null
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
