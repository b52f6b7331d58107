using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace EventTicketing.Local.Standins;

/// <summary>A browser upload by POST form: fields with a signed policy, followed by the file.</summary>
internal sealed class S3PostForm
{
    private const int MostFields = 100;
    private const int LongestField = 20_000;
    private static readonly HashSet<string> Uncovered = new(StringComparer.OrdinalIgnoreCase) { "policy", "x-amz-signature", "bucket" };
    private readonly Stream _file;
    private long _least;
    private long _most = S3Standin.LargestObject;

    private S3PostForm(Dictionary<string, string> fields, Stream file) => (Fields, _file) = (fields, file);

    public Dictionary<string, string> Fields { get; }

    public string Key => Fields["key"];

    /// <summary>Reads the fields up to the file. Like S3, ignores fields after the file.</summary>
    public static async Task<S3PostForm> Read(S3Call call)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(call.Request.ContentType).Boundary).ToString();
        if (boundary == "")
            throw Malformed();
        var reader = new MultipartReader(boundary, call.Request.Body);
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["bucket"] = call.Bucket };
        while (await Next(reader) is { } section)
        {
            var disposition = section.GetContentDispositionHeader() ?? throw Malformed();
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (name == "file")
            {
                if (!fields.ContainsKey("key"))
                    throw S3Refusal.Invalid("Bucket POST must contain a field named 'key'.");
                var fileName = HeaderUtilities
                    .RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName)
                    .ToString();
                fields["key"] = fields["key"].Replace("${filename}", fileName.Split('/', '\\')[^1]);
                return new S3PostForm(fields, section.Body);
            }
            if (fields.Count > MostFields || !fields.TryAdd(name, await Text(section)) && name != "bucket")
                throw Malformed();
        }
        throw S3Refusal.Invalid("POST requires exactly one file upload per request.");
    }

    /// <summary>Verifies the policy's signature, and the fields against the policy.</summary>
    public void Verify(SigV4 signatures, DateTimeOffset now)
    {
        var policy = Fields.GetValueOrDefault("policy") ?? throw Denied("Access Denied");
        if (Fields.GetValueOrDefault("x-amz-algorithm") != SigV4.Algorithm)
            throw Denied("Access Denied");
        signatures.VerifyPolicy(
            Fields.GetValueOrDefault("x-amz-credential", ""),
            Fields.GetValueOrDefault("x-amz-date", ""),
            policy,
            Fields.GetValueOrDefault("x-amz-signature", "")
        );
        try
        {
            using var document = JsonDocument.Parse(Convert.FromBase64String(policy));
            var root = document.RootElement;
            if (now > root.GetProperty("expiration").GetDateTimeOffset())
                throw Denied("Invalid according to Policy: Policy expired.");
            Verify(root.GetProperty("conditions"));
        }
        catch (Exception e) when (e is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new S3Refusal(400, "InvalidPolicyDocument", "Invalid Policy: it is not base64 of JSON with expiration and conditions.");
        }
    }

    public async Task<S3Digest> CopyTo(Stream target)
    {
        using var digest = new S3Digest([]);
        var buffer = new byte[81920];
        for (var read = await Part(buffer); read > 0; read = await Part(buffer))
        {
            digest.Append(buffer.AsSpan(0, read));
            if (digest.Length > _most)
                throw S3Refusal.TooLarge();
            await target.WriteAsync(buffer.AsMemory(0, read));
        }
        if (digest.Length < _least)
            throw new S3Refusal(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
        digest.Finish();
        return digest;
    }

    private void Verify(JsonElement conditions)
    {
        var covered = new HashSet<string>(Uncovered, StringComparer.OrdinalIgnoreCase);
        foreach (var condition in conditions.EnumerateArray())
        {
            if (!Holds(condition, covered))
                throw Denied($"Invalid according to Policy: Policy Condition failed: {condition.GetRawText()}");
        }
        var extra = Fields
            .Keys.Where(name => !covered.Contains(name) && !name.StartsWith("x-ignore-", StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (extra.Count > 0)
            throw Denied($"Invalid according to Policy: Extra input fields: {string.Join(", ", extra)}");
    }

    private bool Holds(JsonElement condition, HashSet<string> covered)
    {
        if (condition.ValueKind == JsonValueKind.Object)
        {
            return condition.EnumerateObject().ToList().TrueForAll(pair => Compare("eq", pair.Name, pair.Value.GetString()!, covered));
        }
        if (condition.GetArrayLength() != 3)
            return false;
        if (condition[0].GetString() == "content-length-range")
        {
            (_least, _most) = (Number(condition[1]), Math.Min(Number(condition[2]), _most));
            return true;
        }
        var (relation, field, expected) = (condition[0].GetString()!, condition[1].GetString()!, condition[2].GetString()!);
        return Compare(relation.ToLowerInvariant(), field.TrimStart('$'), expected, covered);
    }

    private bool Compare(string relation, string name, string expected, HashSet<string> covered)
    {
        covered.Add(name);
        return Fields.TryGetValue(name, out var value)
            && relation switch
            {
                "eq" => value == expected,
                "starts-with" => value.StartsWith(expected, StringComparison.Ordinal),
                _ => false,
            };
    }

    private static long Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.String
            ? long.Parse(value.GetString()!, NumberStyles.None, CultureInfo.InvariantCulture)
            : value.GetInt64();

    private static async Task<string> Text(MultipartSection section)
    {
        using var reader = new StreamReader(section.Body);
        var text = new char[LongestField + 1];
        var length = await reader.ReadBlockAsync(text);
        return length <= LongestField ? new string(text, 0, length) : throw Malformed();
    }

    private async Task<int> Part(byte[] buffer)
    {
        try
        {
            return await _file.ReadAsync(buffer);
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw Malformed();
        }
    }

    private static async Task<MultipartSection?> Next(MultipartReader reader)
    {
        try
        {
            return await reader.ReadNextSectionAsync();
        }
        catch (Exception e) when (e is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw Malformed();
        }
    }

    private static S3Refusal Malformed() =>
        new(400, "MalformedPOSTRequest", "The body of your POST request is not well-formed multipart/form-data.");

    private static S3Refusal Denied(string message) => new(403, "AccessDenied", message);
}
