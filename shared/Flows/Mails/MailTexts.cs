using System.Globalization;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>What mails about orders say in one language. A language is one class.</summary>
public abstract class MailTexts
{
    /// <summary>Of these, people expect the sign in place of the code.</summary>
    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal)
    {
        ["eur"] = "€",
        ["gbp"] = "£",
        ["jpy"] = "¥",
        ["usd"] = "$",
    };

    /// <param name="language">BCP 47 tag of a person; null: English.</param>
    public static MailTexts In(string? language) =>
        language?.Split('-')[0] switch
        {
            "de" => German.Instance,
            "es" => Spanish.Instance,
            _ => English.Instance,
        };

    /// <summary>BCP 47 tag.</summary>
    public abstract string Language { get; }

    public abstract string Hello(string name);

    // The order.
    public abstract string YourTickets(int tickets, string title);
    public abstract string Confirmed(int tickets);
    public abstract string Attached(int tickets);
    public abstract string Line(int quantity, string type, string price);
    public abstract string Tax(TaxRate? rate, bool included);
    public abstract string Total { get; }
    public abstract string Registration { get; }
    public abstract string ToOrder { get; }
    public abstract string ToEvent { get; }
    public abstract string ToTicket(string holder);

    // Its end.
    public abstract string EventCancelled(string title);
    public abstract string EventIsCancelled { get; }
    public abstract string OrganizerWrites(string reason);
    public abstract string IsBeingRefunded { get; }
    public abstract string OrderCancelled(string title);
    public abstract string OrderIsCancelled { get; }
    public abstract string TicketsCancelled(int tickets, string title);
    public abstract string TicketsAreCancelled(int tickets);

    // Money that goes back.
    public abstract string RefundOf(string title);
    public abstract string IsRefunded(string amount);
    public abstract string LatePayment(string title);
    public abstract string LatePaymentIsRefunded(string amount);

    // A changed event.
    public abstract string EventChanged(string title);
    public abstract string EventIsChanged { get; }
    public abstract string Title { get; }
    public abstract string DateAndTime { get; }
    public abstract string Place { get; }
    public abstract string Doors { get; }
    public abstract string NotAnnounced { get; }
    public abstract string Before { get; }
    public abstract string Now { get; }
    public abstract string Until { get; }
    public abstract string MayCancelUntil(string when);

    /// <summary>Why somebody gets a message of an organizer.</summary>
    public abstract string WhyWritten { get; }

    // Orders that somebody looks for.
    public abstract string YourOrders { get; }
    public abstract IReadOnlyList<string> OrdersFound { get; }

    public abstract string OrganizedBy(string name);
    public abstract string AnswerToReach { get; }

    /// <summary>Names of days and months.</summary>
    protected abstract DateTimeFormatInfo Names { get; }
    protected abstract string DateFormat { get; }

    /// <summary>Separators of numbers.</summary>
    protected abstract NumberFormatInfo Numbers { get; }

    /// <summary>Where the currency stands: <c>€25.00</c>, <c>25,00 €</c>.</summary>
    protected abstract string WithCurrency(string number, string currency, bool isSign);

    public string Amount(long amount, string currency)
    {
        var major = Currencies.Major(amount, currency);
        var number = major.ToString($"N{major.Scale}", Numbers);
        return Signs.TryGetValue(currency, out var sign)
            ? WithCurrency(number, sign, isSign: true)
            : WithCurrency(number, currency.ToUpperInvariant(), isSign: false);
    }

    public string Amount(Money money) => Amount(money.Amount, money.Currency);

    /// <summary>In the event's own zone, such as <c>Thursday, 31 December 2026, 20:00 (Europe/Berlin)</c>.</summary>
    public string When(DateTimeOffset instant, string timeZone) =>
        $"{Clock(TimeZoneInfo.ConvertTime(instant, Event.ZoneOf(timeZone)))} ({timeZone})";

    public string Clock(DateTimeOffset local) => local.ToString($"{DateFormat}, HH:mm", Names);

    protected string Percent(TaxRate rate) => rate.Percent.ToString("0.####", Numbers);

    protected static DateTimeFormatInfo Named(string[] days, string[] months) =>
        // The thirteenth month is that of other calendars.
        new()
        {
            DayNames = days,
            MonthNames = [.. months, ""],
            MonthGenitiveNames = [.. months, ""],
        };
}
