namespace EventTicketing.Local.Standins;

/// <summary>A mail in the inbox.</summary>
/// <param name="To">Comma-separated addresses, as in the header.</param>
/// <param name="ReplyTo">Like <paramref name="To"/>; empty when replies go to the sender.</param>
/// <param name="Recipients">The bare addresses of To, Cc and Bcc.</param>
internal sealed record Mail(
    string MessageId,
    DateTimeOffset SentAt,
    string From,
    string To,
    string Cc,
    List<string> Recipients,
    string Subject,
    string? Text,
    string? Html,
    List<MailAttachment> Attachments,
    string ReplyTo = ""
);

/// <param name="ContentId">The id that <c>cid:</c> links in the HTML refer to.</param>
internal sealed record MailAttachment(string Name, string ContentType, long Size, string? ContentId);

/// <param name="Message">The raw MIME message, as saved in an <c>.eml</c> file.</param>
internal sealed record OutgoingMail(Mail Mail, byte[] Message);

/// <summary>An error response in the shape of SES.</summary>
internal sealed class MailRefusal(int status, string type, string message) : Exception(message)
{
    public int Status => status;
    public string Type => type;

    public static MailRefusal BadRequest(string message) => new(400, "BadRequestException", message);
}
