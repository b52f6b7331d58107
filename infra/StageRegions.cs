namespace EventTicketing.Infra;

/// <summary>What the stacks and the deploy command agree on.</summary>
public static class StageRegions
{
    /// <summary>The CDN, its certificate and its firewall belong there, wherever the rest is.</summary>
    public const string Cdn = "us-east-1";

    /// <summary>In Parameter Store, in the CDN's region: where the site is.</summary>
    public static string SiteParameter(StageConfig stage) => $"/event-ticketing/{stage.Name}/site-url";
}
