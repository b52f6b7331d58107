namespace EventTicketing.Infra;

/// <summary>What <c>dotnet run --project cli -- publish</c> has made ready to be deployed.</summary>
public static class Package
{
    public static readonly string Root = Folder();

    public static string Functions { get; set; } = Path.Combine(Root, "artifacts", "package", "functions");

    /// <exception cref="InvalidOperationException">Nothing has been published yet.</exception>
    public static void MustBeThere()
    {
        if (!File.Exists(Path.Combine(Functions, "bootstrap")))
            throw new InvalidOperationException("There is nothing to deploy yet. Publish it first: dotnet run --project cli -- publish");
    }

    /// <summary>The folder under <c>functions/</c> that a function stands in.</summary>
    public static string AreaOf(string function) =>
        Directory.GetDirectories(Path.Combine(Root, "functions"), function, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 1 }) is [var folder]
            ? Path.GetFileName(Path.GetDirectoryName(folder)!)
            : throw new InvalidOperationException($"There is no folder functions/*/{function}.");

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EventTicketing.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("This runs inside the repository.");
    }
}
