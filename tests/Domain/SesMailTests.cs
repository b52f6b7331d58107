using System.Net;
using Amazon.Runtime;
using EventTicketing.Ports;

namespace EventTicketing.Tests.Domain;

public sealed class SesMailTests
{
    [Theory]
    [InlineData("BadRequestException", "Illegal address")]
    [InlineData("MessageRejected", "Email address is on the suppression list.")]
    public async Task A_mail_that_can_never_be_sent_is_refused(string error, string message) =>
        await Assert.ThrowsAsync<MailRefusedException>(() => Send(HttpStatusCode.BadRequest, error, message));

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "MessageRejected", "Email address is not verified. The following identities failed the check in region US-EAST-1: tickets@example.com")]
    [InlineData(HttpStatusCode.BadRequest, "SendingPausedException", "")]
    [InlineData(HttpStatusCode.TooManyRequests, "TooManyRequestsException", "")]
    [InlineData(HttpStatusCode.Forbidden, "AccessDeniedException", "")]
    public async Task One_that_may_be_sent_later_is_not(HttpStatusCode status, string error, string message) =>
        await Assert.ThrowsAsync<HttpRequestException>(() => Send(status, error, message));

    private static async Task Send(HttpStatusCode status, string error, string message)
    {
        using var http = new HttpClient(new Answering(status, error, message));
        var mail = new SesMail(http, new("https://ses.example"), "us-east-1", new BasicAWSCredentials("id", "secret"), "tickets@example.com", TimeProvider.System);
        await mail.Send(new("ada@example.com", "Subject", "text", "<p>html</p>", []), TestContext.Current.CancellationToken);
    }

    private sealed class Answering(HttpStatusCode status, string error, string message) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken stop) => Task.FromResult(new HttpResponseMessage(status)
        {
            Headers = { { "x-amzn-errortype", error } }, Content = new StringContent($$"""{"message":"{{message}}"}"""),
        });
    }
}
