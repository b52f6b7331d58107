using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace EventTicketing.Local.Standins;

/// <summary>
/// A stand-in's storage: documents by key, in memory and in an append-only file of JSON lines. <see cref="Put"/> returns after the line is
/// written to the operating system, so acknowledged writes survive a <c>kill -9</c> of this process.
/// </summary>
public sealed class Journal<T> : IDisposable
    where T : class
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly ConcurrentDictionary<string, T> _documents = new(StringComparer.Ordinal);
    private readonly FileStream? _file;
    private readonly Lock _lock = new();

    /// <param name="path">The file; null keeps everything in memory only.</param>
    public Journal(string? path)
    {
        if (path is null)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (File.Exists(path))
            Load(path);
        var compacted = path + ".new";
        File.WriteAllLines(compacted, _documents.Select(document => Line(document.Key, document.Value)));
        File.Move(compacted, path, overwrite: true);
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    public ICollection<T> All => _documents.Values;

    public T? Find(string key) => _documents.GetValueOrDefault(key);

    public void Put(string key, T document) => Append(key, document);

    public void Remove(string key) => Append(key, null);

    public void Dispose() => _file?.Dispose();

    private void Append(string key, T? document)
    {
        lock (_lock)
        {
            _file?.Write(Encoding.UTF8.GetBytes(Line(key, document) + "\n"));
            Apply(key, document);
        }
    }

    private void Apply(string key, T? document)
    {
        if (document is null)
            _documents.TryRemove(key, out _);
        else
            _documents[key] = document;
    }

    private void Load(string path)
    {
        foreach (var line in File.ReadLines(path))
        {
            try
            {
                var entry = JsonSerializer.Deserialize<Entry>(line, Json)!;
                Apply(entry.Key, entry.Document);
            }
            catch (JsonException)
            {
                // An incomplete last line is from a killed process, and was never acknowledged.
            }
        }
    }

    private static string Line(string key, T? document) => JsonSerializer.Serialize(new Entry(key, document), Json);

    private sealed record Entry(string Key, T? Document);
}
