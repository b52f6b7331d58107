namespace EventTicketing.Domain;

public static class Rates
{
    /// <summary>A part as a number from 0 to 1 with four digits; null when there is no whole.</summary>
    public static decimal? Of(long part, long whole) =>
        whole == 0 ? null : Math.Round((decimal)part / whole, 4, MidpointRounding.AwayFromZero);
}
