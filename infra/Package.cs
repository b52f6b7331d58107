namespace EventTicketing.Infra;

/// <summary>The files to deploy, as published by <c>dotnet run --project cli -- publish</c>.</summary>
public static class Package
{
    /// <summary>The file with the root certificates of AWS; it is in this folder and beside the executable.</summary>
    public const string Roots = "roots.pem";

    public static string Functions { get; set; } = SourceTree.At("artifacts", "package", "functions");

    /// <summary>The folder with the fonts. Only those that are not embedded in the executable are deployed.</summary>
    public static string Fonts { get; } = SourceTree.At("shared", "Documents", "Fonts");

    /// <exception cref="InvalidOperationException">Nothing has been published yet.</exception>
    public static void MustBeThere(string functions)
    {
        if (!File.Exists(Path.Combine(functions, "bootstrap")) || !File.Exists(Path.Combine(functions, Roots)))
            throw new InvalidOperationException("There is nothing to deploy yet. Publish it first: dotnet run --project cli -- publish");
    }
}
