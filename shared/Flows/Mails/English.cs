using System.Globalization;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

internal sealed class English : MailTexts
{
    public static readonly English Instance = new();

    public override string Language => "en";

    public override string Hello(string name) => $"Hello {name},";

    public override string YourTickets(int tickets, string title) => $"Your {Tickets(tickets)} for {title}";

    public override string Confirmed(int tickets) => $"your registration is confirmed, and {Attached(tickets)}";

    public override string Attached(int tickets) =>
        $"{(tickets == 1 ? "your ticket is" : $"your {tickets} tickets are")} attached; show the QR code at the gate.";

    public override string Line(int quantity, string type, string price) => $"{quantity} × {type}, {price} each";

    public override string Tax(TaxRate? rate, bool included) => TaxRate.Describe(rate, included);

    public override string Total => "Total";
    public override string Registration => "Registration";
    public override string ToOrder => "View your order";
    public override string ToEvent => "About the event";

    public override string ToTicket(string holder) => $"View the ticket of {holder}";

    public override string EventCancelled(string title) => $"Cancelled: {title}";

    public override string EventIsCancelled => "we are sorry: the event is cancelled, and your tickets are void.";

    public override string OrganizerWrites(string reason) => $"The organizer writes: {reason}";

    public override string IsBeingRefunded => "What you paid is being refunded.";

    public override string OrderCancelled(string title) => $"Cancelled: your registration for {title}";

    public override string OrderIsCancelled => "your registration is cancelled and its tickets are void.";

    public override string TicketsCancelled(int tickets, string title) => $"Cancelled: your {Tickets(tickets)} for {title}";

    public override string TicketsAreCancelled(int tickets) =>
        $"the order with your {Tickets(tickets)} was cancelled, so this is no longer valid:";

    public override string RefundOf(string title) => $"Refund for {title}";

    public override string IsRefunded(string amount) => $"we have refunded {amount} to you.";

    public override string LatePayment(string title) => $"Refunded: your payment for {title}";

    public override string LatePaymentIsRefunded(string amount) =>
        $"your payment arrived after your places had been released, and they were sold by then. We have refunded {amount} to you.";

    public override string EventChanged(string title) => $"Changed: {title}";

    public override string EventIsChanged =>
        "an event that you have tickets for has changed. Your tickets stay valid: the codes on them are the same.";

    public override string Title => "Title";
    public override string DateAndTime => "Date and time";
    public override string Place => "Place";
    public override string Doors => "Doors open";
    public override string NotAnnounced => "not announced";
    public override string Before => "Before";
    public override string Now => "Now";
    public override string Until => "to";

    public override string MayCancelUntil(string when) =>
        $"If you cannot come, you can cancel your order until {when}, and what you paid is refunded.";

    public override string WhyWritten => "You get this mail from the organizer because you have tickets for the event.";

    public override string YourOrders => "Your orders";
    public override IReadOnlyList<string> OrdersFound =>
        [
            "these are the orders that were made with this address. Whoever has a link can see the order: keep them to yourself.",
            "If you have not asked for this mail, you need not do anything.",
        ];

    public override string OrganizedBy(string name) => $"Organized by {name}.";

    public override string AnswerToReach => "Answer this mail to reach them.";

    protected override DateTimeFormatInfo Names => CultureInfo.InvariantCulture.DateTimeFormat;
    protected override string DateFormat => "dddd, d MMMM yyyy";
    protected override NumberFormatInfo Numbers => CultureInfo.InvariantCulture.NumberFormat;

    protected override string WithCurrency(string number, string currency, bool isSign) =>
        isSign ? $"{currency}{number}" : $"{currency}\u00A0{number}";

    private static string Tickets(int tickets) => tickets == 1 ? "ticket" : "tickets";
}
