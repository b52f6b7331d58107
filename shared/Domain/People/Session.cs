namespace EventTicketing.Domain;

/// <summary>
/// A sign-in of a person in one browser. It is noted when the browser calls the API, so one that never called it is not known.
/// </summary>
/// <param name="SessionId">The claim <c>origin_jti</c>, which is the same in every token of a sign-in.</param>
/// <param name="Device">Browser and system, such as <c>Firefox, Windows</c>; null when they are not known.</param>
public sealed record Session(string UserId, string SessionId, string? Device, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt)
{
    /// <summary>A sign-in lasts 30 days at most: see the client of the user pool.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    /// <summary>How many sessions of a person are looked at.</summary>
    public const int MaxListed = 100;

    private static readonly TimeSpan NotedEvery = TimeSpan.FromMinutes(10);

    // The first that a browser's name contains: most of them also claim to be the ones below.
    private static readonly (string Part, string Name)[] Browsers =
    [
        ("Edg", "Edge"),
        ("OPR", "Opera"),
        ("SamsungBrowser", "Samsung Internet"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari", "Safari"),
    ];

    private static readonly (string Part, string Name)[] Systems =
    [
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];

    /// <summary>The session after it was seen; unchanged when that was noted a moment ago.</summary>
    public Session Seen(string? device, DateTimeOffset now) =>
        now - LastSeenAt < NotedEvery ? this : this with { Device = device, LastSeenAt = now };

    /// <summary>Browser and system of a <c>User-Agent</c> header; null when neither is known.</summary>
    public static string? DeviceOf(string? userAgent)
    {
        string?[] known = [Named(Browsers, userAgent), Named(Systems, userAgent)];
        var text = string.Join(", ", known.OfType<string>());
        return text.Length == 0 ? null : text;
    }

    private static string? Named((string Part, string Name)[] names, string? userAgent) =>
        names.FirstOrDefault(name => userAgent?.Contains(name.Part, StringComparison.Ordinal) == true).Name;
}
