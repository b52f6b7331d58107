using System.CommandLine;
using System.Globalization;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;
using EventTicketing.Ports;

namespace EventTicketing.Cli;

/// <summary>Commands that print and check an order (<c>check-booking</c>) and refund it (<c>process-refund</c>).</summary>
internal static class Bookings
{
    /// <summary>Limit of the scans of an event that are read to find those of one order.</summary>
    private const int MaxScans = 200_000;

    /// <summary>Limit of two look-ups that usually find one item: orders by payment, and tickets by the first part of their code.</summary>
    private const int Few = 10;

    private static readonly Argument<string> Id = new("id") { Description = "reg_…, the pi_… of a payment, or the code of a ticket." };
    private static readonly Argument<string> RegistrationId = new("registrationId") { Description = "The order." };
    private static readonly Option<string?> Amount = new("--amount")
    {
        Description = "In the order's currency, such as 5.00. Default: all that is left, which cancels the order.",
    };
    private static readonly Option<string> Reason = new("--reason") { Description = "Why: the buyer reads it.", Required = true };

    public static Command Check { get; } =
        new Command(
            "check-booking",
            "Prints an order with its payments, refunds, tickets, mails and scans. Exits with 1 when Stripe, the tickets or the ledger "
                + "disagree."
        )
        {
            Id,
        }.Acts(Print, pays: true);

    public static Command Refund { get; } =
        new Command("process-refund", "Refunds an order, by the rules of RefundRegistration. Exits with 1 when nothing is left to refund.")
        {
            RegistrationId,
            Amount,
            Reason,
            Acting.DryRun,
            Acting.Yes,
        }.Acts(Pay, pays: true);

    private static async Task<int> Print(ParseResult arguments, Deployment at, App app, CancellationToken stop)
    {
        var id = arguments.GetRequiredValue(Id);
        if (await Find(app, id, stop) is not { } order)
            throw new InvalidOperationException($"There is no order {id}.");
        List<string> wrong = [];
        var total = Currencies.Format(order.Total, order.Currency);
        Console.WriteLine($"{order.RegistrationId}  {order.StatusAt(app.Now)}, {order.BuyerName}, {order.BuyerEmail}");
        Console.WriteLine($"{order.EventId}  {total}, ordered {order.CreatedAt:yyyy-MM-dd HH:mm:ss}, confirmed {order.ConfirmedAt:u}");
        foreach (var payment in order.Payments)
            wrong.AddRange(await Print(app, order, payment, stop));
        foreach (var refund in order.Refunds)
            Console.WriteLine(
                $"{refund.RefundId}  {Currencies.Format(refund.Amount, order.Currency)}, {refund.Status}, {refund.Reason}, {refund.Note}"
            );
        var tickets = await app.Db.Tickets.FindAll(order.TicketIds, stop);
        foreach (var ticket in tickets)
            Console.WriteLine($"{ticket.TicketId}  {ticket.Status}, {ticket.HolderName}, {ticket.TicketTypeName}, issue {ticket.Issue}");
        wrong.AddRange(order.TicketIds.Except(tickets.Select(ticket => ticket.TicketId)).Select(missing => $"{missing} does not exist"));
        wrong.AddRange(
            tickets
                .Where(ticket => ticket.Status == TicketStatus.Void == (order.Status == RegistrationStatus.Confirmed))
                .Select(ticket => $"{ticket.TicketId} is {ticket.Status}, and the order is {order.Status}")
        );
        wrong.AddRange(
            (await Bookkeeping.Missing(app.Db, [order], stop)).Select(entry => $"the ledger lacks {entry.EntryId}, {entry.Kind}")
        );
        var mails = Notification
            .ToBuyer(order, app.Now)
            .Concat(Notification.ToAttendees(order, app.Now))
            .Select(mail => mail.NotificationId);
        foreach (var mail in await app.Db.Notifications.FindAll(mails, stop))
            Console.WriteLine($"{mail.NotificationId}  {mail.Kind}, {mail.Status}, attempts {mail.Attempts}");
        await foreach (var page in app.Db.CheckIns.OfEvent(order.EventId).Take(MaxScans).Pages(stop))
        foreach (var scan in page.Where(scan => order.TicketIds.Contains(scan.TicketId ?? "")))
            Console.WriteLine(
                $"{scan.TicketId}  {scan.Kind} {scan.ReceivedAt:yyyy-MM-dd HH:mm:ss}, {scan.Result} {scan.Reason}, {scan.Gate}, "
                    + $"by {scan.StaffId}"
            );
        Console.WriteLine(wrong.Count == 0 ? "Everything agrees." : string.Join(Environment.NewLine, wrong.Select(each => $"! {each}")));
        return wrong.Count == 0 ? ExitCode.Done : ExitCode.Differences;
    }

    /// <returns>One sentence for each difference between our record of the payment and Stripe's.</returns>
    private static async Task<IReadOnlyList<string>> Print(App app, Registration order, Payment payment, CancellationToken stop)
    {
        var id = payment.PaymentIntentId;
        string Text(long amount) => Currencies.Format(amount, order.Currency);
        Console.WriteLine($"{id}  {Text(payment.Amount)}, {payment.Status} {payment.FailureCode}{(payment.Disputed ? ", disputed" : "")}");
        PaymentIntent there;
        try
        {
            there = await app.Payments.Get(id, stop);
        }
        catch (PaymentRefusedException refused)
        {
            return [$"{id}: Stripe says {refused.Code}"];
        }

        List<string> wrong = [];
        if (there.Status != payment.Status)
            wrong.Add($"{id} is {payment.Status}, and at Stripe {there.Status}");
        if (payment.Status != PaymentStatus.Succeeded)
            return wrong;
        var refunds = (await app.Payments.Refunds(id, stop)).Where(refund => refund.Status == RefundStatus.Succeeded).Sum(it => it.Amount);
        var recorded = order
            .Refunds.Where(refund => refund.PaymentIntentId == id && refund.Status == RefundStatus.Succeeded)
            .Sum(refund => refund.Amount);
        if (refunds != recorded)
            wrong.Add($"{id}: {Text(recorded)} are refunded, and at Stripe {Text(refunds)}");
        if (await app.Payments.Disputed(id, stop) != payment.Disputed)
            wrong.Add($"{id} is {(payment.Disputed ? "" : "not ")}disputed, and at Stripe it is otherwise");
        return wrong;
    }

    private static async Task<int> Pay(ParseResult arguments, Deployment at, App app, CancellationToken stop)
    {
        var (id, reason) = (arguments.GetRequiredValue(RegistrationId), arguments.GetRequiredValue(Reason));
        if (await app.Db.Registrations.Find(id, stop) is not { } order)
            throw new InvalidOperationException($"There is no order {id}.");
        var amount = arguments.GetValue(Amount) is { } text ? Minor(text, order.Currency) : (long?)null;
        var refundId = app.Ids.New("ref");
        var actor = await Acting.Actor(at, stop);
        var by = new RefundedBy(actor, AsAdmin: true);
        if (order.Ledger.RequestRefund(refundId, amount, reason, app.Now, by, app.Settings.Limits.Refunds).Problem is { } problem)
        {
            Console.WriteLine($"{id}  {problem.Detail}");
            return ExitCode.Differences;
        }

        Console.WriteLine(
            $"{id}  {order.BuyerName}: refunds {(amount is { } part ? Currencies.Format(part, order.Currency) : "all that is left")}"
        );
        return await Acting.Confirmed(
            arguments,
            async () =>
            {
                var refunded = await Refunding.Refund(app, registrationId: id, refundId, amount, reason, by, stop);
                if (refunded.Refused(out var refusal, out var saved))
                {
                    Console.WriteLine($"{id}  {refusal.Detail}");
                    return ExitCode.Differences;
                }

                var act = Acting.Act(app, actor, "refundRegistration", id) with
                {
                    ActivityId = Ids.Derived("act", refundId),
                    OrganizationId = order.OrganizationId,
                    Reason = reason,
                };
                await app.Db.Write([app.Db.Activities.Create(act)], stop);
                var made = saved.Refunds.First(refund => refund.RefundId == refundId);
                Console.WriteLine($"{refundId}  {Currencies.Format(made.Amount, order.Currency)}, {made.Status}");
                return ExitCode.Done;
            }
        );
    }

    private static async Task<Registration?> Find(App app, string id, CancellationToken stop)
    {
        var registrationId = id;
        if (id.StartsWith("pi_", StringComparison.Ordinal))
            registrationId = (await app.Db.Due.OfPayment(id).Take(Few).Page(stop)).Items.FirstOrDefault()?.RegistrationId;
        else if (TicketCode.Parse(id) is { } code)
        {
            var sharing = (await app.Db.Locators.At(code.Locator).Take(Few).Page(stop)).Items;
            var tickets = await app.Db.Tickets.FindAll(sharing.Select(item => item.TicketId), stop);
            registrationId = tickets.FirstOrDefault(ticket => ticket.Code == code)?.RegistrationId;
        }

        return registrationId is null ? null : await app.Db.Registrations.Find(registrationId, stop);
    }

    /// <exception cref="InvalidOperationException">It is no amount of the currency.</exception>
    private static long Minor(string text, string currency)
    {
        var size = (decimal)Math.Pow(10, Currencies.ExponentOf(currency));
        return
            decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            && amount is > 0 and < Money.MaxAmount
            && decimal.IsInteger(amount * size)
            ? (long)(amount * size)
            : throw new InvalidOperationException($"{text} is no amount in {currency.ToUpperInvariant()}.");
    }
}
