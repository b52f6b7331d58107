using System.Collections.Concurrent;
using EventTicketing.Api;
using EventTicketing.ApiDocuments;

namespace EventTicketing.Tests.Api;

/// <summary>Sends every hostile request made from the OpenAPI document to the running API, as callers with permission.</summary>
public sealed class HostileTests(Cloud cloud)
{
    private const int Seed = 20261121;

    [Fact]
    public async Task Whatever_is_sent_the_API_does_not_break()
    {
        var document = OpenApiDocument.Write(Endpoints.All, _ => null);
        var requests = HostileInputs.For(document, $"{cloud.Local.Api}", Seed).ToList();
        User[] callers =
        [
            await cloud.NewPerson("Attendees"),
            await cloud.NewPerson(),
            await cloud.NewPerson("SuperAdmins"),
            await cloud.NewPerson("Organizers"),
        ];
        await callers[1].Join(callers[3], await callers[3].Founded(), "staff");
        // Signs themselves out, and would be refused everything else from then on.
        var leaver = await cloud.NewPerson();
        ConcurrentBag<string> broken = [];
        var refused = 0;
        await Parallel.ForEachAsync(
            requests.Select((request, index) => (request.Name, request.Request, Index: index)),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (hostile, stop) =>
            {
                var sender = hostile.Name.StartsWith("signOutEverywhere:", StringComparison.Ordinal)
                    ? leaver
                    : callers[hostile.Index % callers.Length];
                hostile.Request.Headers.Authorization ??= sender.Http.DefaultRequestHeaders.Authorization;
                using var response = await sender.Http.SendAsync(hostile.Request, stop);
                var status = (int)response.StatusCode;
                var body = await response.Content.ReadAsStringAsync(stop);
                if (status >= 500)
                    broken.Add($"{hostile.Name}: {status} {body}");
                if (status < 400)
                    return;
                Interlocked.Increment(ref refused);
                // The web server rejects a NUL in the path before the API sees the request.
                var byServer =
                    status == 400
                    && body.Length == 0
                    && response.RequestMessage!.RequestUri!.AbsolutePath.Contains("%00", StringComparison.Ordinal);
                if (!byServer && response.Content.Headers.ContentType?.MediaType != "application/problem+json")
                    broken.Add($"{hostile.Name}: {status} without a problem: {body}");
                if (body.Contains("Exception", StringComparison.Ordinal) || body.Contains("   at ", StringComparison.Ordinal))
                    broken.Add($"{hostile.Name}: shows its inside: {body}");
            }
        );
        Assert.True(broken.IsEmpty, string.Join('\n', broken.Take(20)));
        // If nearly all requests were accepted, they would not be hostile.
        Assert.True(requests.Count > 1_000 && refused > requests.Count / 2, $"{refused} of {requests.Count} were refused.");
    }
}
