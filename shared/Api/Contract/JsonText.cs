using System.Text.Json;

namespace EventTicketing.Api;

/// <summary>Texts of JSON that a client sent: null when one has an escaped surrogate without its other half.</summary>
public static class JsonText
{
    public static string? ValidText(this JsonElement value) => OrNull(value.GetString);

    public static string? ValidName(this JsonProperty field) => OrNull(() => field.Name);

    private static string? OrNull(Func<string?> read)
    {
        try
        {
            return read();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
