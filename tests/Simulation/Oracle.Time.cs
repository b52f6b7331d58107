namespace EventTicketing.Tests.Simulation;

/// <summary>Checks that nothing changes in closed days, and that time has a project and, once approved, a rate.</summary>
public sealed partial class Oracle
{
    /// <summary>The versions of the entries of closed days, as they were when the closing was answered.</summary>
    private readonly Dictionary<string, long> _closedTime = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> _closedThrough = new(StringComparer.Ordinal);

    public void Closed(string organizationId, string through)
    {
        _closedThrough[organizationId] = through;
        foreach (var entry in _cloud.Tables.All(Tables.TimeEntries))
        {
            if (entry.Text("organizationId") == organizationId && string.CompareOrdinal(entry.Text("date"), through) <= 0)
                _closedTime.TryAdd(entry.Text("timeEntryId")!, entry.ContainsKey("version") ? entry.Number("version") : 0);
        }
    }

    private void JudgeTime()
    {
        var left = _closedTime.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var entry in _cloud.Tables.All(Tables.TimeEntries))
        {
            var (id, version) = (entry.Text("timeEntryId")!, entry.ContainsKey("version") ? entry.Number("version") : 0);
            left.Remove(id);
            Must(_cloud.Tables.Find(Tables.Projects, entry.Text("projectId")!) is not null, () => $"{id} is on a project that was deleted");
            Must(
                entry.Text("status") != "Approved" || entry.ContainsKey("rate"),
                () => $"{id} is approved, and nobody knows what it is paid with"
            );
            if (
                !_closedThrough.TryGetValue(entry.Text("organizationId")!, out var through)
                || string.CompareOrdinal(entry.Text("date"), through) > 0
            )
                continue;
            Sometimes("time of a closed day");
            Must(
                _closedTime.TryGetValue(id, out var then) && then == version,
                () => $"{id} was written after its day was closed: version {then}, then {version}"
            );
        }

        Must(left.Count == 0, () => $"{string.Join(", ", left)} was deleted after its day was closed");
    }
}
