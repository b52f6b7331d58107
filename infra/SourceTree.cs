namespace EventTicketing.Infra;

/// <summary>Paths in the repository, in which these programs must run.</summary>
public static class SourceTree
{
    public static string Root { get; } = Folder();

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "EventTicketing.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("This runs inside the repository.");
    }
}
