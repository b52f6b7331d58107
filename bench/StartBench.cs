using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EventTicketing.Local.Standins;

namespace EventTicketing.Bench;

/// <summary>Measures the time from process start to the first response, and the CPU time of later calls.</summary>
internal static class StartBench
{
    private const int Starts = 21,
        WarmUp = 300,
        Calls = 1000;

    private sealed record Side(string Name, string Program, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> More);

    private sealed record Start(double Milliseconds, double Cpu, double Megabytes);

    public static async Task Run(CancellationToken stop)
    {
        var bundle = await Peers.Bundle(stop);
        await using var cloud = await LocalCloud.Start(new LocalOptions { Demo = true });
        using var proxy = TlsProxy.Before(cloud.Config.DynamoEndpoint!, Path.Combine(Repository.Root, "infra", "roots.pem"));
        var request = await Request(cloud, stop);
        foreach (var (way, endpoint, trust) in new[] { ("plain HTTP", cloud.Config.DynamoEndpoint!, false), ("TLS", proxy.Address, true) })
        {
            var environment = new Dictionary<string, string>(LocalCloud.EnvironmentOf(cloud.Config, "GetEvent"))
            {
                ["DYNAMODB_ENDPOINT"] = endpoint.AbsoluteUri,
                ["_HANDLER"] = "GetEvent",
                ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "512",
            };
            Side[] sides =
            [
                new(
                    "what ships",
                    LocalData.PublishedHost(),
                    [],
                    new Dictionary<string, string> { ["SSL_CERT_FILE"] = proxy.Roots, ["SSL_CERT_DIR"] = $"{proxy.Roots}.none" }
                ),
                new(
                    "Node",
                    "node",
                    [bundle],
                    new Dictionary<string, string> { ["NODE_EXTRA_CA_CERTS"] = trust ? proxy.Root : "", ["NODE_NO_WARNINGS"] = "1" }
                ),
            ];
            var starts = sides.ToDictionary(side => side, _ => new List<Start>());
            for (var i = 0; i < Starts; i++)
                foreach (var side in sides)
                    starts[side].Add(await Cold(side, environment, request, stop));
            Print($"Cold start, {way}", "ms", sides, side => Median(starts[side], start => start.Milliseconds));
            Print("  its CPU", "ms", sides, side => Median(starts[side], start => start.Cpu));
            Print("  memory after it", "MB", sides, side => Median(starts[side], start => start.Megabytes));
            if (trust)
                continue;
            Dictionary<Side, double> warm = [];
            foreach (var side in sides)
                warm[side] = await Warm(side, environment, request, stop);
            Print("CPU of a warm call", "ms", sides, side => warm[side]);
        }
    }

    private static async Task<Start> Cold(Side side, Dictionary<string, string> environment, string request, CancellationToken stop)
    {
        await using var api = await RuntimeApi.Start();
        var answer = api.Invoke(request);
        var watch = Stopwatch.StartNew();
        using var process = Started(side, environment, api);
        Check(await answer);
        var milliseconds = watch.Elapsed.TotalMilliseconds;
        process.Refresh();
        Start start = new(milliseconds, Cpu(process), process.WorkingSet64 / 1e6);
        await End(process, stop);
        return start;
    }

    private static async Task<double> Warm(Side side, Dictionary<string, string> environment, string request, CancellationToken stop)
    {
        await using var api = await RuntimeApi.Start();
        using var process = Started(side, environment, api);
        for (var i = 0; i < WarmUp; i++)
            Check(await api.Invoke(request));
        process.Refresh();
        var before = process.TotalProcessorTime;
        for (var i = 0; i < Calls; i++)
            await api.Invoke(request);
        process.Refresh();
        var spent = (process.TotalProcessorTime - before).TotalMilliseconds / Calls;
        await End(process, stop);
        return spent;
    }

    private static Process Started(Side side, Dictionary<string, string> environment, RuntimeApi api)
    {
        var start = new ProcessStartInfo(side.Program, side.Arguments) { RedirectStandardOutput = true };
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        foreach (var (name, value) in environment.Concat(side.More))
            start.Environment[name] = value;
        start.Environment["PATH"] = path;
        start.Environment["AWS_LAMBDA_RUNTIME_API"] = api.Address;
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>CPU time of all threads, in milliseconds. <see cref="Process.TotalProcessorTime"/> counts in steps of ten.</summary>
    private static double Cpu(Process process) =>
        Directory
            .EnumerateDirectories($"/proc/{process.Id}/task")
            .Sum(thread => long.Parse(File.ReadAllText($"{thread}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1e6);

    private static async Task End(Process process, CancellationToken stop)
    {
        process.Kill();
        await process.WaitForExitAsync(stop);
    }

    private static void Check(InvocationResult result)
    {
        if ((int?)JsonNode.Parse(result.Response ?? "{}")!["statusCode"] != 200)
            throw new InvalidOperationException($"{result.Response}{result.Error?.Json}");
    }

    /// <summary>What API Gateway sends for a published event.</summary>
    private static async Task<string> Request(LocalCloud cloud, CancellationToken stop)
    {
        using var http = new HttpClient();
        var events = (await http.GetFromJsonAsync<JsonNode>(new Uri(cloud.Web, "/api/events"), stop))!;
        return new JsonObject
        {
            ["resource"] = "/events/{eventId}",
            ["path"] = "/events/x",
            ["httpMethod"] = "GET",
            ["headers"] = new JsonObject(),
            ["pathParameters"] = new JsonObject { ["eventId"] = (string)events["items"]![0]!["eventId"]! },
            ["requestContext"] = new JsonObject { ["requestId"] = "bench", ["httpMethod"] = "GET" },
        }.ToJsonString();
    }

    private static double Median(List<Start> starts, Func<Start, double> value) => starts.Select(value).Order().ElementAt(starts.Count / 2);

    private static void Print(string what, string unit, Side[] sides, Func<Side, double> value) =>
        Figures.Print(what, unit, value(sides[0]), sides[1].Name, value(sides[1]));
}
