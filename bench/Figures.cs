using System.Globalization;

namespace EventTicketing.Bench;

internal static class Figures
{
    /// <summary>Prints both figures and their ratio; above 1, ours is better.</summary>
    public static void Print(string what, string unit, double ours, string peer, double theirs, bool moreIsBetter = false) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what, -28} {ours, 9:0.00} {unit, -3}  {peer}: {theirs, 9:0.00} {unit, -3}  "
                    + $"ratio {(moreIsBetter ? ours / theirs : theirs / ours):0.0}"
            )
        );
}
