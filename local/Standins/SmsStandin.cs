using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace EventTicketing.Local.Standins;

public sealed record TextMessage(string MessageId, string Phone, string Text, string? Sender, DateTimeOffset SentAt);

/// <summary>
/// A local Amazon SNS for text messages: accepts <c>Publish</c> with a phone number, delivers nothing, and shows every message at
/// <c>/sms</c>. Enforces signatures, numbers and sizes, but no spending limit.
/// </summary>
/// <param name="directory">Messages persist here between starts. Only one stand-in may use it at a time.</param>
public sealed partial class SmsStandin(
    string directory,
    string accessKeyId,
    string secretAccessKey,
    string region,
    TimeProvider? clock = null
) : IDisposable
{
    private const int MostMessages = 500;
    private const int MostFailures = 1000;
    private const int LargestBody = 64 * 1024;

    /// <summary>SNS sends longer texts in parts, up to this many characters.</summary>
    private const int LongestText = 1600;

    private static readonly XNamespace Namespace = "http://sns.amazonaws.com/doc/2010-03-31/";

    // The default encoder escapes every quote and umlaut.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly SigV4 _signatures = new(accessKeyId, secretAccessKey, region, "sns", clock ?? TimeProvider.System);
    private readonly Journal<TextMessage> _messages = new(Path.Combine(directory, "messages.jsonl"));
    private readonly Lock _lock = new();
    private int _failures;

    public void Map(WebApplication app)
    {
        app.MapPost("/", (RequestDelegate)Answer);
        app.MapGet("/sms", Inbox);
        app.MapDelete("/sms", Empty);
        app.MapPost("/sms/fail", Fail);
    }

    public void Dispose() => _messages.Dispose();

    private async Task Answer(HttpContext context)
    {
        try
        {
            var body = await _signatures.VerifiedBody(context.Request, LargestBody);
            var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body));
            if (TakeFailure())
                await Refuse(context, 500, "InternalError", "A failure that was asked for.");
            else if (Read(form, out var problem) is { } message)
                await Accept(context, message);
            else
                await Refuse(context, 400, "InvalidParameter", problem);
        }
        catch (SigV4Refusal refusal)
        {
            await Refuse(context, 403, "SignatureDoesNotMatch", refusal.Message);
        }
        catch (InvalidDataException)
        {
            await Refuse(context, 400, "InvalidParameter", "Invalid parameter: Message too long");
        }
    }

    private TextMessage? Read(Dictionary<string, StringValues> form, out string problem)
    {
        string? Field(string name) => form.TryGetValue(name, out var value) ? value.ToString() : null;
        string? Attribute(string name) =>
            Enumerable
                .Range(1, 10)
                .Where(number => Field($"MessageAttributes.entry.{number}.Name") == name)
                .Select(number => Field($"MessageAttributes.entry.{number}.Value.StringValue"))
                .FirstOrDefault();
        problem =
            Field("Action") != "Publish" ? "Only Publish is known here."
            : !Numbers.IsMatch(Field("PhoneNumber") ?? "") ? $"Invalid parameter: PhoneNumber Reason: {Field("PhoneNumber")} is not valid"
            : Field("Message") is not { Length: > 0 and <= LongestText } ? "Invalid parameter: Message too long or empty"
            : Attribute("AWS.SNS.SMS.SenderID") is { } name && !Senders.IsMatch(name) ? "Invalid parameter: SenderID"
            : "";
        return problem != ""
            ? null
            : new(
                Guid.NewGuid().ToString(),
                Field("PhoneNumber")!,
                Field("Message")!,
                Attribute("AWS.SNS.SMS.SenderID"),
                _clock.GetUtcNow()
            );
    }

    private Task Accept(HttpContext context, TextMessage message)
    {
        lock (_lock)
        {
            _messages.Put(message.MessageId, message);
            foreach (var old in Newest().Skip(MostMessages).ToList())
                _messages.Remove(old.MessageId);
        }

        return Write(
            context,
            200,
            new XElement(
                Namespace + "PublishResponse",
                new XElement(Namespace + "PublishResult", new XElement(Namespace + "MessageId", message.MessageId)),
                new XElement(Namespace + "ResponseMetadata", new XElement(Namespace + "RequestId", $"{Guid.NewGuid()}"))
            )
        );
    }

    private static Task Refuse(HttpContext context, int status, string code, string message) =>
        Write(
            context,
            status,
            new XElement(
                Namespace + "ErrorResponse",
                new XElement(
                    Namespace + "Error",
                    new XElement(Namespace + "Type", status < 500 ? "Sender" : "Receiver"),
                    new XElement(Namespace + "Code", code),
                    new XElement(Namespace + "Message", message)
                ),
                new XElement(Namespace + "RequestId", $"{Guid.NewGuid()}")
            )
        );

    private static Task Write(HttpContext context, int status, XElement answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/xml";
        return context.Response.WriteAsync(answer.ToString(SaveOptions.DisableFormatting));
    }

    private bool TakeFailure()
    {
        lock (_lock)
            return _failures > 0 && _failures-- > 0;
    }

    private IEnumerable<TextMessage> Newest() =>
        _messages.All.OrderByDescending(message => message.SentAt).ThenByDescending(message => message.MessageId, StringComparer.Ordinal);

    private Task Inbox(HttpContext context)
    {
        var to = context.Request.Query["to"].ToString();
        var messages = Newest().Where(message => to == "" || message.Phone == to).ToList();
        context.Response.Headers.Vary = "Accept";
        context.Response.Headers.CacheControl = "no-store";
        return MailPage.IsPreferredBy(context.Request)
            ? MailPage.Write(context.Response, messages, to)
            : context.Response.WriteAsJsonAsync(
                messages.Select(message => new
                {
                    message.MessageId,
                    message.SentAt,
                    To = message.Phone,
                    From = message.Sender,
                    message.Text,
                }),
                Json
            );
    }

    private Task Empty(HttpContext context)
    {
        lock (_lock)
        {
            foreach (var message in _messages.All.ToList())
                _messages.Remove(message.MessageId);
        }

        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    private Task Fail(HttpContext context)
    {
        var valid = int.TryParse(context.Request.Query["times"], out var times) && times is >= 0 and <= MostFailures;
        lock (_lock)
            _failures = valid ? times : _failures;
        context.Response.StatusCode = valid ? 204 : 400;
        return Task.CompletedTask;
    }

    [GeneratedRegex(@"^\+[1-9]\d{5,14}$")]
    private static partial Regex Numbers { get; }

    [GeneratedRegex("^[A-Za-z0-9-]{1,11}$")]
    private static partial Regex Senders { get; }
}
