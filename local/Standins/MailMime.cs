using System.Net.Mail;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Net.Http.Headers;

namespace EventTicketing.Local.Standins;

/// <summary>Reads a raw MIME message: enough to show what common mail libraries write.</summary>
internal sealed partial class MailMime
{
    private const int DeepestNesting = 8;
    private const int MostParts = 200;

    public string? From { get; private init; }

    public List<string> To { get; private init; } = [];

    public List<string> Cc { get; private init; } = [];

    public List<string> ReplyTo { get; private init; } = [];

    public string Subject { get; private init; } = "";

    public string? Text { get; private set; }

    public string? Html { get; private set; }

    public List<MailAttachment> Attachments { get; } = [];

    public List<byte[]> Contents { get; } = [];

    /// <exception cref="MailRefusal">The message cannot be read.</exception>
    public static MailMime Read(byte[] data)
    {
        // Latin-1 keeps every byte as one letter until the encoding of a part is known.
        var message = Part.Of(Encoding.Latin1.GetString(data).ReplaceLineEndings("\n"));
        try
        {
            var mime = new MailMime
            {
                From = message.Header("from") is { Length: > 0 } from ? from : null,
                To = Addresses(message.Header("to")),
                Cc = Addresses(message.Header("cc")),
                ReplyTo = Addresses(message.Header("reply-to")),
                Subject = message.Header("subject"),
            };
            mime.Take(message, depth: 0);
            return mime;
        }
        catch (FormatException)
        {
            throw MailRefusal.BadRequest("The raw message is not well-formed MIME.");
        }
    }

    private void Take(Part part, int depth)
    {
        if (depth > DeepestNesting || Contents.Count > MostParts) throw new FormatException();
        if (part.Type.Boundary is { Length: > 0 } boundary)
        {
            var parts = ("\n" + part.Body).Split("\n--" + HeaderUtilities.RemoveQuotes(boundary)).Skip(1)
                .TakeWhile(text => !text.StartsWith("--", StringComparison.Ordinal));
            foreach (var inner in parts) Take(Part.Of(inner[(inner.IndexOf('\n') + 1)..]), depth + 1);
        }
        else if (part.FileName is { } name)
        {
            var content = part.Content();
            Contents.Add(content);
            Attachments.Add(new MailAttachment(
                name, part.Type.MediaType.ToString(), content.Length, part.Header("content-id").Trim('<', '>')));
        }
        else if (part.Type.MediaType == "text/html") Html ??= part.Decoded();
        else Text ??= part.Decoded();
    }

    private static List<string> Addresses(string header)
    {
        var addresses = new MailAddressCollection();
        if (header != "") addresses.Add(header);
        return [.. addresses.Select(address => address.ToString())];
    }

    private sealed record Part(ILookup<string, string> Headers, string Body)
    {
        public static Part Of(string text)
        {
            var halves = text.StartsWith('\n') ? ["", text[1..]] : text.Split("\n\n", 2);
            var lines = Folding.Replace(halves[0], " ").Split('\n').Select(line => line.Split(':', 2)).Where(pair => pair.Length == 2);
            return new Part(lines.ToLookup(pair => pair[0].Trim().ToLowerInvariant(), pair => pair[1].Trim()),
                halves.ElementAtOrDefault(1) ?? "");
        }

        public MediaTypeHeaderValue Type =>
            MediaTypeHeaderValue.TryParse(Headers["content-type"].FirstOrDefault(), out var type) ? type : new("text/plain");

        public string? FileName
        {
            get
            {
                if (!ContentDispositionHeaderValue.TryParse(Headers["content-disposition"].FirstOrDefault(), out var header)) return null;
                var name = header.FileNameStar.HasValue ? header.FileNameStar : HeaderUtilities.RemoveQuotes(header.FileName);
                return name.HasValue ? Words(name.ToString()) : null;
            }
        }

        public string Header(string name) => Words(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(Headers[name].FirstOrDefault() ?? "")));

        public byte[] Content() => Headers["content-transfer-encoding"].FirstOrDefault()?.ToLowerInvariant() switch
        {
            "base64" => Convert.FromBase64String(Body),
            "quoted-printable" => Unquoted(Body.Replace("=\n", "")),
            _ => Encoding.Latin1.GetBytes(Body),
        };

        public string Decoded() => Charset(Type.Charset.ToString()).GetString(Content());

        // =?utf-8?B?...?= and =?utf-8?Q?...?=; the space between two of them is not part of the text.
        private static string Words(string header) => EncodedWord.Replace(
            header.Replace("?= =?", "?==?"), word => Word(word.Groups[1].Value, word.Groups[2].Value, word.Groups[3].Value));

        private static string Word(string charset, string encoding, string text) => Charset(charset).GetString(
            encoding is "B" or "b" ? Convert.FromBase64String(text) : Unquoted(text.Replace('_', ' ')));

        private static byte[] Unquoted(string text) =>
            Encoding.Latin1.GetBytes(QuotedByte.Replace(text, hex => ((char)Convert.FromHexString(hex.Groups[1].Value)[0]).ToString()));

        private static Encoding Charset(string name)
        {
            try
            {
                return Encoding.GetEncoding(name.Trim('"'));
            }
            catch (ArgumentException)
            {
                return Encoding.UTF8;
            }
        }
    }

    [GeneratedRegex(@"\n[ \t]+")]
    private static partial Regex Folding { get; }

    [GeneratedRegex(@"=\?([^?\s]+)\?([BbQq])\?([^?\s]*)\?=")]
    private static partial Regex EncodedWord { get; }

    [GeneratedRegex("=([0-9A-Fa-f]{2})")]
    private static partial Regex QuotedByte { get; }
}
