namespace EventTicketing.Tests.Simulation;

/// <summary>Whoever looks at a payment may have to do what follows from it, however seldom that is.</summary>
public sealed class GrantTests
{
    /// <summary>All that talk to the provider about payments. Organizers' functions ask it for a rate of tax.</summary>
    public static TheoryData<string> Settling =>
    [
        .. Endpoints.All.Select(endpoint => endpoint.Name).Concat(Workers.All.Select(worker => worker.Name))
            .Where(name => Grants.Of(name).Uses.HasFlag(Uses.Payments) && name is not (nameof(PaymentEndpoints.CalculateTax) or nameof(EventEndpoints.PublishEvent) or nameof(EventEndpoints.UpdateEvent))),
    ];

    [Theory]
    [MemberData(nameof(Settling))]
    public void Whoever_settles_payments_may_take_and_return_places_and_owe_mails(string function)
    {
        var grants = Grants.Of(function);
        Assert.All([Tables.Registrations, Tables.Inventory, Tables.Quotas, Tables.Notifications], table => Assert.True(grants.MayWrite(table), $"{function} may not write {table.Name}"));
        Assert.True(grants.MayRead(Tables.Events), $"{function} may not read events");
    }
}
