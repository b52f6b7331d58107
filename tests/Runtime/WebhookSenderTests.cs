using System.Net;
using System.Net.Sockets;
using System.Text;
using EventTicketing.Ports;

namespace EventTicketing.Tests.Runtime;

/// <summary>Where messages to webhook endpoints may go, and what becomes of them on the way.</summary>
public sealed class WebhookSenderTests
{
    private const string Public = "93.184.215.14";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Forbidden =>
        [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "169.254.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::10.0.0.1",
            "64:ff9b::93.184.215.14",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:a00:1::1",
            "3fff::1",
            "fc00::1",
            "fd12:3456::1",
            "fd00:ec2::254",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
        ];

    [Theory, MemberData(nameof(Forbidden))]
    public async Task An_address_that_is_not_public_is_refused_as_literal_and_by_name(string address)
    {
        var ip = IPAddress.Parse(address);
        Assert.False(PublicAddress.Is(ip));
        foreach (var url in new[] { Literal(ip), "https://internal.example/" })
        {
            var sender = Resolving(ip);
            Assert.NotNull(await sender.WhyNotReachable(url, Stop));
            Assert.Equal("forbidden_address", (await sender.Send(To(url), Stop)).Error);
        }

        // One public address among the others does not help: which one is used is up to whoever answers.
        var mixed = Resolving(IPAddress.Parse(Public), ip);
        Assert.NotNull(await mixed.WhyNotReachable("https://internal.example/", Stop));
        Assert.Equal("forbidden_address", (await mixed.Send(To("https://internal.example/"), Stop)).Error);
    }

    [Theory]
    [InlineData(Public)]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("169.253.255.255")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1")]
    [InlineData("2a00:1450:4001::1")]
    [InlineData("::ffff:1.1.1.1")]
    public async Task A_public_address_is_accepted(string address)
    {
        var ip = IPAddress.Parse(address);
        Assert.True(PublicAddress.Is(ip));
        Assert.Null(await Resolving(ip).WhyNotReachable("https://hooks.example.com/tickets?to=crew", Stop));
        Assert.Null(await Resolving(ip).WhyNotReachable(Literal(ip), Stop));
    }

    [Theory]
    [InlineData("http://hooks.example.com/")]
    [InlineData("https://hooks.example.com:8443/")]
    [InlineData("https://user@hooks.example.com/")]
    [InlineData("https://user:secret@hooks.example.com/")]
    [InlineData("https://hooks.example.com/#part")]
    [InlineData("ftp://hooks.example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https:///tickets")]
    [InlineData("hooks.example.com")]
    [InlineData("//hooks.example.com/")]
    [InlineData("")]
    [InlineData("https://")]
    public async Task Only_https_with_the_usual_port_and_nothing_hidden(string url) =>
        Assert.NotNull(await Resolving(IPAddress.Parse(Public)).WhyNotReachable(url, Stop));

    [Theory]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://localhost/")]
    public async Task Other_ways_to_write_this_computer_lead_nowhere(string url) =>
        Assert.NotNull(await Resolving(IPAddress.Loopback).WhyNotReachable(url, Stop));

    [Fact]
    public async Task A_name_that_is_public_at_first_and_private_later_leads_nowhere()
    {
        var asked = 0;
        var sender = new HttpWebhookSender(
            false,
            TimeProvider.System,
            (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(asked++ == 0 ? Public : "127.0.0.1")])
        );
        Assert.Null(await sender.WhyNotReachable("https://rebinding.example/", Stop));
        Assert.Equal("forbidden_address", (await sender.Send(To("https://rebinding.example/"), Stop)).Error);
        // And at every attempt again: no connection, no answer of the resolver is kept.
        Assert.Equal("forbidden_address", (await sender.Send(To("https://rebinding.example/"), Stop)).Error);
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_refused_and_fails()
    {
        var sender = new HttpWebhookSender(false, TimeProvider.System, (_, _) => throw new SocketException((int)SocketError.HostNotFound));
        Assert.Equal("No server has this name.", await sender.WhyNotReachable("https://nobody.example/", Stop));
        Assert.Equal("unknown_name", (await sender.Send(To("https://nobody.example/"), Stop)).Error);
    }

    [Fact]
    public async Task This_computer_is_reached_only_where_the_local_cloud_allows_it()
    {
        await using var receiver = new Receiver("HTTP/1.1 204 No Content\r\n\r\n");
        Assert.NotNull(await Resolving(IPAddress.Loopback).WhyNotReachable(receiver.Url, Stop));
        Assert.Equal("forbidden_address", (await Resolving(IPAddress.Loopback).Send(To(receiver.Url), Stop)).Error);
        Assert.Empty(receiver.Requests);

        Assert.Null(await Local.WhyNotReachable(receiver.Url, Stop));
        Assert.NotNull(await Local.WhyNotReachable("http://10.0.0.1/", Stop));
        Assert.NotNull(await Local.WhyNotReachable("https://10.0.0.1/", Stop));
        var sent = await Local.Send(To(receiver.Url), Stop);
        Assert.Equal((204, null, true), (sent.Status, sent.Error, sent.Succeeded));
        var request = Assert.Single(receiver.Requests);
        foreach (
            var line in new[]
            {
                "POST /tickets HTTP/1.1",
                "webhook-id: whd_1",
                "webhook-timestamp: 1793612040",
                "webhook-signature: v1,abc",
                "Content-Type: application/json; charset=utf-8",
            }
        )
            Assert.Contains($"{line}\r\n", request);
        Assert.EndsWith("{\"id\":\"whd_1\"}", request);
    }

    [Fact]
    public async Task A_redirect_is_an_answer_and_not_followed()
    {
        await using var metadata = new Receiver("HTTP/1.1 200 OK\r\n\r\nsecret");
        await using var receiver = new Receiver($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {metadata.Url}\r\n\r\n");
        var sent = await Local.Send(To(receiver.Url), Stop);
        Assert.Equal((307, false), (sent.Status, sent.Succeeded));
        Assert.Empty(metadata.Requests);
    }

    [Fact]
    public async Task Of_a_long_answer_the_beginning_is_read()
    {
        await using var receiver = new Receiver("HTTP/1.1 500 Error\r\nContent-Length: 10000000\r\n\r\n", new string('x', 100_000));
        var sent = await Local.Send(To(receiver.Url), Stop);
        Assert.Equal((500, HttpWebhookSender.MaxAnswer), (sent.Status, sent.Answer?.Length));
    }

    [Fact]
    public async Task A_slow_receiver_has_ten_seconds()
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        // Ten megabytes, a byte at a time: the status came in time, so it counts. Of another nothing comes.
        await using var dripping = new Receiver("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n") { Drips = true };
        await using var silent = new Receiver("");
        var sent = await Task.WhenAll(Local.Send(To(dripping.Url), Stop), Local.Send(To(silent.Url), Stop));
        Assert.InRange(watch.Elapsed.TotalSeconds, 9, 15);
        Assert.Equal((200, true), (sent[0].Status, sent[0].Answer?.Length < HttpWebhookSender.MaxAnswer));
        Assert.Equal((null, "timeout"), (sent[1].Status, sent[1].Error));
    }

    [Fact]
    public async Task Whoever_does_not_listen_or_hangs_up_is_told_apart()
    {
        var nobody = new Receiver("");
        await nobody.DisposeAsync();
        Assert.Equal("no_connection", (await Local.Send(To(nobody.Url), Stop)).Error);
        await using var rude = new Receiver("HTTP/1.1 what\r\n\r\n");
        Assert.Equal("no_answer", (await Local.Send(To(rude.Url), Stop)).Error);
        await using var plain = new Receiver("HTTP/1.1 200 OK\r\n\r\n");
        Assert.Equal("tls", (await Local.Send(To(plain.Url.Replace("http:", "https:")), Stop)).Error);
    }

    [Fact]
    public void A_secret_opens_for_its_endpoint_only()
    {
        var secrets = new WebhookSecrets(new byte[32]);
        var secret = WebhookSecrets.New();
        Assert.Matches("^whsec_[A-Za-z0-9+/]{43}=$", secret);
        var sealed1 = secrets.Seal("whe_1", secret);
        Assert.NotEqual(sealed1, secrets.Seal("whe_1", secret));
        Assert.Equal(secret, secrets.Open("whe_1", sealed1));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => secrets.Open("whe_2", sealed1));
        var others = new WebhookSecrets([.. Enumerable.Repeat((byte)1, 32)]);
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => others.Open("whe_1", sealed1));
        Assert.EndsWith($"{WebhookSecrets.EndOf(secret)}=", secret);
    }

    private static HttpWebhookSender Local => new(true, TimeProvider.System);

    private static HttpWebhookSender Resolving(params IPAddress[] addresses) =>
        new(false, TimeProvider.System, (_, _) => Task.FromResult(addresses));

    private static string Literal(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"https://[{address}]/" : $"https://{address}/";

    private static WebhookMessage To(string url) => new(new(url), "whd_1", 1_793_612_040, "v1,abc", "{\"id\":\"whd_1\"}");

    /// <summary>A server that says the same to everybody.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _end = new();
        private readonly Task _serving;

        public Receiver(params string[] answer)
        {
            _listener.Start();
            Url = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/tickets";
            _serving = Serve(answer);
        }

        public string Url { get; }
        public bool Drips { get; init; }
        public List<string> Requests { get; } = [];

        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            _listener.Stop();
            await _serving;
            _end.Dispose();
        }

        private async Task Serve(string[] answer)
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                    var stream = client.GetStream();
                    var buffer = new byte[8192];
                    var request = "";
                    // Whoever begins with a handshake gets an answer, too.
                    while (
                        !request.EndsWith('}')
                        && request is "" or ['P', ..]
                        && await stream.ReadAsync(buffer, _end.Token) is > 0 and var read
                    )
                        request += Encoding.UTF8.GetString(buffer, 0, read);
                    Requests.Add(request);
                    foreach (var part in answer)
                        await stream.WriteAsync(Encoding.UTF8.GetBytes(part), _end.Token);
                    while (Drips || answer is [""])
                    {
                        await Task.Delay(100, _end.Token);
                        if (Drips)
                            await stream.WriteAsync("x"u8.ToArray(), _end.Token);
                    }
                }
            }
            catch (Exception error) when (error is OperationCanceledException or IOException or SocketException)
            {
                // The test is over, or the client has read enough.
            }
        }
    }
}
