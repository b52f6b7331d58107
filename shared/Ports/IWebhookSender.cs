using System.Net;
using System.Net.Sockets;
using System.Text;
using EventTicketing.Domain;

namespace EventTicketing.Ports;

/// <summary>A message as it goes to a receiver.</summary>
/// <param name="Signature">See <see cref="WebhookSignature"/>.</param>
public sealed record WebhookMessage(Uri To, string DeliveryId, long Timestamp, string Signature, string Body);

/// <summary>The receivers of webhooks: addresses that other people have entered.</summary>
public interface IWebhookSender
{
    /// <summary>Null when messages may go to this address; otherwise the reason, for people.</summary>
    Task<string?> WhyNotReachable(string url, CancellationToken stop);

    /// <summary>Sends a message once. Never fails: what went wrong is in the attempt.</summary>
    Task<WebhookAttempt> Send(WebhookMessage message, CancellationToken stop);
}

/// <summary>
/// Sends messages over HTTPS. Names are resolved here, at every attempt, and the connection goes to the very address that was judged: a
/// name that is public at first and private later leads nowhere. Redirects are not followed.
/// </summary>
/// <param name="onLoopback">
/// Whether receivers on this computer are allowed too, with any port and without TLS; and names that lead nowhere, because a computer may
/// have no network. Only the local cloud sets this.
/// </param>
/// <param name="resolve">Null: the system's resolver.</param>
public sealed class HttpWebhookSender(
    bool onLoopback,
    TimeProvider clock,
    Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null
) : IWebhookSender
{
    /// <summary>How much of an answer is read.</summary>
    public const int MaxAnswer = 1024;

    private const int MaxHeadersKilobytes = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> _resolve = resolve ?? Dns.GetHostAddressesAsync;

    private HttpClient Http =>
        field ??= new(
            new SocketsHttpHandler
            {
                ConnectCallback = (context, stop) => Connect(context.DnsEndPoint, stop),
                // No connection is used twice, because the name is judged when the connection is made.
                PooledConnectionLifetime = TimeSpan.Zero,
                MaxResponseHeadersLength = MaxHeadersKilobytes,
                MaxResponseDrainSize = 0,
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    public async Task<string?> WhyNotReachable(string url, CancellationToken stop)
    {
        if (WhyNotAllowed(url) is { } wrong)
            return wrong;
        try
        {
            return await Judged(new Uri(url).DnsSafeHost, stop) is null ? "The address leads to no server on the public internet." : null;
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            return onLoopback ? null : "No server has this name.";
        }
    }

    public async Task<WebhookAttempt> Send(WebhookMessage message, CancellationToken stop)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(message.Timestamp);
        var start = clock.GetTimestamp();
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        try
        {
            if (WhyNotAllowed(message.To.OriginalString) is not null)
                return Failed("forbidden_address");
            using var request = new HttpRequestMessage(HttpMethod.Post, message.To) { Version = HttpVersion.Version11 };
            request.Headers.Add("webhook-id", message.DeliveryId);
            request.Headers.Add("webhook-timestamp", $"{message.Timestamp}");
            request.Headers.Add("webhook-signature", message.Signature);
            request.Headers.UserAgent.Add(new("EventTicketing", "1"));
            request.Headers.ConnectionClose = true;
            request.Content = new StringContent(message.Body, Encoding.UTF8, "application/json");
            using var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            // The status says what became of the message, even if the body does not arrive.
            return new(at, (int)response.StatusCode, Ms(), null, await Beginning(response, either.Token));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Failed("timeout");
        }
        catch (HttpRequestException error)
        {
            return Failed(
                error.InnerException is ForbiddenAddressException ? "forbidden_address"
                : error.HttpRequestError == HttpRequestError.SecureConnectionError ? "tls"
                : error.HttpRequestError == HttpRequestError.NameResolutionError
                || error.InnerException
                    is SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }
                    ? "unknown_name"
                : error.HttpRequestError == HttpRequestError.ConnectionError ? "no_connection"
                : "no_answer"
            );
        }

        WebhookAttempt Failed(string error) => new(at, null, Ms(), error, null);

        long Ms() => (long)clock.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Null when the URL is one that we send to, whatever its name leads to.</summary>
    private string? WhyNotAllowed(string url) =>
        !Uri.TryCreate(url, UriKind.Absolute, out var uri)
        || uri.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6)
            ? "This is no address of a server."
        : onLoopback && IsLoopback(uri) ? null
        : uri.Scheme != Uri.UriSchemeHttps ? "The address has to begin with https://."
        : uri.Port != 443 ? "The port has to be 443."
        : uri.UserInfo.Length > 0 || uri.Fragment.Length > 0 ? "The address must have no user, password or fragment."
        : null;

    private static bool IsLoopback(Uri uri) =>
        uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.Fragment.Length == 0 && uri.IsLoopback;

    /// <summary>
    /// An address that the name leads to. Null when one of its addresses is not allowed: which one a name means is up to others.
    /// </summary>
    private async Task<IPAddress?> Judged(string host, CancellationToken stop)
    {
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await _resolve(host, stop);
        return addresses.Length > 0 && addresses.All(IsAllowed)
            ? addresses.FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0]
            : null;
    }

    private bool IsAllowed(IPAddress address) => PublicAddress.Is(address) || (onLoopback && IPAddress.IsLoopback(address));

    private async ValueTask<Stream> Connect(DnsEndPoint to, CancellationToken stop)
    {
        var address = await Judged(to.Host, stop) ?? throw new ForbiddenAddressException();
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, to.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task<string?> Beginning(HttpResponseMessage response, CancellationToken stop)
    {
        var buffer = new byte[MaxAnswer];
        var length = 0;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(stop);
            int read;
            while (length < buffer.Length && (read = await body.ReadAsync(buffer.AsMemory(length), stop)) > 0)
                length += read;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException)
        {
            // What has arrived so far is enough.
        }

        return length == 0 ? null : Encoding.UTF8.GetString(buffer, 0, length);
    }

    private sealed class ForbiddenAddressException() : IOException("The name leads to an address that is not public.");
}

/// <summary>Which addresses are of servers on the public internet.</summary>
public static class PublicAddress
{
    /// <summary>
    /// Everything that is not: this network, private, shared, loopback, link-local with the metadata of clouds, special, documentation,
    /// benchmarks, multicast, reserved.
    /// </summary>
    private static readonly IPNetwork[] Forbidden =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    /// <summary>Of IPv6, global unicast; and in it what stands for something else: protocol assignments, documentation, 6to4.</summary>
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] NotGlobal =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(text => IPNetwork.Parse(text)),
    ];

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return Is(address.MapToIPv4());
        // Mapped, translated (NAT64), unique local, link-local, multicast and loopback addresses are all outside global unicast.
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !Forbidden.Any(network => network.Contains(address))
            : Global.Contains(address) && !NotGlobal.Any(network => network.Contains(address));
    }
}
