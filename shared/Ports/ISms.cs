using System.Net;
using Amazon.Runtime;

namespace EventTicketing.Ports;

/// <summary>The message cannot be sent, for example because there is no such number. A retry will not help.</summary>
public sealed class SmsRefusedException(string message) : Exception(message);

/// <summary>Text messages cannot be sent at the moment.</summary>
public sealed class SmsUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

public interface ISms
{
    /// <summary>Sends a text message; it may arrive twice.</summary>
    /// <param name="phone">In international format (E.164).</param>
    /// <exception cref="SmsRefusedException">It is refused for good.</exception>
    /// <exception cref="SmsUnavailableException">It may be retried.</exception>
    Task Send(string phone, string text, CancellationToken stop);
}

/// <summary>Sends text messages through the HTTP API of SNS.</summary>
/// <param name="sender">What phones show as the sender, where a country allows a name: up to 11 letters and digits.</param>
public sealed class SnsSms(HttpClient http, Uri endpoint, string region, AWSCredentials credentials, string sender, TimeProvider clock)
    : ISms
{
    private const string Version = "2010-03-31";

    public async Task Send(string phone, string text, CancellationToken stop)
    {
        using var form = new FormUrlEncodedContent([
            new("Action", "Publish"),
            new("Version", Version),
            new("PhoneNumber", phone),
            new("Message", text),
            .. Attribute(1, "AWS.SNS.SMS.SenderID", sender),
            // The reliable route, which costs more than that for advertising.
            .. Attribute(2, "AWS.SNS.SMS.SMSType", "Transactional"),
        ]);
        var body = await form.ReadAsByteArrayAsync(stop);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = form };
        AwsSignature.Sign(request, body, "sns", region, await credentials.GetCredentialsAsync(), clock.GetUtcNow());
        try
        {
            using var response = await http.SendAsync(request, stop);
            if (response.StatusCode == HttpStatusCode.BadRequest && await IsForGood(response, stop))
                throw new SmsRefusedException("The number was refused.");
            response.EnsureSuccessStatusCode();
        }
        catch (HttpRequestException error)
        {
            throw new SmsUnavailableException("Text messages cannot be sent.", error);
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Attribute(int number, string name, string value) =>
        [
            new($"MessageAttributes.entry.{number}.Name", name),
            new($"MessageAttributes.entry.{number}.Value.DataType", "String"),
            new($"MessageAttributes.entry.{number}.Value.StringValue", value),
        ];

    /// <summary>The answer is XML; its code is never encoded, so a whole parser is not needed.</summary>
    private static async Task<bool> IsForGood(HttpResponseMessage response, CancellationToken stop) =>
        (await response.Content.ReadAsStringAsync(stop)).Contains("<Code>InvalidParameter</Code>", StringComparison.Ordinal);
}
