using EventTicketing.Data;

namespace EventTicketing.Api;

/// <summary>What a function may use besides tables.</summary>
[Flags]
public enum Uses
{
    Nothing = 0,
    Payments = 1,

    /// <summary>The tickets' PDFs: to look at them and to make links to them.</summary>
    ReadFiles = 2,
    WriteFiles = 4,
    Mail = 8,

    /// <summary>The keys that seal and open ticket codes.</summary>
    TicketKeys = 16,

    /// <summary>The key that signs page cursors.</summary>
    Cursors = 32,

    /// <summary>Groups in the user pool.</summary>
    ChangeGroups = 64,

    /// <summary>Whole indexes of due work.</summary>
    Sweep = 128,

    /// <summary>What people upload: to look at it and to make links to it.</summary>
    ReadUploads = 256,

    /// <summary>To let people upload, and to delete it.</summary>
    WriteUploads = 512,

    /// <summary>What people export: to make links to it.</summary>
    ReadExports = 1024,
    WriteExports = 2048,
}

/// <summary>What a function may touch: its role in the cloud, and what the runtime lets it touch everywhere.</summary>
public sealed record Grants(IReadOnlyList<TableDefinition> Reads, IReadOnlyList<TableDefinition> Writes, Uses Uses)
{
    public static readonly Grants None = new([], [], Uses.Nothing);

    /// <summary>Of the endpoint or worker with this name.</summary>
    public static Grants Of(string function) =>
        Endpoints.All.FirstOrDefault(endpoint => endpoint.Name == function)?.Grants ?? Workers.All.Single(worker => worker.Name == function).Grants;

    public static Grants Read(params IReadOnlyList<TableDefinition> tables) => None with { Reads = tables };

    /// <summary>Read and write.</summary>
    public static Grants Write(params IReadOnlyList<TableDefinition> tables) => None with { Writes = tables };

    public Grants AndRead(params IReadOnlyList<TableDefinition> tables) => this with { Reads = [.. Reads, .. tables] };

    public bool MayRead(TableDefinition table) => Reads.Contains(table) || Writes.Contains(table);

    public bool MayWrite(TableDefinition table) => Writes.Contains(table);

    public Grants And(Uses uses) => this with { Uses = Uses | uses };

    /// <summary>The secrets that it needs, by their names in <see cref="SecretNames"/>.</summary>
    public IEnumerable<string> Secrets => SecretNames.All.Where(secret => Uses.HasFlag(secret.For)).Select(secret => secret.Name);
}

/// <summary>Where secrets are kept: apart, so that a function can be given one without the others.</summary>
public static class SecretNames
{
    public static readonly IReadOnlyList<(string Name, Uses For)> All =
        [("stripe", Uses.Payments), ("ticket-keys", Uses.TicketKeys), ("cursors", Uses.Cursors)];

    /// <summary>For example <c>event-ticketing/prod/stripe</c>.</summary>
    public static string In(string stage, string name) => $"event-ticketing/{stage}/{name}";
}
