using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace EventTicketing.Ports;

public sealed record Attachment(string Name, string ContentType, byte[] Content);

/// <param name="ReplyTo">Address for replies; null: replies are not read.</param>
public sealed record Mail(
    string To,
    string Subject,
    string Text,
    string Html,
    IReadOnlyList<Attachment> Attachments,
    string? ReplyTo = null
);

/// <summary>The mail cannot be sent, for example because its address is invalid. A retry will not help.</summary>
public sealed class MailRefusedException(string message) : Exception(message);

public interface IMail
{
    /// <summary>
    /// Sends a mail. Throws <see cref="MailRefusedException"/> when it is refused for good; after other exceptions it may be retried.
    /// </summary>
    Task Send(Mail mail, CancellationToken stop);
}

/// <summary>Sends mail through the HTTP API of SES version 2.</summary>
public sealed class SesMail(HttpClient http, Uri endpoint, string region, AWSCredentials credentials, string from, TimeProvider clock)
    : IMail
{
    public async Task Send(Mail mail, CancellationToken stop)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new SesMessage(
                from,
                new([Ascii(mail.To)]),
                new(
                    new(
                        new(mail.Subject),
                        new(new(mail.Text), new(mail.Html)),
                        [
                            .. mail.Attachments.Select(attachment => new SesAttachment(
                                attachment.Name,
                                attachment.ContentType,
                                Convert.ToBase64String(attachment.Content)
                            )),
                        ]
                    )
                ),
                ReplyTo(mail)
            ),
            SesJson.Default.SesMessage
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, "/v2/email/outbound-emails"));
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        AwsSignature.Sign(request, body, "ses", region, await credentials.GetCredentialsAsync(), clock.GetUtcNow());
        using var response = await http.SendAsync(request, stop);
        if (response.StatusCode == HttpStatusCode.BadRequest && await IsForGood(response, stop))
            throw new MailRefusedException("The mail was refused.");
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Converts an international domain to ASCII, because SES accepts only ASCII.</summary>
    private static string Ascii(string address)
    {
        var at = address.LastIndexOf('@') + 1;
        if (!address.AsSpan(at).ContainsAnyExceptInRange('\0', '\x7f'))
            return address;
        try
        {
            return address[..at] + new IdnMapping().GetAscii(address[at..].ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            throw new MailRefusedException("There is no such domain.");
        }
    }

    /// <summary>
    /// The reply-to address; null when SES would refuse it, because an organizer's address must not prevent tickets from being sent.
    /// </summary>
    private static string[]? ReplyTo(Mail mail)
    {
        try
        {
            return mail.ReplyTo is { } address && Ascii(address) is var sent && !sent.AsSpan().ContainsAnyExceptInRange('\0', '\x7f')
                ? [sent]
                : null;
        }
        catch (MailRefusedException)
        {
            return null;
        }
    }

    /// <summary>
    /// Whether a 400 is permanent. It is temporary when sending is paused for the account or the sender is not verified yet.
    /// </summary>
    private static async Task<bool> IsForGood(HttpResponseMessage response, CancellationToken stop)
    {
        var error = response.Headers.TryGetValues("x-amzn-errortype", out var types) ? types.First() : "";
        return error.StartsWith("BadRequest", StringComparison.Ordinal)
            || (
                error.StartsWith("MessageRejected", StringComparison.Ordinal)
                && !(await response.Content.ReadAsStringAsync(stop)).Contains("not verified", StringComparison.Ordinal)
            );
    }
}

internal sealed record SesMessage(string FromEmailAddress, SesDestination Destination, SesContent Content, string[]? ReplyToAddresses);

internal sealed record SesDestination(string[] ToAddresses);

internal sealed record SesContent(SesSimple Simple);

internal sealed record SesSimple(SesData Subject, SesBody Body, SesAttachment[] Attachments);

internal sealed record SesBody(SesData Text, SesData Html);

internal sealed record SesData(string Data, string Charset = "UTF-8");

/// <param name="ContentTransferEncoding">SES defaults to seven-bit encoding, which would corrupt binary content.</param>
internal sealed record SesAttachment(string FileName, string ContentType, string RawContent, string ContentTransferEncoding = "BASE64");

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SesMessage))]
internal sealed partial class SesJson : JsonSerializerContext;
