using System.Globalization;

namespace EventTicketing.Tests.Simulation;

using Image = Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

/// <summary>Every refusal, rejected scan and cancellation mail must have a cause that held in the recorded history.</summary>
public sealed partial class Oracle
{
    private const int MaxTickets = 50;

    /// <summary>Every state of an event, registration or ticket, with the time at which it began.</summary>
    private readonly Dictionary<string, List<(DateTimeOffset At, Image Image)>> _past = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _scansAsked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cancelAsked = new(StringComparer.Ordinal);

    /// <summary>The possible causes of each cancelled registration.</summary>
    private readonly Dictionary<string, HashSet<Cause>> _causes = new(StringComparer.Ordinal);

    private enum Cause
    {
        Buyer,
        Event,
        Organizer,
    }

    private DateTimeOffset Latest => _cloud.World.Time.Now + _cloud.MaxSkew;

    private void Record(string id, Image image)
    {
        if (!_past.TryGetValue(id, out var past))
            _past[id] = past = [];
        past.Add((_cloud.World.Time.Now, image));
    }

    /// <summary>The object's states since that time, latest first, including the one that it had then.</summary>
    private IEnumerable<Image> Since(DateTimeOffset from, string? id)
    {
        var past = id is null ? null : _past.GetValueOrDefault(id);
        for (var i = past?.Count - 1 ?? -1; i >= 0; i--)
        {
            yield return past![i].Image;
            if (past[i].At <= from)
                yield break;
        }
    }

    /// <summary>A refusal must name a cause that held at some moment during the call.</summary>
    private void JudgeRefusal(Request asked, Answer answer)
    {
        if (answer.IsOk || answer.IsUnknown)
            return;
        Sometimes($"refused: {answer.Code}");
        // The id is in the path or, for registrations and events, in the body.
        var named = asked.Path.FirstOrDefault() ?? (string?)asked.Body?["registrationId"] ?? (string?)asked.Body?["eventId"];
        var seen = Since(asked.At, named).ToList();
        var events = Since(asked.At, seen.FirstOrDefault()?.Text("eventId") ?? named).ToList();
        var holds = answer.Code switch
        {
            // TurnedAway, which knows the basket, judges this against the counters.
            "sold_out" => asked.Endpoint == RegistrationEndpoints.CreateRegistration,
            "event_not_published" or "event_closed" => events.Exists(of =>
                of.Text("cancelledAt") is not null || of.Flag("suspended") || Instant(of, "endsAt") <= Latest
            ),
            "organization_suspended" => events
                .SelectMany(of => Since(asked.At, of.Text("organizationId")))
                .Any(organization => organization.ContainsKey("suspendedAt")),
            "in_the_past" => DateTimeOffset.Parse((string)(asked.Body!["startsAt"] ?? asked.Body["until"])!, CultureInfo.InvariantCulture)
                <= Latest,
            "event_started" => events.Exists(of => Instant(of, "startsAt") <= Latest),
            "sales_not_open" => Wanted(asked, events)
                .Any(each => each.Type.Text("salesStartAt") is not null && Instant(each.Type, "salesStartAt") > asked.At - _cloud.MaxSkew),
            "sales_closed" => Wanted(asked, events)
                .Any(each =>
                    Instant(
                        each.Type.Text("salesEndAt") is null ? each.Of : each.Type,
                        each.Type.Text("salesEndAt") is null ? "startsAt" : "salesEndAt"
                    ) <= Latest
                ),
            "order_limit_exceeded" => Wanted(asked, events).Any(each => each.Quantity > each.Type.Number("maxPerOrder"))
                || Wanted(asked, events.Take(1)).Sum(each => each.Quantity) > MaxTickets,
            "too_many_holds" or "person_limit_exceeded" or "hold_limit" => IsLimited(asked, answer.Code),
            "registration_expired" => seen.Exists(registration =>
                registration.Text("status") == "Expired"
                || (registration.Text("status") == "Pending" && Instant(registration, "expiresAt") <= Latest)
            ),
            "registration_cancelled" => seen.Exists(registration => registration.Text("status") == "Cancelled"),
            "already_paid" => seen.Exists(registration => registration.Text("status") == "Confirmed")
                || IntentsOf(named!).Sum(intent => intent.Captured) >= seen[0].Total(),
            "nothing_to_pay" => seen.Exists(registration => registration.Total() == 0),
            "payment_processing" => IntentsOf(named!).Any(intent => intent.TimesProcessing > 0),
            "too_many_attempts" when asked.Endpoint != PeopleEndpoints.VerifyPhone => seen.Exists(registration =>
                registration.List("payments").Count() >= _cloud.Limits.Payments
                || registration.Number("taxRefusals") >= _cloud.Limits.TaxRefusals
            ),
            "tax_unavailable" => _cloud.Stripe.RefusedTaxes > 0 && seen.Exists(registration => registration.Number("taxRefusals") > 0),
            "too_many_refunds" => seen.Exists(registration =>
                registration.List("refunds").Count() >= _cloud.Limits.Refunds
                && Left(registration).Max() > Number(asked.Body!["amount"]!["amount"]!)
            ),
            "nothing_to_refund" => seen.Exists(registration => Left(registration).All(left => left <= 0)),
            "refund_exceeds_payment" => seen.Exists(registration => Left(registration).Max() < Number(asked.Body!["amount"]!["amount"]!)),
            "already_checked_in" => seen.Exists(IsUsed)
                || seen.SelectMany(registration => registration.Texts("ticketIds"))
                    .Distinct()
                    .Any(ticket => Since(asked.At, ticket).Any(IsUsed)),
            "not_checked_in" => seen.Exists(ticket => ticket.Text("usedAt") is null),
            "ticket_void" => seen.Exists(ticket => ticket.Text("status") == "Void"),
            "below_sold" => asked.Places is { } watch
                && events.Exists(of => Less(asked, of).Any(pool => watch.Least.GetValueOrDefault(pool.Key) < pool.Value)),
            "idempotency_mismatch" => asked.Endpoint == PaymentEndpoints.RefundRegistration,
            "registration_not_found" when !seen.Exists(registration => asked.Caller?.Is(registration.Text("userId")) == true) => true,
            // The guest has corrected the address, and does not know the new key.
            "registration_not_found" or "ticket_not_found" when asked.Caller is { IsGuest: true } => OrdersOf(asked, seen)
                .Any(order => order.Number("keyEpoch") > 0),
            "address_of_account" => asked.Caller is { IsGuest: false },
            "address_already_corrected" => seen.Exists(registration => registration.Flag("addressCorrected")),
            "no_tickets_yet" => seen.Exists(registration =>
                registration.Text("status") != "Confirmed" || !registration.Texts("ticketIds").Any()
            ),
            _ => IsCaused(asked, answer.Code, seen),
        };
        Must(
            holds,
            () => $"{asked.Endpoint.Name} was refused with {answer.Status} {answer.Code}, and that was not so: {asked.Body?.ToJsonString()}"
        );
    }

    /// <summary>The registrations, or those of the tickets, that a request is about.</summary>
    private IEnumerable<Image> OrdersOf(Request asked, IReadOnlyList<Image> seen) =>
        asked.Path is [var id] && _tickets.TryGetValue(id, out var ticket) ? [_registrations[ticket.Text("registrationId")!]] : seen;

    private static bool IsUsed(Image ticket) => ticket.Text("status") == "Used";

    /// <summary>The ticket types in the basket, in each of the event's states, with the quantity ordered.</summary>
    private static IEnumerable<(Image Of, Image Type, long Quantity)> Wanted(Request asked, IEnumerable<Image> events) =>
        from of in events
        from item in asked.Body!["items"]!.AsArray()
        from type in of.List("ticketTypes")
        where type.Text("ticketTypeId") == (string)item["ticketTypeId"]!
        select (of, type, Number(item["quantity"]!));

    /// <summary>By how many units the request lowers each pool of the event.</summary>
    private static IEnumerable<KeyValuePair<string, long>> Less(Request asked, Image of)
    {
        if (asked.Body!["capacity"] is { } capacity)
            yield return new("capacity", of.Number("capacity") - Number(capacity));
        if (asked.Body["quantity"] is { } quantity)
            yield return new(
                asked.Path[1],
                of.List("ticketTypes").Single(type => type.Text("ticketTypeId") == asked.Path[1]).Number("quantity") - Number(quantity)
            );
    }

    /// <summary>What is left of each successful payment after its stored refunds, in minor units.</summary>
    private static IEnumerable<long> Left(Image registration) =>
        registration
            .List("payments")
            .Where(payment => payment.Text("status") == "Succeeded")
            .Select(payment =>
                payment.Number("amount")
                - registration
                    .List("refunds")
                    .Where(refund => refund.Text("paymentIntentId") == payment.Text("paymentIntentId") && refund.Text("status") != "Failed")
                    .Sum(refund => refund.Number("amount"))
            )
            .DefaultIfEmpty();

    /// <summary>A scan may be refused only for a cause that held at some moment since its first request.</summary>
    private void JudgeTurnedAway(string scanId, string? reason, Presentation shown)
    {
        if (!_scansAsked.TryGetValue(scanId, out var from))
            return;
        var tickets = Since(from, shown.TicketId).ToList();
        var events = Since(from, shown.AtShow.EventId).ToList();
        var holds = reason switch
        {
            null => true,
            "forged" or "unknown" => !shown.Genuine,
            "wrong_event" => tickets.Exists(ticket => ticket.Text("eventId") != shown.AtShow.EventId),
            "void" => events.Exists(of => of.Text("cancelledAt") is not null)
                || tickets.Exists(ticket => ticket.Text("status") == "Void" || !IsCode(ticket, shown)),
            "not_paid" => tickets.Exists(ticket => !ticket.Flag("paid")),
            "event_not_open" => events.Exists(of =>
                (of.Text("gateOpensAt") is not null ? Instant(of, "gateOpensAt") : Instant(of, "startsAt").AddHours(-6))
                > from - _cloud.MaxSkew
            ),
            "expired" => events.Exists(of => Instant(of, "endsAt").AddHours(6) <= Latest),
            "already_used" => tickets.Exists(ticket => ticket.Text("usedAt") is not null),
            _ => false,
        };
        Sometimes($"turned away: {reason}");
        Must(holds, () => $"scan {scanId} was turned away as {reason}, and that was not so");
    }

    private static bool IsCode(Image ticket, Presentation shown) =>
        shown.Text == (shown.Typed ? $"{ticket.Map("code").Text("locator")}-{ticket.Map("code").Text("secret")}" : ticket.Text("qr"));

    /// <summary>A registration may be cancelled only on its buyer's request, with its event, or by an organizer's full refund.</summary>
    private void JudgeCancellation(Image? before, Image now)
    {
        if (now.Text("status") != "Cancelled" || before?.Text("status") == "Cancelled")
            return;
        var id = now.Text("registrationId")!;
        HashSet<Cause> causes = [];
        if (_cancelAsked.Contains(id))
            causes.Add(Cause.Buyer);
        if (SaleOf(now.Text("eventId")!).Event!.Text("cancelledAt") is not null)
            causes.Add(Cause.Event);
        if (_refundsAsked.ContainsKey(id) && Left(now).All(left => left <= 0))
            causes.Add(Cause.Organizer);
        Must(causes.Count > 0, () => $"{id} was cancelled, and nobody had asked for it");
        _causes[id] = causes;
        Sometimes("a buyer cancels", causes.SetEquals([Cause.Buyer]));
        Sometimes("cancelled with its event", causes.SetEquals([Cause.Event]));
        Sometimes("an organizer's refund cancels", causes.SetEquals([Cause.Organizer]));
    }

    /// <summary>The buyer's addresses, the corrected one too.</summary>
    private IEnumerable<string> BuyerAddresses(string id) => _past[id].Select(state => state.Image.Text("buyerEmail")!).Distinct();

    /// <summary>Buyers with tickets must get mails with the right cause of a cancellation and the amount of each refund.</summary>
    private void JudgeMails(string id, Image registration)
    {
        var mails = _cloud
            .Mail.Sent.Where(mail => BuyerAddresses(id).Contains(mail.To) && mail.Text.Contains(id, StringComparison.Ordinal))
            .Select(mail => mail.Text)
            .ToList();
        var (ofEvent, ofRegistration) = (
            mails.Exists(text => text.Contains("the event is cancelled", StringComparison.Ordinal)),
            mails.Exists(text => text.Contains("your registration is cancelled", StringComparison.Ordinal))
        );
        var causes = _causes.GetValueOrDefault(id, []);
        Must(
            !ofEvent || causes.Contains(Cause.Event),
            () => $"{id}: a mail says that the event is cancelled, and what was cancelled is {string.Join(", ", causes)}"
        );
        Must(
            !ofRegistration || causes.Contains(Cause.Buyer) || causes.Contains(Cause.Organizer),
            () => $"{id}: a mail says that the registration is cancelled, and what was cancelled is {string.Join(", ", causes)}"
        );
        Must(
            registration.Text("status") != "Cancelled"
                || registration.Text("confirmedAt") is null
                || registration.Text("erasedAt") is not null
                || ofEvent != ofRegistration,
            () => $"{id} is cancelled, and no mail says so, or two say why"
        );
        var tickets = mails.Find(text => text.Contains("your registration is confirmed", StringComparison.Ordinal));
        Must(
            tickets is null
                || tickets.Contains($"Total: {Said(registration.Total(), registration.Text("currency")!)}", StringComparison.Ordinal),
            () => $"{id} costs {registration.Total()}, and the mail with its tickets says something else"
        );
        var told = mails
            .Where(text => text.Contains("We have refunded ", StringComparison.OrdinalIgnoreCase))
            .Select(text => text.Split("ave refunded ")[1].Split(" to you")[0])
            .ToHashSet(StringComparer.Ordinal);
        var made = IntentsOf(id)
            .SelectMany(intent => intent.Refunds.Select(refund => (refund.Status, Amount: Said(refund.Amount, intent.Currency))))
            .ToList();
        Must(
            made.TrueForAll(refund =>
                refund.Status == "failed" || registration.Text("erasedAt") is not null || told.Contains(refund.Amount)
            ) && told.IsSubsetOf(made.Select(refund => refund.Amount)),
            () => $"{id}: the provider gave back {string.Join(", ", made)}, and mails say {string.Join(", ", told)}"
        );
    }

    /// <summary>Formats an amount in minor units as mails do.</summary>
    private static string Said(long amount, string currency)
    {
        var decimals = currency switch
        {
            "jpy" or "krw" => 0,
            "kwd" or "bhd" => 3,
            _ => 2,
        };
        var digits = amount.ToString(CultureInfo.InvariantCulture).PadLeft(decimals + 1, '0');
        var whole = digits[..^decimals];
        for (var place = whole.Length - 3; place > 0; place -= 3)
            whole = whole.Insert(place, ",");
        var sign = currency switch
        {
            "eur" => "€",
            "usd" => "$",
            "jpy" => "¥",
            _ => $"{currency.ToUpperInvariant()}\u00A0",
        };
        return decimals == 0 ? sign + whole : $"{sign}{whole}.{digits[^decimals..]}";
    }
}
