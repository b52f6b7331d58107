namespace EventTicketing.Functions.NoteCheckIns;

public sealed class Function(Host host) : StreamFunction(Workers.NoteCheckIns, host)
{
    protected override async Task Handle(Key changed, CancellationToken stop)
    {
        if (await App.Db.CheckIns.Find(changed.Partition, (string)changed.Sort!, stop) is { } checkIn)
            await WebhookNotes.Of(App, checkIn, stop);
    }
}
