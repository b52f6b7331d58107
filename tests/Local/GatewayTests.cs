using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using EventTicketing.Local.Standins;
using EventTicketing.Runtime;
using Microsoft.AspNetCore.Builder;

namespace EventTicketing.Local.Tests;

/// <summary>The gateway with a function that always gives the same answer, and an unreachable user pool.</summary>
public sealed class GatewayTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private readonly Same _function = new();
    private WebApplication _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Address => Loopback.AddressOf(_server);

    public async ValueTask InitializeAsync() =>
        _server = await Loopback.Start(
            0,
            new Gateway(_function, new TokenVerifier(_http, "http://127.0.0.1:1/pool", ["client-1"], TimeProvider.System)).Map
        );

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task Nothing_is_served_under_another_name()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Address}/api/health") { Headers = { Host = "evil.example" } };
        Assert.Equal(HttpStatusCode.MisdirectedRequest, (await _http.SendAsync(request, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync($"{Address.Replace("127.0.0.1", "localhost")}/api/health", Stop)).StatusCode);
    }

    [Theory]
    [InlineData("health", 200)]
    [InlineData("events", 200)]
    [InlineData("me", 405)]
    public async Task What_everybody_may_read_can_be_asked_for_without_its_body(string path, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, $"{Address}/api/{path}");
        using var answer = await _http.SendAsync(request, Stop);
        Assert.Equal(status, (int)answer.StatusCode);
        if (status != 200)
            return;
        Assert.Equal((2, "application/json"), (answer.Content.Headers.ContentLength, answer.Content.Headers.ContentType!.MediaType));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Stop));
    }

    [Fact]
    public async Task Without_the_keys_of_the_pool_a_caller_is_asked_to_come_again()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Address}/api/me");
        // {"alg":"RS256","kid":"key-1"}
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6ImtleS0xIn0.e30.e30");
        using var answer = await _http.SendAsync(request, Stop);
        Assert.Equal((503, TimeSpan.FromSeconds(1)), ((int)answer.StatusCode, answer.Headers.RetryAfter?.Delta));
        Assert.Contains("\"busy\"", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FFFFFFFFFFFFFFFFF")]
    [InlineData("zz")]
    public async Task A_chunk_of_an_impossible_size_is_refused_with_a_problem(string size)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(Address).Port, Stop);
        await client
            .GetStream()
            .WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"POST /api/registrations HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n{size}\r\n{{}}\r\n0\r\n\r\n"
                ),
                Stop
            );
        var answer = await new StreamReader(client.GetStream()).ReadToEndAsync(Stop);
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Contains("\"malformed\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"cognito:groups":["Organizers","x,SuperAdmins","[SuperAdmins]"," Admins"]}""", "Organizers")]
    [InlineData("""{"cognito:groups":[1,null,"Users"]}""", "1,Users")]
    [InlineData("""{"cognito:groups":["Admins"],"cognito:groups":["Users"]}""", "Users")]
    public void Claims_are_passed_on_so_that_they_mean_what_they_meant(string claims, string groups) =>
        Assert.Equal(
            groups,
            Gateway.AsGatewayPasses(JsonSerializer.Deserialize<JsonElement>(claims)).GetProperty("cognito:groups").GetString()
        );

    [Theory]
    [InlineData(6_000_000, 200)]
    [InlineData(6_300_000, 502)]
    public async Task An_answer_is_no_larger_than_Lambda_gives(int length, int status)
    {
        _function.Body = new string('x', length);
        Assert.Equal(status, (int)(await _http.GetAsync($"{Address}/api/health", Stop)).StatusCode);
    }

    [Fact]
    public async Task A_body_is_no_larger_than_Lambda_takes()
    {
        using var answer = await _http.PostAsync($"{Address}/api/webhooks/stripe", new StringContent(new string('x', 6_300_000)), Stop);
        Assert.Equal(413, (int)answer.StatusCode);
        Assert.Contains("\"body_too_large\"", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private sealed class Same : IInvoker
    {
        public string Body { get; set; } = "{}";

        public Task<string> Invoke(string function, string json) =>
            Task.FromResult($$"""{"statusCode":200,"headers":{"content-type":"application/json"},"body":"{{Body}}"}""");

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
