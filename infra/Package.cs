namespace EventTicketing.Infra;

/// <summary>What <c>dotnet run --project cli -- publish</c> has made ready to be deployed.</summary>
public static class Package
{
    /// <summary>The certificates that AWS's addresses chain to: a file here, and beside the executable.</summary>
    public const string Roots = "roots.pem";

    public static string Functions { get; set; } = SourceTree.At("artifacts", "package", "functions");

    /// <summary>What is deployed of it are the fonts that are not inside the executable.</summary>
    public static string Fonts { get; } = SourceTree.At("shared", "Documents", "Fonts");

    /// <exception cref="InvalidOperationException">Nothing has been published yet.</exception>
    public static void MustBeThere(string functions)
    {
        if (!File.Exists(Path.Combine(functions, "bootstrap")) || !File.Exists(Path.Combine(functions, Roots)))
            throw new InvalidOperationException("There is nothing to deploy yet. Publish it first: dotnet run --project cli -- publish");
    }
}
