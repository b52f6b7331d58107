namespace EventTicketing.Api;

public sealed record HealthView(string Status, string Version);
