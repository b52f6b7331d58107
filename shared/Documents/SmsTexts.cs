namespace EventTicketing.Documents;

/// <summary>
/// The texts of text messages in one language. All of their characters are in the alphabet of GSM, of which 160 fit one message: with a
/// single other one, such as an accented i, only 70 would.
/// </summary>
public abstract class SmsTexts
{
    public const int Longest = 160;

    private const string Gsm =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    public abstract string Code(string code);

    /// <param name="language">BCP 47 tag of a person; null: English.</param>
    public static SmsTexts In(string? language) =>
        language?.Split('-')[0] switch
        {
            "de" => new German(),
            "es" => new Spanish(),
            _ => new English(),
        };

    /// <summary>Whether the text fits one message.</summary>
    public static bool Fits(string text) => text.Length <= Longest && text.All(Gsm.Contains);

    private sealed class English : SmsTexts
    {
        public override string Code(string code) =>
            $"Your code is {code}. It is valid for 10 minutes. Give it to nobody: we never ask for it.";
    }

    private sealed class German : SmsTexts
    {
        public override string Code(string code) => $"Dein Code ist {code}. Er gilt 10 Minuten. Gib ihn niemandem: Wir fragen nie danach.";
    }

    private sealed class Spanish : SmsTexts
    {
        public override string Code(string code) => $"Tu clave es {code}. Vale 10 minutos. No la des a nadie: nunca la pedimos.";
    }
}
