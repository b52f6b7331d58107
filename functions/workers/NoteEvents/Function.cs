namespace EventTicketing.Functions.NoteEvents;

public sealed class Function(Host host) : StreamFunction(Workers.NoteEvents, host)
{
    protected override async Task Handle(Key changed, CancellationToken stop)
    {
        if (await App.Db.Events.Find(changed.Partition, stop) is { } ev)
            await WebhookNotes.Of(App, ev, stop);
    }
}
