using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using EventTicketing.Ports;

namespace EventTicketing.Tests.Runtime;

public sealed class SesMailTests
{
    [Theory]
    [InlineData("BadRequestException", "Illegal address")]
    [InlineData("MessageRejected", "Email address is on the suppression list.")]
    public async Task A_mail_that_can_never_be_sent_is_refused(string error, string message) =>
        await Assert.ThrowsAsync<MailRefusedException>(() => Send(HttpStatusCode.BadRequest, error, message));

    [Theory]
    [InlineData(
        HttpStatusCode.BadRequest,
        "MessageRejected",
        "Email address is not verified. The following identities failed the check in region US-EAST-1: tickets@example.com"
    )]
    [InlineData(HttpStatusCode.BadRequest, "SendingPausedException", "")]
    [InlineData(HttpStatusCode.TooManyRequests, "TooManyRequestsException", "")]
    [InlineData(HttpStatusCode.Forbidden, "AccessDeniedException", "")]
    public async Task One_that_may_be_sent_later_is_not(HttpStatusCode status, string error, string message) =>
        await Assert.ThrowsAsync<HttpRequestException>(() => Send(status, error, message));

    [Theory]
    [InlineData("ada@example.com", "ada@example.com")]
    [InlineData("Ada@EXAMPLE.com", "Ada@EXAMPLE.com")]
    [InlineData("u1@b\u00fccher.example", "u1@xn--bcher-kva.example")]
    [InlineData("u1@B\u00dcCHER.example", "u1@xn--bcher-kva.example")]
    public async Task A_domain_goes_out_as_the_name_servers_know_it(string to, string sent)
    {
        var answering = new Answering(HttpStatusCode.OK, "", "");
        await Send(answering, to);
        Assert.Contains($"\"ToAddresses\":[\"{sent}\"]", answering.Asked, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("olivia@example.com", "[\"olivia@example.com\"]")]
    [InlineData("olivia@b\u00fccher.example", "[\"olivia@xn--bcher-kva.example\"]")]
    [InlineData("\u00f6livia@example.com", null)]
    public async Task Answers_go_to_the_organizer_where_mail_reaches_them(string? replyTo, string? sent)
    {
        var answering = new Answering(HttpStatusCode.OK, "", "");
        await Send(answering, "ada@example.com", replyTo);
        using var asked = JsonDocument.Parse(answering.Asked);
        Assert.Equal(sent, asked.RootElement.TryGetProperty("ReplyToAddresses", out var addresses) ? addresses.GetRawText() : null);
    }

    [Fact]
    public async Task A_domain_that_cannot_be_is_refused_for_good() =>
        await Assert.ThrowsAsync<MailRefusedException>(() =>
            Send(new Answering(HttpStatusCode.OK, "", ""), $"u1@{new string('\u00fc', 80)}.example")
        );

    private static Task Send(HttpStatusCode status, string error, string message) =>
        Send(new Answering(status, error, message), "ada@example.com");

    private static async Task Send(Answering answering, string to, string? replyTo = null)
    {
        using var http = new HttpClient(answering);
        var mail = new SesMail(
            http,
            new("https://ses.example"),
            "us-east-1",
            new BasicAWSCredentials("id", "secret"),
            "tickets@example.com",
            TimeProvider.System
        );
        await mail.Send(new(to, "Subject", "text", "<p>html</p>", [], replyTo), TestContext.Current.CancellationToken);
    }

    private sealed class Answering(HttpStatusCode status, string error, string message) : HttpMessageHandler
    {
        public string Asked { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop)
        {
            Asked = await request.Content!.ReadAsStringAsync(stop);
            return new HttpResponseMessage(status)
            {
                Headers = { { "x-amzn-errortype", error } },
                Content = new StringContent($$"""{"message":"{{message}}"}"""),
            };
        }
    }
}
