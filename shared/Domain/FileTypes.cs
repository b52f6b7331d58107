namespace EventTicketing.Domain;

/// <summary>The content types of uploads, and how files of them begin.</summary>
public static class FileTypes
{
    public const string Jpeg = "image/jpeg";
    public const string Png = "image/png";
    public const string Pdf = "application/pdf";

    public static string ExtensionOf(string contentType) =>
        contentType switch
        {
            Png => "png",
            Pdf => "pdf",
            _ => "jpg",
        };

    /// <summary>Whether a file begins with the signature of its content type. False for types that are not listed here.</summary>
    public static bool Fits(string contentType, ReadOnlySpan<byte> file) =>
        contentType switch
        {
            Jpeg => file.StartsWith(JpegSignature),
            Png => file.StartsWith(PngSignature),
            Pdf => file.StartsWith("%PDF-"u8),
            _ => false,
        };

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>Start of image, and the first byte of the marker that follows.</summary>
    private static ReadOnlySpan<byte> JpegSignature => [0xFF, 0xD8, 0xFF];
}
