namespace EventTicketing.Tests.Simulation;

/// <summary>A function that reads a payment may have to apply the consequences, however rarely.</summary>
public sealed class GrantTests
{
    /// <summary>All functions that call the provider about payments. The excluded ones only ask it for tax rates.</summary>
    public static TheoryData<string> Settling =>
        [
            .. Endpoints
                .All.Select(endpoint => endpoint.Name)
                .Concat(Workers.All.Select(worker => worker.Name))
                .Where(name =>
                    Endpoints.GrantsOf(name).Uses.HasFlag(Uses.Payments)
                    && name
                        is not (
                            nameof(PaymentEndpoints.CalculateTax)
                            or nameof(EventEndpoints.PublishEvent)
                            or nameof(EventEndpoints.UpdateEvent)
                        )
                ),
        ];

    [Theory]
    [MemberData(nameof(Settling))]
    public void Whoever_settles_payments_may_take_and_return_places_and_owe_mails(string function)
    {
        var grants = Endpoints.GrantsOf(function);
        Assert.All(
            [Tables.Registrations, Tables.Inventory, Tables.Quotas, Tables.Notifications],
            table => Assert.True(grants.MayWrite(table), $"{function} may not write {table.Name}")
        );
        Assert.True(grants.MayRead(Tables.Events), $"{function} may not read events");
    }
}
