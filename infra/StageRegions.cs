namespace EventTicketing.Infra;

/// <summary>Values that the stacks and the deploy command share.</summary>
public static class StageRegions
{
    /// <summary>The region of the CDN with its certificate and firewall, whatever the region of the stage.</summary>
    public const string Cdn = "us-east-1";

    /// <summary>Name of the SSM parameter with the URL of the site, in the CDN's region.</summary>
    public static string SiteParameter(StageConfig stage) => $"/event-ticketing/{stage.Name}/site-url";
}
