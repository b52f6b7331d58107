namespace EventTicketing.Documents;

/// <summary>
/// Reads the files of <c>Fonts/</c>: Inter and the tables are embedded in the assembly, the other fonts are beside the executable.
/// </summary>
internal static class Resources
{
    // Lambda extracts layers to /opt; functions that render tickets have a layer with the fonts.
    private static readonly string[] Folders = [Path.Combine(AppContext.BaseDirectory, "fonts"), "/opt"];

    /// <summary>An embedded file as a pinned array, because HarfBuzz reads it in place.</summary>
    internal static byte[] Bytes(string name)
    {
        using var stream =
            typeof(Resources).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not among the resources.");
        return Read(stream);
    }

    /// <exception cref="FileNotFoundException">
    /// The fonts are not beside this executable: see <c>DrawsTickets</c> in Directory.Build.targets.
    /// </exception>
    internal static byte[] FontBytes(string name)
    {
        var path =
            Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{name} is in none of {string.Join(", ", Folders)}.");
        using var stream = File.OpenRead(path);
        return Read(stream);
    }

    private static byte[] Read(Stream stream)
    {
        var bytes = GC.AllocateUninitializedArray<byte>((int)stream.Length, pinned: true);
        stream.ReadExactly(bytes);
        return bytes;
    }
}
