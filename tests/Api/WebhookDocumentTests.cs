using System.Diagnostics;
using System.Text.Json;
using EventTicketing.Domain;
using EventTicketing.Ports;
using Hooks;

namespace EventTicketing.Tests.Api;

/// <summary>The code in docs/webhooks.md accepts our messages and refuses all others.</summary>
public sealed class WebhookDocumentTests
{
    private const string Id = "whd_01k9rc8m2jqg8d7m3e0xw4t6ks";
    private const string Body =
        """{"id":"whd_01k9rc8m2jqg8d7m3e0xw4t6ks","type":"registration.confirmed","data":{"buyerName":"Ada Łorenz 🎷"}}""";
    private const long Sent = 1_793_612_040;

    private static readonly string Repository = Path.Combine(NodeTools.Folder, "..", "..");
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository, "docs", "webhooks.md"));

    private sealed record Case(string Name, bool Good, string Secret, string Signatures, long Now, string Body);

    private static IEnumerable<Case> Cases()
    {
        var (secret, other) = (WebhookSecrets.New(), WebhookSecrets.New());
        var signature = WebhookSignature.Of([secret], Id, Sent, Body);
        yield return new("ours", true, secret, signature, Sent + 1, Body);
        yield return new("the last second", true, secret, signature, Sent + 300, Body);
        yield return new("two secrets, the current", true, secret, WebhookSignature.Of([secret, other], Id, Sent, Body), Sent, Body);
        yield return new("two secrets, the former", true, other, WebhookSignature.Of([secret, other], Id, Sent, Body), Sent, Body);
        yield return new("a changed byte", false, secret, signature, Sent, Body.Replace("Ada", "Ade"));
        yield return new("an old time", false, secret, signature, Sent + 301, Body);
        yield return new("a time ahead", false, secret, signature, Sent - 301, Body);
        yield return new("another secret", false, other, signature, Sent, Body);
        yield return new("no signature", false, secret, "", Sent, Body);
        yield return new("another version", false, secret, signature.Replace("v1,", "v2,"), Sent, Body);
        yield return new("half a signature", false, secret, signature[..20], Sent, Body);
    }

    [Fact]
    public void The_code_in_C_sharp_is_the_one_that_is_tested()
    {
        Assert.Equal(File.ReadAllText(Path.Combine(Repository, "tests", "Api", "WebhookVerifier.cs")).TrimEnd(), Code("csharp"));
        foreach (var (name, good, secret, signatures, now, body) in Cases())
            Assert.Equal(
                (name, good),
                (name, Webhook.Verify(secret, Id, $"{Sent}", signatures, body, DateTimeOffset.FromUnixTimeSeconds(now)))
            );
    }

    [Fact]
    public Task The_code_in_Node_accepts_ours_and_nothing_else() =>
        Judge(
            "js",
            "verify.mjs",
            "node",
            """

            import { readFileSync } from 'node:fs'
            const cases = JSON.parse(readFileSync(process.argv[2], 'utf8'))
            console.log(JSON.stringify(cases.map((one) => verify(one.secret, one.headers, one.body, one.now))))
            """
        );

    [Fact]
    public Task The_code_in_Python_accepts_ours_and_nothing_else() =>
        Judge(
            "python",
            "verify.py",
            "python3",
            """

            import json, sys
            cases = json.load(open(sys.argv[1], encoding="utf-8"))
            print(json.dumps([verify(one["secret"], one["headers"], one["body"].encode(), one["now"]) for one in cases]))
            """
        );

    private static async Task Judge(string language, string file, string program, string harness)
    {
        var folder = Directory.CreateTempSubdirectory("webhook-");
        try
        {
            var (script, input) = (Path.Combine(folder.FullName, file), Path.Combine(folder.FullName, "cases.json"));
            await File.WriteAllTextAsync(script, Code(language) + "\n" + harness);
            var cases = Cases().ToList();
            await File.WriteAllTextAsync(
                input,
                JsonSerializer.Serialize(
                    cases.Select(one => new
                    {
                        secret = one.Secret,
                        now = one.Now,
                        body = one.Body,
                        headers = new Dictionary<string, string>
                        {
                            ["webhook-id"] = Id,
                            ["webhook-timestamp"] = $"{Sent}",
                            ["webhook-signature"] = one.Signatures,
                        },
                    })
                )
            );
            using var process = Process.Start(new ProcessStartInfo(program, [script, input]) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var verdicts = JsonSerializer.Deserialize<bool[]>(output)!;
            Assert.Equal(cases.Select(one => (one.Name, one.Good)), cases.Zip(verdicts, (one, verdict) => (one.Name, verdict)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The document's code in a language.</summary>
    private static string Code(string language)
    {
        var start = Document.IndexOf($"```{language}\n", StringComparison.Ordinal) + language.Length + 4;
        return Document[start..Document.IndexOf("\n```", start, StringComparison.Ordinal)];
    }
}
