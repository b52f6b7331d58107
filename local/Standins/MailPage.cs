using System.Globalization;
using System.Net;
using System.Text;

namespace EventTicketing.Local.Standins;

/// <summary>HTML of the inbox. Content of mails is encoded, or shown in a sandboxed frame.</summary>
internal static class MailPage
{
    private const string Sandbox = "allow-popups allow-popups-to-escape-sandbox";

    private const string Style = """
        :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: #8884; --quiet: light-dark(#555, #aaa); }
        body { max-width: 56rem; margin: 2rem auto; padding: 0 1rem; }
        header { display: flex; flex-wrap: wrap; gap: 1rem; align-items: baseline; justify-content: space-between; }
        input, button { font: inherit; padding: .3rem .6rem; }
        details { border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; }
        summary { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .6rem 1rem; }
        summary { cursor: pointer; overflow-wrap: anywhere; }
        summary small, dl { color: var(--quiet); }
        .mail { padding: 0 1rem 1rem; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; margin: 0 0 1rem; }
        dd { margin: 0; overflow-wrap: anywhere; }
        iframe { width: 100%; height: 32rem; border: 1px solid var(--line); border-radius: .25rem; background: #fff; resize: vertical; }
        pre { white-space: pre-wrap; overflow-wrap: anywhere; border-top: 1px solid var(--line); padding-top: 1rem; }
        """;

    public static string AttachmentPath(Mail mail, int number) => $"/inbox/{mail.MessageId}/attachments/{number}";

    public static string MessagePath(Mail mail) => $"/inbox/{mail.MessageId}/message";

    /// <summary>Whether the client wants the page rather than JSON.</summary>
    public static bool IsPreferredBy(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        double Quality(string type) => accepted.Where(one => one.MediaType == type).Select(one => one.Quality ?? 1).DefaultIfEmpty(0).Max();
        return Quality("text/html") > Quality("application/json");
    }

    public static Task Write(HttpResponse response, IReadOnlyList<Mail> mails, string to)
    {
        var page = Begun("Inbox", mails.Count, ("email", to));
        if (mails.Count == 0)
            page.Append("<p>No mail yet. Nothing leaves this machine: every mail that is sent appears here.</p>");
        foreach (var mail in mails)
            Append(page, mail);
        return Ended(response, page);
    }

    /// <summary>The page of the text messages.</summary>
    public static Task Write(HttpResponse response, IReadOnlyList<TextMessage> messages, string to)
    {
        var page = Begun("Text messages", messages.Count, ("tel", to));
        if (messages.Count == 0)
            page.Append("<p>No message yet. Nothing leaves this machine: every text message that is sent appears here.</p>");
        foreach (var message in messages)
        {
            page.Append(
                $"""
                <section><dl><dt>To</dt><dd>{Encode(message.Phone)}</dd><dt>From</dt><dd>{Encode(message.Sender ?? "")}</dd>
                <dt>At</dt><dd>{Time(message.SentAt)}</dd></dl><pre>{Encode(message.Text)}</pre></section>

                """
            );
        }

        return Ended(response, page);
    }

    /// <summary>The page of the messages to webhooks.</summary>
    public static Task Write(HttpResponse response, IReadOnlyList<ReceivedMessage> messages)
    {
        var page = Begun("Webhooks", messages.Count);
        page.Append($"<p>A webhook of an organization on this machine may lead here: <code>{Encode(AddressOf(response))}</code></p>");
        foreach (var message in messages)
        {
            page.Append(
                $"""
                <section><dl><dt>Id</dt><dd>{Encode(message.Id)}</dd><dt>Signature</dt><dd>{Encode(message.Signature)}</dd>
                <dt>At</dt><dd>{Time(message.ReceivedAt)}</dd></dl><pre>{Encode(message.Body)}</pre></section>

                """
            );
        }

        return Ended(response, page);
    }

    private static string AddressOf(HttpResponse response) =>
        $"{response.HttpContext.Request.Scheme}://{response.HttpContext.Request.Host}{response.HttpContext.Request.Path}";

    /// <param name="filter">The type of the field by whose value the list is filtered, and the value; null when there is none.</param>
    private static StringBuilder Begun(string title, int count, (string Type, string To)? filter = null) =>
        new(
            $"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,"><title>{title} ({count})</title><style>{Style}</style></head>
            <body><header><h1>{title}</h1><a href="/inbox">Mails</a> <a href="/sms">Text messages</a> <a href="/webhooks">Webhooks</a>
            {(
                filter is var (type, to)
                    ? $"<form><label>To <input name=\"to\" type=\"{type}\" value=\"{Encode(to)}\"></label> <button>Filter</button></form>"
                    : ""
            )}</header><main>

            """
        );

    private static string Time(DateTimeOffset at) =>
        $"<time datetime=\"{at:O}\">{at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC</time>";

    private static Task Ended(HttpResponse response, StringBuilder page) =>
        Answer(
            response,
            page.Append("</main></body></html>\n").ToString(),
            "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'; base-uri 'none'; "
                + "frame-ancestors 'none'"
        );

    /// <summary>The HTML of one mail, without scripts, forms and external resources; links open in a new window.</summary>
    public static Task WriteHtml(HttpResponse response, Mail mail)
    {
        var site = $"{response.HttpContext.Request.Scheme}://{response.HttpContext.Request.Host}";
        var html = mail.Html!;
        foreach (var (number, attachment) in mail.Attachments.Index())
        {
            if (attachment.ContentId is { Length: > 0 } id)
                html = html.Replace($"cid:{id}", AttachmentPath(mail, number));
        }
        return Answer(
            response,
            "<link rel=\"icon\" href=\"data:,\"><base target=\"_blank\">" + html,
            $"sandbox {Sandbox}; default-src 'none'; img-src data: {site}; style-src 'unsafe-inline'; frame-ancestors 'self'"
        );
    }

    private static void Append(StringBuilder page, Mail mail)
    {
        page.Append(
            $"""
            <details><summary>
            <strong>{Encode(mail.Subject)}</strong>{Time(mail.SentAt)}
            <small>{Encode(mail.To)}</small></summary>
            <div class="mail"><dl><dt>From</dt><dd>{Encode(mail.From)}</dd><dt>To</dt><dd>{Encode(mail.To)}</dd>

            """
        );
        if (mail.ReplyTo != "")
            page.Append($"<dt>Reply to</dt><dd>{Encode(mail.ReplyTo)}</dd>");
        if (mail.Cc != "")
            page.Append($"<dt>Cc</dt><dd>{Encode(mail.Cc)}</dd>");
        foreach (var (number, attachment) in mail.Attachments.Index())
        {
            var link = $"<a href=\"{AttachmentPath(mail, number)}\">{Encode(attachment.Name)}</a>";
            page.Append(CultureInfo.InvariantCulture, $"<dt>Attachment</dt><dd>{link} ({attachment.Size:N0} bytes)</dd>");
        }
        page.Append($"<dt>Message</dt><dd><a href=\"{MessagePath(mail)}\">as a file for a mail program</a></dd></dl>");
        if (mail.Html is not null)
        {
            var source = $"/inbox/{mail.MessageId}/html";
            page.Append($"<iframe title=\"The mail\" loading=\"lazy\" sandbox=\"{Sandbox}\" src=\"{source}\"></iframe>");
        }
        if (mail.Text is not null)
            page.Append($"<pre>{Encode(mail.Text)}</pre>");
        page.Append("</div></details>\n");
    }

    private static Task Answer(HttpResponse response, string html, string policy)
    {
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        return response.WriteAsync(html);
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
