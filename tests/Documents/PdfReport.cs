using System.Text.Json;

namespace EventTicketing.Tests.Documents;

/// <summary>What qpdf, PDFium and ZXing report about a file. Lengths are in points.</summary>
public sealed record PdfReport(Check Qpdf, IReadOnlyList<PageReport> Pages)
{
    public PageReport Page => Assert.Single(Pages);

    public static async Task<PdfReport> Of(byte[] pdf)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pdf");
        try
        {
            await File.WriteAllBytesAsync(path, pdf);
            return JsonSerializer.Deserialize<PdfReport>(await NodeTools.Run("pdf.mjs", [path]), JsonSerializerOptions.Web)!;
        }
        finally
        {
            File.Delete(path);
        }
    }
}

public sealed record Check(int ExitCode, IReadOnlyList<string> Said);

/// <param name="Ink">The bounding box of all that is not white.</param>
public sealed record PageReport(double Width, double Height, string Text, Box Ink, IReadOnlyList<Code> Codes)
{
    /// <summary>The text with each line break and run of spaces as one space.</summary>
    public string Words => string.Join(' ', Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

public sealed record Box(double Left, double Top, double Right, double Bottom);

/// <summary>A QR code found on the page.</summary>
public sealed record Code(string Text, double Width, int Version, string Level);
