using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Runtime;

namespace EventTicketing.Ports;

public sealed record Attachment(string Name, string ContentType, byte[] Content);

/// <param name="ReplyTo">Where answers go; null: to nobody who reads them.</param>
public sealed record Mail(string To, string Subject, string Text, string Html, IReadOnlyList<Attachment> Attachments, string? ReplyTo = null);

/// <summary>The mail can never be sent as it is, for example because of its address.</summary>
public sealed class MailRefusedException(string message) : Exception(message);

public interface IMail
{
    /// <summary>Throws <see cref="MailRefusedException"/> when it is refused for good, and others when it may be tried again.</summary>
    Task Send(Mail mail, CancellationToken stop);
}

/// <summary>SES version 2, over its HTTP API.</summary>
public sealed class SesMail(HttpClient http, Uri endpoint, string region, AWSCredentials credentials, string from, TimeProvider clock) : IMail
{
    public async Task Send(Mail mail, CancellationToken stop)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new SesMessage(
            from, new([Ascii(mail.To)]), new(new(new(mail.Subject), new(new(mail.Text), new(mail.Html)),
            [.. mail.Attachments.Select(attachment => new SesAttachment(attachment.Name, attachment.ContentType, Convert.ToBase64String(attachment.Content)))])),
            ReplyTo(mail)), SesJson.Default.SesMessage);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, "/v2/email/outbound-emails"));
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        AwsSignature.Sign(request, body, "ses", region, await credentials.GetCredentialsAsync(), clock.GetUtcNow());
        using var response = await http.SendAsync(request, stop);
        if (response.StatusCode == HttpStatusCode.BadRequest && await IsForGood(response, stop)) throw new MailRefusedException("The mail was refused.");
        response.EnsureSuccessStatusCode();
    }

    /// <summary>SES takes ASCII only, and wants the domain as the name servers know it.</summary>
    private static string Ascii(string address)
    {
        var at = address.LastIndexOf('@') + 1;
        if (!address.AsSpan(at).ContainsAnyExceptInRange('\0', '\x7f')) return address;
        try
        {
            return address[..at] + new IdnMapping().GetAscii(address[at..].ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            throw new MailRefusedException("There is no such domain.");
        }
    }

    /// <summary>Null when there is none that SES takes: an organizer's address must not keep tickets from their buyers.</summary>
    private static string[]? ReplyTo(Mail mail)
    {
        try
        {
            return mail.ReplyTo is { } address && Ascii(address) is var sent && !sent.AsSpan().ContainsAnyExceptInRange('\0', '\x7f') ? [sent] : null;
        }
        catch (MailRefusedException)
        {
            return null;
        }
    }

    /// <summary>Not every 400 is about the mail: sending may be paused for the whole account, or the sender not be verified yet, and it goes on later.</summary>
    private static async Task<bool> IsForGood(HttpResponseMessage response, CancellationToken stop)
    {
        var error = response.Headers.TryGetValues("x-amzn-errortype", out var types) ? types.First() : "";
        return error.StartsWith("BadRequest", StringComparison.Ordinal)
            || (error.StartsWith("MessageRejected", StringComparison.Ordinal) && !(await response.Content.ReadAsStringAsync(stop)).Contains("not verified", StringComparison.Ordinal));
    }
}

internal sealed record SesMessage(string FromEmailAddress, SesDestination Destination, SesContent Content, string[]? ReplyToAddresses);

internal sealed record SesDestination(string[] ToAddresses);

internal sealed record SesContent(SesSimple Simple);

internal sealed record SesSimple(SesData Subject, SesBody Body, SesAttachment[] Attachments);

internal sealed record SesBody(SesData Text, SesData Html);

internal sealed record SesData(string Data, string Charset = "UTF-8");

/// <param name="ContentTransferEncoding">Without it SES sends seven bits of each byte.</param>
internal sealed record SesAttachment(string FileName, string ContentType, string RawContent, string ContentTransferEncoding = "BASE64");

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SesMessage))]
internal sealed partial class SesJson : JsonSerializerContext;
