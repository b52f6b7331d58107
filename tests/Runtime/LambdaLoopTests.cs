using System.Net;
using System.Net.Sockets;
using System.Text;
using Amazon.Lambda.Core;
using EventTicketing.Local.Standins;
using EventTicketing.Runtime;

namespace EventTicketing.Tests.Runtime;

public sealed class LambdaLoopTests
{
    private static readonly LambdaFunction Function = new("echo", "$LATEST", 0, "/aws/lambda/echo", "2026/11/21/[1]abc");

    [Fact]
    public async Task An_event_goes_in_and_its_result_comes_out()
    {
        await using var api = await RuntimeApi.Start();
        await using var loop = new Loop(api, Echo);

        var result = await api.Invoke("""{"name":"Åsa 🎟"}""");

        Assert.Equal("""{"name":"Åsa 🎟"}""", result.Response);
        Assert.Null(result.Error);
    }

    [Fact]
    public async Task A_thousand_invocations_use_one_connection()
    {
        await using var api = await RuntimeApi.Start();
        await using var loop = new Loop(api, Echo);

        for (var i = 0; i < 1000; i++)
            Assert.Equal($"{i}", (await api.Invoke($"{i}")).Response);

        Assert.Equal(1, api.Connections);
    }

    [Fact]
    public async Task A_shorter_result_carries_nothing_of_a_longer_one_before_it()
    {
        await using var api = await RuntimeApi.Start();
        await using var loop = new Loop(api, Echo);

        await api.Invoke(Quoted(2_000_000));

        Assert.Equal("1", (await api.Invoke("1")).Response);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(15_000, false)]
    [InlineData(17_000, true)]
    [InlineData(LambdaLoop.LargestPayload - 2, false)]
    [InlineData(LambdaLoop.LargestPayload - 2, true)]
    public async Task Events_of_any_size_come_whole_with_their_length_or_in_chunks(int size, bool chunked)
    {
        await using var api = await RuntimeApi.Start(chunked);
        await using var loop = new Loop(api, Echo);

        var result = await api.Invoke(Quoted(size));

        Assert.True(Quoted(size) == result.Response, $"{result.Response?.Length} characters came back: {result.Error}");
    }

    [Fact]
    public async Task What_a_handler_throws_is_reported_and_the_loop_goes_on()
    {
        await using var api = await RuntimeApi.Start();
        await using var loop = new Loop(
            api,
            (request, context, response) =>
                request.Length > 2 ? throw new InvalidOperationException("Not \"today\"") : Echo(request, context, response)
        );

        var failed = await api.Invoke("1234");
        var next = await api.Invoke("1");

        Assert.Null(failed.Response);
        Assert.Equal("InvalidOperationException", failed.Error!.TypeHeader);
        Assert.Equal("InvalidOperationException", failed.Error.Type);
        Assert.Equal("Not \"today\"", failed.Error.Message);
        Assert.Contains(failed.Error.StackTrace, line => line.StartsWith("at ", StringComparison.Ordinal));
        Assert.Equal("application/vnd.aws.lambda.error+json", failed.Error.ContentType);
        Assert.Equal("1", next.Response);
    }

    [Fact]
    public async Task An_endless_message_and_stack_are_cut()
    {
        await using var api = await RuntimeApi.Start();
        await using var loop = new Loop(api, (_, _, _) => Deep(200));

        var result = await api.Invoke("{}");

        Assert.Equal(10_000, result.Error!.Message.Length);
        Assert.Equal(50, result.Error.StackTrace.Length);

        static async Task Deep(int levels)
        {
            if (levels == 0)
                throw new InvalidOperationException(new string('x', 20_000));
            await Deep(levels - 1);
        }
    }

    [Fact]
    public async Task A_result_that_Lambda_would_not_take_is_an_error_that_says_so()
    {
        await using var api = await RuntimeApi.Start();
        await using var loop = new Loop(
            api,
            (_, _, response) =>
            {
                response.SetLength(LambdaLoop.LargestPayload + 1);
                return Task.CompletedTask;
            }
        );

        var result = await api.Invoke("{}");

        Assert.Equal("Function.ResponseSizeTooLarge", result.Error!.Type);
        Assert.Equal("Function.ResponseSizeTooLarge", result.Error.TypeHeader);
        Assert.Contains("6291557", result.Error.Message);
    }

    [Fact]
    public async Task The_trace_id_of_an_invocation_is_in_the_environment_while_it_runs()
    {
        await using var api = await RuntimeApi.Start();
        await using var loop = new Loop(
            api,
            (_, context, response) =>
            {
                response.Write(Encoding.UTF8.GetBytes($"{context.TraceId} {Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID")}"));
                return Task.CompletedTask;
            }
        );

        foreach (var result in new[] { await api.Invoke("1"), await api.Invoke("2") })
        {
            var expected = $"Root=1-5759e988-bd862e3fe1be46a994272793;Parent={result.RequestId[..8]};Sampled=1";
            Assert.Equal($"{expected} {expected}", result.Response);
        }
    }

    [Fact]
    public async Task A_connection_lost_while_waiting_or_working_is_replaced()
    {
        await using var api = await RuntimeApi.Start();
        await using var loop = new Loop(
            api,
            (request, context, response) =>
            {
                if (request.Length == 4)
                    api.DropConnections();
                return Echo(request, context, response);
            }
        );

        Assert.Equal("1", (await api.Invoke("1")).Response);
        api.DropConnections();
        Assert.Equal("22", (await api.Invoke("22")).Response);
        Assert.Equal("true", (await api.Invoke("true")).Response);
        Assert.Equal("4", (await api.Invoke("4")).Response);
        Assert.Equal(3, api.Connections);
    }

    [Fact]
    public async Task An_api_that_closes_every_connection_is_served_all_the_same()
    {
        await using var api = await RuntimeApi.Start(closesConnections: true);
        await using var loop = new Loop(api, Echo);

        for (var i = 0; i < 10; i++)
            Assert.Equal($"{i}", (await api.Invoke($"{i}")).Response);

        Assert.True(api.Connections > 9);
    }

    [Fact]
    public async Task A_refused_result_does_not_end_the_loop()
    {
        await using var api = await RuntimeApi.Start();
        await using var loop = new Loop(api, Echo);

        api.Refusal = 400;
        await api.Invoke("1");

        Assert.Equal("2", (await api.Invoke("2")).Response);
    }

    [Fact]
    public async Task An_environment_beyond_repair_ends_with_code_1()
    {
        await using var api = await RuntimeApi.Start();
        await using var loop = new Loop(api, Echo);

        api.Refusal = 500;
        await api.Invoke("1");

        Assert.Equal(1, await loop.ExitCode);
    }

    [Fact]
    public async Task Without_a_Runtime_API_the_loop_ends_with_code_1()
    {
        string address;
        await using (var api = await RuntimeApi.Start())
            address = api.Address;

        Assert.Equal(1, await LambdaLoop.Run(address, Echo, TestContext.Current.CancellationToken, Function));
        await Assert.ThrowsAsync<SocketException>(() =>
            LambdaLoop.ReportInitError(address, new InvalidOperationException(), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task A_Runtime_API_that_goes_away_ends_the_loop_with_code_1()
    {
        await using var api = await RuntimeApi.Start();
        await using var loop = new Loop(api, Echo);
        await api.Invoke("1");

        await api.DisposeAsync();

        Assert.Equal(1, await loop.ExitCode);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{}")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffff0\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\n{}")]
    public async Task An_answer_that_is_no_invocation_ends_the_loop_with_code_1(string answer)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var run = LambdaLoop.Run($"127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", Echo, CancellationToken.None, Function);
        using (var connection = await listener.AcceptSocketAsync(TestContext.Current.CancellationToken))
        {
            await connection.ReceiveAsync(new byte[1000]);
            await connection.SendAsync(Encoding.ASCII.GetBytes(answer));
            connection.Shutdown(SocketShutdown.Send);
            Assert.Equal(1, await run.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Asked_to_stop_the_loop_answers_what_is_under_way_and_ends_with_code_0()
    {
        await using var api = await RuntimeApi.Start();
        Loop? loop = null;
        await using var started = loop = new Loop(
            api,
            (request, context, response) =>
            {
                loop!.Stop();
                return Echo(request, context, response);
            }
        );

        Assert.Equal("1", (await api.Invoke("1")).Response);
        Assert.Equal(0, await loop.ExitCode);
    }

    [Fact]
    public async Task The_loop_ends_with_code_0_after_the_invocations_it_was_given()
    {
        await using var api = await RuntimeApi.Start();
        var run = LambdaLoop.Run(api.Address, Echo, CancellationToken.None, Function, maxInvocations: 2);

        await api.Invoke("1");
        await api.Invoke("2");

        Assert.Equal(0, await run.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_function_that_cannot_start_says_why()
    {
        await using var api = await RuntimeApi.Start();

        await LambdaLoop.ReportInitError(api.Address, new InvalidOperationException("TABLE is missing"), CancellationToken.None);

        var error = await api.InitError;
        Assert.Equal("InvalidOperationException", error.TypeHeader);
        Assert.Equal("TABLE is missing", error.Message);
        Assert.Empty(error.StackTrace);
    }

    [Fact]
    public async Task The_context_of_a_call_without_identities_says_what_the_platform_says()
    {
        await using var api = await RuntimeApi.Start();
        ILambdaContext? seen = null;
        await using var loop = new Loop(
            api,
            (_, context, _) =>
            {
                seen = context;
                return Task.CompletedTask;
            }
        );

        var result = await api.Invoke("{}");

        Assert.Equal(result.RequestId, seen!.AwsRequestId);
        Assert.Equal("arn:aws:lambda:eu-central-1:000000000000:function:test", seen.InvokedFunctionArn);
        Assert.Equal(("echo", "$LATEST", 0), (seen.FunctionName, seen.FunctionVersion, seen.MemoryLimitInMB));
        Assert.Equal(("/aws/lambda/echo", "2026/11/21/[1]abc"), (seen.LogGroupName, seen.LogStreamName));
        Assert.InRange(seen.RemainingTime, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30));
        Assert.Null(seen.ClientContext);
        Assert.Null(seen.Identity);
        Assert.Equal("", seen.TenantId);
    }

    [Fact]
    public async Task The_heap_stays_inside_the_memory_of_the_function()
    {
        var machine = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var oneGigabyte = Function with { MemoryLimitInMB = 1024 };

        Assert.Equal(0, await LambdaLoop.Run("127.0.0.1:1", Echo, CancellationToken.None, oneGigabyte, maxInvocations: 0));

        Assert.Equal(Math.Min(machine, 1L << 30), GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
    }

    private static async Task Echo(MemoryStream request, LambdaContext context, MemoryStream response) =>
        await request.CopyToAsync(response);

    private static string Quoted(int length) => $"\"{new string('x', length)}\"";

    private sealed class Loop : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task<int> _run;

        public Loop(RuntimeApi api, LambdaHandler handler) => _run = LambdaLoop.Run(api.Address, handler, _stop.Token, Function);

        public Task<int> ExitCode => _run.WaitAsync(TimeSpan.FromSeconds(10));

        public void Stop() => _stop.Cancel();

        public async ValueTask DisposeAsync()
        {
            Stop();
            await ExitCode;
            _stop.Dispose();
        }
    }
}
