using MimeKit;

namespace EventTicketing.Local.Standins;

/// <summary>Parses MIME messages strictly, and enforces SES's limits for raw messages.</summary>
internal static class MailMessage
{
    private const int LongestLine = 1000;
    private const int MostParts = 500;

    private static readonly HeaderId[] Addresses = [HeaderId.From, HeaderId.To, HeaderId.Cc, HeaderId.Bcc, HeaderId.ReplyTo];

    private static readonly HashSet<HeaderId> Single =
    [
        .. Addresses,
        HeaderId.Sender,
        HeaderId.Subject,
        HeaderId.Date,
        HeaderId.MessageId,
        HeaderId.ContentType,
        HeaderId.ContentTransferEncoding,
    ];

    public static ParserOptions Strict { get; } =
        new()
        {
            AddressParserComplianceMode = RfcComplianceMode.Strict,
            ParameterComplianceMode = RfcComplianceMode.Strict,
            Rfc2047ComplianceMode = RfcComplianceMode.Strict,
            AllowAddressesWithoutDomain = false,
            AllowUnquotedCommasInAddresses = false,
        };

    public static List<MimePart> Attachments(MimeMessage message) =>
        [.. message.BodyParts.OfType<MimePart>().Where(part => part.FileName is { Length: > 0 })];

    public static byte[] Content(MimePart part)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes);
        return bytes.ToArray();
    }

    public static byte[] Bytes(MimeMessage message)
    {
        using var bytes = new MemoryStream();
        message.WriteTo(bytes);
        return bytes.ToArray();
    }

    /// <exception cref="MailRefusal">The message is malformed.</exception>
    public static MimeMessage Read(byte[] data)
    {
        for (var left = data.AsSpan(); left.Length > 0; )
        {
            var end = left.IndexOf((byte)'\n') + 1;
            if ((end == 0 ? left.Length : end) > LongestLine)
                throw MailRefusal.BadRequest($"A line has more than {LongestLine} characters.");
            left = end == 0 ? [] : left[end..];
        }

        MimeMessage message;
        try
        {
            message = MimeMessage.Load(Strict, new MemoryStream(data));
        }
        catch (FormatException)
        {
            throw MailRefusal.BadRequest("The message has no headers, or one that is none.");
        }

        if (message.Headers.GroupBy(header => header.Id).FirstOrDefault(same => same.Count() > 1 && Single.Contains(same.Key)) is { } twice)
            throw MailRefusal.BadRequest($"Duplicate header '{twice.First().Field}'.");
        if (message.Headers.Any(header => Addresses.Contains(header.Id) && !InternetAddressList.TryParse(Strict, header.Value, out _)))
            throw MailRefusal.BadRequest("Illegal address: one of From, To, Cc, Bcc, Reply-To is not an address.");
        var parts = Parts(message);
        if (parts.Count > MostParts)
            throw MailRefusal.BadRequest($"The message has more than {MostParts} parts.");
        if (parts.Exists(part => part is Multipart { Count: 0 }))
            throw MailRefusal.BadRequest("Missing start boundary.");
        return message;
    }

    private static List<MimeEntity> Parts(MimeMessage message)
    {
        List<MimeEntity> parts = [];
        for (var each = new MimeIterator(message); each.MoveNext(); )
            parts.Add(each.Current);
        return parts;
    }
}
