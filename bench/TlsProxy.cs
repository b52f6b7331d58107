using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EventTicketing.Bench;

/// <summary>A TLS proxy in front of the table engine, with a certificate from its own root.</summary>
internal sealed class TlsProxy : IDisposable
{
    private static readonly DateTimeOffset Begin = DateTimeOffset.UtcNow.AddDays(-1),
        End = Begin.AddDays(2);
    private readonly string _folder = Directory.CreateTempSubdirectory("event-ticketing-bench-").FullName;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate;
    private readonly Uri _engine;

    private TlsProxy(Uri engine, string roots)
    {
        _engine = engine;
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Bench root", rootKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var root = authority.CreateSelfSigned(Begin, End);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var host = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        host.CertificateExtensions.Add(names.Build());
        using var signed = host.Create(root, Begin, End, RandomNumberGenerator.GetBytes(8));
        _certificate = signed.CopyWithPrivateKey(key);
        File.WriteAllText(Root, root.ExportCertificatePem());
        File.WriteAllText(Roots, $"{File.ReadAllText(roots)}\n{root.ExportCertificatePem()}\n");
        _listener.Start();
        _ = Serve();
    }

    public Uri Address => new($"https://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>PEM file with the proxy's root certificate alone. <see cref="Roots"/> contains the deployed roots as well.</summary>
    public string Root => Path.Combine(_folder, "root.pem");

    public string Roots => Path.Combine(_folder, "roots.pem");

    public static TlsProxy Before(Uri engine, string roots) => new(engine, roots);

    public void Dispose()
    {
        _listener.Dispose();
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Serve()
    {
        try
        {
            while (true)
                _ = Carry(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task Carry(TcpClient client)
    {
        try
        {
            using (client)
            using (var engine = new TcpClient(_engine.Host, _engine.Port) { NoDelay = true })
            {
                client.NoDelay = true;
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(_certificate);
                await Task.WhenAny(tls.CopyToAsync(engine.GetStream()), engine.GetStream().CopyToAsync(tls));
            }
        }
        catch (IOException)
        {
            // The client process was killed.
        }
    }
}
