using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Runtime;

/// <summary>What the endpoints of webhooks have in common.</summary>
public static class WebhookCalls
{
    /// <summary>A webhook endpoint, if the caller acts for its organization in the role that the call requires; otherwise 404.</summary>
    public static async Task<Result<WebhookEndpoint>> OwnWebhookEndpoint(this Call call, string endpointId)
    {
        var located = (await call.Db.LocatedWebhookEndpoints.At(endpointId).Take(1).Page(call.Stop)).Items;
        return
            located is [{ OrganizationId: var organizationId }]
            && call.ActsFor(organizationId)
            && await call.Db.WebhookEndpoints.Find(organizationId, endpointId, call.Stop) is { } found
            ? found
            : Problem.NotFound("webhook_endpoint");
    }

    /// <summary>Loads a webhook endpoint of the caller's organization, decides, and saves it with a record of the act.</summary>
    /// <param name="changed">The fields that the request changes.</param>
    public static Task<Result<WebhookEndpoint>> ChangeWebhookEndpoint(
        this Call call,
        string endpointId,
        Func<WebhookEndpoint, WebhookEndpoint> decide,
        IReadOnlyList<FieldChange>? changed = null
    ) =>
        call.Db.Decide<WebhookEndpoint>(
            async () =>
            {
                if ((await call.OwnWebhookEndpoint(endpointId)).Refused(out var problem, out var current))
                    return problem;
                if (call.WhyNotMatched(current.Version) is { } mismatch)
                    return mismatch;
                return call.Db.WebhookEndpoints.Save(
                    current,
                    decide(current),
                    call.Record(current.EndpointId, current.OrganizationId, changed)
                );
            },
            call.Stop
        );

    /// <summary>Null when messages may go to this address; otherwise the refusal.</summary>
    public static async Task<Problem?> WhyNotReachable(this Call call, string url) =>
        await call.App.Webhooks.WhyNotReachable(url, call.Stop) is { } reason
            ? Problem.Invalid("url", "unreachable_address", reason)
            : null;
}
