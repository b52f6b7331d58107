using System.Net.Mail;
using System.Text.Json;

namespace EventTicketing.Local.Standins;

/// <summary>The body of SES v2 SendEmail, as much as is understood; names as in AWS's API.</summary>
internal sealed record MailRequest(
    string? FromEmailAddress, MailRequest.DestinationPart? Destination, MailRequest.ContentPart? Content, List<string>? ReplyToAddresses)
{
    private const int MostRecipients = 50;
    private const int LongestAddress = 320;
    private const int LongestLocalPart = 64;
    private const int MostBytes = 40 * 1024 * 1024;

    internal sealed record DestinationPart(List<string>? ToAddresses, List<string>? CcAddresses, List<string>? BccAddresses);

    internal sealed record ContentPart(SimplePart? Simple, RawPart? Raw);

    internal sealed record SimplePart(TextPart? Subject, BodyPart? Body, List<AttachmentPart>? Attachments);

    internal sealed record RawPart(byte[]? Data);

    internal sealed record BodyPart(TextPart? Text, TextPart? Html);

    internal sealed record TextPart(string? Data);

    internal sealed record AttachmentPart(string? FileName, string? ContentType, byte[]? RawContent, string? ContentId, string? ContentTransferEncoding)
    {
        /// <summary>What arrives: as SES has it, seven bits of each byte, unless another encoding is asked for.</summary>
        public byte[] Arriving => ContentTransferEncoding is "BASE64" or "QUOTED_PRINTABLE" ? RawContent! : [.. RawContent!.Select(one => (byte)(one & 0x7f))];
    }

    /// <exception cref="MailRefusal">SES would not take it.</exception>
    public static OutgoingMail Read(ReadOnlySpan<byte> json, string messageId, DateTimeOffset now)
    {
        try
        {
            var request = JsonSerializer.Deserialize<MailRequest>(json) ?? throw MailRefusal.BadRequest("The body is missing.");
            return request.Content switch
            {
                { Simple: { } simple, Raw: null } => request.Compose(simple, messageId, now),
                { Simple: null, Raw.Data: { } data } => request.Compose(data, messageId, now),
                _ => throw MailRefusal.BadRequest("Content must have either Simple or Raw; templates are not kept here."),
            };
        }
        catch (JsonException)
        {
            throw new MailRefusal(400, "SerializationException", "The body is not JSON of the expected shape.");
        }
    }

    private OutgoingMail Compose(SimplePart simple, string messageId, DateTimeOffset now)
    {
        var from = FromEmailAddress ?? throw MailRefusal.BadRequest("Missing required header 'From'.");
        var subject = simple.Subject?.Data ?? throw MailRefusal.BadRequest("1 validation error detected: subject must not be null");
        var (text, html) = (simple.Body?.Text?.Data, simple.Body?.Html?.Data);
        if (text is null && html is null) throw MailRefusal.BadRequest("The body must have Text or Html.");
        if (subject.Any(char.IsControl)) throw MailRefusal.BadRequest("The subject contains control characters.");
        var attachments = simple.Attachments ?? [];
        if (attachments.Any(attachment => attachment is not { FileName.Length: > 0, RawContent: not null }))
            throw MailRefusal.BadRequest("Every attachment needs FileName and RawContent.");
        // SES counts the attachments as they travel, in base64.
        var size = (text?.Length ?? 0) + (html?.Length ?? 0)
            + attachments.Sum(attachment => (attachment.RawContent!.LongLength + 2) / 3 * 4);
        if (size > MostBytes) throw MailRefusal.BadRequest($"Message length is more than {MostBytes} bytes long.");
        var mail = new Mail(
            messageId, now, Checked(from), List(Destination?.ToAddresses), List(Destination?.CcAddresses), Recipients(),
            subject, text, html,
            [.. attachments.Select(one =>
                new MailAttachment(one.FileName!, one.ContentType ?? "application/octet-stream", one.RawContent!.Length, one.ContentId))], ReplyTo());
        return new OutgoingMail(mail, [.. attachments.Select(attachment => attachment.Arriving)]);
    }

    private OutgoingMail Compose(byte[] data, string messageId, DateTimeOffset now)
    {
        if (data.Length > MostBytes) throw MailRefusal.BadRequest($"Message length is more than {MostBytes} bytes long.");
        var message = MailMime.Read(data);
        var from = FromEmailAddress ?? message.From ?? throw MailRefusal.BadRequest("Missing required header 'From'.");
        var recipients = Destination is null ? [.. message.To.Concat(message.Cc).Select(Bare)] : Recipients();
        if (recipients.Count == 0) throw MailRefusal.BadRequest("The message has no recipients.");
        var mail = new Mail(
            messageId, now, Checked(from), List(message.To), List(message.Cc), recipients,
            message.Subject, message.Text, message.Html, message.Attachments, ReplyToAddresses is null ? List(message.ReplyTo) : ReplyTo());
        return new OutgoingMail(mail, message.Contents);
    }

    private List<string> Recipients()
    {
        List<string> all = [.. Destination?.ToAddresses ?? [], .. Destination?.CcAddresses ?? [], .. Destination?.BccAddresses ?? []];
        return all.Count switch
        {
            0 => throw MailRefusal.BadRequest("The Destination has no recipients."),
            > MostRecipients => throw MailRefusal.BadRequest($"Recipient count exceeds {MostRecipients}."),
            _ => [.. all.Select(Bare)],
        };
    }

    private string ReplyTo() => List(ReplyToAddresses?.ConvertAll(Checked));

    private static string List(List<string>? addresses) => string.Join(", ", addresses ?? []);

    private static string Checked(string address)
    {
        Bare(address);
        return address;
    }

    /// <summary>Seven bits a letter: a domain is written as the name servers know it, and no mail reaches another local part.</summary>
    private static string Bare(string address) =>
        !address.Any(char.IsControl) && MailAddress.TryCreate(address, out var parsed)
        && parsed.User.Length <= LongestLocalPart && parsed.Address.Length <= LongestAddress && parsed.Address.All(char.IsAscii)
            ? parsed.Address
            : throw MailRefusal.BadRequest("Illegal address: one of From, To, Cc, Bcc, Reply-To is not an address.");
}
