using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace EventTicketing.Local.Standins;

/// <summary>An error response in the shape of S3.</summary>
internal sealed class S3Refusal(int status, string code, string message) : Exception(message)
{
    public int Status => status;
    public string Code => code;

    public static S3Refusal TooLarge() => new(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size");

    public static S3Refusal Invalid(string message) => new(400, "InvalidArgument", message);
}

/// <summary>A request to a bucket or object, with helpers to respond.</summary>
/// <param name="Subresource">The query parameter that selects another operation, such as <c>versions</c>; "" for none.</param>
internal sealed record S3Call(HttpContext Context, string Bucket, string Key, string Subresource)
{
    public static readonly XNamespace Xmlns = "http://s3.amazonaws.com/doc/2006-03-01/";
    public static readonly HashSet<string> ContentHeaders =
    [
        "content-type",
        "content-disposition",
        "content-encoding",
        "content-language",
        "cache-control",
        "expires",
    ];
    private const int LongestXmlBytes = 4 * 1024 * 1024;

    private static readonly HashSet<string> Subresources = new(StringComparer.Ordinal)
    {
        "accelerate",
        "acl",
        "analytics",
        "attributes",
        "cors",
        "delete",
        "encryption",
        "intelligent-tiering",
        "inventory",
        "legal-hold",
        "lifecycle",
        "list-type",
        "location",
        "logging",
        "metrics",
        "notification",
        "object-lock",
        "ownershipControls",
        "policy",
        "policyStatus",
        "publicAccessBlock",
        "replication",
        "requestPayment",
        "restore",
        "retention",
        "select",
        "tagging",
        "torrent",
        "uploadId",
        "uploads",
        "versioning",
        "versions",
        "website",
    };

    public HttpRequest Request => Context.Request;

    public HttpResponse Response => Context.Response;

    public SigV4Chain? Chain { get; init; }

    public string Level =>
        this switch
        {
            { Bucket: "" } => "service",
            { Key: "" } => "bucket",
            _ => "object",
        };

    public string? VersionId => Request.Query["versionId"].FirstOrDefault();

    public static S3Call Of(HttpContext context)
    {
        var path = Uri.UnescapeDataString(RawTarget.Of(context.Request).Path).TrimStart('/').Split('/', 2);
        var subresource = context.Request.Query.Keys.FirstOrDefault(Subresources.Contains) ?? "";
        return new S3Call(context, path[0], path.ElementAtOrDefault(1) ?? "", subresource);
    }

    public string Parameter(string name) => Request.Query[name].ToString();

    public async Task<XElement> ReadXml()
    {
        using var body = await ReadBody();
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = false };
        try
        {
            using var reader = XmlReader.Create(body, settings);
            return XElement.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            throw new S3Refusal(
                400,
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema"
            );
        }
    }

    /// <summary>Reads and verifies a small body.</summary>
    public async Task<MemoryStream> ReadBody()
    {
        var body = new MemoryStream();
        await new S3Body(Request, Chain).CopyTo(body, LongestXmlBytes);
        body.Position = 0;
        return body;
    }

    public async Task Answer(XElement xml, int status = 200)
    {
        using var text = new MemoryStream();
        // Like S3, write characters that are invalid in XML as character references: object keys may contain them.
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            CheckCharacters = false,
            NewLineHandling = NewLineHandling.Entitize,
        };
        using (var writer = XmlWriter.Create(text, settings))
            xml.Save(writer);
        // Remove object headers that a GET set before it failed.
        foreach (var name in ContentHeaders)
            Response.Headers.Remove(name);
        Response.StatusCode = status;
        Response.ContentType = "application/xml";
        Response.ContentLength = text.Length;
        if (!HttpMethods.IsHead(Request.Method))
            await Response.Body.WriteAsync(text.GetBuffer().AsMemory(0, (int)text.Length));
    }

    /// <summary>Copies the stored headers to the response; checksums only if the request asks for them.</summary>
    public void Repeat(S3Version version)
    {
        var checksums =
            Request.Headers["x-amz-checksum-mode"].ToString().Equals("ENABLED", StringComparison.OrdinalIgnoreCase)
            && Request.Headers.Range.Count == 0;
        foreach (var (name, value) in version.Headers)
        {
            if (checksums || !IsChecksum(name))
                Response.Headers[name] = value;
        }
    }

    public static string Instant(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    public static bool IsChecksum(string header) => header.StartsWith("x-amz-checksum-", StringComparison.Ordinal);

    public Dictionary<string, string> KeptHeaders() =>
        Kept(Request.Headers.Select(header => KeyValuePair.Create(header.Key, header.Value.ToString())));

    /// <summary>The headers of an upload, or fields of a form, that are stored and returned by a GET.</summary>
    public static Dictionary<string, string> Kept(IEnumerable<KeyValuePair<string, string>> headers)
    {
        var kept = headers
            .Select(header => KeyValuePair.Create(header.Key.ToLowerInvariant(), header.Value))
            .Where(header => header.Key.StartsWith("x-amz-meta-", StringComparison.Ordinal) || ContentHeaders.Contains(header.Key))
            .ToDictionary();
        if (kept.TryGetValue("content-encoding", out var encoding))
        {
            kept["content-encoding"] = string.Join(
                ',',
                encoding.Split(',', StringSplitOptions.TrimEntries).Where(one => one != "aws-chunked")
            );
            if (kept["content-encoding"] == "")
                kept.Remove("content-encoding");
        }
        if (!kept.TryGetValue("content-type", out var type) || !MediaTypeHeaderValue.TryParse(type, out _))
            kept["content-type"] = "binary/octet-stream";
        foreach (var value in kept.Values)
            CheckHeader(value);
        return kept;
    }

    // Kestrel refuses to send such a header, so the object could never be read.
    public static string CheckHeader(string value) =>
        value.All(letter => letter is >= ' ' and <= '~')
            ? value
            : throw S3Refusal.Invalid("Header value cannot be represented using ISO-8859-1.");
}
