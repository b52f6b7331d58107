using System.Text.Json;
using WebhookAttempt = EventTicketing.Domain.WebhookAttempt;

namespace EventTicketing.Tests.Simulation;

/// <summary>The file store.</summary>
public sealed class SimulatedFiles(SimulatedWorld world) : IFiles
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>Whether the store is unreachable.</summary>
    public bool AreAway { get; set; }

    /// <summary>
    /// The content stored under the key, or null if there is none. The oracle reads it without the delays and faults of a call.
    /// </summary>
    public byte[]? Stored(string key) => _files.GetValueOrDefault(key);

    public Task Put(string key, byte[] content, string contentType, CancellationToken stop) =>
        Call("put a file", () => _files[key] = content);

    public Task<byte[]?> Get(string key, CancellationToken stop) => Call("get a file", () => _files.GetValueOrDefault(key));

    public Task<bool> Exists(string key, CancellationToken stop) => Call("look for a file", () => _files.ContainsKey(key));

    public Task Delete(string key, CancellationToken stop) => Call("delete a file", () => _files.Remove(key));

    public Task DeleteAll(string folder, CancellationToken stop) =>
        Call(
            "delete a folder",
            () =>
            {
                foreach (var key in _files.Keys.Where(key => key.StartsWith(folder, StringComparison.Ordinal)).ToList())
                    _files.Remove(key);
                return true;
            }
        );

    private Task<T> Call<T>(string what, Func<T> effect) =>
        world.Call(what, () => AreAway ? throw ErrorOf(Fault.LostRequest) : effect(), ErrorOf);

    /// <summary>The one field of the form is the key, which <see cref="Upload"/> takes.</summary>
    public UploadForm Form(string key, string contentType, long maxBytes, DateTimeOffset until) =>
        new(new("https://files.invalid/"), new Dictionary<string, string> { ["key"] = key });

    /// <summary>Stores a file, as a browser does by posting an upload form.</summary>
    public void Upload(string key, byte[] content) => _files[key] = content;

    public Uri Link(string key, string fileName, DateTimeOffset until) =>
        new($"https://files.invalid/{key}?until={until.ToUnixTimeSeconds()}");

    private static Exception ErrorOf(Fault fault) => new FilesUnavailableException($"The file store: {fault}.");
}

/// <summary>The mail service: delivers all mail that it accepts.</summary>
public sealed class SimulatedMail(SimulatedWorld world) : IMail
{
    private readonly List<Mail> _sent = [];

    public IReadOnlyList<Mail> Sent => _sent;

    public bool IsAway { get; set; }

    public async Task Send(Mail mail, CancellationToken stop) =>
        await world.Call(
            "send a mail",
            () =>
            {
                if (IsAway)
                    throw ErrorOf(Fault.LostRequest);
                _sent.Add(mail);
                return mail;
            },
            ErrorOf
        );

    private static Exception ErrorOf(Fault fault) => new HttpRequestException($"The mail service: {fault}.");
}

/// <summary>The service for text messages: delivers all that it accepts.</summary>
public sealed class SimulatedSms(SimulatedWorld world) : ISms
{
    private readonly List<(string Phone, string Text)> _sent = [];

    public IReadOnlyList<(string Phone, string Text)> Sent => _sent;

    public async Task Send(string phone, string text, CancellationToken stop) =>
        await world.Call(
            "send a text message",
            () =>
            {
                _sent.Add((phone, text));
                return text;
            },
            fault => new SmsUnavailableException($"Text messages: {fault}.")
        );
}

/// <summary>The receivers of webhooks: some answer badly, or act and do not answer.</summary>
public sealed class SimulatedReceivers(SimulatedWorld world) : IWebhookSender
{
    /// <summary>The bodies that arrived, by receiver and id of the message.</summary>
    public Dictionary<(Uri To, string Id), HashSet<string>> Got { get; } = [];

    /// <summary>The chance that a receiver fails, and that it then wants no more.</summary>
    public (double Fails, double Leaves) Mood { get; set; }

    public Task<string?> WhyNotReachable(string url, CancellationToken stop) => Task.FromResult<string?>(null);

    public async Task<WebhookAttempt> Send(WebhookMessage message, CancellationToken stop)
    {
        var at = world.Time.Now;
        try
        {
            var status = await world.Call("send to a receiver", () => Receive(message), _ => new HttpRequestException("No answer."));
            return new(at, status, 10, null, null);
        }
        catch (HttpRequestException)
        {
            return new(at, null, 10_000, "timeout", null);
        }
    }

    private int Receive(WebhookMessage message)
    {
        var fails = world.Chance(Mood.Fails);
        // Half of the receivers that answer with an error have acted on the message first.
        if (!fails || world.Chance(0.5))
        {
            if (!Got.TryGetValue((message.To, message.DeliveryId), out var bodies))
                Got[(message.To, message.DeliveryId)] = bodies = [];
            bodies.Add(message.Body);
        }

        return !fails ? 204
            : world.Chance(Mood.Leaves) ? 410
            : 503;
    }
}

/// <summary>Writes the functions' logs to the timeline.</summary>
public sealed class TimelineWriter(SimulatedWorld world) : TextWriter
{
    public override System.Text.Encoding Encoding => System.Text.Encoding.UTF8;

    /// <summary>How many bytes were logged.</summary>
    public long Bytes { get; private set; }

    public override void WriteLine(string? value)
    {
        Bytes += Encoding.GetByteCount(value!) + 1;
        using var line = JsonDocument.Parse(value!);
        // Without the stack trace, which the JIT compiler changes.
        if (line.RootElement.TryGetProperty("exception", out var error))
            world.Note("log", () => $"{line.RootElement.GetProperty("function_request_id")} {error.GetProperty("type")}");
    }
}

/// <summary>Reproducible ids, drawn from the world's seed.</summary>
public sealed class SeededIds(SimulatedWorld world) : IdSource(world.Time)
{
    protected override void Fill(Span<byte> random) => world.Random.NextBytes(random);
}
