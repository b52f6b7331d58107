using System.Collections;
using QRCoder;

namespace EventTicketing.Documents;

/// <summary>Draws QR codes as vector graphics: sharp at any size, and small in the file.</summary>
public static class QrDrawing
{
    /// <summary>
    /// Draws a QR code of error correction level M on white; the width includes its quiet zone of four modules. Digits, capital letters and
    /// <c>$%*+-./:</c> (all of Base45) take less room than other text.
    /// </summary>
    /// <exception cref="QRCoder.Exceptions.DataTooLongException">The text is over 3,391 such characters, or 2,331 bytes.</exception>
    public static void QrCode(this PdfPage page, string text, double x, double y, double width)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        page.Rectangle(x, y, width, width, new Color(0xFFFFFF));
        page.Squares(x, y, width / rows.Count, Bars(rows), new Color(0));
    }

    private static IEnumerable<(int Row, int Column, int Length)> Bars(List<BitArray> rows)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            for (var end = 0; end < rows.Count; end++)
            {
                var start = end;
                while (end < rows.Count && rows[row][end])
                    end++;
                if (end > start)
                    yield return (row, start, end - start);
            }
        }
    }
}
