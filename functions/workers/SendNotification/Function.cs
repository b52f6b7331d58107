namespace EventTicketing.Functions.SendNotification;

public sealed class Function(Host host) : StreamFunction(Workers.SendNotification, host)
{
    protected override async Task Handle(Key changed, CancellationToken stop)
    {
        if (await App.Db.Registrations.Find(changed.Partition, stop) is not { } registration)
            return;
        await Bookkeeping.Write(App, registration, stop);
        try
        {
            await Notifying.Send(App, registration, [], stop);
        }
        finally
        {
            // A mail that cannot be sent holds up no message to a webhook.
            await WebhookNotes.Of(App, registration, stop);
        }
    }
}
