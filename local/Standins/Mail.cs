namespace EventTicketing.Local.Standins;

/// <summary>One mail in the inbox.</summary>
/// <param name="To">As a header has it: addresses between commas.</param>
/// <param name="ReplyTo">As <paramref name="To"/>; empty when answers go to the sender.</param>
/// <param name="Recipients">The bare addresses of To, Cc and Bcc.</param>
internal sealed record Mail(
    string MessageId, DateTimeOffset SentAt, string From, string To, string Cc, List<string> Recipients,
    string Subject, string? Text, string? Html, List<MailAttachment> Attachments, string ReplyTo = "");

/// <param name="ContentId">What <c>cid:</c> in the HTML refers to.</param>
internal sealed record MailAttachment(string Name, string ContentType, long Size, string? ContentId);

/// <param name="Message">As it travels: what mail programs open as a file.</param>
internal sealed record OutgoingMail(Mail Mail, byte[] Message);

/// <summary>An error as SES answers it.</summary>
internal sealed class MailRefusal(int status, string type, string message) : Exception(message)
{
    public int Status => status;
    public string Type => type;

    public static MailRefusal BadRequest(string message) => new(400, "BadRequestException", message);
}
