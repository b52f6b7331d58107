using EventTicketing.Data;
using EventTicketing.Ports;

namespace EventTicketing.Api;

/// <summary>
/// A secret in a store of its own, so that a function can read it without the others. Its value has some of the fields of <see
/// cref="Secrets"/>.
/// </summary>
/// <param name="For">The use that needs it.</param>
/// <param name="Part">The secret's own fields of all secrets.</param>
/// <param name="Make">Generates a value; null when a person has to give it.</param>
public sealed record SecretDefinition(string Name, Uses For, Func<Secrets, Secrets> Part, Func<Secrets>? Make)
{
    /// <summary>For example <c>event-ticketing/prod/stripe</c>.</summary>
    public string NameIn(string stage) => $"event-ticketing/{stage}/{Name}";
}

/// <summary>Every secret, for grants, the stacks of the cloud, the deploy command and the local Secrets Manager.</summary>
public static class SecretDefinitions
{
    public static readonly SecretDefinition Stripe = new("stripe", Uses.Payments, all => new(Stripe: all.Stripe), Make: null);

    public static readonly SecretDefinition TicketKeys = new(
        "ticket-keys",
        Uses.TicketKeys,
        all => new(TicketKeys: all.TicketKeys, Codes: all.Codes),
        () => new(TicketKeys: [TicketKey.New(1)], Codes: Secrets.Random())
    );

    public static readonly SecretDefinition Cursors = new(
        "cursors",
        Uses.Cursors,
        all => new(Cursors: all.Cursors),
        () => new(Cursors: Secrets.Random())
    );

    public static readonly SecretDefinition OrderKeys = new(
        "order-keys",
        Uses.OrderKeys,
        all => new(OrderKeys: all.OrderKeys),
        () => new(OrderKeys: Secrets.Random())
    );

    public static readonly SecretDefinition Webhooks = new(
        "webhooks",
        Uses.WebhookKeys,
        all => new(Webhooks: all.Webhooks),
        () => new(Webhooks: Secrets.Random())
    );

    public static IReadOnlyList<SecretDefinition> All => field ??= Declared.In<SecretDefinition>(typeof(SecretDefinitions));
}
