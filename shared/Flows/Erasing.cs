using EventTicketing.Data;
using EventTicketing.Domain;

namespace EventTicketing.Flows;

/// <summary>
/// Erases what is known of a person, and keeps what the books need: docs/decisions/0042. The sign-in goes first, so that nobody signs in
/// to an account that is half erased. A worker does the rest in passes over all of the data; each step may be repeated.
/// </summary>
public static class Erasing
{
    /// <summary>
    /// Null when a person's organizations can do without them; otherwise <c>sole_owner</c>. A personal organization is closed with the
    /// account, unless others are members or it has events to come.
    /// </summary>
    public static async Task<Problem?> WhyNotLeaving(App app, string userId, CancellationToken stop)
    {
        var personalId = Membership.PersonalOrganizationOf(userId);
        await foreach (var page in app.Db.Members.OfUser(userId).Pages(stop))
        {
            var owned = page.Where(member => member.Role == OrganizationRole.Owner && member.OrganizationId != personalId);
            foreach (var member in owned)
            {
                if (await app.Db.Organizations.Find(member.OrganizationId, stop) is { ClosedAt: null, Owners: <= 1 })
                    return Erasure.SoleOwner;
            }
        }

        var personal = await app.Db.Organizations.Find(personalId, stop);
        if (personal is { ClosedAt: null, Members: > 1 })
            return Erasure.SoleOwner;
        var upcoming = await app
            .Db.Events.OfOrganization(personalId)
            .From(app.Now - Event.MaxDuration)
            .Where(ev => ev.Status == EventStatus.Published && ev.EndsAt > app.Now)
            .Take(1)
            .Page(stop);
        return upcoming.Items.Count > 0 ? Erasure.SoleOwner : null;
    }

    /// <summary>Null when nothing that a buyer has ordered forbids the erasure; otherwise the refusal.</summary>
    public static async Task<Problem?> WhyNot(App app, IEnumerable<string> buyerIds, bool keepTickets, CancellationToken stop)
    {
        foreach (var buyerId in buyerIds)
        {
            await foreach (var page in app.Db.Registrations.OfUser(buyerId).Pages(stop))
            {
                var events = await EventsOf(app, page, stop);
                if (Erasure.WhyNot(page, events.Values, keepTickets, app.Now) is { } refusal)
                    return refusal;
            }
        }

        return null;
    }

    /// <summary>
    /// Notes that a person's data is to be erased, and ends all access to the account. A second request finds the first one.
    /// </summary>
    /// <param name="address">The person's verified address, with which later steps find invitations; it goes with the profile.</param>
    /// <param name="act">The record of the act.</param>
    public static async Task<Erasure> Begin(App app, Erasure asked, string? address, Activity act, CancellationToken stop)
    {
        var noted = await app.Db.Decide<Erasure>(
            async () =>
            {
                if (await app.Db.Erasures.Find(asked.ErasureId, stop) is { } earlier)
                    return earlier;
                var person = await app.Db.People.Find(asked.UserId, stop);
                return new Decision<Erasure>(
                    asked,
                    app.Db.Erasures.Create(asked),
                    app.Db.Activities.Create(act),
                    person is null
                        ? app.Db.People.Create(
                            new()
                            {
                                UserId = asked.UserId,
                                Email = address,
                                CreatedAt = asked.RequestedAt,
                            }
                        )
                        : app.Db.People.Save(person with { Email = address ?? person.Email })
                );
            },
            stop
        );
        return await EndAccess(app, noted.Value, stop);
    }

    /// <summary>Ids of erasures with something to do.</summary>
    public static async Task<IReadOnlyList<string>> Due(App app, CancellationToken stop) =>
        [.. (await app.Db.DueErasures.DueBy(Tables.DueErasures, app.Now, app.Settings.Limits.Swept, stop)).Select(due => due.ErasureId)];

    /// <summary>
    /// Erases all that may be erased now. It begins anew each time, because a call with an older token may have written meanwhile.
    /// </summary>
    public static async Task Pass(App app, string erasureId, CancellationToken stop)
    {
        var began = app.Now;
        if (await app.Db.Erasures.Find(erasureId, stop) is not { DoneAt: null } found)
            return;
        var erasure = await EndAccess(app, found, stop);
        var person = await app.Db.People.Find(erasure.UserId, stop);
        await EraseSessions(app, erasure.UserId, stop);
        await EraseVerification(app, erasure.UserId, stop);
        await EraseOrganizations(app, erasure.UserId, stop);
        if (person?.Email is { } address)
            await EraseInvitations(app, address, stop);
        await EraseWork(app, erasure.UserId, stop);
        await EraseActivities(app, erasure.UserId, stop);
        var keptUntil = await EraseOrders(app, erasure, began, stop);
        await app.Files(Buckets.Uploads).DeleteAll($"images/people/{erasure.UserId}/", stop);
        await app.Files(Buckets.Uploads).DeleteAll($"incoming/people/{erasure.UserId}/", stop);
        await app.Files(Buckets.Exports).DeleteAll($"reports/{erasure.UserId}/", stop);
        // Last: until then a repetition finds the address here.
        if (person is not null)
            await app.Db.Write([app.Db.People.Delete(person), .. Counting.Leaving(app, person)], stop);
        var next = erasure.Passed(began, keptUntil);
        if (!ReferenceEquals(next, erasure))
            await app.Db.Erasures.TrySave(next, stop);
    }

    /// <summary>Deletes the sign-in, and then has older tokens refused.</summary>
    private static async Task<Erasure> EndAccess(App app, Erasure erasure, CancellationToken stop)
    {
        if (erasure.SignedOutAt is not null)
            return erasure;
        await app.People.Delete(erasure.UserId, stop);
        // Nobody signs in with this id again: so a token that was issued by a clock ahead of ours is refused as well.
        var now = app.Now;
        var ended = await app.Db.Decide<Erasure>(
            async () =>
                await app.Db.Erasures.Find(erasure.ErasureId, stop) is not { } current ? erasure
                : current.SignedOutAt is not null ? current
                : app.Db.Erasures.Save(
                    current,
                    current with
                    {
                        SignedOutAt = now,
                    },
                    await app.Db.Revoke(Revocation.Of(erasure.UserId, now + Erasure.Aftermath), stop)
                ),
            stop
        );
        return ended.Value;
    }

    private static async Task EraseSessions(App app, string userId, CancellationToken stop)
    {
        await foreach (var page in app.Db.Sessions.OfUser(userId).Pages(stop))
        foreach (var session in page)
            await app.Db.Write([app.Db.Sessions.Delete(session, new Condition.Present())], stop);
    }

    /// <summary>The papers and everything about them. That somebody was verified stays in the audit log.</summary>
    private static async Task EraseVerification(App app, string userId, CancellationToken stop)
    {
        await app.Files(Buckets.Uploads).DeleteAll($"kyc/{userId}/", stop);
        await foreach (var page in app.Db.Kyc.OfUser(userId).Pages(stop))
        foreach (var request in page)
        {
            if (await app.Db.Kyc.Find(request.KycId, stop) is { } current)
                await app.Db.Write([app.Db.Kyc.Delete(current)], stop);
        }
    }

    private static async Task EraseOrganizations(App app, string userId, CancellationToken stop)
    {
        var personalId = Membership.PersonalOrganizationOf(userId);
        await EraseTraces(app, organizationId: personalId, userId, stop);
        await app.Files(Buckets.Uploads).DeleteAll($"images/organizations/{personalId}/", stop);
        await app.Db.Decide<Organization?>(
            async () =>
            {
                var current = await app.Db.Organizations.Find(personalId, stop);
                return current is null || current.Name == Person.Deleted ? current : Saved(app, current.Anonymized(app.Now));
            },
            stop
        );
        await foreach (var page in app.Db.Members.OfUser(userId).Pages(stop))
        foreach (var member in page)
        {
            await EraseTraces(app, member.OrganizationId, userId, stop);
            await Leave(app, member.OrganizationId, userId, stop);
        }
    }

    private static Decision<Organization?> Saved(App app, Organization next, params IReadOnlyList<Change> with) =>
        new(next, [app.Db.Organizations.Save(next), .. with]);

    private static Task Leave(App app, string organizationId, string userId, CancellationToken stop) =>
        app.Db.Decide<Organization?>(
            async () =>
            {
                var current = await app.Db.Organizations.Find(organizationId, stop);
                if (await app.Db.Members.Find(organizationId, userId, stop) is not { } member)
                    return current;
                var gone = app.Db.Members.Delete(member, new Condition.Present());
                if (current is null)
                    return new Decision<Organization?>(current, gone);
                var next = await Verifying.Follow(app, current.Without(member, app.Now), userId, isOwner: false, stop);
                return Saved(app, next, gone);
            },
            stop
        );

    /// <summary>The name and address that somebody has left on events and invitations of an organization.</summary>
    private static async Task EraseTraces(App app, string organizationId, string userId, CancellationToken stop)
    {
        await foreach (var page in app.Db.Events.OfOrganization(organizationId).Where(ev => ev.OrganizerId == userId).Pages(stop))
        foreach (var ev in page)
        {
            await app.Db.Decide<Event>(
                async () =>
                {
                    var current = (await app.Db.Events.Find(ev.EventId, stop))!;
                    return app.Db.Events.Save(current, current.WithoutOrganizer());
                },
                stop
            );
        }

        var invited = app.Db.Invitations.OfOrganization(organizationId);
        await foreach (
            var page in invited.Where(invitation => invitation.InvitedBy == userId && invitation.InvitedByName is not null).Pages(stop)
        )
        foreach (var invitation in page)
            await app.Db.Invitations.TrySave(invitation with { InvitedByName = null, Message = null }, stop);
    }

    /// <summary>The name on staff records, and what is written about time. The minutes stay: payroll and invoices need them.</summary>
    private static async Task EraseWork(App app, string userId, CancellationToken stop)
    {
        await foreach (var page in app.Db.Staff.OfUser(userId).Pages(stop))
        foreach (var record in page)
        {
            var entries = app
                .Db.TimeEntries.OfPerson(record.OrganizationId, userId)
                .Where(entry => (entry.Note ?? entry.Reason) is not null);
            await foreach (var some in entries.Pages(stop))
            foreach (var entry in some)
                await app.Db.TimeEntries.TrySave(entry.Anonymized(), stop);
            if (record.Name != StaffRecord.FormerMember || record.Email is not null)
                await app.Db.Staff.TrySave(record.Anonymized(), stop);
        }
    }

    private static async Task EraseInvitations(App app, string address, CancellationToken stop)
    {
        await foreach (var page in app.Db.Invitations.To(Invitation.Normalized(address)).Pages(stop))
        foreach (var invitation in page)
            await app.Db.Write([app.Db.Invitations.Delete(invitation)], stop);
    }

    /// <summary>The name of who has acted, and what others have written about the person as a reason.</summary>
    private static async Task EraseActivities(App app, string userId, CancellationToken stop)
    {
        await foreach (var page in app.Db.Activities.By(userId).Where(act => act.ActorName is not null).Pages(stop))
        foreach (var act in page)
            await app.Db.Activities.TrySave(act with { ActorName = null }, stop);
        await EraseReasons(app, userId, stop);
    }

    private static async Task EraseReasons(App app, string subjectId, CancellationToken stop)
    {
        await foreach (var page in app.Db.Activities.To(subjectId).Where(act => act.Reason is not null).Pages(stop))
        foreach (var act in page)
            await app.Db.Activities.TrySave(act with { Reason = null }, stop);
    }

    /// <summary>Takes names and addresses out of the person's orders, but for those of events whose gate may need them.</summary>
    /// <returns>Until when names are kept; null when none are.</returns>
    private static async Task<DateTimeOffset?> EraseOrders(App app, Erasure erasure, DateTimeOffset now, CancellationToken stop)
    {
        List<Registration> orders = [];
        foreach (var buyerId in erasure.BuyerIds)
        {
            await foreach (var page in app.Db.Registrations.OfUser(buyerId).Pages(stop))
                orders.AddRange(page);
        }

        var events = await EventsOf(app, orders, stop);
        var namesUntil = erasure.NamesNeededUntil(events.Values, app.Settings.Limits.NamesLife, now);
        var over = orders.Where(order => namesUntil is null || !erasure.Keeps(events[order.EventId])).ToList();
        foreach (var order in over.Where(order => !order.IsUnfinished))
            await EraseOrder(app, order.RegistrationId, stop);
        foreach (var group in over.GroupBy(order => order.EventId))
            await EraseCheckIns(app, group.Key, [.. group.SelectMany(order => order.TicketIds)], stop);
        return over.Exists(order => order.IsUnfinished) ? now + Erasure.Aftermath : namesUntil;
    }

    /// <summary>The order and its tickets in one write, so that no PDF is made with the old name afterwards.</summary>
    private static async Task EraseOrder(App app, string registrationId, CancellationToken stop)
    {
        var erased = await app.Db.Decide<Registration>(
            async () =>
            {
                var current = (await app.Db.Registrations.Find(registrationId, stop))!;
                if (current.ErasedAt is not null || current.IsUnfinished)
                    return current;
                var tickets = await app.Db.Tickets.FindAll(current.TicketIds, stop);
                return app.Db.Registrations.Save(
                    current,
                    current.Anonymized(app.Now),
                    [.. tickets.Select(ticket => app.Db.Tickets.Save(ticket.Anonymized(app.Now)))]
                );
            },
            stop
        );
        foreach (var ticketId in erased.Value.TicketIds)
            await app.Files(Buckets.Tickets).DeleteAll($"tickets/{erased.Value.EventId}/{ticketId}/", stop);
        await EraseReasons(app, registrationId, stop);
    }

    /// <summary>The holder's name in what the gates have noted.</summary>
    private static async Task EraseCheckIns(App app, string eventId, HashSet<string> ticketIds, CancellationToken stop)
    {
        if (ticketIds.Count == 0)
            return;
        var named = app
            .Db.CheckIns.OfEvent(eventId)
            .Where(scan => scan.HolderName is not (null or Person.Deleted) && scan.TicketId is { } id && ticketIds.Contains(id));
        await foreach (var page in named.Pages(stop))
        foreach (var scan in page)
            await app.Db.Write([app.Db.CheckIns.Put(scan with { HolderName = Person.Deleted })], stop);
    }

    private static async Task<Dictionary<string, Event>> EventsOf(App app, IEnumerable<Registration> orders, CancellationToken stop)
    {
        Dictionary<string, Event> events = new(StringComparer.Ordinal);
        foreach (var ids in orders.Select(order => order.EventId).Distinct().Chunk(100))
        {
            foreach (var ev in await app.Db.Events.FindAll(ids, stop))
                events[ev.EventId] = ev;
        }

        return events;
    }
}
