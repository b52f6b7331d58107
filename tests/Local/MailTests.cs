using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EventTicketing.Local.Standins;
using Microsoft.AspNetCore.Builder;
using MimeKit;

namespace EventTicketing.Local.Tests;

public sealed class MailTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mail-standin-").FullName;
    private readonly HttpClient _http = new();
    private MailStandin _standin = null!;
    private WebApplication _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Address => Loopback.AddressOf(_server);

    public async ValueTask InitializeAsync()
    {
        _standin = new MailStandin(Path.Combine(_directory, "mail"), RunningS3.AccessKeyId, RunningS3.SecretAccessKey, RunningS3.Region);
        _server = await Loopback.Start(0, _standin.Map);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _http.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task A_mail_lands_in_the_inbox_with_its_attachments()
    {
        var pdf = Encoding.ASCII.GetBytes("%PDF-1.7");
        var id = await Sent(
            Simple(
                to: "Zo\u00eb <zoe@example.com>",
                subject: "Your \"ticket\" \u2013 \U0001F39F",
                attachments:
                [
                    new
                    {
                        FileName = "../t\u00efcket.pdf",
                        ContentType = "application/pdf",
                        RawContent = pdf,
                    },
                ]
            )
        );
        var mail = (await Inbox()).EnumerateArray().Single();
        Assert.Equal(id, mail.GetProperty("messageId").GetString());
        Assert.Equal("\"Zo\u00eb\" <zoe@example.com>", mail.GetProperty("to").GetString());
        Assert.Equal("\"Tickets\" <tickets@example.com>", mail.GetProperty("from").GetString());
        Assert.Equal("Your \"ticket\" \u2013 \U0001F39F", mail.GetProperty("subject").GetString());
        Assert.Equal(("text", "<p>html</p>"), (mail.GetProperty("text").GetString(), mail.GetProperty("html").GetString()));
        Assert.InRange(mail.GetProperty("sentAt").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        var attachment = mail.GetProperty("attachments").EnumerateArray().Single();
        Assert.Equal("../t\u00efcket.pdf", attachment.GetProperty("name").GetString());
        Assert.Equal("application/pdf", attachment.GetProperty("contentType").GetString());
        Assert.Equal(8, attachment.GetProperty("size").GetInt32());
        using var got = await _http.GetAsync(attachment.GetProperty("url").GetString(), Cancel);
        Assert.Equal(pdf, await got.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(
            ("attachment", "application/pdf"),
            (got.Content.Headers.ContentDisposition!.DispositionType, got.Content.Headers.ContentType!.MediaType)
        );
    }

    [Fact]
    public async Task A_mail_is_kept_as_the_message_that_a_mail_program_opens()
    {
        var id = await Sent(
            Simple(
                to: "Zo\u00eb <zoe@example.com>",
                subject: "Your \"ticket\" \u2013 \U0001F39F",
                html: $"<p>{new string('x', 2000)}</p>",
                attachments:
                [
                    new
                    {
                        FileName = "t\u00efcket.ics",
                        ContentType = "text/calendar; method=PUBLISH; charset=utf-8",
                        RawContent = "BEGIN"u8.ToArray(),
                    },
                ]
            )
        );
        var address = (await Inbox())[0].GetProperty("message").GetString();
        var bytes = await _http.GetByteArrayAsync(address, Cancel);
        Assert.DoesNotContain(bytes, one => one > 0x7f);
        Assert.DoesNotContain(Encoding.ASCII.GetString(bytes).Split('\n'), line => line.Length > 998);
        using var message = await MimeMessage.LoadAsync(new MemoryStream(bytes), Cancel);
        Assert.Equal($"{id}@email.amazonses.com", message.MessageId);
        Assert.Equal(("Zo\u00eb", "zoe@example.com"), message.To.Mailboxes.Select(to => (to.Name, to.Address)).Single());
        Assert.Equal(("Your \"ticket\" \u2013 \U0001F39F", "text"), (message.Subject, message.TextBody));
        // The preferred alternative comes last.
        Assert.Equal(["text/plain", "text/html", "text/calendar"], message.BodyParts.Select(part => part.ContentType.MimeType));
        var calendar = message.Attachments.Single();
        Assert.Equal(("t\u00efcket.ics", "PUBLISH"), (calendar.ContentDisposition!.FileName, calendar.ContentType.Parameters["method"]));
        using var none = await _http.GetAsync($"{Address}/inbox/none/message", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Theory]
    [InlineData("zo\u00eb@example.com")]
    [InlineData("zoe@b\u00fccher.example")]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789012345@example.com")]
    public async Task An_address_is_one_that_mail_reaches(string to)
    {
        using var refused = await _http.SendAsync(Request(Simple(to: to)), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task An_attachment_of_bytes_arrives_whole_only_when_it_is_sent_as_Base64()
    {
        byte[] bytes = [0x25, 0xe2, 0xff];
        await Sent(
            Simple(
                attachments:
                [
                    new { FileName = "a", RawContent = bytes },
                    new
                    {
                        FileName = "b",
                        RawContent = bytes,
                        ContentTransferEncoding = "BASE64",
                    },
                ]
            )
        );
        var got = (await Inbox())[0]
            .GetProperty("attachments")
            .EnumerateArray()
            .Select(one => _http.GetByteArrayAsync(one.GetProperty("url").GetString(), Cancel))
            .ToList();
        Assert.Equal([0x25, 0x62, 0x7f], await got[0]);
        Assert.Equal(bytes, await got[1]);
    }

    [Fact]
    public async Task It_is_shown_where_answers_go()
    {
        await Sent(
            new
            {
                FromEmailAddress = "tickets@example.com",
                Destination = new { ToAddresses = new[] { "a@example.com" } },
                ReplyToAddresses = new[] { "Olivia <olivia@example.com>" },
                Content = new { Simple = Body() },
            }
        );
        Assert.Equal("\"Olivia\" <olivia@example.com>", (await Inbox())[0].GetProperty("replyTo").GetString());
        using var page = await Get("/inbox", "text/html");
        Assert.Contains(
            "<dt>Reply to</dt><dd>&quot;Olivia&quot; &lt;olivia@example.com&gt;</dd>",
            await page.Content.ReadAsStringAsync(Cancel)
        );
        await Refused(
            "BadRequestException",
            new
            {
                FromEmailAddress = "tickets@example.com",
                Destination = new { ToAddresses = new[] { "a@example.com" } },
                ReplyToAddresses = new[] { "nobody" },
                Content = new { Simple = Body() },
            }
        );
    }

    [Fact]
    public async Task The_newest_mail_is_first_and_the_inbox_is_found_by_address()
    {
        await Sent(Simple(to: "a@example.com", subject: "first"));
        await Sent(Simple(to: "b@example.com", subject: "second"));
        await Sent(Simple(to: "Anna <a@example.com>", subject: "third"));
        Assert.Equal(["third", "second", "first"], Subjects(await Inbox()));
        Assert.Equal(["third", "first"], Subjects(await Inbox("?to=A%40example.com")));
        Assert.Empty(Subjects(await Inbox("?to=example.com")));
    }

    [Fact]
    public async Task The_inbox_survives_a_restart_and_is_emptied_on_demand()
    {
        await Sent(Simple(attachments: [new { FileName = "a.txt", RawContent = new byte[] { 65 } }]));
        await Stop();
        await InitializeAsync();
        var mail = (await Inbox()).EnumerateArray().Single();
        Assert.Equal("A", await _http.GetStringAsync(mail.GetProperty("attachments")[0].GetProperty("url").GetString(), Cancel));
        using var emptied = await _http.DeleteAsync($"{Address}/inbox", Cancel);
        Assert.Equal(HttpStatusCode.NoContent, emptied.StatusCode);
        Assert.Equal(0, (await Inbox()).GetArrayLength());
        Assert.Empty(Directory.GetFiles(Path.Combine(_directory, "mail", "messages")));
    }

    [Fact]
    public async Task Only_the_newest_500_are_kept()
    {
        for (var number = 0; number < 502; number++)
            await Sent(Simple(subject: $"{number}"));
        var subjects = Subjects(await Inbox()).ToList();
        Assert.Equal((500, "501", "2"), (subjects.Count, subjects[0], subjects[^1]));
    }

    [Fact]
    public async Task A_browser_gets_a_page_in_which_mail_is_harmless()
    {
        await Sent(
            Simple(
                subject: "<script>alert(1)</script>",
                html: "<script>alert(2)</script><img src=\"cid:logo\">",
                attachments:
                [
                    new
                    {
                        FileName = "\"><b>.png",
                        ContentType = "image/png",
                        RawContent = new byte[] { 1 },
                        ContentId = "logo",
                    },
                ]
            )
        );
        using var answer = await Get("/inbox", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        var page = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<b>", page);
        Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single());
        var frame = page.Split("src=\"")[1].Split('"')[0];
        using var framed = await Get(frame, "text/html");
        var policy = framed.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';", policy);
        Assert.DoesNotContain("script", policy);
        var html = await framed.Content.ReadAsStringAsync(Cancel);
        using var image = await Get(html.Split("<img src=\"")[1].Split('"')[0], "image/*");
        Assert.Equal("image/png", image.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("application/json, text/html", "application/json")]
    [InlineData("text/html;q=0.5, application/json", "application/json")]
    [InlineData("text/html, application/json;q=0.5", "text/html")]
    public async Task Tools_get_JSON_and_browsers_a_page(string accept, string expected)
    {
        using var answer = await Get("/inbox", accept);
        Assert.Equal(expected, answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Raw_messages_are_read()
    {
        const string message = """
            From: =?utf-8?Q?Z=C3=BCrich_Events?= <events@example.com>
            To: "Doe, Jane" <jane@example.com>,
             john@example.com
            Reply-To: Olivia <olivia@example.com>
            Subject: =?utf-8?B?VGlja2V0IMO8?=
             =?utf-8?B?YmVy?=
            Content-Type: multipart/mixed; boundary="outer"

            --outer
            Content-Type: multipart/alternative; boundary=inner

            --inner
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Gr=C3=BC=
            =C3=9Fe
            --inner
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            PGI+aGk8
            L2I+
            --inner--
            --outer
            Content-Type: text/calendar; name=event.ics
            Content-Disposition: attachment; filename="event.ics"
            Content-Transfer-Encoding: base64

            QkVHSU4=
            --outer--
            """;
        await Sent(Raw(message));
        var mail = (await Inbox()).EnumerateArray().Single();
        Assert.Equal("\"Olivia\" <olivia@example.com>", mail.GetProperty("replyTo").GetString());
        Assert.Equal("\"Z\u00fcrich Events\" <events@example.com>", mail.GetProperty("from").GetString());
        Assert.Equal("Ticket \u00fcber", mail.GetProperty("subject").GetString());
        Assert.Equal(("Gr\u00fc\u00dfe", "<b>hi</b>"), (mail.GetProperty("text").GetString(), mail.GetProperty("html").GetString()));
        Assert.Equal(
            ["jane@example.com", "john@example.com"],
            mail.GetProperty("recipients").EnumerateArray().Select(one => one.GetString())
        );
        Assert.Equal("BEGIN", await _http.GetStringAsync(mail.GetProperty("attachments")[0].GetProperty("url").GetString(), Cancel));
    }

    [Theory]
    [InlineData("no header", "text")]
    [InlineData("", "text")]
    [InlineData("To: a@example.com", "text")]
    [InlineData("From: b@example.com", "text")]
    [InlineData("From: b@example.com\nTo: a@example.com\nFrom: c@example.com", "text")]
    [InlineData("From: b@example.com\nTo: a@example.com\nSubject: one\nSubject: two", "text")]
    [InlineData("From: b@example.com\nTo: a", "text")]
    [InlineData("From: b@example.com\nTo: a@example.com, b b@example.com", "text")]
    [InlineData("From: b@example.com\nTo: a@example.com\nContent-Type: multipart/mixed", "--x\n\ntext\n--x--")]
    [InlineData("From: b@example.com\nTo: a@example.com\nContent-Type: multipart/mixed; boundary=y", "--x\n\ntext\n--x--")]
    public async Task A_raw_message_that_is_malformed_is_refused(string headers, string body) =>
        await Refused("BadRequestException", Raw($"{headers}\n\n{body}\n"));

    [Fact]
    public async Task A_line_of_a_raw_message_has_a_thousand_characters()
    {
        const string headers = "From: b@example.com\r\nTo: a@example.com";
        object Of(int letters) => Raw($"{headers}\r\n\r\n{new string('x', letters)}\r\n");
        await Sent(Of(998));
        await Refused("BadRequestException", Of(999));
    }

    [Fact]
    public async Task A_blind_copy_is_seen_by_nobody()
    {
        await Sent(Raw("From: b@example.com\nTo: a@example.com\nBcc: c@example.com\n\ntext\n"));
        var mail = (await Inbox("?to=c@example.com"))[0];
        Assert.Equal("a@example.com", mail.GetProperty("to").GetString());
        Assert.DoesNotContain("c@example.com", await _http.GetStringAsync(mail.GetProperty("message").GetString(), Cancel));
    }

    [Fact]
    public async Task What_SES_would_refuse_is_refused()
    {
        await Refused(
            "BadRequestException",
            new { Destination = new { ToAddresses = new[] { "a@example.com" } }, Content = new { Simple = Body() } }
        );
        await Refused("BadRequestException", new { FromEmailAddress = "a@example.com", Content = new { Simple = Body() } });
        await Refused(
            "BadRequestException",
            new { FromEmailAddress = "a@example.com", Destination = new { ToAddresses = new[] { "a@example.com" } } }
        );
        await Refused("BadRequestException", Simple(to: "not an address"));
        await Refused("BadRequestException", Simple(to: "a@example.com\r\nBcc: b@example.com"));
        await Refused("BadRequestException", Simple(subject: "two\r\nlines"));
        await Refused("BadRequestException", Simple(attachments: [new { FileName = "large", RawContent = new byte[31_500_000] }]));
        await Refused("BadRequestException", Simple(attachments: [new { FileName = "no content" }]));
        await Refused(
            "BadRequestException",
            Simple(
                attachments:
                [
                    new
                    {
                        FileName = "no type",
                        ContentType = "pdf",
                        RawContent = new byte[1],
                    },
                ]
            )
        );
        await Refused(
            "BadRequestException",
            new
            {
                FromEmailAddress = "a@example.com",
                Content = new { Simple = Body() },
                Destination = new { ToAddresses = Enumerable.Range(0, 51).Select(number => $"{number}@example.com") },
            }
        );
        await Refused("SerializationException", new { Content = 1 });
        Assert.Equal(0, (await Inbox()).GetArrayLength());
    }

    [Fact]
    public async Task Only_signed_requests_are_taken()
    {
        await Unauthorized("InvalidSignatureException", Request(Simple(), secret: "wrong"));
        await Unauthorized("InvalidSignatureException", Request(Simple(), at: DateTimeOffset.UtcNow.AddHours(-1)));
        await Unauthorized("IncompleteSignatureException", Request(Simple(), service: "s3"));
        await Unauthorized("InvalidSignatureException", Request(Simple(), sent: Simple(subject: "other")));
        await Unauthorized(
            "MissingAuthenticationTokenException",
            new HttpRequestMessage(HttpMethod.Post, $"{Address}/v2/email/outbound-emails") { Content = JsonContent.Create(Simple()) }
        );
        Assert.Equal(0, (await Inbox()).GetArrayLength());
    }

    [Fact]
    public async Task The_next_sends_fail_when_asked_to()
    {
        using var set = await _http.PostAsync($"{Address}/inbox/fail?times=2", null, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
        for (var number = 0; number < 2; number++)
        {
            using var failed = await _http.SendAsync(Request(Simple()), Cancel);
            Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        }
        await Sent(Simple());
        Assert.Equal(1, (await Inbox()).GetArrayLength());
        using var wrong = await _http.PostAsync($"{Address}/inbox/fail?times=-1", null, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private static object Simple(
        string to = "a@example.com",
        string subject = "Subject",
        string html = "<p>html</p>",
        object[]? attachments = null
    ) =>
        new
        {
            FromEmailAddress = "Tickets <tickets@example.com>",
            Destination = new { ToAddresses = new[] { to } },
            Content = new { Simple = Body(subject, html, attachments) },
            ConfigurationSetName = "default",
            EmailTags = new[] { new { Name = "kind", Value = "test" } },
        };

    private static object Raw(string message) => new { Content = new { Raw = new { Data = Encoding.ASCII.GetBytes(message) } } };

    private static object Body(string subject = "Subject", string html = "<p>html</p>", object[]? attachments = null) =>
        new
        {
            Subject = new { Data = subject },
            Body = new { Text = new { Data = "text" }, Html = new { Data = html } },
            Attachments = attachments,
        };

    private HttpRequestMessage Request(
        object mail,
        string secret = RunningS3.SecretAccessKey,
        DateTimeOffset? at = null,
        string service = "ses",
        object? sent = null
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"{Address}/v2/email/outbound-emails");
        TestSigner.Sign(request, service, JsonSerializer.SerializeToUtf8Bytes(mail), secret, at);
        var content = JsonSerializer.SerializeToUtf8Bytes(sent ?? mail);
        request.Content = new ByteArrayContent(content) { Headers = { ContentType = new("application/json") } };
        return request;
    }

    private async Task<string> Sent(object mail)
    {
        using var answer = await _http.SendAsync(Request(mail), Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("MessageId").GetString()!;
    }

    private async Task Refused(string type, object mail)
    {
        using var answer = await _http.SendAsync(Request(mail), Cancel);
        Assert.Equal((HttpStatusCode.BadRequest, type), (answer.StatusCode, answer.Headers.GetValues("x-amzn-errortype").Single()));
        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("message").GetString()!);
    }

    private async Task Unauthorized(string type, HttpRequestMessage request)
    {
        using var answer = await _http.SendAsync(request, Cancel);
        Assert.Equal((HttpStatusCode.Forbidden, type), (answer.StatusCode, answer.Headers.GetValues("x-amzn-errortype").Single()));
    }

    private Task<JsonElement> Inbox(string query = "") => _http.GetFromJsonAsync<JsonElement>($"{Address}/inbox{query}", Cancel);

    private async Task<HttpResponseMessage> Get(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Address + path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await _http.SendAsync(request, Cancel);
    }

    private static IEnumerable<string?> Subjects(JsonElement inbox) =>
        inbox.EnumerateArray().Select(mail => mail.GetProperty("subject").GetString());

    private async Task Stop()
    {
        await _server.DisposeAsync();
        _standin.Dispose();
    }
}
