using EventTicketing.Api;

namespace EventTicketing.ApiDocuments;

public static partial class Examples
{
    private static object[] System => [new HealthView("ok", "1.0.0")];
}
