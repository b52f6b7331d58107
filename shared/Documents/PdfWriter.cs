using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace EventTicketing.Documents;

/// <summary>Writes the PDF file format: numbered objects, compressed streams and the cross-reference table.</summary>
internal sealed class PdfWriter
{
    private readonly MemoryStream _file = new();
    private readonly List<long> _starts = [];

    // Bytes above 127 in the header make file transfer programs treat the file as binary.
    public PdfWriter() => _file.Write("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n"u8);

    /// <summary>Reserves the number of an object that is referenced before it is written.</summary>
    public int Reserve()
    {
        _starts.Add(0);
        return _starts.Count;
    }

    public int Add(string value) => Write(Reserve(), value);

    public int Write(int number, string value)
    {
        _starts[number - 1] = _file.Position;
        Write($"{number} 0 obj\n{value}\nendobj\n");
        return number;
    }

    public int AddStream(byte[] content, string entries = "")
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(content);
        var number = Reserve();
        _starts[number - 1] = _file.Position;
        Write($"{number} 0 obj\n<< /Filter /FlateDecode /Length {compressed.Length} {entries}>>\nstream\n");
        compressed.WriteTo(_file);
        Write("\nendstream\nendobj\n");
        return number;
    }

    public byte[] Finish(int catalog, int information)
    {
        var table = _file.Position;
        var identity = Convert.ToHexString(SHA256.HashData(_file.GetBuffer().AsSpan(0, (int)table))[..16]);
        Write($"xref\n0 {_starts.Count + 1}\n0000000000 65535 f \n");
        foreach (var start in _starts)
            Write(start.ToString("D10", CultureInfo.InvariantCulture) + " 00000 n \n");
        Write($"trailer\n<< /Size {_starts.Count + 1} /Root {catalog} 0 R /Info {information} 0 R /ID [<{identity}> <{identity}>] >>\n");
        Write($"startxref\n{table}\n%%EOF\n");
        return _file.ToArray();
    }

    /// <summary>A text string outside page content, such as the title, as UTF-16.</summary>
    public static string Text(string text) => $"<FEFF{Utf16Hex(text)}>";

    public static string Utf16Hex(string text) => Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text));

    private void Write(string text) => _file.Write(Encoding.ASCII.GetBytes(text));
}
