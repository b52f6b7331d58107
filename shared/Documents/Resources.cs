namespace EventTicketing.Documents;

/// <summary>The files of <c>Fonts/</c>: Inter and the tables travel inside the assembly, the other fonts beside the executable that prints.</summary>
internal static class Resources
{
    // The second is where Lambda lays out the layer that the functions with tickets have.
    private static readonly string[] Folders = [Path.Combine(AppContext.BaseDirectory, "fonts"), "/opt"];

    /// <summary>In an array that does not move: HarfBuzz reads it, too.</summary>
    internal static byte[] Bytes(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"{name} is not among the resources.");
        return Read(stream);
    }

    /// <exception cref="FileNotFoundException">The fonts were not put beside this executable: see <c>DrawsTickets</c> in Directory.Build.targets.</exception>
    internal static byte[] FontBytes(string name)
    {
        var path = Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
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
