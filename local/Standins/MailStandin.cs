using System.Text.Encodings.Web;
using System.Text.Json;
using MimeKit;

namespace EventTicketing.Local.Standins;

/// <summary>
/// A local Amazon SES v2: accepts <c>POST /v2/email/outbound-emails</c>, delivers nothing, and shows every mail at <c>/inbox</c> as a mail
/// program would. Enforces signatures, required fields and sizes, but neither verified senders nor sending limits.
/// </summary>
/// <param name="dataDirectory">Mails persist here between starts. Only one stand-in may use it at a time.</param>
public sealed class MailStandin(string dataDirectory, string accessKeyId, string secretAccessKey, string region, TimeProvider? clock = null)
    : IDisposable
{
    private const int MostMails = 500;
    private const int MostFailures = 1000;
    private const long LargestBody = 48 * 1024 * 1024;

    // The default encoder escapes every quote and umlaut.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly TimeProvider _clock = clock ?? TimeProvider.System;
    private readonly SigV4 _signatures = new(accessKeyId, secretAccessKey, region, "ses", clock ?? TimeProvider.System);
    private readonly Journal<Mail> _mails = new(Path.Combine(dataDirectory, "mails.jsonl"));
    private readonly string _messages = Directory.CreateDirectory(Path.Combine(dataDirectory, "messages")).FullName;
    private readonly Lock _lock = new();
    private int _failures;

    public void Map(WebApplication app)
    {
        app.MapPost("/v2/email/outbound-emails", Send);
        app.MapGet("/inbox", Inbox);
        app.MapDelete("/inbox", Empty);
        app.MapPost("/inbox/fail", Fail);
        app.MapGet("/inbox/{messageId}/html", Html);
        app.MapGet("/inbox/{messageId}/message", Message);
        app.MapGet("/inbox/{messageId}/attachments/{number:int}", Attachment);
    }

    public void Dispose() => _mails.Dispose();

    private async Task Send(HttpContext context)
    {
        context.Response.Headers["x-amzn-requestid"] = Guid.NewGuid().ToString();
        try
        {
            var body = await _signatures.VerifiedBody(context.Request, LargestBody);
            if (TakeFailure())
                throw new MailRefusal(500, "InternalFailure", "A failure that was asked for.");
            var messageId = $"{_clock.GetUtcNow().ToUnixTimeMilliseconds():x16}-{Guid.NewGuid()}";
            Keep(MailRequest.Read(body, messageId, _clock.GetUtcNow()));
            await context.Response.WriteAsJsonAsync(new Dictionary<string, string> { ["MessageId"] = messageId });
        }
        catch (MailRefusal refusal)
        {
            await Refuse(context, refusal);
        }
        catch (InvalidDataException)
        {
            await Refuse(context, MailRefusal.BadRequest("Message length is more than 41943040 bytes long."));
        }
        catch (SigV4Refusal refusal)
        {
            await Refuse(
                context,
                new MailRefusal(
                    403,
                    refusal.Fault switch
                    {
                        SigV4Fault.Unsigned => "MissingAuthenticationTokenException",
                        SigV4Fault.Malformed => "IncompleteSignatureException",
                        SigV4Fault.UnknownKey => "UnrecognizedClientException",
                        _ => "InvalidSignatureException",
                    },
                    refusal.Message
                )
            );
        }
    }

    private static Task Refuse(HttpContext context, MailRefusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        context.Response.Headers["x-amzn-errortype"] = refusal.Type;
        return context.Response.WriteAsJsonAsync(new { message = refusal.Message }, Json);
    }

    private bool TakeFailure()
    {
        lock (_lock)
            return _failures > 0 && _failures-- > 0;
    }

    private void Keep(OutgoingMail outgoing)
    {
        File.WriteAllBytes(PathOf(outgoing.Mail), outgoing.Message);
        lock (_lock)
        {
            _mails.Put(outgoing.Mail.MessageId, outgoing.Mail);
            foreach (var old in Newest().Skip(MostMails).ToList())
                Remove(old);
        }
    }

    private void Remove(Mail mail)
    {
        _mails.Remove(mail.MessageId);
        File.Delete(PathOf(mail));
    }

    // Ids begin with the time, which also orders mails of the same instant.
    private IEnumerable<Mail> Newest() =>
        _mails.All.OrderByDescending(mail => mail.SentAt).ThenByDescending(mail => mail.MessageId, StringComparer.Ordinal);

    private Task Inbox(HttpContext context)
    {
        var to = context.Request.Query["to"].ToString();
        var mails = Newest().Where(mail => to == "" || mail.Recipients.Contains(to, StringComparer.OrdinalIgnoreCase)).ToList();
        context.Response.Headers.Vary = "Accept";
        context.Response.Headers.CacheControl = "no-store";
        if (MailPage.IsPreferredBy(context.Request))
            return MailPage.Write(context.Response, mails, to);
        var site = $"{context.Request.Scheme}://{context.Request.Host}";
        return context.Response.WriteAsJsonAsync(
            mails.Select(mail => new
            {
                mail.MessageId,
                mail.SentAt,
                mail.From,
                mail.To,
                mail.Cc,
                mail.ReplyTo,
                mail.Recipients,
                mail.Subject,
                mail.Text,
                mail.Html,
                message = site + MailPage.MessagePath(mail),
                attachments = mail
                    .Attachments.Index()
                    .Select(one => new
                    {
                        one.Item.Name,
                        one.Item.ContentType,
                        one.Item.Size,
                        url = site + MailPage.AttachmentPath(mail, one.Index),
                    }),
            }),
            Json
        );
    }

    private Task Empty(HttpContext context)
    {
        lock (_lock)
        {
            foreach (var mail in _mails.All.ToList())
                Remove(mail);
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

    private Task Html(HttpContext context)
    {
        var mail = _mails.Find($"{context.GetRouteValue("messageId")}");
        return mail?.Html is not null ? MailPage.WriteHtml(context.Response, mail) : NotFound(context);
    }

    private Task Message(HttpContext context) =>
        Stored(context) is { } path ? Serve(context, Results.File(path, "message/rfc822", "message.eml")) : NotFound(context);

    private async Task Attachment(HttpContext context)
    {
        var parts = Stored(context) is { } path ? MailMessage.Attachments(await MimeMessage.LoadAsync(path)) : [];
        var number = int.Parse($"{context.GetRouteValue("number")}");
        var part = parts.ElementAtOrDefault(number);
        await (
            part is null
                ? NotFound(context)
                : Serve(context, Results.File(MailMessage.Content(part), part.ContentType.MimeType, part.FileName))
        );
    }

    private static Task Serve(HttpContext context, IResult file)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return file.ExecuteAsync(context);
    }

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    }

    private string? Stored(HttpContext context) =>
        _mails.Find($"{context.GetRouteValue("messageId")}") is { } mail && File.Exists(PathOf(mail)) ? PathOf(mail) : null;

    private string PathOf(Mail mail) => Path.Combine(_messages, $"{mail.MessageId}.eml");
}
