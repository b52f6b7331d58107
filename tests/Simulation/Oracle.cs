using System.Text.Json.Nodes;

namespace EventTicketing.Tests.Simulation;

using Image = Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

/// <summary>
/// Checks the invariants of capacity, tickets and money in a simulated world. It reads only stored items, the provider's state and the
/// answers that people got, and shares no code with the system under test.
/// </summary>
public sealed partial class Oracle
{
    private static readonly TimeSpan LongLapsed = TimeSpan.FromSeconds(30);

    /// <summary>How stale an index may be for a caller that reads all its pages.</summary>
    private static readonly TimeSpan IndexLag = TimeSpan.FromMinutes(5);
    private readonly Cloud _cloud;
    private readonly Dictionary<string, Sale> _sales = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Image> _registrations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Image> _tickets = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inside = new(StringComparer.Ordinal);

    /// <summary>By ticket, the scans that admitted somebody, with the server's reason for refusing; null when it accepted.</summary>
    private readonly Dictionary<string, Dictionary<string, string?>> _inBy = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Id, long Version), string> _history = [];
    private readonly Dictionary<string, string> _verdicts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string?> _conflicts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _registeredUnder = new(StringComparer.Ordinal);
    private readonly Dictionary<Person, HashSet<string>> _keysOf = [];
    private readonly HashSet<string> _givenBackByPeople = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _answers = new(StringComparer.Ordinal);
    private readonly HashSet<(string RegistrationId, string Tax)> _taxes = [];
    private readonly HashSet<string> _payable = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cancelled = new(StringComparer.Ordinal);

    public Oracle(Cloud cloud)
    {
        _cloud = cloud;
        cloud.Tables.Committed += Judge;
        cloud.Stripe.Refunding += JudgeMade;
        cloud.Authenticated += JudgeToken;
    }

    /// <summary>The stored state of each registration.</summary>
    public IReadOnlyDictionary<string, Image> Registrations => _registrations;

    public IReadOnlyDictionary<string, Image> Tickets => _tickets;

    private void Must(bool holds, Func<string> what)
    {
        if (holds)
            return;
        _cloud.World.Fail(what());
        throw new InvariantException(what());
    }

    // At every commit

    private void Judge(IReadOnlyList<Committed> changes)
    {
        foreach (var change in changes)
            Take(change);
        foreach (var change in changes)
        {
            if (change.New is null)
                JudgeForgotten(change);
            JudgeStep(change);
            if (change.Key.Table == Tables.Inventory || change.Key.Table == Tables.Events || change.Key.Table == Tables.Registrations)
                JudgePlaces((change.New ?? change.Old!).Text("eventId")!);
            if (change.Key.Table == Tables.Registrations)
            {
                JudgeRegistration(change.Old, change.New);
                JudgeRevival(change.Old, change.New!);
                JudgePrice(change.Old, change.New!);
                JudgeShare(change.New!);
                JudgeRefunds(change.Old, change.New!);
                JudgeCancellation(change.Old, change.New!);
            }

            if (change.Key.Table == Tables.Tickets && change.New is { } ticket)
                JudgeTicket(change.Old, ticket, changes);
            if (change.Key.Table == Tables.CheckIns && change.New is { } checkIn)
                JudgeCheckIn(change.Old, checkIn, changes);
            if (change.Key.Table == Tables.Users)
                TakeVisit(change.Old, change.New);
            if (change.Key.Table == Tables.LedgerEntries)
                JudgeEntry(change.Old, change.New);
        }

        JudgePeople(changes);
    }

    private void Take(Committed change)
    {
        if (change.Key.Table == Tables.Events)
            TakeEvent(change.New);
        else if (change.Key.Table == Tables.Inventory)
            TakeCounter(change);
        else if (change.Key.Table == Tables.Registrations)
            TakeRegistration(change);
        else if (change.Key.Table == Tables.Quotas)
            TakeQuota(change);
        else if (change.Key.Table == Tables.Tickets && change.New is { } ticket)
            _tickets[ticket.Text("ticketId")!] = ticket;
        if (change.New is not { } next || !next.ContainsKey("version"))
            return;
        Remember(change, next);
        // What an organization has many of is named by its own id.
        var key = change.Key.Table.Key;
        Record(next.Text(key is { Partition: "organizationId", Sort: { } own } ? own : key.Partition)!, next);
    }

    /// <summary>Whether a ticket type costs something.</summary>
    public bool HasPrice(string eventId, string ticketTypeId) =>
        SaleOf(eventId)
            .Event!.List("ticketTypes")
            .Any(type => type.Text("ticketTypeId") == ticketTypeId && type.Map("price").Number("amount") > 0);

    /// <summary>Each change must increase the version by one, so that no update is lost.</summary>
    private void Remember(Committed change, Image next)
    {
        var id = next.Text(change.Key.Table.Key.Partition)!;
        var version = next.Number("version");
        Must(
            change.Old is null || change.Old.Number("version") + 1 == version || IsTold(change, next),
            () => $"a change is lost: {id} went from version {change.Old!.Number("version")} to {version}"
        );
        if (change.Key.Table == Tables.Registrations || change.Key.Table == Tables.Events)
            _history[(id, version)] = next.Text("status") ?? "";
    }

    /// <summary>Only that administrators were told of papers keeps the version, for nobody sees it.</summary>
    private static bool IsTold(Committed change, Image next) =>
        change.Old is { } old
        && change.Key.Table == Tables.Kyc
        // A write is repeated when its answer was lost.
        && next.Number("told") - old.Number("told") is 0 or 1
        && next.Keys.Union(old.Keys)
            .Except(["told", "dueAt"])
            .All(name =>
                old.TryGetValue(name, out var before)
                && next.TryGetValue(name, out var after)
                && (before.S, before.N, before.L?.Count) == (after.S, after.N, after.L?.Count)
            );

    private Sale SaleOf(string eventId)
    {
        if (!_sales.TryGetValue(eventId, out var sale))
            _sales[eventId] = sale = new();
        return sale;
    }

    private void TakeEvent(Image? of)
    {
        if (of is null)
            return;
        var sale = SaleOf(of.Text("eventId")!);
        if (sale.Event is { } before && before.Text("publishedAt") is not null)
            TakeChange(sale, before, of);
        sale.Event = of;
        sale.Total.Clear();
        sale.Total["capacity"] = of.Number("capacity");
        foreach (var type in of.List("ticketTypes"))
            sale.Total[type.Text("ticketTypeId")!] = type.Number("quantity");
    }

    /// <summary>Changes that concern attendees must wait for an announcement, unless they are reverted before it is sent.</summary>
    private void TakeChange(Sale sale, Image before, Image of)
    {
        if (Facts(before) != Facts(of))
        {
            sale.Changes++;
            sale.Untold ??= Facts(before);
            if (sale.Untold == Facts(of))
                sale.Untold = null;
            Must(
                of.ContainsKey("announcement") == sale.Untold is not null,
                () => $"{of.Text("eventId")} has changed: to be told is {sale.Untold is not null}, and it is not noted so"
            );
            Sometimes("moved, and back before anybody was told", sale.Untold is null);
        }
        else if (before.ContainsKey("announcement") && !of.ContainsKey("announcement"))
        {
            var cancelled = of.Text("cancelledAt") is not null;
            Must(
                cancelled || Instant(of, "changedAt").AddMinutes(10) <= Latest,
                () => $"{of.Text("eventId")} has changed less than ten minutes ago, and everybody is told already"
            );
            (sale.Untold, sale.Told) = (null, cancelled ? sale.Told : (Instant(of, "changedAt"), _cloud.World.Time.Now));
        }
    }

    /// <summary>The fields that attendees are told about, as far as the simulation changes them.</summary>
    private static string Facts(Image of) => $"{of.Text("title")} {of.Text("startsAt")} {of.Text("endsAt")} {of.Map("venue").Text("name")}";

    private void TakeCounter(Committed change)
    {
        var sale = SaleOf((change.New ?? change.Old!).Text("eventId")!);
        Count(change.Old, -1);
        Count(change.New, 1);
        foreach (var watch in sale.Watches)
            watch.See(sale.Free);
        sale.Past.Add((_cloud.World.Time.Now, new(sale.Free, StringComparer.Ordinal)));
        var shard = (change.New ?? change.Old!).Number("shard");
        if (!sale.Shards.TryGetValue(shard, out var past))
            sale.Shards[shard] = past = [];
        past.Add(
            (
                _cloud.World.Time.Now,
                (change.New ?? [])
                    .Where(each => each.Value.N is not null && each.Key != "shard")
                    .ToDictionary(each => each.Key, each => change.New!.Number(each.Key))
            )
        );
        foreach (var (name, value) in change.New ?? [])
            Must(
                value.N is null || name == "shard" || change.New!.Number(name) >= 0,
                () => $"oversold: {name} of shard {change.New!.Number("shard")} is {value.N}"
            );

        void Count(Image? image, int sign)
        {
            foreach (var (name, value) in image ?? [])
            {
                if (value.N is not null && name != "shard")
                    Images.Add(sale.Free, name, sign * image!.Number(name));
            }
        }
    }

    private void TakeRegistration(Committed change)
    {
        var sale = SaleOf((change.New ?? change.Old!).Text("eventId")!);
        foreach (var (pool, units) in change.Old.Allocated())
            Images.Add(sale.Taken, pool, -units);
        foreach (var (pool, units) in change.New.Allocated())
            Images.Add(sale.Taken, pool, units);
        foreach (var (pool, units) in change.Old?.Text("status") == "Pending" ? change.Old.Allocated() : [])
            Images.Add(sale.Held, pool, -units);
        foreach (var (pool, units) in change.New?.Text("status") == "Pending" ? change.New.Allocated() : [])
            Images.Add(sale.Held, pool, units);
        if (change.New is not { } next)
            return;
        _registrations[next.Text("registrationId")!] = next;
        TakeShare(change.Old, next);
        if (next.Text("taxCalculationId") is { } tax)
            _taxes.Add((next.Text("registrationId")!, tax));
    }

    private void JudgePlaces(string eventId)
    {
        var sale = SaleOf(eventId);
        if (sale.Event is null || sale.Event.Number("inventoryShards") == 0)
            return;
        foreach (var (pool, total) in sale.Total)
        {
            var (free, taken) = (sale.Free.GetValueOrDefault(pool), sale.Taken.GetValueOrDefault(pool));
            Must(taken <= total, () => $"oversold: {pool} has {total}, and {taken} are sold or held");
            var (held, counted) = (sale.Held.GetValueOrDefault(pool), sale.Free.GetValueOrDefault($"held:{pool}"));
            Must(held == counted, () => $"{held} of {pool} are held, and {counted} are counted");
            Must(free + taken == total, () => $"places do not add up: {pool} has {total}, {free} are free and {taken} are sold or held");
        }
    }

    private void JudgeRegistration(Image? before, Image? now)
    {
        if (now is null)
            throw new InvariantException("a registration is gone");
        var id = now.Text("registrationId")!;
        var status = now.Text("status");
        if (status == "Cancelled")
            JudgeGivenUp(before, now);
        else
            Must(
                Same(status == "Expired" ? [] : now.Needed(), now.Allocated()),
                () => $"{id} is {status} and has other places than it needs"
            );
        if (before is null)
            Must(SaleOf(now.Text("eventId")!).Event!.Text("cancelledAt") is null, () => $"{id} was sold after its event was cancelled");
        if (status == "Expired" && before?.Text("status") == "Pending")
            Must(Instant(before, "expiresAt") <= _cloud.World.Time.Now + _cloud.MaxSkew, () => $"{id} expired before its time");
        if (status == "Cancelled" && before?.Text("status") != "Cancelled" && now.Text("cancelledBy") == "Buyer")
            Must(!now.Texts("ticketIds").Any(_inside.Contains), () => $"{id} was cancelled by its buyer, who is inside");
        if (status == "Confirmed" && before?.Text("status") != "Confirmed")
        {
            var paid = IntentsOf(id).Sum(intent => intent.Captured);
            Must(paid >= now.Total(), () => $"{id} is confirmed: it costs {now.Total()}, and {paid} are paid");
        }

        foreach (var intent in IntentsOf(id).Where(intent => intent is { Status: "processing", TimesProcessing: 1 }))
            Must(
                StatusOf(before, intent) != "Processing" || StatusOf(now, intent) == "Processing",
                () => $"{id} has forgotten that the bank is processing {intent.Id}"
            );

        foreach (var ticketId in now.Texts("ticketIds"))
        {
            Must(_tickets.ContainsKey(ticketId), () => $"{id} has a ticket that does not exist");
            Must(
                status == "Confirmed" || _tickets[ticketId].Text("status") == "Void",
                () => $"{id} is {status}, and its ticket is {_tickets[ticketId].Text("status")}"
            );
        }
    }

    private static string? StatusOf(Image? registration, Intent intent) =>
        registration?.List("payments").FirstOrDefault(payment => payment.Text("paymentIntentId") == intent.Id)?.Text("status");

    /// <summary>A cancelled registration keeps the units of people who are inside, unless its event is cancelled.</summary>
    private void JudgeGivenUp(Image? before, Image now)
    {
        var (id, inside, kept) = (now.Text("registrationId"), Inside(now), now.Allocated());
        var withEvent = now.Text("cancelledBy") == "Event";
        if (before?.Text("status") != "Cancelled")
        {
            Must(
                Same(withEvent ? [] : inside, kept),
                () =>
                    $"{id} is cancelled, {inside.GetValueOrDefault("capacity")} are inside, "
                    + $"and it keeps {kept.GetValueOrDefault("capacity")} places"
            );
            Sometimes("cancelled while somebody is inside", !withEvent && inside.Count > 0);
            return;
        }

        Must(
            IsCancelled(now) || kept.All(pool => pool.Value <= inside.GetValueOrDefault(pool.Key)),
            () => $"{id} is cancelled, and keeps places of nobody who is inside"
        );
        Must(
            before.Allocated().All(pool => pool.Value <= kept.GetValueOrDefault(pool.Key)) || IsCancelled(now) || Same(inside, kept),
            () => $"{id} has given up a place of somebody who is inside"
        );
        Sometimes(
            "an event is cancelled while somebody is inside by a cancelled order",
            IsCancelled(now) && before.Allocated().Count > 0 && kept.Count == 0
        );
    }

    /// <summary>An offline gate may later report a check-in with a void ticket, or correct one: the units kept must follow.</summary>
    private void JudgeInside(Image before, Image now)
    {
        var registration = _registrations[now.Text("registrationId")!];
        if (now.Text("status") != "Void" || before.Text("status") != "Void" || IsCancelled(registration))
            return;
        var (inside, kept) = (Inside(registration), registration.Allocated());
        if (now.Text("usedAt") is null && before.Text("usedAt") is not null)
        {
            Must(
                kept.All(pool => pool.Value <= inside.GetValueOrDefault(pool.Key)),
                () => $"{now.Text("ticketId")} was taken back, and its place is kept"
            );
            Sometimes("a check-in by a void ticket is taken back");
        }
        else if (now.Text("usedAt") is not null && before.Text("usedAt") is null)
        {
            var past = SaleOf(registration.Text("eventId")!).Past;
            var lately = past.Skip(Math.Max(0, past.FindLastIndex(each => each.At <= _cloud.World.Time.Now - LongLapsed)))
                .Select(each => each.Free);
            var wasFull = lately.Any(free =>
                inside.Any(pool => kept.GetValueOrDefault(pool.Key) < pool.Value && free.GetValueOrDefault(pool.Key) == 0)
            );
            Must(
                Same(inside, kept) || wasFull || WasSuspended(registration),
                () => $"somebody was inside by {now.Text("ticketId")} before it was void, and has no place though there are some"
            );
            Sometimes("somebody was inside before the ticket was void", Same(inside, kept));
        }
    }

    private bool IsCancelled(Image registration) => SaleOf(registration.Text("eventId")!).Event!.Text("cancelledAt") is not null;

    /// <summary>Units by pool for the used tickets of a registration.</summary>
    private Dictionary<string, long> Inside(Image registration)
    {
        Dictionary<string, long> units = new(StringComparer.Ordinal);
        foreach (
            var ticket in registration.Texts("ticketIds").Select(id => _tickets[id]).Where(ticket => ticket.Text("usedAt") is not null)
        )
        {
            Images.Add(units, ticket.Text("ticketTypeId")!, 1);
            Images.Add(units, "capacity", 1);
        }

        return units;
    }

    private static DateTimeOffset Instant(Image image, string name) =>
        DateTimeOffset.Parse(image.Text(name)!, System.Globalization.CultureInfo.InvariantCulture);

    private static bool Same(Dictionary<string, long> one, Dictionary<string, long> other) =>
        one.Count == other.Count && one.All(pool => other.GetValueOrDefault(pool.Key) == pool.Value);

    private void JudgeTicket(Image? before, Image now, IReadOnlyList<Committed> changes)
    {
        var id = now.Text("ticketId")!;
        var registration = _registrations[now.Text("registrationId")!];
        if (now.Text("status") != "Void")
        {
            Must(registration.Text("status") == "Confirmed", () => $"{id} is good, and its registration is {registration.Text("status")}");
            Must(registration.Texts("ticketIds").Contains(id), () => $"{id} is good, and its registration does not know it");
        }

        Must(before?.Text("status") != "Void" || now.Text("status") == "Void", () => $"{id} was void and is good again");
        if (before is null)
            return;
        JudgeInside(before, now);
        Must(
            before.Text("usedAt") is null
                || now.Text("usedAt") is not null
                || changes.Any(change =>
                    change.Key.Table == Tables.CheckIns && change.New?.Text("ticketId") == id && TookBack(change.New!)
                ),
            () => $"{id} was used and is not any more, and nobody took it back"
        );
        Must(
            (now.Number("issue") == before.Number("issue")) == (now.Text("qr") == before.Text("qr")),
            () => $"{id} has another code and the same issue, or the other way round"
        );
        if (before.Text("usedAt") is not null || now.Text("usedAt") is null)
            return;
        var notes = changes
            .Where(change => change.Key.Table == Tables.CheckIns && change.New?.Text("ticketId") == id)
            .Select(change => change.New!)
            .ToList();
        Must(notes.Exists(WentIn), () => $"{id} is used, and no scan admitted anybody with it");
        // A device admitted what the server refuses: the ticket still counts as used, and the check-in records the conflict.
        if (notes.TrueForAll(note => note.Text("result") != "Valid"))
            _inside.Add(id);
    }

    /// <summary>Whether the scan admitted somebody. An offline device's decision overrides the server's.</summary>
    private static bool WentIn(Image scan) => scan.Text("kind") == "Scan" && (scan.Text("device") ?? scan.Text("result")) == "Valid";

    /// <summary>Whether a use ends: by an undo, or because the device turned away whom the server had accepted.</summary>
    private static bool TookBack(Image note) =>
        note.Text("kind") == "Undo" || (note.Text("result") == "Valid" && note.Text("device") == "Invalid");

    private Dictionary<string, string?> InBy(string ticketId)
    {
        if (!_inBy.TryGetValue(ticketId, out var scans))
            _inBy[ticketId] = scans = new(StringComparer.Ordinal);
        return scans;
    }

    /// <summary>Judges a device's own decision that is added to a stored scan: the device had got no answer.</summary>
    private void JudgeDecided(string id, Image checkIn, IReadOnlyList<Committed> changes)
    {
        if (WentIn(checkIn))
            InBy(id)[checkIn.Text("scanId")!] = checkIn.Text("reason");
        if (!TookBack(checkIn))
            return;
        InBy(id).Remove(checkIn.Text("scanId")!);
        var free = changes.Any(change =>
            change.Key.Table == Tables.Tickets
            && change.New?.Text("ticketId") == id
            && change.Old?.Text("usedAt") is not null
            && change.New.Text("usedAt") is null
        );
        if (free)
        {
            Must(_inside.Remove(id), () => $"{id} was taken back, and was not inside");
            // Scans with an old code, which the server refuses as void, may have admitted somebody who no longer has the ticket.
            Must(InBy(id).Values.All(reason => reason == "Void"), () => $"{id} is good again, and somebody is in by it");
        }
        else
            Must(InBy(id).Count > 0 || _tickets[id].Text("usedAt") is null, () => $"{id} is used up, and nobody is in by it");
    }

    private void JudgeCheckIn(Image? noted, Image checkIn, IReadOnlyList<Committed> changes)
    {
        if (noted is not null)
        {
            // Two concurrent uploads may both add the device's decision.
            Must(
                noted.Text("result") == checkIn.Text("result")
                    && noted.Text("reason") == checkIn.Text("reason")
                    && (noted.Text("device") ?? checkIn.Text("device")) == checkIn.Text("device"),
                () => $"scan {checkIn.Text("scanId")} was judged twice"
            );
            if (noted.Text("device") is null && checkIn.Text("ticketId") is { } about)
                JudgeDecided(about, checkIn, changes);
            return;
        }

        if (checkIn.Text("ticketId") is not { } id)
            return;
        if (checkIn.Text("kind") == "Undo")
        {
            Must(_inside.Remove(id), () => $"{id} was taken back, and was not inside");
            InBy(id).Clear();
            Must(
                _tickets[id].Text("status") != "Used" && _tickets[id].Text("usedAt") is null,
                () => $"{id} was taken back, and is {_tickets[id].Text("status")}"
            );
            return;
        }

        if (!WentIn(checkIn))
            return;
        InBy(id)[checkIn.Text("scanId")!] = checkIn.Text("reason");
        if (checkIn.Text("device") is not null && checkIn.Text("reason") is null or "AlreadyUsed")
        {
            var (scanned, received) = (Instant(checkIn, "scannedAt"), Instant(checkIn, "receivedAt"));
            Must(
                Instant(_tickets[id], "usedAt") <= (scanned < received ? scanned : received),
                () => $"{id} was admitted at {scanned:T}, and a later use counts as its first"
            );
        }

        if (checkIn.Text("result") != "Valid")
            return;
        Must(_inside.Add(id), () => $"{id} was admitted twice");
        var before = changes.FirstOrDefault(change => change.Key.Table == Tables.Tickets && change.New?.Text("ticketId") == id)?.Old;
        Must(
            before is not null && before.Text("usedAt") is null && (before.Text("status") == "Valid" || WasGood(before, checkIn)),
            () => $"{id} was admitted, and was not good"
        );
        Must(before!.Flag("paid"), () => $"{id} was admitted, and its payment is disputed");
        Must(before!.Text("eventId") == checkIn.Text("eventId"), () => $"{id} was admitted at another event");
        Must(_tickets[id].Text("usedAt") is not null, () => $"{id} was admitted and is not used");
    }

    /// <summary>Whether an offline device scanned the ticket, by the device's clock, before it was voided.</summary>
    private static bool WasGood(Image ticket, Image checkIn) =>
        checkIn.Text("device") is not null && Instant(checkIn, "scannedAt") < Instant(ticket, "voidedAt");

    private IEnumerable<Intent> IntentsOf(string registrationId) =>
        _cloud.Stripe.Intents.Where(intent => intent.RegistrationId == registrationId);

    // Answers to people

    /// <summary>The version in an answer must have been stored, with that status; later versions may exist.</summary>
    private void Told(string id, Answer answer, Func<string, bool>? status = null)
    {
        var version = (long)answer.Body!["version"]!;
        Must(_history.TryGetValue((id, version), out var stored), () => $"version {version} of {id} was told, and is not stored");
        Must(status is null || status(stored!), () => $"version {version} of {id} was told as another state than {stored}");
    }

    /// <summary>Records a request before it is sent: from now on it may take effect.</summary>
    public Request Ask(Endpoint endpoint, Person? caller, JsonObject? body, IReadOnlyList<string>? path)
    {
        var asked = new Request(endpoint, caller, body, path ?? [], _cloud.World.Time.Now);
        if (endpoint == PaymentEndpoints.RefundRegistration)
            NoteRefund(asked);
        else if (endpoint == RegistrationEndpoints.CancelRegistration)
            _cancelAsked.Add(asked.Path[0]);
        else if (endpoint == TicketEndpoints.ValidateTicket)
            _scansAsked.TryAdd((string)body!["scanId"]!, asked.At);
        return endpoint == EventEndpoints.UpdateEvent || endpoint == EventEndpoints.UpdateTicketType
            ? asked with
            {
                Places = WatchPlaces(asked.Path[0]),
            }
            : asked;
    }

    public void Answered(Request asked, Answer answer)
    {
        Must(answer.Status != 500, () => $"{asked.Endpoint.Name} failed with 500, for no reason outside of us");
        if (asked.Places is { } watch)
            Served(asked.Path[0], watch);
        JudgeRefusal(asked, answer);
        if (!answer.IsOk)
            return;
        if (asked.Endpoint == EventEndpoints.GetEvent)
            JudgeShown(asked, answer);
        else if (asked.Endpoint == RegistrationEndpoints.GetRegistration)
            JudgeRegistrationShown(asked, answer);
        else if (asked.Endpoint == TicketEndpoints.ListMyTickets || asked.Endpoint == TicketEndpoints.GetCheckInList)
            JudgeTicketsShown(asked, answer.Body!["items"]!.AsArray());
        else if (asked.Endpoint == TicketEndpoints.GetTicketDownload || asked.Endpoint == TicketEndpoints.RegenerateTicketQr)
            JudgeLink(answer);
        else
            JudgeAct(asked);
    }

    /// <summary>Starts to track the minimum of free units while somebody tries to get some.</summary>
    public Watch WatchPlaces(string eventId)
    {
        var sale = SaleOf(eventId);
        var watch = new Watch(sale.Free);
        sale.Watches.Add(watch);
        return watch;
    }

    /// <summary>Nobody may be refused as sold out while enough units were free or held by holds that expired long before.</summary>
    /// <param name="asked">When the buyer sent the request.</param>
    public void TurnedAway(string eventId, Watch watch, DateTimeOffset asked, IReadOnlyDictionary<string, long> wanted)
    {
        SaleOf(eventId).Watches.Remove(watch);
        var lapsed = _registrations
            .Values.Where(registration =>
                registration.Text("eventId") == eventId
                && registration.Text("status") == "Pending"
                && !registration.List("payments").Any()
                && Instant(registration, "expiresAt") < asked - LongLapsed
            )
            .ToList();
        Must(
            wanted.Any(pool =>
                watch.Least.GetValueOrDefault(pool.Key) + lapsed.Sum(registration => registration.Allocated().GetValueOrDefault(pool.Key))
                < pool.Value
            ),
            () => $"turned away, and all the time there were {string.Join(", ", watch.Least)} and {lapsed.Count} lapsed holds"
        );
    }

    public void Served(string eventId, Watch watch) => SaleOf(eventId).Watches.Remove(watch);

    public void Asked(Person buyer, string key)
    {
        if (!_keysOf.TryGetValue(buyer, out var keys))
            _keysOf[buyer] = keys = new(StringComparer.Ordinal);
        keys.Add(key);
    }

    public void Registered(Person buyer, string key, Answer answer)
    {
        var id = answer.Text("registrationId");
        Must(
            _registrations.TryGetValue(id, out var stored) && buyer.Is(stored.Text("userId")),
            () => $"{buyer.Id} was told of {id}, and it is not there"
        );
        var under = $"{buyer.Id} {key}";
        Must(
            _registeredUnder.TryAdd(under, id) || _registeredUnder[under] == id,
            () => $"{buyer.Id} asked once and has {id} and {_registeredUnder[under]}"
        );
        Told(id, answer);
        JudgeTold(answer);
    }

    /// <param name="outdated">The key of the order before its address was corrected; null when that was not.</param>
    public void Corrected(string registrationId, Answer answer, string? outdated)
    {
        Told(registrationId, answer);
        if (outdated is null || (string?)answer.Body!["orderKey"] is not { } key)
            return;
        Sometimes("a guest's address is corrected");
        Must(key != outdated, () => $"{registrationId} is still opened by the link that was sent to the wrong address");
    }

    public void Changed(string eventId, Answer answer) => Told(eventId, answer);

    public void EventCancelled(string eventId, Answer answer)
    {
        Told(eventId, answer, status => status == "Cancelled");
        _cancelled.Add(eventId);
    }

    /// <summary>The same idempotency key must get the same answer.</summary>
    private void Same(string key, Answer answer)
    {
        var body = answer.Body!.ToJsonString();
        Must(_answers.TryAdd(key, body) || _answers[key] == body, () => $"{key} was answered {_answers[key]}, and then {body}");
    }

    /// <summary>After days, the same key needs to return only the same object, not the same answer.</summary>
    public void ForgetAnswers() => _answers.Clear();

    public void Taxed(string registrationId, Answer answer) =>
        Must(
            _taxes.Contains((registrationId, answer.Text("taxCalculationId"))),
            () => $"{registrationId} was told of a tax that was never stored"
        );

    /// <param name="asked">When the buyer sent the request.</param>
    public void PaymentStarted(string registrationId, string key, DateTimeOffset asked, Answer answer)
    {
        Same($"{registrationId} {key}", answer);
        var intent = answer.Text("paymentIntentId");
        Must(!(_cloud.Stripe.Find(intent).CancelledAt < asked), () => $"{intent} was answered, and cannot be completed");
        _payable.Add(intent);
        Must(
            IntentsOf(registrationId).Count(open => open.Status == "requires_payment_method" && _payable.Contains(open.Id)) <= 1,
            () => $"{registrationId} can be paid twice"
        );
        if (_registrations[registrationId] is { } stored && stored.Text("expiresAt") is not null && stored.Text("status") == "Pending")
            Must(asked <= Instant(stored, "expiresAt") + _cloud.MaxSkew, () => $"{registrationId} had expired, and a payment was begun");
        var registration = _registrations[registrationId];
        JudgeTax(registrationId, registration);
        Must(
            answer.Body!["amount"]!["amount"]!.GetValue<long>() == registration.Total(),
            () => $"{intent} is not made out for the total of {registrationId}"
        );
        Must(
            registration.List("payments").Any(payment => payment.Text("paymentIntentId") == intent),
            () => $"{intent} may be paid for {registrationId}, which does not know it"
        );
    }

    public void RegistrationCancelled(string registrationId, Answer answer) =>
        Told(registrationId, answer, status => status == "Cancelled");

    public void Refunded(string registrationId, Answer answer)
    {
        var id = answer.Text("refundId");
        Must(
            _registrations[registrationId].List("refunds").Any(refund => refund.Text("refundId") == id),
            () => $"{id} was told, and is not stored"
        );
    }

    /// <summary>Records that somebody refunded, or tried to, in the provider's dashboard: how much must be left is then unknown.</summary>
    public void GivenBackByPeople(string registrationId) => _givenBackByPeople.Add(registrationId);

    /// <summary>Whether the ticket is old enough for every index to contain it.</summary>
    public bool IsOld(string ticketId) => Instant(_tickets[ticketId], "issuedAt") < _cloud.World.Time.Now - TimeSpan.FromMinutes(5);

    /// <summary>Whether an answer has confirmed that the event is cancelled.</summary>
    public bool IsCancelled(string eventId) => _cancelled.Contains(eventId);

    public void Scanned(string scanId, Answer answer, Presentation shown) => Scanned(scanId, answer.Body!, shown);

    /// <returns>The stored check-in.</returns>
    private Image Scanned(string scanId, JsonNode answer, Presentation shown)
    {
        var (result, reason) = ((string?)answer["result"], (string?)answer["reason"]);
        Must(!shown.Genuine || reason is not ("forged" or "unknown"), () => $"a genuine code was called {reason}");
        var verdict = $"{result} {reason}";
        Must(
            _verdicts.TryAdd(scanId, verdict) || _verdicts[scanId] == verdict,
            () => $"scan {scanId} was answered {_verdicts[scanId]}, and then {verdict}"
        );
        Must(shown.MustNot is null || result == "invalid", () => $"admitted: {shown.MustNot}");
        JudgeTurnedAway(scanId, reason, shown);
        var note = _cloud.Tables.All(Tables.CheckIns).FirstOrDefault(note => note.Text("scanId") == scanId);
        Must(note is not null, () => $"scan {scanId} was answered and is not stored");
        return note!;
    }

    /// <summary>An uploaded scan must be stored with the device's verdict, and a conflict with the server's must be reported.</summary>
    public void Synced(JsonNode scan, JsonNode answer, Presentation shown)
    {
        var (scanId, device) = ((string)scan["scanId"]!, (string)scan["verdict"]!);
        Must((string?)answer["problem"] is null, () => $"scan {scanId} was not taken: {answer["problem"]}");
        // A ticket that was cancelled after the scan was valid at that time. The device's clock may be slow.
        var (scannedAt, ticket) = (
            DateTimeOffset.Parse((string)scan["scannedAt"]!, System.Globalization.CultureInfo.InvariantCulture),
            _tickets.GetValueOrDefault(shown.TicketId)
        );
        var cancelledAt = ticket?.Text("voidedAt") is not null ? Instant(ticket, "voidedAt") : DateTimeOffset.MinValue;
        if (SaleOf(shown.AtShow.EventId).Event!.Text("cancelledAt") is not null)
        {
            var ended = Instant(SaleOf(shown.AtShow.EventId).Event!, "cancelledAt");
            if (cancelledAt == DateTimeOffset.MinValue || ended < cancelledAt)
                cancelledAt = ended;
        }

        var note = Scanned(
            scanId,
            answer,
            scannedAt < cancelledAt && shown.MustNot is "a cancelled registration" or "a cancelled event"
                ? shown with
                {
                    MustNot = null,
                }
                : shown
        );
        Must(
            string.Equals(note.Text("device"), device, StringComparison.OrdinalIgnoreCase),
            () => $"the device said {device} to scan {scanId}, and {note.Text("device")} is noted"
        );
        var conflict = (device, (string)answer["result"]!, (string?)answer["reason"]) switch
        {
            ("valid", "invalid", "already_used") => "letInTwice",
            ("valid", "invalid", _) => "letInRefused",
            ("invalid", "valid", _) => "turnedAwayValid",
            _ => null,
        };
        Must(
            (string?)answer["conflict"] == conflict,
            () =>
                $"the device said {device} to scan {scanId}, we {answer["result"]} {answer["reason"]}, "
                + $"and the conflict that was told is '{answer["conflict"]}'"
        );
        _conflicts[scanId] = conflict;
        Sometimes($"offline: {conflict}");
    }

    /// <summary>Exactly one scan of the ticket is valid, no matter what was uploaded and how often.</summary>
    public void AdmittedOnce(string ticketId)
    {
        var scans = _cloud.Tables.All(Tables.CheckIns).Where(note => note.Text("ticketId") == ticketId && WentIn(note)).ToList();
        Must(
            scans.Count(note => note.Text("result") == "Valid") == 1,
            () => $"{ticketId} was admitted {scans.Count(note => note.Text("result") == "Valid")} times"
        );
        Must(
            Instant(_tickets[ticketId], "usedAt") == scans.Min(note => Instant(note, "scannedAt")),
            () => $"the first use of {ticketId} is not its earliest scan"
        );
    }

    public void IsIn(string ticketId) => Must(_inside.Contains(ticketId), () => $"{ticketId} was admitted, and is not inside any more");

    /// <summary>The list of check-ins must show the same conflicts as the answers to the uploads.</summary>
    public void Listed(Answer history)
    {
        foreach (var scan in history.Body!["items"]!.AsArray())
        {
            var scanId = (string)scan!["scanId"]!;
            Must(
                !_conflicts.TryGetValue(scanId, out var told) || (string?)scan["conflict"] == told,
                () => $"scan {scanId} is listed with the conflict '{scan["conflict"]}', and '{told}' was told"
            );
        }
    }

    /// <summary>A valid ticket must be accepted.</summary>
    public void Admitted(Answer answer) =>
        Must(answer.Text("result") == "valid", () => $"turned away at the gate: {answer.Body!["reason"]}");

    /// <summary>A request for another person's data must get 404 without the id.</summary>
    public void Kept(Endpoint endpoint, Answer answer, string registrationId) =>
        Must(
            answer.IsUnknown
                || (answer.Status == 404 && answer.Body?.ToJsonString().Contains(registrationId, StringComparison.Ordinal) == false),
            () => $"{endpoint.Name} told somebody else {answer.Status} {answer.Body?.ToJsonString()}"
        );

    public void Forged(Answer answer) =>
        Must(answer.IsUnknown || answer.Status == 400, () => $"a message that the provider did not sign was taken: {answer.Status}");

    // At the end, when nothing is pending

    public void JudgeRest()
    {
        foreach (var (id, registration) in _registrations)
            JudgeRest(id, registration);
        foreach (var (id, sale) in _sales.Where(sale => sale.Value.Event is not null))
            JudgeRest(id, sale);
        foreach (var (buyer, keys) in _keysOf)
        {
            var has = _registrations.Values.Count(registration => buyer.Is(registration.Text("userId")));
            Must(has <= keys.Count, () => $"{buyer.Id} asked for {keys.Count} registrations and has {has}");
        }

        foreach (var note in _cloud.Tables.All(Tables.Notifications))
        {
            Must(
                note.Text("status") != "Queued" || note.Number("dueAt") > _cloud.World.Time.Now.ToUnixTimeMilliseconds(),
                () => $"{note.Text("notificationId")} ({note.Text("kind")}) is due and stays so"
            );
        }

        JudgeAttendeesMails();
        foreach (var (id, sale) in _sales.Where(sale => sale.Value.Event is not null && sale.Value.Event.Text("cancelledAt") is null))
            JudgeChanges(id, sale);
        JudgeTogether();
        JudgePeopleRest();
        JudgeWebhooks();
        JudgeTime();
        JudgeMessages();
    }

    /// <summary>
    /// Holders of tickets since before a change must have got a mail; and nobody gets more mails than there were changes.
    /// </summary>
    private void JudgeChanges(string id, Sale sale)
    {
        Must(!sale.Event!.ContainsKey("announcement"), () => $"{id} has changed, and nobody was told");
        var notes = _announced.Where(note => _registrations[note.RegistrationId].Text("eventId") == id);
        foreach (var person in notes.GroupBy(note => note.Recipient, StringComparer.OrdinalIgnoreCase))
            Must(person.Count() <= sale.Changes, () => $"{person.Key} is told {person.Count()} times of {sale.Changes} changes of {id}");
        if (sale.Told is not { } told || told.At >= Instant(sale.Event!, "endsAt") - LongLapsed)
            return;
        Sometimes("told of a change");
        foreach (
            var ticket in _tickets.Values.Where(ticket =>
                ticket.Text("eventId") == id
                && ticket.Text("status") != "Void"
                && ticket.Text("erasedAt") is null
                && Instant(ticket, "issuedAt") <= told.At - IndexLag
            )
        )
        {
            var registration = _registrations[ticket.Text("registrationId")!];
            if (Instant(registration, "createdAt") > told.Of - _cloud.MaxSkew)
                continue;
            // Who has corrected the address may have been told at the earlier one.
            if (registration.Number("keyEpoch") > 0)
                continue;
            foreach (var address in new[] { ticket.Text("holderEmail"), registration.Text("buyerEmail") }.OfType<string>())
            {
                Must(
                    _cloud.Mail.Sent.Any(mail =>
                        mail.To.Equals(address, StringComparison.OrdinalIgnoreCase)
                        && mail.Subject.StartsWith("Changed", StringComparison.Ordinal)
                    ),
                    () => $"{id} has changed, and {address} was not told"
                );
            }
        }
    }

    /// <summary>
    /// Each attendee must get a mail with their own tickets per confirmed order, a mail when it is cancelled, and nothing about other
    /// people. A mail may arrive twice only if it is unknown whether it was sent.
    /// </summary>
    private void JudgeAttendeesMails()
    {
        bool IsAttendee(string address) =>
            _registrations.Values.Any(registration =>
                registration.List("attendees").Any(person => address.Equals(person.Text("email"), StringComparison.OrdinalIgnoreCase))
            );

        var own = _tickets
            .Values.Where(ticket => ticket.Text("holderEmail") is not null)
            .ToLookup(ticket => ticket.Text("holderEmail")!, ticket => ticket, StringComparer.OrdinalIgnoreCase);
        var buyers = _registrations
            .Values.Where(registration => registration.Text("erasedAt") is null)
            .Select(registration => registration.Text("buyerEmail")!)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var mails = _cloud
            .Mail.Sent.Where(mail =>
                !buyers.Contains(mail.To)
                && !_erasedAddresses.Contains(mail.To)
                && _cloud.People.Accounts.All(account => account.Person.Email != mail.To)
                && _cloud.Guests.All(guest => guest.Email != mail.To)
            )
            .ToList();
        foreach (var mail in mails)
        {
            var locators = own[mail.To].Select(ticket => ticket.Text("locator")!).ToHashSet(StringComparer.Ordinal);
            var pdfs = mail.Attachments.Where(attached => attached.ContentType == "application/pdf").ToList();
            Must(
                (pdfs.Count > 0) == mail.Subject.StartsWith("Your ", StringComparison.Ordinal)
                    && pdfs.All(pdf => locators.Contains(LocatorOf(pdf))),
                () => $"{mail.To} was sent what is not theirs"
            );
            Must(
                mail.Subject.StartsWith("Cancelled", StringComparison.Ordinal)
                    ? own[mail.To].Any(IsCancelled)
                    // A change is told from the confirmation on, as messages are, and the order may be cancelled before it has tickets.
                    : own.Contains(mail.To)
                        || (
                            (mail.Subject == OtherActors.Subject || mail.Subject.StartsWith("Changed", StringComparison.Ordinal))
                            && IsAttendee(mail.To)
                        ),
                () => $"{mail.To} was sent \"{mail.Subject}\", and that was not so"
            );
            Must(
                !mail.Text.Contains("Total", StringComparison.Ordinal)
                    && !buyers.Any(buyer => mail.Text.Contains(buyer, StringComparison.OrdinalIgnoreCase)),
                () => $"{mail.To} was told of somebody's order"
            );
        }

        // A code that was sent to a wrong address is good no more.
        foreach (var ticket in _tickets.Values.Where(ticket => ticket.Text("status") == "Valid" && ticket.Text("erasedAt") is null))
        {
            var file = $"ticket-{ticket.Map("code").Text("locator")}-{ticket.Map("code").Text("secret")}.pdf";
            string?[] mayHave = [ticket.Text("holderEmail"), _registrations[ticket.Text("registrationId")!].Text("buyerEmail")];
            Must(
                _cloud
                    .Mail.Sent.Where(mail => mail.Attachments.Any(attached => attached.Name == file))
                    .All(mail => mayHave.Contains(mail.To, StringComparer.OrdinalIgnoreCase)),
                () => $"{ticket.Text("ticketId")} is good, and its code was sent to somebody else"
            );
        }

        foreach (var holder in own.Where(holder => !buyers.Contains(holder.Key)))
        {
            foreach (var order in holder.Where(ticket => ticket.Text("status") != "Void").GroupBy(ticket => ticket.Text("registrationId")!))
            {
                var whole = order.Select(ticket => ticket.Text("locator")!).Order(StringComparer.Ordinal).ToList();
                Must(
                    mails.Exists(mail =>
                        mail.To.Equals(holder.Key, StringComparison.OrdinalIgnoreCase)
                        && mail.Attachments.Select(LocatorOf).Order(StringComparer.Ordinal).SequenceEqual(whole)
                    ),
                    () => $"{holder.Key} has tickets of {order.Key}, and no mail with them"
                );
            }

            Must(
                !holder.Any(IsCancelled)
                    || mails.Exists(mail =>
                        mail.To.Equals(holder.Key, StringComparison.OrdinalIgnoreCase)
                        && mail.Subject.StartsWith("Cancelled", StringComparison.Ordinal)
                    ),
                () => $"the order with tickets of {holder.Key} is cancelled, and nobody told them"
            );
        }

        bool IsCancelled(Image ticket) => _registrations[ticket.Text("registrationId")!].Text("status") == "Cancelled";

        static string LocatorOf(Attachment pdf) => pdf.Name.Split('-', '.')[1];
    }

    private void JudgeRest(string id, Image registration)
    {
        var status = registration.Text("status")!;
        Must(status != "Pending", () => $"{id} is stuck: pending since {registration.Text("createdAt")}");
        JudgeMoney(id, registration, status);
        JudgeBooks(id, registration);
        JudgeMails(id, registration);
        Note(id, registration);
        var tickets = registration.Texts("ticketIds").ToList();
        if (status != "Confirmed")
            return;
        var disputed = IntentsOf(id).Any(intent => intent.Captured > intent.Returned && IsDisputed(intent));
        Must(
            tickets.TrueForAll(ticket => _tickets[ticket].Flag("paid") != disputed),
            () => $"{id}: disputed is {disputed}, and its tickets do not say so"
        );
        Must(
            tickets.Count == registration.Quantity(),
            () => $"{id} is confirmed for {registration.Quantity()} and has {tickets.Count} tickets"
        );
        Must(
            _tickets.Values.Count(ticket => ticket.Text("registrationId") == id) == tickets.Count,
            () => $"{id} has more tickets than it knows"
        );
        Must(
            registration.Text("erasedAt") is not null
                || _cloud.Mail.Sent.Any(mail =>
                    mail.To == registration.Text("buyerEmail") && mail.Text.Contains(id, StringComparison.Ordinal)
                ),
            () => $"{id} is confirmed, and no mail says so"
        );
    }

    /// <summary>Compares the registration's payments and refunds with the provider's.</summary>
    private void JudgeMoney(string id, Image registration, string status)
    {
        var captured = IntentsOf(id).Where(intent => intent.Captured > 0).ToList();
        var kept = captured.Where(intent => intent.Captured > intent.Returned && !GivenUp(registration, intent)).ToList();
        if (status != "Confirmed")
            Must(
                kept.TrueForAll(IsDisputed),
                () => $"{id} is {status}, and money of {kept.First(intent => !IsDisputed(intent)).Id} is kept"
            );
        else if (registration.Total() > 0)
        {
            var byOrganizer = registration
                .List("refunds")
                .Where(refund => refund.Text("reason") == "Organizer" && refund.Text("status") == "Succeeded")
                .Sum(refund => refund.Number("amount"));
            Must(captured.Count != 1 || byOrganizer < captured[0].Captured, () => $"{id} was refunded in full and is still confirmed");
            Must(
                kept.Count(intent => intent.Captured >= registration.Total() && !IsDisputed(intent)) <= 1,
                () => $"{id} was paid {kept.Count} times, and all of it is kept"
            );
            Must(kept.Count > 0 || _givenBackByPeople.Contains(id), () => $"{id} is confirmed, and its money has gone back");
            Must(
                _givenBackByPeople.Contains(id) || kept.Sum(intent => intent.Captured - intent.Returned) >= registration.Total(),
                () => $"{id} costs {registration.Total()}, and less is kept"
            );
        }

        var booked = registration
            .List("payments")
            .Where(payment => payment.Text("status") == "Succeeded")
            .Sum(payment => payment.Number("amount"));
        Must(
            booked == captured.Sum(intent => intent.Captured),
            () => $"{id} has booked {booked}, and {captured.Sum(intent => intent.Captured)} were captured"
        );
        var returned = registration
            .List("refunds")
            .Where(refund => refund.Text("status") == "Succeeded")
            .Sum(refund => refund.Number("amount"));
        Must(
            returned == captured.Sum(intent => intent.Returned),
            () => $"{id} has booked refunds of {returned}, and {captured.Sum(intent => intent.Returned)} were made"
        );
        var unknown = captured
            .SelectMany(intent => intent.Refunds)
            .FirstOrDefault(made =>
                made.RefundId is { } ours && !registration.List("refunds").Any(refund => refund.Text("refundId") == ours)
            );
        Must(unknown is null, () => $"{id}: a refund was made that nobody had asked for");
        var known = registration.List("payments").Select(payment => payment.Text("paymentIntentId")).ToHashSet();
        var open = IntentsOf(id)
            .Where(intent => intent.Status != "canceled")
            .ToLookup(intent => known.Contains(intent.Id), intent => intent.Amount);
        Must(
            IntentsOf(id).Any(intent => !intent.IsOurs) || !open[false].Intersect(open[true]).Any(),
            () => $"{id}: a payment was begun twice"
        );
        Must(
            !registration.List("refunds").Any(refund => refund.Text("status") == "Requested"),
            () => $"{id} has a refund that was never made"
        );
        foreach (
            var twice in captured
                .SelectMany(intent => intent.Refunds)
                .Where(refund => refund is { RefundId: not null, Status: "succeeded" })
                .GroupBy(refund => refund.RefundId)
                .Where(same => same.Count() > 1)
        )
            throw new InvariantException($"refund {twice.Key} was made {twice.Count()} times");
    }

    /// <summary>Whether three refunds have failed, so that people must take over. Refunds refused for a dispute do not count.</summary>
    private static bool GivenUp(Image registration, Intent intent) =>
        registration
            .List("refunds")
            .Count(refund => refund.Text("paymentIntentId") == intent.Id && refund.Text("status") == "Failed" && !refund.Flag("disputed"))
        >= 3;

    /// <summary>Whether the bank has the money: until a dispute is won.</summary>
    private static bool IsDisputed(Intent intent) => intent.Dispute is "needs_response" or "lost";

    private void JudgeRest(string id, Sale sale)
    {
        var sold = _registrations
            .Values.Where(registration => registration.Text("eventId") == id)
            .Sum(registration =>
                registration.Text("status") == "Confirmed"
                    ? registration.Quantity()
                    : registration.Allocated().GetValueOrDefault("capacity")
            );
        Must(
            sale.Event!.Number("inventoryShards") == 0 || sale.Free.GetValueOrDefault("capacity") == sale.Total["capacity"] - sold,
            () => $"places are stuck: {sale.Total["capacity"]} in all, {sold} sold, {sale.Free.GetValueOrDefault("capacity")} free"
        );
        if (sale.Event!.Text("cancelledAt") is null)
            return;
        Must(sold == 0, () => $"{id} is cancelled, and {sold} places are still sold");
        Must(sale.Event!.Text("refundedAt") is not null, () => $"{id} is cancelled, and nobody has noted that all is refunded");
    }

    /// <summary>All captured money belongs to a registration, and no more is returned than was captured.</summary>
    private void JudgeTogether()
    {
        var intents = _cloud.Stripe.Intents;
        foreach (var intent in intents.Where(intent => intent.Captured > 0))
            Must(_registrations.ContainsKey(intent.RegistrationId), () => $"{intent.Id} was captured for nothing");
        Must(intents.All(intent => intent.Returned <= intent.Captured), () => "more was given back than was paid");
    }

    private sealed class Sale
    {
        public Image? Event { get; set; }
        public Dictionary<string, long> Total { get; } = new(StringComparer.Ordinal);
        public Dictionary<string, long> Free { get; } = new(StringComparer.Ordinal);
        public Dictionary<string, long> Taken { get; } = new(StringComparer.Ordinal);
        public Dictionary<string, long> Held { get; } = new(StringComparer.Ordinal);
        public List<Watch> Watches { get; } = [];

        /// <summary>The free units after each change.</summary>
        public List<(DateTimeOffset At, Dictionary<string, long> Free)> Past { get; } = [];

        /// <summary>The free units of each counter shard after each of its changes.</summary>
        public Dictionary<long, List<(DateTimeOffset At, Dictionary<string, long> Free)>> Shards { get; } = [];

        /// <summary>How often it changed for attendees after it was published.</summary>
        public int Changes { get; set; }

        /// <summary>The facts last announced, while a change waits to be announced; otherwise null.</summary>
        public string? Untold { get; set; }

        /// <summary>The last announced change: when it was made, and when its notifications were stored.</summary>
        public (DateTimeOffset Of, DateTimeOffset At)? Told { get; set; }
    }
}

/// <summary>A request and when it was sent.</summary>
/// <param name="Path">The values of the path parameters, in order.</param>
/// <param name="Places">The minimum of free units since then, for requests that change an event's numbers.</param>
public sealed record Request(
    Endpoint Endpoint,
    Person? Caller,
    JsonObject? Body,
    IReadOnlyList<string> Path,
    DateTimeOffset At,
    Watch? Places = null
);

/// <summary>Tracks the minimum of free units in each pool.</summary>
public sealed class Watch(IReadOnlyDictionary<string, long> free)
{
    public Dictionary<string, long> Least { get; } = new(free, StringComparer.Ordinal);

    public void See(IReadOnlyDictionary<string, long> now)
    {
        foreach (var (pool, units) in now)
        {
            if (units < Least.GetValueOrDefault(pool, long.MaxValue))
                Least[pool] = units;
        }
    }
}
