using System.Text;
using System.Text.RegularExpressions;

namespace EventTicketing.Local.Standins;

/// <param name="Versioning">Null, <c>Enabled</c> or <c>Suspended</c>.</param>
internal sealed record S3Bucket(string Name, DateTimeOffset CreatedAt, string? Versioning);

/// <summary>One version of an object, or a delete marker.</summary>
/// <param name="Id">Random; also the name of the content file, so that an object key never becomes a path.</param>
/// <param name="IsNull">Written while the bucket had no versioning. S3 names this version <c>null</c>, and a key has at most one.</param>
/// <param name="Headers">The headers that a GET returns: content headers, user metadata, checksums.</param>
internal sealed record S3Version(
    string Id,
    long Sequence,
    string Bucket,
    string Key,
    bool IsNull,
    bool IsDeleteMarker,
    long Size,
    string ETag,
    DateTimeOffset ModifiedAt,
    Dictionary<string, string> Headers
)
{
    public string VersionId => IsNull ? "null" : Id;
}

/// <summary>A page of a listing: versions, and the common prefixes that the delimiter produced.</summary>
/// <param name="Last">The last version examined; the next page starts after it. Null on the last page.</param>
internal sealed record S3Page(List<S3Version> Versions, List<string> Prefixes, S3Version? Last);

/// <summary>
/// Buckets and objects in a folder: two journals, and a file per content. A content file is complete before the journal refers to it; files
/// without a journal entry are removed at the next start.
/// </summary>
internal sealed partial class S3Store : IDisposable
{
    private const int LongestKeyBytes = 1024;
    private static readonly Comparer<string> Utf8 = Comparer<string>.Create(
        (a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b))
    );
    private readonly string _objects;
    private readonly string _incoming;
    private readonly Journal<S3Bucket> _buckets;
    private readonly Journal<S3Version> _versions;
    private readonly Dictionary<string, SortedDictionary<string, List<S3Version>>> _index = [];
    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private long _sequence;

    public S3Store(string directory, TimeProvider clock)
    {
        _clock = clock;
        _objects = Directory.CreateDirectory(Path.Combine(directory, "objects")).FullName;
        _incoming = Directory.CreateDirectory(Path.Combine(directory, "incoming")).FullName;
        _buckets = new Journal<S3Bucket>(Path.Combine(directory, "buckets.jsonl"));
        _versions = new Journal<S3Version>(Path.Combine(directory, "versions.jsonl"));
        foreach (var version in _versions.All.OrderBy(version => version.Sequence))
            Insert(version);
        foreach (var file in Directory.EnumerateFiles(_incoming))
            File.Delete(file);
        var strays = Directory.EnumerateFiles(_objects).Where(file => _versions.Find(Path.GetFileName(file)) is null);
        foreach (var file in strays)
            File.Delete(file);
    }

    public IEnumerable<S3Bucket> Buckets => _buckets.All.OrderBy(bucket => bucket.Name, StringComparer.Ordinal);

    public S3Bucket Bucket(string name) =>
        _buckets.Find(name) ?? throw new S3Refusal(404, "NoSuchBucket", "The specified bucket does not exist");

    public void CreateBucket(string name)
    {
        if (!BucketName.IsMatch(name))
            throw new S3Refusal(400, "InvalidBucketName", "The specified bucket is not valid.");
        lock (_lock)
        {
            if (_buckets.Find(name) is not null)
                throw new S3Refusal(
                    409,
                    "BucketAlreadyOwnedByYou",
                    "Your previous request to create the named bucket succeeded and you already own it."
                );
            _buckets.Put(name, new S3Bucket(name, _clock.GetUtcNow(), null));
        }
    }

    public void SetVersioning(string bucket, string status) => _buckets.Put(bucket, Bucket(bucket) with { Versioning = status });

    /// <summary>Creates an empty file for an upload.</summary>
    public FileStream Receive() => new(Path.Combine(_incoming, NewId()), FileMode.CreateNew, FileAccess.ReadWrite);

    /// <summary>Makes an uploaded file the newest version of an object. The file must be closed.</summary>
    /// <param name="precondition">Receives the current version, and throws if it must not be replaced.</param>
    public S3Version Put(
        string bucket,
        string key,
        string file,
        S3Digest digest,
        Dictionary<string, string> headers,
        Action<S3Version?> precondition
    )
    {
        if (Encoding.UTF8.GetByteCount(key) > LongestKeyBytes)
            throw new S3Refusal(400, "KeyTooLongError", "Your key is too long");
        lock (_lock)
        {
            precondition(Current(bucket, key));
            var version = NewVersion(Bucket(bucket), key) with { Size = digest.Length, ETag = digest.ETag, Headers = headers };
            File.Move(file, PathOf(version));
            return Insert(version);
        }
    }

    /// <summary>The requested version, or the current one, which may be a delete marker.</summary>
    public S3Version Find(string bucket, string key, string? versionId)
    {
        Bucket(bucket);
        lock (_lock)
        {
            if (versionId is null)
                return Current(bucket, key) ?? throw NoSuchKey();
            return VersionsOf(bucket, key)?.Find(version => version.VersionId == versionId)
                ?? throw new S3Refusal(404, "NoSuchVersion", "The specified version does not exist.");
        }
    }

    public Stream Open(S3Version version)
    {
        try
        {
            return new FileStream(PathOf(version), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (FileNotFoundException)
        {
            throw NoSuchKey();
        }
    }

    /// <summary>Deletes like S3: permanently with a version id or without versioning, otherwise by adding a delete marker.</summary>
    /// <returns>The delete marker added or the version removed; null if there was none.</returns>
    public S3Version? Delete(string bucketName, string key, string? versionId)
    {
        lock (_lock)
        {
            var bucket = Bucket(bucketName);
            if (versionId is null && bucket.Versioning is not null)
                return Insert(NewVersion(bucket, key) with { IsDeleteMarker = true });
            var doomed = VersionsOf(bucketName, key)?.Find(version => version.VersionId == (versionId ?? "null"));
            if (doomed is not null)
                Remove(doomed);
            return doomed;
        }
    }

    /// <summary>Versions by key in UTF-8 order, newest first. Keys with the delimiter after the prefix become common prefixes.</summary>
    /// <param name="wanted">Filters the versions to list.</param>
    public S3Page List(string bucket, string prefix, string delimiter, int limit, Func<S3Version, bool> wanted)
    {
        Bucket(bucket);
        var page = new S3Page([], [], null);
        lock (_lock)
        {
            var candidates = _index.GetValueOrDefault(bucket, []).Where(entry => entry.Key.StartsWith(prefix, StringComparison.Ordinal));
            foreach (var version in candidates.SelectMany(entry => entry.Value).Where(wanted))
            {
                var cut = delimiter == "" ? -1 : version.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
                var rolled = cut < 0 ? null : version.Key[..(cut + delimiter.Length)];
                if (rolled is null || page.Prefixes.LastOrDefault() != rolled)
                {
                    if (page.Versions.Count + page.Prefixes.Count == limit)
                        return page;
                    if (rolled is null)
                        page.Versions.Add(version);
                    else
                        page.Prefixes.Add(rolled);
                }
                page = page with { Last = version };
            }
        }
        return page with { Last = null };
    }

    public bool IsCurrent(S3Version version) => VersionsOf(version.Bucket, version.Key)?[0] == version;

    public static bool IsAfter(string key, string other) => Utf8.Compare(key, other) > 0;

    public void Dispose()
    {
        _buckets.Dispose();
        _versions.Dispose();
    }

    private S3Version? Current(string bucket, string key) => VersionsOf(bucket, key)?[0];

    private List<S3Version>? VersionsOf(string bucket, string key) => _index.GetValueOrDefault(bucket)?.GetValueOrDefault(key);

    private S3Version NewVersion(S3Bucket bucket, string key) =>
        new(NewId(), _sequence + 1, bucket.Name, key, bucket.Versioning != "Enabled", false, 0, "", _clock.GetUtcNow(), []);

    private S3Version Insert(S3Version version)
    {
        if (_versions.Find(version.Id) is null)
            _versions.Put(version.Id, version);
        _sequence = version.Sequence;
        var keys = _index.TryGetValue(version.Bucket, out var known) ? known : _index[version.Bucket] = new(Utf8);
        var versions = keys.TryGetValue(version.Key, out var list) ? list : keys[version.Key] = [];
        var replaced = version.IsNull ? versions.Find(older => older.IsNull) : null;
        versions.Insert(0, version);
        if (replaced is not null)
            Remove(replaced);
        return version;
    }

    private void Remove(S3Version version)
    {
        var keys = _index[version.Bucket];
        keys[version.Key].Remove(version);
        if (keys[version.Key].Count == 0)
            keys.Remove(version.Key);
        _versions.Remove(version.Id);
        File.Delete(PathOf(version));
    }

    private string PathOf(S3Version version) => Path.Combine(_objects, version.Id);

    private static string NewId() => Guid.NewGuid().ToString("N");

    private static S3Refusal NoSuchKey() => new(404, "NoSuchKey", "The specified key does not exist.");

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketName { get; }
}
