namespace EventTicketing.Documents;

/// <summary>The files of <c>Fonts/</c>, which travel inside the assembly.</summary>
internal static class Resources
{
    internal static byte[] Bytes(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not among the resources.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
