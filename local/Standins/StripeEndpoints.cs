using System.Text.Json.Nodes;

namespace EventTicketing.Local.Standins;

/// <summary>
/// The account's webhook endpoints, as a deployment creates them. They are stored only: webhooks go to the stand-in's own target, signed
/// with its single secret.
/// </summary>
internal sealed class StripeEndpoints(string webhookSecret)
{
    private const int Most = 16;

    public void Map(StripeApi api)
    {
        api.Get("/webhook_endpoints", call => call.Page(Active(call)));
        api.Get("/webhook_endpoints/{id}", call => call.Show(Find(call)));
        api.Post("/webhook_endpoints", Create);
        api.Post("/webhook_endpoints/{id}", Update);
        api.Delete("/webhook_endpoints/{id}", Delete);
    }

    private static IEnumerable<WebhookEndpoint> Active(StripeCall call) => call.All<WebhookEndpoint>().Where(endpoint => !endpoint.Deleted);

    private static WebhookEndpoint Find(StripeCall call) =>
        call.Get<WebhookEndpoint>("webhook endpoint") is { Deleted: false } endpoint
            ? endpoint
            : throw StripeRefusal.Missing("webhook endpoint", call.Caller.Id!);

    private JsonNode Create(StripeCall call)
    {
        if (Active(call).Count() >= Most)
            throw StripeRefusal.Invalid($"You have reached the maximum of {Most} test webhook endpoints.");
        if (!Uri.TryCreate(call.Form.Required("url"), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw StripeRefusal.Invalid("Invalid URL: An explicit scheme (such as https) must be provided.", "url", "url_invalid");
        var made = call.Show(
            call.Save(
                new WebhookEndpoint
                {
                    Id = call.NewId("we"),
                    Created = call.Now,
                    Url = url.AbsoluteUri,
                    EnabledEvents = Events(call) ?? throw StripeRefusal.Without("enabled_events"),
                    Description = call.Form.Text("description"),
                    ApiVersion = call.Form.OneOf("api_version", StripeApi.Version),
                }
            )
        );
        // As in Stripe, only the response to the creation contains the secret.
        made["secret"] = webhookSecret;
        return made;
    }

    private static JsonNode Update(StripeCall call)
    {
        var endpoint = Find(call);
        return call.Show(
            call.Save(
                endpoint with
                {
                    EnabledEvents = Events(call) ?? endpoint.EnabledEvents,
                    Description = call.Form.Text("description") ?? endpoint.Description,
                }
            )
        );
    }

    private static JsonNode Delete(StripeCall call)
    {
        var gone = call.Save(Find(call) with { Deleted = true });
        return new JsonObject
        {
            ["id"] = gone.Id,
            ["object"] = "webhook_endpoint",
            ["deleted"] = true,
        };
    }

    /// <summary>The event types of the request; null when absent. The only wildcard is <c>*</c>, as in Stripe.</summary>
    private static IReadOnlyList<string>? Events(StripeCall call)
    {
        var events = call.Form.List("enabled_events");
        if (events.Any(name => name != "*" && (!name.Contains('.') || name.Contains('*'))))
            throw StripeRefusal.Invalid("Invalid enabled_events: must be one of Stripe's events, or *.", "enabled_events");
        return events.Count > 0 ? events : null;
    }
}
