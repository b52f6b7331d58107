namespace EventTicketing.Data;

/// <summary>How long the files of a bucket whose keys begin with a prefix stay.</summary>
/// <param name="Prefix">Empty for all files.</param>
public sealed record FileRule(string Prefix = "")
{
    /// <summary>Days after which a file is deleted; null when it stays.</summary>
    public int? Days { get; init; }

    /// <summary>Days after which a file moves to an archive that answers as fast and costs more to read; null when it does not.</summary>
    public int? ArchiveAfterDays { get; init; }

    /// <summary>Days for which versions that were replaced or deleted are kept.</summary>
    public required int OldVersionDays { get; init; }
}

/// <summary>A private bucket; its files have versions.</summary>
public sealed record BucketDefinition(string Name, params IReadOnlyList<FileRule> Rules)
{
    /// <summary>Whether browsers upload to it with a form.</summary>
    public bool Uploads { get; init; }

    /// <summary>Prefix of the files that the site serves to everybody, at the path of their key; null when it serves none.</summary>
    public string? Served { get; init; }

    /// <summary>The environment variable with the bucket's full name, for example <c>TICKETS_BUCKET</c>.</summary>
    public string Variable => $"{Name.ToUpperInvariant().Replace('-', '_')}_BUCKET";

    /// <summary>For example <c>event-ticketing-tickets-local</c>. In AWS the account's number follows, because names are global.</summary>
    public string NameIn(string stage) => $"event-ticketing-{Name}-{stage}";
}

/// <summary>Every bucket of files, for grants, the stacks of the cloud and the local S3.</summary>
public static class Buckets
{
    /// <summary>The tickets' PDFs.</summary>
    public static readonly BucketDefinition Tickets = new("tickets", new FileRule { Days = 365, OldVersionDays = 90 });

    /// <summary>Files that people upload. Those under <c>incoming/</c> have not been published.</summary>
    public static readonly BucketDefinition Uploads = new(
        "uploads",
        // Identity papers. A worker erases them after 365 days, and this catches what it has missed. No old version outlives a deletion by
        // more than a day.
        new FileRule("kyc/") { Days = 400, OldVersionDays = 1 },
        new FileRule("incoming/") { Days = 1, OldVersionDays = 1 },
        // Past events still show their images.
        new FileRule("images/") { ArchiveAfterDays = 180, OldVersionDays = 30 }
    )
    {
        Uploads = true,
        Served = "images/",
    };

    /// <summary>Reports that people request.</summary>
    public static readonly BucketDefinition Exports = new("exports", new FileRule { Days = 7, OldVersionDays = 1 });

    public static IReadOnlyList<BucketDefinition> All => field ??= Declared.In<BucketDefinition>(typeof(Buckets));
}
