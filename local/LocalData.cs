namespace EventTicketing.Local;

public static class LocalData
{
    /// <summary>Deletes a data folder. Refuses any folder that does not look like one.</summary>
    public static void Delete(string directory)
    {
        if (!Directory.Exists(directory) || !Directory.EnumerateFileSystemEntries(directory).Any())
            return;
        if (!File.Exists(LocalSecrets.FileIn(directory)) && !File.Exists(Path.Combine(directory, "tables.db")))
            throw new InvalidOperationException($"{directory} is not a data folder of EventTicketing: it is left as it is.");
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>Path of the newest published host executable.</summary>
    public static string PublishedHost()
    {
        var folder = Path.Combine(Repository.Root, "artifacts");
        return
            Directory.Exists(folder)
            && Directory
                .EnumerateFiles(folder, "bootstrap", SearchOption.AllDirectories)
                .Where(file =>
                    file.Contains($"{Path.DirectorySeparatorChar}publish{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                )
                .MaxBy(File.GetLastWriteTimeUtc)
                is { } published
            ? published
            : throw new InvalidOperationException("Publish the functions first: dotnet publish functions/Host");
    }
}
