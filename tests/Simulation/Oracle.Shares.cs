namespace EventTicketing.Tests.Simulation;

using Image = Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

/// <summary>Checks the limits per person and event against registrations, stored quotas and refusals.</summary>
public sealed partial class Oracle
{
    private readonly Dictionary<(string UserId, string EventId), Share> _shares = [];

    private Share ShareOf(string userId, string eventId)
    {
        if (!_shares.TryGetValue((userId, eventId), out var share))
            _shares[(userId, eventId)] = share = new(_cloud.World.Time.Now);
        return share;
    }

    private static long MostPerPerson(Image of) =>
        of.Number("maxPerPerson") is > 0 and var stated ? stated : 4 * of.List("ticketTypes").Max(type => type.Number("maxPerOrder"));

    private void TakeQuota(Committed change)
    {
        var about = change.New ?? change.Old!;
        ShareOf(about.Text("userId")!, about.Text("eventId")!).Quota = change.New;
    }

    private void TakeShare(Image? before, Image now)
    {
        var (id, user, status) = (now.Text("registrationId")!, now.Text("userId")!, now.Text("status"));
        if (before is not null && before.Text("userId") != user)
            Move(before, now);
        if (before?.Text("status") == status)
            return;
        var of = SaleOf(now.Text("eventId")!).Event!;
        var share = ShareOf(user, now.Text("eventId")!);
        var (had, has) = (before?.Text("status") is "Pending" or "Confirmed", status is "Pending" or "Confirmed");
        share.Places += (has ? now.Quantity() : 0) - (had ? now.Quantity() : 0);
        share.Open.Remove(id);
        if (status == "Pending")
        {
            share.Open.Add(id);
            Must(share.Open.Count <= 2, () => $"{user} holds {string.Join(", ", share.Open)} at once");
            Must(
                share.WaitsUntil is not { } until || until <= _cloud.World.Time.Now + _cloud.MaxSkew,
                () => $"{user} has let {share.Lapses.Count} holds lapse, should wait and holds {id}"
            );
        }

        Must(
            !has || had || share.Places <= MostPerPerson(of),
            () => $"{user} has {share.Places} places, and one person may have {MostPerPerson(of)}"
        );
        if (before?.Text("status") == "Pending" && !has && !now.List("payments").Any(payment => payment.Text("status") == "Succeeded"))
            share.Lapses.Add(Instant(now, status == "Cancelled" ? "cancelledAt" : "expiresAt"));
        share.See(_cloud.World.Time.Now);
    }

    /// <summary>An order may become another guest's only by a correction of the address, which outdates its key.</summary>
    private void Move(Image before, Image now)
    {
        var (id, of) = (now.Text("registrationId")!, now.Text("eventId")!);
        var (from, to) = (ShareOf(before.Text("userId")!, of), ShareOf(now.Text("userId")!, of));
        Must(
            now.Number("keyEpoch") > before.Number("keyEpoch") && now.Text("buyerEmail") != before.Text("buyerEmail"),
            () => $"{id} went from {before.Text("userId")} to {now.Text("userId")}"
        );
        (from.Places, to.Places) = (from.Places - now.Quantity(), to.Places + now.Quantity());
        if (from.Open.Remove(id))
            to.Open.Add(id);
        Must(
            to.Open.Count <= 2 && to.Places <= MostPerPerson(SaleOf(of).Event!),
            () => $"{now.Text("userId")} got {id} and has {to.Places} places and holds {string.Join(", ", to.Open)}"
        );
        from.See(_cloud.World.Time.Now);
        to.See(_cloud.World.Time.Now);
    }

    private void JudgeShare(Image about)
    {
        var (user, of) = (about.Text("userId")!, about.Text("eventId")!);
        var share = ShareOf(user, of);
        Must(
            (share.Quota?.Number("places") ?? 0) == share.Places,
            () => $"{user} has {share.Places} places of {of}, and {share.Quota?.Number("places")} are noted"
        );
        var noted = share.Quota?.List("holds").Select(hold => hold.Text("registrationId")!) ?? [];
        Must(share.Open.SetEquals(noted), () => $"{user} holds {string.Join(", ", share.Open)}, and {string.Join(", ", noted)} are noted");
    }

    /// <summary>Whether the limit in the refusal was reached at some moment since the request.</summary>
    private bool IsLimited(Request asked, string code)
    {
        var moved = asked.Endpoint == RegistrationEndpoints.UpdateRegistration ? _registrations[asked.Path[0]] : null;
        var of = SaleOf(moved?.Text("eventId") ?? (string)asked.Body!["eventId"]!).Event!;
        var wanted = moved?.Quantity() ?? asked.Body!["items"]!.AsArray().Sum(item => Number(item!["quantity"]!));
        return ShareOf(moved is null ? asked.Caller!.UserId : Cloud.OrderKeys.GuestOf(asked.Caller!.MeantEmail), of.Text("eventId")!)
            .Since(asked.At)
            .Any(was =>
                code switch
                {
                    "too_many_holds" => was.Open.Count(IsNotLongLapsed) >= 2,
                    "person_limit_exceeded" => was.Places + wanted > MostPerPerson(of),
                    _ => was.WaitsUntil + _cloud.MaxSkew > asked.At,
                }
            );

        bool IsNotLongLapsed(string id) =>
            _registrations[id].List("payments").Any()
            || _registrations[id].Text("expiresAt") is null
            || Instant(_registrations[id], "expiresAt") >= asked.At - LongLapsed;
    }

    private sealed class Share(DateTimeOffset since)
    {
        private static readonly int[] Minutes = [5, 15, 60];
        private readonly List<(DateTimeOffset At, HashSet<string> Open, long Places, DateTimeOffset? WaitsUntil)> _states =
        [
            (since, [], 0, null),
        ];

        /// <summary>The stored quota item; null when there is none.</summary>
        public Image? Quota { get; set; }

        public long Places { get; set; }
        public HashSet<string> Open { get; } = new(StringComparer.Ordinal);

        /// <summary>When holds without a successful payment ended.</summary>
        public List<DateTimeOffset> Lapses { get; } = [];

        /// <summary>Five minutes from the third lapse within an hour, 15 minutes from the fourth, one hour from each later one.</summary>
        public DateTimeOffset? WaitsUntil
        {
            get
            {
                if (Lapses.Count == 0)
                    return null;
                var last = Lapses.Max();
                var within = Lapses.Count(lapse => last - lapse < TimeSpan.FromHours(1));
                return within < 3 ? null : last.AddMinutes(Minutes[Math.Min(within, 5) - 3]);
            }
        }

        public void See(DateTimeOffset now) => _states.Add((now, [.. Open], Places, WaitsUntil));

        /// <summary>The state at that time and after each later change.</summary>
        public IEnumerable<(DateTimeOffset At, HashSet<string> Open, long Places, DateTimeOffset? WaitsUntil)> Since(DateTimeOffset then) =>
            _states.Skip(Math.Max(0, _states.FindLastIndex(state => state.At <= then)));
    }
}
