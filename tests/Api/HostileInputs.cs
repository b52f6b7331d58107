using System.Text;
using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Api;

/// <summary>
/// Malformed and hostile requests for every operation of an OpenAPI document. Each changes one thing in the request made of the document's
/// examples, so that no other error hides it. The requests have no token: the sender adds it.
/// </summary>
public static class HostileInputs
{
    private const string Marker = "hostile marker";
    private const int Megabyte = 1024 * 1024;
    private const int RandomPerField = 2;

    /// <summary>JSON that replaces a value.</summary>
    private static readonly (string What, string Json)[] Values =
    [
        ("null", "null"),
        ("true", "true"),
        ("zero", "0"),
        ("minus one", "-1"),
        ("a fraction", "1.5"),
        ("a number as text", "\"1\""),
        ("more than a double", "1e400"),
        ("2^63", "9223372036854775808"),
        ("less than a long", "-9223372036854775809"),
        ("minus zero", "-0"),
        ("a thousand digits", new string('9', 1000)),
        ("an object", "{}"),
        ("a list", "[]"),
        ("a list of lists", "[[[]]]"),
        ("a query operator", """{"$ne": null}"""),
        ("an empty text", "\"\""),
        ("blanks", "\" \\t\\n \""),
        ("a long text", $"\"{new string('a', 100_000)}\""),
        ("NUL", "\"a\\u0000b\""),
        ("half a character", "\"\\ud800\""),
        ("halves in the wrong order", "\"\\udc00\\ud800\""),
        ("a right-to-left override", "\"\\u202egnp.exe\""),
        ("an emoji", "\"👩‍👩‍👧‍👦🎷\""),
        ("stacked accents", $"\"e{new string('\u0301', 500)}\""),
        ("a byte order mark", "\"\\ufeff\""),
        ("a noncharacter", "\"\\uffff\""),
        ("an escape sequence", "\"\\u001b[2J\""),
        ("SQL", "\"' OR '1'='1\""),
        ("markup", "\"<script>alert(1)</script>\""),
        ("a formula", "\"=HYPERLINK(1)\""),
        ("a template", "\"{{7*7}}${7*7}\""),
        ("a path", "\"../../../../etc/passwd\""),
        ("header lines", "\"a\\r\\nX-Injected: yes\""),
        ("a far instant", "\"9999-12-31T23:59:59Z\""),
        ("a leap second", "\"2026-12-31T23:59:60Z\""),
        ("no instant", "\"2026-02-30T00:00:00Z\""),
        ("invisible", "\"\\u200b\\u2060\""),
    ];

    /// <summary>Percent-encoded values for path and query parameters.</summary>
    private static readonly (string What, string Text)[] Texts =
    [
        ("nothing", ""),
        ("a blank", "%20"),
        ("dots", "..%2f.."),
        ("encoded dots", "%2e%2e%2f%2e%2e"),
        ("twice encoded", "%252e%252e%252f"),
        ("a backslash", "..%5c.."),
        ("NUL", "%00"),
        ("NUL at the end", "evt_1%00.json"),
        ("invalid UTF-8", "%ff%fe"),
        ("overlong", "%c0%af"),
        ("half a character", "%ed%a0%80"),
        ("a broken escape", "%zz"),
        ("Unicode", "%C3%A9v%C3%A9nement%F0%9F%8E%B7"),
        ("header lines", "a%0d%0aX-Injected:%20yes"),
        ("SQL", "'%20OR%20'1'='1"),
        ("a wildcard", "*"),
        ("a placeholder", "%7BeventId%7D"),
        ("null", "null"),
        ("minus one", "-1"),
        ("a fraction", "1.5"),
        ("more than a double", "1e400"),
        ("2^63", "9223372036854775808"),
        ("a word", "abc"),
        ("a long text", new string('a', 5000)),
        ("a key separator", "evt%231%7C2"),
        ("other digits", "%D9%A1%D9%A2"),
        ("a right-to-left override", "%E2%80%AEtve"),
        ("the first day", "0001-01-01"),
        ("the last day", "9999-12-31"),
    ];

    private static readonly (string What, string Text)[] HeaderValues =
    [
        ("empty", ""),
        ("blank", " "),
        ("256 characters", new string('k', 256)),
        ("5000 characters", new string('k', 5000)),
        ("quotes", "\"\"\""),
        ("minus one", "-1"),
        ("2^63", "9223372036854775808"),
        ("a wildcard", "*"),
        ("a list", "\"1\", \"2\""),
        ("weak", "W/\"1\""),
        ("a signature", "t=1,v1=00"),
    ];

    private static readonly (string What, string? Type)[] ContentTypes =
    [
        ("none", null),
        ("text", "text/plain"),
        ("XML", "application/xml"),
        ("a form", "application/x-www-form-urlencoded"),
        ("a form without boundary", "multipart/form-data"),
        ("UTF-16", "application/json; charset=utf-16"),
        ("two", "application/json, text/plain"),
        ("none known", "application/jsonx"),
        ("broken", "application/"),
        ("long", $"application/{new string('j', 1000)}"),
    ];

    /// <param name="openApi">Written by OpenApiDocument, so that bodies and parameters have examples.</param>
    /// <param name="baseAddress">Prefix of the paths, without a trailing slash.</param>
    /// <param name="seed">The same seed gives the same requests.</param>
    public static IEnumerable<(string Name, HttpRequestMessage Request)> For(JsonObject openApi, string baseAddress, int seed)
    {
        var random = new Random(seed);
        foreach (var (path, item) in openApi["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject())
            {
                var target = new Target(openApi, baseAddress, path, method.ToUpperInvariant(), operation!.AsObject());
                var inputs = Paths(target).Concat(Queries(target)).Concat(Headers(target)).Concat(Bodies(target, random));
                foreach (var (what, request) in inputs)
                    yield return ($"{target.Id}: {what}", request);
            }
        }
    }

    private static IEnumerable<(string What, HttpRequestMessage Request)> Paths(Target target)
    {
        yield return ("another method", target.Request(method: "PUT"));
        yield return ("a slash at the end", target.Request(path: $"{target.Path}/"));
        yield return ("two slashes", target.Request(path: target.Path.Replace("/", "//")));
        yield return ("upper case", target.Request(path: target.Path.ToUpperInvariant()));
        foreach (var name in target.Names("path"))
        {
            foreach (var (what, text) in Texts)
                yield return ($"path {name} is {what}", target.Request(path: target.PathWith(name, text)));
        }
    }

    private static IEnumerable<(string What, HttpRequestMessage Request)> Queries(Target target)
    {
        foreach (var name in target.Names("query"))
        {
            foreach (var (what, text) in Texts)
                yield return ($"query {name} is {what}", target.Request(query: $"{name}={text}"));
            yield return ($"query {name} without a value", target.Request(query: name));
            yield return ($"query {name} twice", target.Request(query: $"{name}=1&{name}=2"));
            yield return ($"query {name} as a list", target.Request(query: $"{name}[]=1&{name}[$ne]=2"));
        }

        if (target.Method != "GET")
            yield break;
        yield return ("an unknown query parameter", target.Request(query: "unknown=1"));
        yield return ("a query parameter without a name", target.Request(query: "=1"));
        yield return ("an empty query", target.Request(query: "&&&"));
        yield return ("a prototype in the query", target.Request(query: "__proto__[x]=1"));
        yield return ("a broken escape in a name", target.Request(query: "%ff%00=1"));
        yield return ("500 query parameters", target.Request(query: Numbered(500, '&', number => $"p{number}=1")));
    }

    private static IEnumerable<(string What, HttpRequestMessage Request)> Headers(Target target)
    {
        foreach (var name in target.Names("header"))
        {
            foreach (var (what, text) in HeaderValues)
            {
                var request = target.Request();
                request.Headers.TryAddWithoutValidation(name, text);
                yield return ($"header {name} is {what}", request);
            }
        }
    }

    private static IEnumerable<(string What, HttpRequestMessage Request)> Bodies(Target target, Random random)
    {
        if (target.Method is not ("POST" or "PATCH"))
            yield break;
        foreach (var field in target.Fields())
        {
            var name = string.Join('.', field);
            foreach (var (what, json) in Values)
                yield return ($"body {name} is {what}", target.Send(target.BodyWith(field, _ => json)));
            for (var i = 1; i <= RandomPerField; i++)
                yield return ($"body {name} is random text {i}", target.Send(target.BodyWith(field, _ => RandomText(random))));
            var (last, upper) = (field[^1], field[^1].ToUpperInvariant());
            yield return ($"body {name} twice", target.Send(target.BodyWith(field, old => $"{old},\"{last}\":{old}")));
            yield return ($"body {name} in upper case too", target.Send(target.BodyWith(field, old => $"{old},\"{upper}\":{old}")));
            yield return ($"body without {name}", target.Send(target.BodyWithout(field)));
        }

        var valid = target.Body.ToJsonString();
        foreach (var (what, bytes) in WholeBodies(valid))
            yield return ($"body is {what}", target.Send(bytes));
        foreach (var (what, type) in ContentTypes)
            yield return ($"content type {what}", target.Send(Utf8(valid), type));
        var encoded = target.Send(valid);
        encoded.Content!.Headers.ContentEncoding.Add("gzip");
        yield return ("body is not gzip but says so", encoded);
    }

    /// <param name="valid">A JSON object.</param>
    private static IEnumerable<(string What, byte[] Bytes)> WholeBodies(string valid)
    {
        var separator = valid == "{}" ? "" : ",";
        string With(string field) => $"{valid[..^1]}{separator}{field}}}";
        foreach (
            var (what, json) in new[]
            {
                ("empty", ""),
                ("blank", " \n"),
                ("null", "null"),
                ("a list", "[]"),
                ("a list of itself", $"[{valid}]"),
                ("a text", "\"text\""),
                ("a number", "7"),
                ("NaN", "NaN"),
                ("cut off", valid[..^1]),
                ("followed by more", $"{valid}{valid}"),
                ("with a comment", $"/* */{valid}"),
                ("with a comma too many", With("\"x\":1,")),
                ("in single quotes", valid.Replace('"', '\'')),
                ("without quotes", "{a:1}"),
                ("with an unknown field", With("\"unknown\":1")),
                ("with a prototype", With("\"__proto__\":{\"admin\":true}")),
                ("with an empty name", With("\"\":1")),
                ("with half a character as a name", With("\"\\ud800\":1")),
                ("with NUL as a name", With("\"\\u0000\":1")),
                ("with half a character in an unknown field", With("\"unknown\":[{\"a\":\"\\udc00\"}]")),
                ("with a long name", With($"\"{new string('n', 100_000)}\":1")),
                ("with a thousand unknown fields", With(Numbered(1000, ',', number => $"\"f{number}\":1"))),
                ("100 lists deep", $"{new string('[', 100)}{new string(']', 100)}"),
                ("100 objects deep", $"{Repeated("{\"a\":", 100)}1{new string('}', 100)}"),
                ("with a field 100 levels deep", With($"\"deep\":{Repeated("{\"a\":", 100)}1{new string('}', 100)}")),
                ("100000 open lists", new string('[', 100_000)),
                ("a megabyte of text", $"{{\"x\":\"{new string('a', Megabyte)}\"}}"),
                ("a megabyte of blanks", $"{valid}{new string(' ', Megabyte)}"),
                ("a megabyte of numbers", $"[{Repeated("1,", Megabyte / 2)}1]"),
            }
        )
            yield return (what, Utf8(json));
        yield return ("invalid UTF-8", [.. Utf8("{\"unknown\":\""), 0xC3, 0x28, .. Utf8("\"}")]);
        yield return ("overlong UTF-8", [.. Utf8("{\"unknown\":\""), 0xC0, 0x80, .. Utf8("\"}")]);
        yield return ("a surrogate in UTF-8", [.. Utf8("{\"unknown\":\""), 0xED, 0xA0, 0x80, .. Utf8("\"}")]);
        yield return ("with a byte order mark", [0xEF, 0xBB, 0xBF, .. Utf8(valid)]);
        yield return ("UTF-16", Encoding.Unicode.GetBytes(valid));
        yield return ("bytes", [.. Enumerable.Range(0, 256).Select(value => (byte)value)]);
    }

    private static string Numbered(int count, char separator, Func<int, string> text) =>
        string.Join(separator, Enumerable.Range(0, count).Select(text));

    private static string Repeated(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();

    /// <summary>Random characters from all planes, as a JSON string.</summary>
    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(1, 60); length > 0; length--)
        {
            var plane = random.Next(5) switch
            {
                0 => 0x20,
                1 => 0x80,
                2 => 0x800,
                3 => 0xFFFF,
                _ => 0x10FFFF,
            };
            var value = random.Next(plane + 1);
            text.Append(Rune.IsValid(value) ? new Rune(value).ToString() : "\ufffd");
        }

        return JsonValue.Create(text.ToString()).ToJsonString();
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>One operation and the valid request made of its examples.</summary>
    private sealed class Target(JsonObject document, string baseAddress, string template, string method, JsonObject operation)
    {
        private readonly List<JsonObject> _parameters =
        [
            .. (operation["parameters"]?.AsArray() ?? []).Select(parameter => Resolved(document, parameter!)),
        ];
        private readonly JsonObject? _media = operation["requestBody"]?["content"]?["application/json"]?.AsObject();

        public string Id => (string)operation["operationId"]!;
        public string Method => method;
        public JsonObject Body => _media?["example"]?.DeepClone().AsObject() ?? [];
        public string Path => Names("path").Aggregate(template, (path, name) => path.Replace($"{{{name}}}", ExampleOf(name)));

        public IEnumerable<string> Names(string place) =>
            _parameters.Where(parameter => (string)parameter["in"]! == place).Select(parameter => (string)parameter["name"]!);

        public string PathWith(string name, string text) =>
            Names("path").Aggregate(template, (path, other) => path.Replace($"{{{other}}}", other == name ? text : ExampleOf(other)));

        /// <summary>The path to each field of the body, present in its example or not; for a list, to its first element.</summary>
        public IEnumerable<string[]> Fields() => _media is null ? [] : Fields(Resolved(document, _media["schema"]!), Body, []);

        public string BodyWithout(string[] field)
        {
            var body = Body;
            ParentOf(body, field).Remove(field[^1]);
            return body.ToJsonString();
        }

        /// <param name="json">Maps the old value to its replacement.</param>
        public string BodyWith(string[] field, Func<string, string> json)
        {
            var body = Body;
            var parent = ParentOf(body, field);
            var old = parent[field[^1]]?.ToJsonString() ?? "null";
            parent[field[^1]] = Marker;
            return body.ToJsonString().Replace($"\"{Marker}\"", json(old));
        }

        public HttpRequestMessage Send(string body) => Send(Utf8(body));

        public HttpRequestMessage Send(byte[] body, string? type = "application/json")
        {
            var request = Request();
            request.Content = new ByteArrayContent(body);
            if (type is not null)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            return request;
        }

        public HttpRequestMessage Request(string? path = null, string? query = null, string? method = null)
        {
            var address = $"{baseAddress}{path ?? Path}{(query is null ? "" : $"?{query}")}";
            var asWritten = new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true };
            var request = new HttpRequestMessage(new HttpMethod(method ?? Method), new Uri(address, asWritten));
            if (_media is not null)
                request.Content = new StringContent(Body.ToJsonString(), Encoding.UTF8, "application/json");
            return request;
        }

        private string ExampleOf(string name) => (string)_parameters.Single(parameter => (string)parameter["name"]! == name)["example"]!;

        private IEnumerable<string[]> Fields(JsonObject schema, JsonNode? example, string[] way)
        {
            foreach (var (name, property) in schema["properties"]?.AsObject() ?? [])
            {
                string[] field = [.. way, name];
                yield return field;
                var inner = Resolved(document, property!);
                var value = example?[name];
                if (value is JsonArray { Count: > 0 } items)
                    (inner, value, field) = (Resolved(document, inner["items"]!), items[0], [.. field, "0"]);
                if (value is not JsonObject)
                    continue;
                foreach (var deeper in Fields(inner, value, field))
                    yield return deeper;
            }
        }

        private static JsonObject ParentOf(JsonObject body, string[] field) =>
            field[..^1]
                .Aggregate((JsonNode)body, (node, name) => node is JsonArray items ? items[int.Parse(name)]! : node[name]!)
                .AsObject();

        private static JsonObject Resolved(JsonObject document, JsonNode node)
        {
            var reference = (string?)node["$ref"] ?? (string?)node["allOf"]?[0]?["$ref"];
            return reference?.Split('/').Skip(1).Aggregate((JsonNode)document, (found, name) => found[name]!).AsObject() ?? node.AsObject();
        }
    }
}
