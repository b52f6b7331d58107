using System.Globalization;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

internal sealed class German : MailTexts
{
    public static readonly German Instance = new();

    public override string Language => "de";

    public override string Hello(string name) => $"Guten Tag {name},";

    public override string YourTickets(int tickets, string title) => $"{Your(tickets)} für {title}";

    public override string Confirmed(int tickets) => $"Ihre Bestellung ist bestätigt. {Attached(tickets)}";

    public override string Attached(int tickets) =>
        $"{(tickets == 1 ? "Ihr Ticket hängt" : $"Ihre {tickets} Tickets hängen")} an; zeigen Sie am Einlass den QR-Code.";

    public override string Line(int quantity, string type, string price) => $"{quantity} × {type}, je {price}";

    public override string Tax(TaxRate? rate, bool included) =>
        (rate, included) switch
        {
            (null, true) => "inkl. MwSt.",
            (null, false) => "zzgl. Steuer",
            ({ Percent: 0 }, _) => "ohne Steuer",
            _ => $"{(included ? "inkl." : "zzgl.")} {Percent(rate)}\u00A0% {(rate.Name == TaxName.Vat ? "MwSt." : "Steuer")}",
        };

    public override string Total => "Summe";
    public override string Registration => "Bestellung";
    public override string ToOrder => "Bestellung ansehen";
    public override string ToEvent => "Zur Veranstaltung";

    public override string ToTicket(string holder) => $"Ticket von {holder} ansehen";

    public override string EventCancelled(string title) => $"Abgesagt: {title}";

    public override string EventIsCancelled => "die Veranstaltung ist leider abgesagt. Ihre Tickets gelten nicht mehr.";

    public override string OrganizerWrites(string reason) => $"Der Veranstalter schreibt: {reason}";

    public override string IsBeingRefunded => "Was Sie gezahlt haben, wird erstattet.";

    public override string OrderCancelled(string title) => $"Storniert: Ihre Bestellung für {title}";

    public override string OrderIsCancelled => "Ihre Bestellung ist storniert. Ihre Tickets gelten nicht mehr.";

    public override string TicketsCancelled(int tickets, string title) => $"Storniert: {Your(tickets)} für {title}";

    public override string TicketsAreCancelled(int tickets) =>
        $"die Bestellung mit {(tickets == 1 ? "Ihrem Ticket" : "Ihren Tickets")} wurde storniert. Das gilt also nicht mehr:";

    public override string RefundOf(string title) => $"Erstattung für {title}";

    public override string IsRefunded(string amount) => $"wir haben Ihnen {amount} erstattet.";

    public override string LatePayment(string title) => $"Erstattet: Ihre Zahlung für {title}";

    public override string LatePaymentIsRefunded(string amount) =>
        "Ihre Zahlung kam an, als Ihre Plätze schon wieder frei waren, und sie waren inzwischen verkauft. "
        + $"Wir haben Ihnen {amount} erstattet.";

    public override string EventChanged(string title) => $"Geändert: {title}";

    public override string EventIsChanged =>
        "eine Veranstaltung, für die Sie Tickets haben, wurde geändert. Ihre Tickets gelten weiter: Die Codes darauf sind dieselben.";

    public override string Title => "Titel";
    public override string DateAndTime => "Datum und Zeit";
    public override string Place => "Ort";
    public override string Doors => "Einlass";
    public override string NotAnnounced => "nicht angekündigt";
    public override string Before => "Bisher";
    public override string Now => "Jetzt";
    public override string Until => "bis";

    public override string MayCancelUntil(string when) =>
        $"Wenn Sie nicht kommen können, können Sie Ihre Bestellung bis {when} stornieren. Was Sie gezahlt haben, wird erstattet.";

    public override string WhyWritten => "Sie erhalten diese E-Mail vom Veranstalter, weil Sie Tickets für die Veranstaltung haben.";

    public override string YourOrders => "Ihre Bestellungen";
    public override IReadOnlyList<string> OrdersFound =>
        [
            "das sind die Bestellungen, die mit dieser Adresse gemacht wurden. Wer einen Link hat, kann die Bestellung sehen: "
                + "Geben Sie ihn nicht weiter.",
            "Wenn Sie diese Mail nicht angefordert haben, brauchen Sie nichts zu tun.",
        ];

    public override string OrganizedBy(string name) => $"Veranstaltet von {name}.";

    public override string AnswerToReach => "Ihre Antwort auf diese Mail geht an den Veranstalter.";

    protected override DateTimeFormatInfo Names { get; } =
        Named(
            ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"],
            ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"]
        );
    protected override string DateFormat => "dddd, d. MMMM yyyy";
    protected override NumberFormatInfo Numbers { get; } = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    protected override string WithCurrency(string number, string currency, bool isSign) => $"{number}\u00A0{currency}";

    private static string Your(int tickets) => tickets == 1 ? "Ihr Ticket" : "Ihre Tickets";
}
