using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace EventTicketing.Runtime;

/// <summary>A response of the Runtime API; valid until the next exchange.</summary>
/// <param name="Headers">The HTTP headers by name; names ignore case.</param>
/// <param name="Body">Only the first <paramref name="Length"/> bytes are valid.</param>
internal readonly record struct RuntimeApiAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body, int Length);

/// <summary>A minimal HTTP/1.1 client for the Runtime API: one keep-alive connection, one exchange at a time.</summary>
internal sealed class RuntimeApiConnection(string address, int largestBody) : IDisposable
{
    private const int BufferSize = 16 * 1024;
    private const int LargestIdleBody = 1 << 20;
    private const int MostHeaders = 100;

    private readonly Uri _address = new($"http://{address}");
    private readonly Dictionary<string, string> _headers = new(StringComparer.OrdinalIgnoreCase);
    private readonly byte[] _buffer = new byte[BufferSize];
    private byte[] _body = new byte[BufferSize];
    private int _start;
    private int _end;
    private bool _answering;
    private Socket? _socket;

    /// <summary>Sends a request and waits for the response, without a timeout.</summary>
    /// <param name="headers">Header lines, each with its line end.</param>
    /// <exception cref="SocketException">The connection failed, even on the second attempt.</exception>
    /// <exception cref="IOException">The response is incomplete, too large or not HTTP.</exception>
    public async ValueTask<RuntimeApiAnswer> Exchange(
        string method,
        string path,
        string headers,
        ReadOnlyMemory<byte> body,
        CancellationToken stop
    )
    {
        var head = Encoding.ASCII.GetBytes(
            $"{method} {path} HTTP/1.1\r\nHost: {_address.Authority}\r\n{headers}Content-Length: {body.Length}\r\n\r\n"
        );
        if (_socket is not null)
        {
            try
            {
                return await ExchangeOnce(_socket, head, body, stop);
            }
            catch (Exception e) when (!_answering && e is SocketException or EndOfStreamException)
            {
                // A kept-alive connection may have been closed, for example while the environment was frozen; this is noticed only now.
                Disconnect();
            }
        }
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await _socket.ConnectAsync(_address.DnsSafeHost, _address.Port, stop);
        return await ExchangeOnce(_socket, head, body, stop);
    }

    public void Dispose() => Disconnect();

    private async ValueTask<RuntimeApiAnswer> ExchangeOnce(Socket socket, byte[] head, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        _answering = false;
        _start = _end = 0;
        if (_body.Length > LargestIdleBody)
            _body = new byte[BufferSize];
        await Send(socket, head, stop);
        await Send(socket, body, stop);
        var status = StatusOf(await ReadLine(socket, stop));
        await ReadHeaders(socket, stop);
        var length = await ReadBody(socket, status, stop);
        if (HeaderIs("Connection", "close"))
            Disconnect();
        return new(status, _headers, _body, length);
    }

    private static async ValueTask Send(Socket socket, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (bytes.Length > 0)
            bytes = bytes[await socket.SendAsync(bytes, stop)..];
    }

    private static int StatusOf(string line) =>
        line.StartsWith("HTTP/1.", StringComparison.Ordinal)
        && line.Length >= 12
        && int.TryParse(line.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : throw new IOException("the answer is not HTTP/1.1");

    private async ValueTask ReadHeaders(Socket socket, CancellationToken stop)
    {
        _headers.Clear();
        while (await ReadLine(socket, stop) is { Length: > 0 } line)
        {
            if (_headers.Count == MostHeaders)
                throw new IOException("the answer has too many headers");
            var colon = line.IndexOf(':');
            if (colon > 0)
                _headers[line[..colon]] = line[(colon + 1)..].Trim();
        }
    }

    private async ValueTask<int> ReadBody(Socket socket, int status, CancellationToken stop)
    {
        if (HeaderIs("Transfer-Encoding", "chunked"))
            return await ReadChunks(socket, stop);
        if (status == 204)
            return 0;
        if (!int.TryParse(_headers.GetValueOrDefault("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            throw new IOException("the answer does not say how long it is");
        return await Read(socket, 0, length, stop);
    }

    private async ValueTask<int> ReadChunks(Socket socket, CancellationToken stop)
    {
        var total = 0;
        while (true)
        {
            var size = (await ReadLine(socket, stop)).Split(';')[0].Trim();
            if (!int.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length < 0)
                throw new IOException("the answer has a chunk without a size");
            if (length == 0)
                break;
            total = await Read(socket, total, length, stop);
            await ReadLine(socket, stop);
        }
        for (var trailers = 0; (await ReadLine(socket, stop)).Length > 0; trailers++)
        {
            if (trailers == MostHeaders)
                throw new IOException("the answer has too many trailers");
        }
        return total;
    }

    /// <summary>
    /// Reads <paramref name="count"/> bytes into the body at offset <paramref name="at"/> and returns the offset of their end.
    /// </summary>
    private async ValueTask<int> Read(Socket socket, int at, int count, CancellationToken stop)
    {
        if (count > largestBody - at)
            throw new IOException($"the answer has more than {largestBody} bytes");
        var end = at + count;
        if (end > _body.Length)
            Array.Resize(ref _body, Math.Max(end, Math.Min(2 * _body.Length, largestBody)));
        var buffered = Math.Min(count, _end - _start);
        _buffer.AsSpan(_start, buffered).CopyTo(_body.AsSpan(at));
        _start += buffered;
        for (at += buffered; at < end; )
            at += Received(await socket.ReceiveAsync(_body.AsMemory(at, end - at), stop));
        return end;
    }

    private async ValueTask<string> ReadLine(Socket socket, CancellationToken stop)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, length).TrimEnd('\r');
                _start += length + 1;
                return line;
            }
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            if (_end == BufferSize)
                throw new IOException($"the answer has a line of more than {BufferSize} bytes");
            _end += Received(await socket.ReceiveAsync(_buffer.AsMemory(_end), stop));
        }
    }

    private int Received(int count)
    {
        if (count == 0)
            throw new EndOfStreamException("the connection ended within an answer");
        _answering = true;
        return count;
    }

    private bool HeaderIs(string name, string value) =>
        string.Equals(_headers.GetValueOrDefault(name), value, StringComparison.OrdinalIgnoreCase);

    private void Disconnect()
    {
        _socket?.Dispose();
        _socket = null;
    }
}
