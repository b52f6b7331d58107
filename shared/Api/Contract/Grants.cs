using EventTicketing.Data;

namespace EventTicketing.Api;

/// <summary>What a function may use besides tables, buckets and queues.</summary>
[Flags]
public enum Uses
{
    Nothing = 0,
    Payments = 1,
    Mail = 2,

    /// <summary>The keys that seal and open ticket codes.</summary>
    TicketKeys = 4,

    /// <summary>The key that signs page cursors.</summary>
    Cursors = 8,

    /// <summary>Add people to groups of the user pool, and take them out.</summary>
    ChangeGroups = 16,

    /// <summary>Scan the indexes of due work.</summary>
    Sweep = 32,

    /// <summary>Read people and their groups from the user pool.</summary>
    ReadPeople = 64,

    /// <summary>Create, disable, enable and sign out people, and reset their passwords.</summary>
    ManagePeople = 128,

    /// <summary>Delete sign-ins.</summary>
    DeletePeople = 256,

    /// <summary>Sign in gate devices.</summary>
    SignInDevices = 512,

    /// <summary>The key from which the keys of guests' orders are derived.</summary>
    OrderKeys = 1024,

    /// <summary>Send text messages, where the stage does.</summary>
    Sms = 2048,

    /// <summary>Read all events of all organizations, which no index lists.</summary>
    ScanEvents = 4096,

    /// <summary>The key that encrypts the secrets of webhook endpoints.</summary>
    WebhookKeys = 8192,

    /// <summary>Look up addresses of webhook endpoints, and send to them.</summary>
    Webhooks = 16384,
}

/// <summary>What a function may do with the files of a bucket.</summary>
[Flags]
public enum May
{
    Nothing = 0,

    /// <summary>Read files, see whether one exists, and create links to them.</summary>
    Get = 1,

    /// <summary>Write files, and create forms for uploads.</summary>
    Put = 2,
    Delete = 4,
}

/// <summary>What a function may access: enforced by its IAM role in the cloud, and by the runtime everywhere.</summary>
public sealed record Grants(IReadOnlyList<TableDefinition> Reads, IReadOnlyList<TableDefinition> Writes, Uses Uses)
{
    public static readonly Grants None = new([], [], Uses.Nothing);

    public IReadOnlyList<(BucketDefinition Bucket, May May)> Files { get; private init; } = [];

    /// <summary>The queues to which messages may be sent.</summary>
    public IReadOnlyList<QueueDefinition> Sends { get; private init; } = [];

    public static Grants Read(params IReadOnlyList<TableDefinition> tables) => None with { Reads = tables };

    /// <summary>Read and write access.</summary>
    public static Grants Write(params IReadOnlyList<TableDefinition> tables) => None with { Writes = tables };

    public Grants AndRead(params IReadOnlyList<TableDefinition> tables) => this with { Reads = [.. Reads, .. tables] };

    public bool MayRead(TableDefinition table) => Reads.Contains(table) || Writes.Contains(table);

    public bool MayWrite(TableDefinition table) => Writes.Contains(table);

    /// <param name="may">All that is granted on the bucket.</param>
    public Grants And(BucketDefinition bucket, May may) => this with { Files = [.. Files, (bucket, may)] };

    /// <summary>What is granted on a bucket.</summary>
    public May On(BucketDefinition bucket) => Files.FirstOrDefault(grant => grant.Bucket == bucket).May;

    public Grants AndSend(params IReadOnlyList<QueueDefinition> queues) => this with { Sends = [.. Sends, .. queues] };

    public Grants And(Uses uses) => this with { Uses = Uses | uses };

    /// <summary>Whether the user pool is used.</summary>
    public bool UsePeople =>
        (Uses & (Uses.ChangeGroups | Uses.ReadPeople | Uses.ManagePeople | Uses.DeletePeople | Uses.SignInDevices)) != 0;

    /// <summary>Whether services are called that are not of AWS.</summary>
    public bool CallOthers => (Uses & (Uses.Payments | Uses.Webhooks)) != 0;

    /// <summary>The secrets that the uses need.</summary>
    public IEnumerable<SecretDefinition> Secrets => SecretDefinitions.All.Where(secret => Uses.HasFlag(secret.For));
}
