using EventTicketing.Data;

namespace EventTicketing.Api;

/// <summary>What a function may use besides tables.</summary>
[Flags]
public enum Uses
{
    Nothing = 0,
    Payments = 1,

    /// <summary>Read ticket PDFs and create links to them.</summary>
    ReadFiles = 2,
    WriteFiles = 4,
    Mail = 8,

    /// <summary>The keys that seal and open ticket codes.</summary>
    TicketKeys = 16,

    /// <summary>The key that signs page cursors.</summary>
    Cursors = 32,

    /// <summary>Add people to groups of the user pool.</summary>
    ChangeGroups = 64,

    /// <summary>Scan the indexes of due work.</summary>
    Sweep = 128,

    /// <summary>Read uploaded files and create links to them.</summary>
    ReadUploads = 256,

    /// <summary>Create upload forms, and write and delete uploaded files.</summary>
    WriteUploads = 512,

    /// <summary>Read exported files and create links to them.</summary>
    ReadExports = 1024,
    WriteExports = 2048,
}

/// <summary>What a function may access: enforced by its IAM role in the cloud, and by the runtime everywhere.</summary>
public sealed record Grants(IReadOnlyList<TableDefinition> Reads, IReadOnlyList<TableDefinition> Writes, Uses Uses)
{
    public static readonly Grants None = new([], [], Uses.Nothing);

    public static Grants Read(params IReadOnlyList<TableDefinition> tables) => None with { Reads = tables };

    /// <summary>Read and write access.</summary>
    public static Grants Write(params IReadOnlyList<TableDefinition> tables) => None with { Writes = tables };

    public Grants AndRead(params IReadOnlyList<TableDefinition> tables) => this with { Reads = [.. Reads, .. tables] };

    public bool MayRead(TableDefinition table) => Reads.Contains(table) || Writes.Contains(table);

    public bool MayWrite(TableDefinition table) => Writes.Contains(table);

    public Grants And(Uses uses) => this with { Uses = Uses | uses };

    /// <summary>Names, as in <see cref="SecretNames"/>, of the secrets that the uses need.</summary>
    public IEnumerable<string> Secrets => SecretNames.All.Where(secret => Uses.HasFlag(secret.For)).Select(secret => secret.Name);
}

/// <summary>The names of the secrets. Each use has its own, so that a function can read one without the others.</summary>
public static class SecretNames
{
    public static readonly IReadOnlyList<(string Name, Uses For)> All =
    [
        ("stripe", Uses.Payments),
        ("ticket-keys", Uses.TicketKeys),
        ("cursors", Uses.Cursors),
    ];

    /// <summary>For example <c>event-ticketing/prod/stripe</c>.</summary>
    public static string In(string stage, string name) => $"event-ticketing/{stage}/{name}";
}
