using System.Text.Json;
using System.Text.Json.Serialization;
using MimeKit;

namespace EventTicketing.Local.Standins;

/// <summary>The supported part of the SES v2 SendEmail request, with AWS's names.</summary>
internal sealed record MailRequest(
    string? FromEmailAddress,
    MailRequest.DestinationPart? Destination,
    MailRequest.ContentPart? Content,
    List<string>? ReplyToAddresses
)
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

    internal sealed record AttachmentPart(
        string? FileName,
        [property: JsonPropertyName("ContentType")] string? Type,
        byte[]? RawContent,
        string? ContentId,
        string? ContentTransferEncoding
    )
    {
        public MimePart Part()
        {
            if (FileName is not { Length: > 0 } || RawContent is null)
                throw MailRefusal.BadRequest("Every attachment needs FileName and RawContent.");
            if (!ContentType.TryParse(MailMessage.Strict, Type ?? "application/octet-stream", out var type))
                throw MailRefusal.BadRequest($"There is no content type {Type}.");
            // Like SES, keep only seven bits of each byte unless another encoding is requested.
            var isEncoded = ContentTransferEncoding is "BASE64" or "QUOTED_PRINTABLE";
            byte[] arriving = isEncoded ? RawContent : [.. RawContent.Select(one => (byte)(one & 0x7f))];
            var part = new MimePart(type)
            {
                Content = new MimeContent(new MemoryStream(arriving)),
                ContentTransferEncoding = ContentEncoding.Base64,
                ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
                FileName = FileName,
            };
            if (ContentId is { Length: > 0 } id)
                part.ContentId = id;
            return part;
        }
    }

    /// <exception cref="MailRefusal">SES would reject the request.</exception>
    public static OutgoingMail Read(ReadOnlySpan<byte> json, string messageId, DateTimeOffset now)
    {
        try
        {
            var request = JsonSerializer.Deserialize<MailRequest>(json) ?? throw MailRefusal.BadRequest("The body is missing.");
            // Serialize and parse a simple mail like a raw one, so that the inbox shows it as a mail program would.
            var message = request.Content switch
            {
                { Simple: { } simple, Raw: null } => Read(MailMessage.Bytes(request.Compose(simple))),
                { Simple: null, Raw.Data: { } data } => Read(data),
                _ => throw MailRefusal.BadRequest("Content must have either Simple or Raw; templates are not kept here."),
            };
            return request.Outgoing(message, messageId, now);
        }
        catch (JsonException)
        {
            throw new MailRefusal(400, "SerializationException", "The body is not JSON of the expected shape.");
        }
    }

    private static MimeMessage Read(byte[] data) =>
        data.Length > MostBytes
            ? throw MailRefusal.BadRequest($"Message length is more than {MostBytes} bytes long.")
            : MailMessage.Read(data);

    private MimeMessage Compose(SimplePart simple)
    {
        var from = FromEmailAddress ?? throw MailRefusal.BadRequest("Missing required header 'From'.");
        var subject = simple.Subject?.Data ?? throw MailRefusal.BadRequest("1 validation error detected: subject must not be null");
        if (subject.Any(char.IsControl))
            throw MailRefusal.BadRequest("The subject contains control characters.");
        var body = new BodyBuilder { TextBody = simple.Body?.Text?.Data, HtmlBody = simple.Body?.Html?.Data };
        if (body is { TextBody: null, HtmlBody: null })
            throw MailRefusal.BadRequest("The body must have Text or Html.");
        foreach (var attachment in simple.Attachments ?? [])
            body.Attachments.Add(attachment.Part());
        var message = new MimeMessage([Mailbox(from)], Mailboxes(Destination?.ToAddresses), subject, body.ToMessageBody());
        message.Cc.AddRange(Mailboxes(Destination?.CcAddresses));
        message.ReplyTo.AddRange(Mailboxes(ReplyToAddresses));
        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }

    private OutgoingMail Outgoing(MimeMessage message, string messageId, DateTimeOffset now)
    {
        if (message.From.Count == 0)
            message.From.Add(Mailbox(FromEmailAddress ?? throw MailRefusal.BadRequest("Missing required header 'From'.")));
        List<MailboxAddress> recipients = Destination is null
            ? [.. message.To.Mailboxes, .. message.Cc.Mailboxes, .. message.Bcc.Mailboxes]
            : [.. Mailboxes(Destination.ToAddresses), .. Mailboxes(Destination.CcAddresses), .. Mailboxes(Destination.BccAddresses)];
        if (recipients.Count == 0)
            throw MailRefusal.BadRequest("The message has no recipients.");
        if (recipients.Count > MostRecipients)
            throw MailRefusal.BadRequest($"Recipient count exceeds {MostRecipients}.");
        foreach (var address in message.From.Mailboxes.Concat(message.ReplyTo.Mailboxes).Concat(recipients))
            Check(address);
        message.Bcc.Clear();
        message.MessageId = $"{messageId}@email.amazonses.com";
        message.Date = now;
        var mail = new Mail(
            messageId,
            now,
            message.From.ToString(),
            message.To.ToString(),
            message.Cc.ToString(),
            [.. recipients.Select(recipient => recipient.Address)],
            message.Subject ?? "",
            message.TextBody,
            message.HtmlBody,
            [.. MailMessage.Attachments(message).Select(Shown)],
            message.ReplyTo.ToString()
        );
        return new OutgoingMail(mail, MailMessage.Bytes(message));
    }

    private static MailAttachment Shown(MimePart part) =>
        new(part.FileName!, part.ContentType.MimeType, MailMessage.Content(part).LongLength, part.ContentId);

    private static IEnumerable<MailboxAddress> Mailboxes(List<string>? addresses) => (addresses ?? []).Select(Mailbox);

    private static MailboxAddress Mailbox(string text)
    {
        if (text.Any(char.IsControl) || !MailboxAddress.TryParse(MailMessage.Strict, text, out var address))
            throw IllegalAddress;
        Check(address);
        return address;
    }

    /// <summary>SES accepts ASCII only: domains must be in Punycode, and local parts cannot be internationalized.</summary>
    private static void Check(MailboxAddress address)
    {
        if (address.LocalPart.Length > LongestLocalPart || address.Address.Length > LongestAddress || !address.Address.All(char.IsAscii))
            throw IllegalAddress;
    }

    private static MailRefusal IllegalAddress =>
        MailRefusal.BadRequest("Illegal address: one of From, To, Cc, Bcc, Reply-To is not an address.");
}
