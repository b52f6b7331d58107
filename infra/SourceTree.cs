namespace EventTicketing.Infra;

/// <summary>Where the repository is: these programs run inside it.</summary>
public static class SourceTree
{
    public static string Root { get; } = Folder();

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EventTicketing.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("This runs inside the repository.");
    }
}
