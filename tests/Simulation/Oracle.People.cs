using Groups = EventTicketing.Domain.Groups;
using PhoneCode = EventTicketing.Domain.PhoneCode;

namespace EventTicketing.Tests.Simulation;

using Image = Dictionary<string, Amazon.DynamoDBv2.Model.AttributeValue>;

/// <summary>People and organizations: who may do what, and that the user pool, the tables and the answers say the same about it.</summary>
public sealed partial class Oracle
{
    private static readonly string[] Ladder = ["Staff", "Manager", "Admin", "Owner"];
    private const int OfManager = 1,
        OfAdmin = 2,
        OfOwner = 3;

    /// <summary>How long after a revocation an old token may still be taken: a copy serves for a minute.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(70);

    /// <summary>For how long a call may act on a role that the caller has lost: an index is behind, and functions are paused.</summary>
    private static readonly TimeSpan Outdated = TimeSpan.FromMinutes(30);

    private readonly Dictionary<(string KycId, string SubmittedAt, string Administrator), int> _told = [];

    /// <summary>Mails about changed events, as queued: sent ones have no address any more.</summary>
    private readonly List<(string RegistrationId, string Recipient)> _announced = [];
    private readonly HashSet<string> _erasedAddresses = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Image> _organizations = new(StringComparer.Ordinal);

    /// <summary>Each person's ranks in each organization, with the time from which on they had it; -1: none.</summary>
    private readonly Dictionary<(string OrganizationId, string UserId), List<(int Rank, DateTimeOffset At)>> _ranks = [];

    /// <summary>What the pool has to say when all acts are done.</summary>
    private readonly Dictionary<string, (bool Enabled, HashSet<string> Groups)> _settled = new(StringComparer.Ordinal);

    /// <summary>Acts that are not finished, by their ids: whom they concern, and since when.</summary>
    private readonly Dictionary<string, (string Concerned, DateTimeOffset From)> _started = new(StringComparer.Ordinal);
    private readonly List<(string Concerned, DateTimeOffset Until)> _finished = [];
    private readonly List<(string Action, string SubjectId, string ActorId, DateTimeOffset At)> _done = [];
    private readonly List<(string UserId, long NotBefore, DateTimeOffset At)> _revoked = [];

    /// <summary>Gate devices by their sign-ins: their events, and when they were removed.</summary>
    private readonly Dictionary<string, (HashSet<string> EventIds, DateTimeOffset? RemovedAt)> _devices = new(StringComparer.Ordinal);

    private readonly HashSet<string> _suspended = new(StringComparer.Ordinal);

    /// <summary>People who became organizers, and who were organizers: since when; of the former also when the act began.</summary>
    private readonly Dictionary<string, (DateTimeOffset Began, DateTimeOffset At)> _granted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _withdrawn = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _foundedAt = new(StringComparer.Ordinal);

    /// <summary>Who was an administrator at some time.</summary>
    private readonly HashSet<string> _admins = new(StringComparer.Ordinal);

    /// <summary>Whose rights have changed, so that they may be refused what they could do before.</summary>
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);

    private DateTimeOffset Now => _cloud.World.Time.Now;

    // At every commit

    private void JudgePeople(IReadOnlyList<Committed> changes)
    {
        foreach (var change in changes)
        {
            TakeErased(change);
            if (change.Key.Table == Tables.Registrations)
                JudgeSold(change);
            else if (change.Key.Table == Tables.Organizations && change.New?.ContainsKey("members") == true)
                TakeOrganization(change.New);
            else if (IsOfDevice(change))
                TakeDevice(change);
            else if (change.Key.Table == Tables.Members)
                TakeMember(change);
            else if (change.Key.Table == Tables.CheckIns && change.New is { } scan)
                JudgeDevice(scan);
            else if (change is { New: null, Old: { } removed } && change.Key.Table == Tables.Devices)
                Must(
                    removed.Text("userId") is not { } userId || _cloud.Tables.Find(Tables.Members, change.Key.Partition, userId) is null,
                    () => $"{removed.Text("deviceId")} was removed, and is still a member"
                );
            else if (change is { Old: null, New: { } mail } && change.Key.Table == Tables.Notifications && IsToAdministrator(mail))
                JudgeTold(mail);
            else if (change is { Old: null, New: { } note } && note.Text("kind") == "EventChanged")
                _announced.Add((note.Text("registrationId")!, note.Text("recipient")!));
            else if (change is { Old: null, New: { } written } && written.Text("messageId") is { } messageId)
                JudgeWritten(messageId, written);
            else if (change.Key.Table == Tables.Revocations && change.New is { } revocation)
            {
                _revoked.Add((revocation.Text("userId")!, revocation.Number("notBefore"), Now));
                _touched.Add(revocation.Text("userId")!);
            }
        }

        foreach (var change in changes)
        {
            if (change.Key.Table == Tables.Organizations && change.New?.ContainsKey("members") == true)
                JudgeMembers(change.New);
            else if (change.Key.Table == Tables.Members && !IsOfDevice(change))
            {
                JudgeRole(change, changes);
                JudgeMembers(_organizations[(change.New ?? change.Old!).Text("organizationId")!]);
            }
            else if (change.Key.Table == Tables.Activities)
                TakeAct(change);
            else if (change.Key.Table == Tables.Invitations && change.New?.Text("stored") == "Open")
                Must(
                    Had(change.New.Text("organizationId")!, change.New.Text("invitedBy")!, Math.Max(OfAdmin, RankOf(change.New))),
                    () => $"{change.New.Text("invitedBy")} has invited somebody, and may not give that role"
                );
        }
    }

    private static bool IsToAdministrator(Image mail) =>
        mail.Text("kind") == "Letter" && mail.Map("letter").Text("linkPath")!.StartsWith("/console/admin/", StringComparison.Ordinal);

    /// <summary>An administrator is told once when a verification is submitted, and once more when it has waited for three days.</summary>
    private void JudgeTold(Image letter)
    {
        var (id, admin) = (letter.Text("registrationId")!, letter.Text("recipient")!);
        var request = _cloud.Tables.Find(Tables.Kyc, id)!;
        Sometimes("an administrator is told of papers");
        Must(request.Text("status") == "Pending", () => $"{admin} is told of {id}, which does not wait");
        var submittedAt = request.Text("submittedAt")!;
        var times = _told[(id, submittedAt, admin)] = _told.GetValueOrDefault((id, submittedAt, admin)) + 1;
        Must(
            times == 1 || (times == 2 && Now + _cloud.MaxSkew >= Instant(request, "submittedAt") + TimeSpan.FromDays(3)),
            () => $"{admin} is told of {id} for the {times}. time"
        );
    }

    /// <summary>What an erased order or ticket had as an address: mails from before went there.</summary>
    private void TakeErased(Committed change)
    {
        if (change is not { Old: { } old, New: { } erased } || erased.Text("erasedAt") is null || old.Text("erasedAt") is not null)
            return;
        foreach (var address in new[] { old.Text("buyerEmail"), old.Text("holderEmail") }.OfType<string>())
            _erasedAddresses.Add(address);
    }

    private void TakeOrganization(Image organization)
    {
        var id = organization.Text("organizationId")!;
        _foundedAt.TryAdd(id, Now);
        _organizations[id] = organization;
    }

    private void TakeMember(Committed change)
    {
        var member = change.New ?? change.Old!;
        var of = (member.Text("organizationId")!, member.Text("userId")!);
        if (!_ranks.TryGetValue(of, out var ranks))
            _ranks[of] = ranks = [];
        ranks.Add((RankOf(change.New), Now));
        _touched.Add(of.Item2);
    }

    private static bool IsOfDevice(Committed change) =>
        change.Key.Table == Tables.Members && (change.New ?? change.Old!).ContainsKey("device");

    private void TakeDevice(Committed change)
    {
        var userId = (change.New ?? change.Old!).Text("userId")!;
        _touched.Add(userId);
        Must(change.Old is null || change.New is null, () => $"{userId} was paired a second time");
        if (change.New is { } paired)
            _devices[userId] = (paired["device"].M["eventIds"].L.Select(id => id.S).ToHashSet(StringComparer.Ordinal), null);
        else
            _devices[userId] = _devices[userId] with { RemovedAt = Now };
        Sometimes("a gate device is removed", change.New is null);
    }

    /// <summary>A gate device scans for its events, while it is a member.</summary>
    private void JudgeDevice(Image scan)
    {
        if (!_devices.TryGetValue(scan.Text("staffId")!, out var device))
            return;
        Must(
            device.EventIds.Contains(scan.Text("eventId")!),
            () => $"{scan.Text("staffId")} has scanned for {scan.Text("eventId")}, which is none of its events"
        );
        Must(
            device.RemovedAt is null || device.RemovedAt >= Now - Outdated,
            () => $"{scan.Text("staffId")} has scanned after it was removed"
        );
        Sometimes("a gate device scans");
    }

    private static int RankOf(Image? member) => Array.IndexOf(Ladder, member?.Text("role"));

    /// <summary>Whether somebody had at least this rank in an organization at some moment since they can have begun their call.</summary>
    private bool Had(string organizationId, string userId, int rank)
    {
        if (_organizations[organizationId].Text("personalOf") == userId)
            return true;
        var ranks = _ranks.GetValueOrDefault((organizationId, userId), []);
        return Enumerable
            .Range(0, ranks.Count)
            .Any(i => ranks[i].Rank >= rank && (i + 1 == ranks.Count || ranks[i + 1].At >= Now - Outdated));
    }

    /// <summary>An organization counts its members, and has an owner. That of an organizer has one without a membership.</summary>
    private void JudgeMembers(Image organization)
    {
        var id = organization.Text("organizationId")!;
        var ranks = _ranks
            .Where(of => of.Key.OrganizationId == id && of.Value[^1].Rank >= 0)
            .ToDictionary(of => of.Key.UserId, of => of.Value[^1].Rank);
        if (organization.Text("personalOf") is { } personal)
            ranks.TryAdd(personal, OfOwner);
        var owners = ranks.Values.Count(rank => rank == OfOwner);
        Must(owners > 0, () => $"{id} has no owner");
        Must(
            organization.Number("members") == ranks.Count && organization.Number("owners") == owners,
            () =>
                $"{id} has {ranks.Count} members and {owners} owners, and counts {organization.Number("members")} and "
                + $"{organization.Number("owners")}"
        );
    }

    /// <summary>Roles are given by founding, by an invitation, and by members who have that role themselves.</summary>
    private void JudgeRole(Committed change, IReadOnlyList<Committed> changes)
    {
        var member = change.New ?? change.Old!;
        var (organizationId, userId) = (member.Text("organizationId")!, member.Text("userId")!);
        var (before, now) = (RankOf(change.Old), RankOf(change.New));
        var act = changes
            .Where(other => other.Key.Table == Tables.Activities && other.New?.Text("organizationId") == organizationId)
            .Select(other => other.New!)
            .FirstOrDefault();
        Must(act is not null, () => $"{userId} has another role in {organizationId}, and nobody has noted who gave it");
        var by = act!.Text("actorId")!;
        if (changes.Any(other => other.Key.Table == Tables.Organizations && other.Old is null))
            Must(by == userId && now == OfOwner, () => $"{organizationId} was founded by {by}, and {userId} has a role in it");
        else if (before < 0)
        {
            var invitation = changes.Select(other => other.New).FirstOrDefault(image => image?.Text("invitationId") is not null);
            Must(
                by == userId
                    && invitation?.Text("stored") == "Accepted"
                    && invitation.Text("role") == member.Text("role")
                    && invitation.Text("email") == $"{userId}@example.com",
                () => $"{userId} has joined {organizationId} without an invitation"
            );
            Sometimes("somebody accepts an invitation");
        }
        else
            Must(
                (now < 0 && by == userId) || Had(organizationId, by, Math.Max(OfAdmin, Math.Max(before, now))),
                () => $"{by} has taken or given a role in {organizationId} that is above their own"
            );
    }

    /// <summary>Nothing is sold after the suspension is done, until somebody begins to end it.</summary>
    private void JudgeSold(Committed change)
    {
        var sold = change.Old is null || (change.Old.Text("status") == "Expired" && change.New?.Text("status") == "Confirmed");
        if (!sold || change.New is null)
            return;
        var organizationId = SaleOf(change.New.Text("eventId")!).Event!.Text("organizationId")!;
        Must(
            !_suspended.Contains(organizationId),
            () => $"{change.New.Text("registrationId")} was sold by {organizationId}, which is suspended"
        );
    }

    /// <summary>Whether sales of the registration's event were suspended at some moment of a call that ends now.</summary>
    private bool WasSuspended(Image registration) => Since(Now - Outdated, registration.Text("eventId")).Any(of => of.Flag("suspended"));

    private void TakeAct(Committed change)
    {
        if (change.Old is { } old && _started.Remove(old.Text("activityId")!, out var started))
            _finished.Add((started.Concerned, Now));
        if (change.New is not { } act)
            return;
        if (change.Old?.Text("state") == "Done")
        {
            Must(
                act.Keys.Order()
                    .SequenceEqual(change.Old.Keys.Except(change.Old.Keys.Except(act.Keys).Intersect(["actorName", "reason"])).Order()),
                () => $"{act.Text("activityId")} has changed by more than a name or a reason"
            );
            return;
        }

        var (action, subject) = (act.Text("action")!, act.Text("subjectId")!);
        if (act.Text("state") == "Started")
        {
            var concerned = ConcernedBy(action, subject);
            Must(
                _started.Values.All(other => other.Concerned != concerned),
                () => $"{action} of {subject} was begun while another act was not finished"
            );
            _started[act.Text("activityId")!] = (concerned, Now);
            if (action == Administering.Resume)
                _suspended.Remove(subject);
            return;
        }

        if (!TakeDone(action, subject, act))
            return;
        _done.Add((action, subject, act.Text("actorId")!, Now));
        Sometimes($"done: {action}");
        Sometimes("an act is finished by a worker", Now - Instant(act, "at") > TimeSpan.FromMinutes(1));
    }

    private string ConcernedBy(string action, string subject) =>
        action == Administering.Review ? _cloud.Tables.Find(Tables.Kyc, subject)!.Text("userId")! : subject;

    /// <returns>False for acts of the tables alone.</returns>
    private bool TakeDone(string action, string subject, Image act)
    {
        var change = act.List("changed").FirstOrDefault();
        switch (action)
        {
            case Administering.Disable or Administering.Enable:
                _settled[subject] = SettledOf(subject) with { Enabled = action == Administering.Enable };
                if (action == Administering.Disable)
                    JudgeRevoked(action, subject);
                return true;
            case Administering.SignOut or Administering.SignOutEverywhere:
                JudgeRevoked(action, subject);
                return true;
            case Administering.SetGroups:
                var groups = (change!.Text("to") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);
                TakeGroups(subject, groups, act);
                if (SettledOf(subject).Groups.Except(groups).Any())
                    JudgeRevoked(action, subject);
                _settled[subject] = SettledOf(subject) with { Groups = [.. groups] };
                return true;
            case Administering.Review when change!.Text("to") == "Approved":
                var userId = ConcernedBy(action, subject);
                TakeGroups(userId, [.. SettledOf(userId).Groups, Groups.Organizers], act);
                SettledOf(userId).Groups.Add(Groups.Organizers);
                return true;
            case Administering.Suspend:
                _suspended.Add(subject);
                return true;
            case Administering.Resume:
                return true;
            default:
                return false;
        }
    }

    private void TakeGroups(string userId, IReadOnlyCollection<string> groups, Image act)
    {
        _touched.Add(userId);
        if (groups.Contains(Groups.Admins) || SettledOf(userId).Groups.Contains(Groups.Admins))
            _admins.Add(userId);
        var was = SettledOf(userId).Groups.Contains(Groups.Organizers);
        if (groups.Contains(Groups.Organizers) == was)
            return;
        if (was)
        {
            _granted.Remove(userId);
            _withdrawn[userId] = Now;
        }
        else
        {
            _withdrawn.Remove(userId);
            _granted[userId] = (Instant(act, "at"), Now);
        }
    }

    private (bool Enabled, HashSet<string> Groups) SettledOf(string userId)
    {
        if (!_settled.TryGetValue(userId, out var settled))
            _settled[userId] = settled = (true, [.. _cloud.People.Ever(userId).Person.Groups]);
        return settled;
    }

    /// <summary>Tokens from before the pool answered must be refused.</summary>
    private void JudgeRevoked(string action, string userId)
    {
        var takenAt = _cloud.People.Ever(userId).TakenAt;
        Must(takenAt is not null, () => $"{action} of {userId} is finished, and the pool was not asked");
        var notBefore = _cloud.Tables.Find(Tables.Revocations, "all", userId)?.Number("notBefore");
        Must(
            notBefore > (takenAt!.Value - _cloud.MaxSkew).ToUnixTimeSeconds(),
            () => $"{action} of {userId} is finished, and tokens of before are good for {notBefore?.ToString() ?? "an hour"}"
        );
    }

    // Answers to people

    /// <summary>A token from before a revocation is refused, once every process has had to read the list again.</summary>
    private void JudgeToken(Endpoint endpoint, Person caller, Token token, DateTimeOffset asked, Answer answer)
    {
        var old =
            _revoked.FindLast(revocation => revocation.UserId == caller.Id) is { UserId: not null } last
            && last.NotBefore > token.IssuedAt.ToUnixTimeSeconds()
            && last.At < asked - Noticed;
        Must(
            !old || !endpoint.HasCallers || answer.IsUnknown || answer.Status == 401,
            () => $"{endpoint.Name} took a token of {caller.Id} that was revoked"
        );
        Sometimes("a revoked token is refused", old && answer.Status == 401);
    }

    /// <summary>What an administrator was told is done and recorded.</summary>
    private void JudgeAct(Request asked)
    {
        var action = char.ToLowerInvariant(asked.Endpoint.Name[0]) + asked.Endpoint.Name[1..];
        if (
            action
            is not (Administering.Disable or Administering.Enable or Administering.SignOut or Administering.Suspend or Administering.Resume)
        )
            return;
        Must(
            _done.Exists(done =>
                done.Action == action && done.SubjectId == asked.Path[0] && done.ActorId == asked.Caller!.Id && done.At >= asked.At
            ),
            () => $"{action} of {asked.Path[0]} was answered, and is not recorded"
        );
    }

    /// <summary>Of two owners who take the role from one another at the same time, one is refused.</summary>
    public void Quarreled(string organizationId, Person one, Person other, IReadOnlyList<Answer> answers)
    {
        Must(
            !answers.All(answer => answer.IsOk) || new[] { one, other }.Any(person => _ranks[(organizationId, person.Id)][^1].Rank >= 0),
            () => $"{one.Id} and {other.Id} have both removed one another from {organizationId}"
        );
        Sometimes(
            "of two owners, one is refused",
            answers.Any(answer => answer.IsOk) && answers.Any(answer => answer.Code == "last_owner")
        );
    }

    /// <summary>No code that was sent to a phone is judged more often than it may be tried.</summary>
    public void Guessed(IReadOnlyList<Answer> answers)
    {
        var wrong = answers.Count(answer => answer.Code == "wrong_code");
        Must(wrong <= PhoneCode.MaxAttempts, () => $"{wrong} wrong codes were judged");
        Sometimes("a code ends after five wrong ones", answers.Any(answer => answer.Code == "too_many_attempts"));
    }

    private static bool IsOfTime(Request asked) => Endpoints.AreaOf(asked.Endpoint).Name == "backoffice";

    /// <summary>Whether a refusal about people and organizations has a cause.</summary>
    private bool IsCaused(Request asked, string? code, IReadOnlyList<Image> seen)
    {
        var (caller, subject) = (asked.Caller?.Id, asked.Path.LastOrDefault());
        return code switch
        {
            "signed_out" => !SettledOf(caller!).Enabled
                || _revoked.Exists(revocation => revocation.UserId == caller)
                || !_cloud.People.Of(asked.Caller!).Enabled,
            "forbidden" when asked.Path is [var id, ..] && _organizations.ContainsKey(id) && !_ranks.ContainsKey((id, caller!)) => true,
            "forbidden" when asked.Caller!.Groups.Contains(Groups.Admins) && asked.Endpoint.Access == Access.Admin => IsOfAdmins(asked)
                || IsInProgress(asked),
            "forbidden" or "organization_not_found" or "event_not_found" or "registration_not_found" or "ticket_not_found" =>
                _touched.Contains(caller!),
            "act_in_progress" => IsInProgress(asked),
            "user_not_found" => Erasures.Any(erasure => erasure.Text("userId") == subject),
            "open_refund" => _registrations.Values.Any(order => order.Text("userId") == caller && order.List("refunds").Any()),
            "sign_in_again" => true,
            "wrong_code" or "code_expired" => true,
            // Of guesses: Guessed judges how many there were.
            "too_many_attempts" => true,
            "pairing_code_not_found" => _devices.Count > 0 || _cloud.Tables.All(Tables.Devices).Any(),
            "endpoint_disabled" or "webhook_endpoint_not_found" or "webhook_delivery_not_found" => true,
            // Of time that is kept in several windows at once.
            "project_not_found" or "time_entry_not_found" or "period_closed" or "has_time_entries" or "entry_locked" => IsOfTime(asked),
            "not_submitted" or "not_approved" => IsOfTime(asked),
            "device_not_found" => _cloud.Tables.Find(Tables.Devices, asked.Path[0], subject!) is null,
            "member_not_found" => _touched.Contains(subject!) || _touched.Contains(caller!),
            "last_owner" => seen.Any(organization => organization.Number("owners") == 1 || organization.Text("personalOf") == subject),
            "not_yourself" => subject == caller,
            "role_too_high" => !_ranks.GetValueOrDefault((asked.Path[0], caller!), []).TrueForAll(rank => rank.Rank == OfOwner),
            "already_member" => _ranks.ContainsKey((asked.Path[0], ((string)asked.Body!["email"]!).Split('@')[0])),
            "invitation_closed" => Since(asked.At, subject).Any(invitation => invitation.Text("stored") != "Open"),
            "already_suspended" => seen.Any(organization => organization.ContainsKey("suspendedAt")),
            "not_suspended" => seen.Any(organization => !organization.ContainsKey("suspendedAt")),
            "kyc_not_pending" => seen.Any(request => request.Text("status") != "Pending"),
            "kyc_under_review" or "already_verified" => _cloud
                .Tables.All(Tables.Kyc)
                .Any(request => request.Text("userId") == caller && request.Text("status") is "Pending" or "Approved" or "Revoked"),
            _ => false,
        };
    }

    /// <summary>Only super administrators act on administrators, and make them.</summary>
    private bool IsOfAdmins(Request asked) =>
        asked.Body?["groups"]?.AsArray().Any(group => (string?)group == Groups.Admins) == true || _admins.Contains(asked.Path[0]);

    private bool IsInProgress(Request asked)
    {
        var concerned =
            asked.Endpoint == AdminEndpoints.ReviewKycRequest ? ConcernedBy(Administering.Review, asked.Path[0])
            : asked.Endpoint == PeopleEndpoints.SignOutEverywhere ? asked.Caller!.Id
            : asked.Path[0];
        return _started.Values.Any(act => act.Concerned == concerned)
            || _finished.Exists(act => act.Concerned == concerned && act.Until >= asked.At);
    }

    // At the end, when nothing is pending

    private void JudgePeopleRest()
    {
        JudgeErased();
        Must(_started.Count == 0, () => $"{_started.Count} acts are never finished");
        foreach (var account in _cloud.People.Accounts)
        {
            if (_cloud.PutAside.Any(key => key.Table == Tables.Members && account.Person.Id.Equals(key.Sort)))
                continue;
            if (account.Person.Groups.Contains(Groups.Devices))
            {
                Must(
                    _devices.GetValueOrDefault(account.Person.Id) is not { RemovedAt: not null },
                    () => $"{account.Person.Id} was removed, and can still sign in"
                );
                continue;
            }

            var (enabled, settled) = SettledOf(account.Person.Id);
            var groups = settled.Union(DerivedGroupsOf(account.Person.Id)).ToHashSet();
            Must(
                account.Enabled == enabled,
                () => $"{account.Person.Id} is {(account.Enabled ? "enabled" : "disabled")}, and the last act said something else"
            );
            Must(
                account.Groups.SetEquals(groups),
                () => $"{account.Person.Id} is in {string.Join(", ", account.Groups)}, and should be in {string.Join(", ", groups)}"
            );
        }

        foreach (var request in _cloud.Tables.All(Tables.Kyc).Where(request => request.Text("status") == "Pending"))
            Must(request.Number("told") > 0, () => $"{request.Text("kycId")} waits, and no administrator was told");
        foreach (var latest in _cloud.Tables.All(Tables.Kyc).GroupBy(request => request.Text("userId")!))
        {
            Must(
                latest.MaxBy(request => request.Number("round"))!.Text("status") != "Approved"
                    || SettledOf(latest.Key).Groups.Contains(Groups.Organizers),
                () => $"{latest.Key} is approved, and no organizer"
            );
        }

        foreach (var organization in _organizations.Values)
            JudgeVerified(organization);
        foreach (var (id, sale) in _sales.Where(sale => sale.Value.Event?.Text("status") == "Published"))
            JudgeSuspension(id, sale.Event!);
    }

    private IEnumerable<Image> Erasures => _cloud.Tables.All(Tables.Erasures);

    /// <summary>
    /// Of somebody who was erased, no table has the address but those of orders whose names are kept for the gate; and these say so. Left
    /// out: requests and mails, which go by themselves.
    /// </summary>
    private void JudgeErased()
    {
        foreach (var erasure in Erasures)
        {
            var (userId, kept) = (erasure.Text("userId")!, erasure.Text("keptUntil") is not null && erasure.Text("doneAt") is null);
            Must(kept || erasure.Text("doneAt") is not null, () => $"{userId} is never erased");
            Must(_cloud.People.Accounts.All(account => account.Person.Id != userId), () => $"{userId} is erased, and can sign in");
            foreach (var table in new[] { Tables.Users, Tables.Sessions, Tables.Members, Tables.Kyc })
                Must(
                    !_cloud.Tables.All(table).Any(item => item.Text("userId") == userId),
                    () => $"{userId} is erased, and is still in {table.Name}"
                );
            foreach (var order in _registrations.Values.Where(order => order.Text("userId") == userId))
            {
                var erased = order.Text("erasedAt") is not null;
                // A function that is held up for longer than functions run may still write what it had begun before.
                if (!erased && _past[order.Text("registrationId")!][0].At - Instant(order, "createdAt") > Domain.Erasure.Aftermath)
                    continue;
                Must(erased || kept, () => $"{userId} is erased, and {order.Text("registrationId")} has the name");
                Must(!erased || order.Text("buyerEmail") == "", () => $"{order.Text("registrationId")} is erased, and has an address");
                Sometimes("an order loses its names", erased);
                Sometimes("an order keeps its names for the gate", !erased);
            }

            foreach (var ticket in _tickets.Values.Where(ticket => ticket.Text("userId") == userId))
                Must(
                    ticket.Text("erasedAt") is not null || kept,
                    () => $"{userId} is erased, and {ticket.Text("ticketId")} has the holder's name"
                );
        }
    }

    /// <summary>The groups that follow from somebody's memberships.</summary>
    private IEnumerable<string> DerivedGroupsOf(string userId)
    {
        var ranks = _ranks.Where(of => of.Key.UserId == userId && of.Value[^1].Rank >= 0).Select(of => of.Value[^1].Rank).ToList();
        if (ranks.Count > 0)
            yield return Groups.Employees;
        if (ranks.Exists(rank => rank >= OfManager))
            yield return Groups.Managers;
    }

    /// <summary>
    /// The organizations of organizers are verified, and those of others are not. Left out: what was founded or given during the act, or by
    /// an old token right after it.
    /// </summary>
    private void JudgeVerified(Image organization)
    {
        var id = organization.Text("organizationId")!;
        var isVerified = organization.Text("verifiedAt") is not null;
        foreach (var (userId, (began, at)) in _granted)
        {
            var owns =
                organization.Text("personalOf") == userId
                || (_ranks.GetValueOrDefault((id, userId)) is [.., (OfOwner, var since)] && since < began - IndexLag);
            var overlaps = _foundedAt[id] >= began - _cloud.MaxSkew && Instant(organization, "createdAt") <= at + _cloud.MaxSkew;
            Must(!owns || overlaps || isVerified, () => $"{userId} is an organizer, and {id} is not verified");
            Sometimes("an approval verifies an organization", owns && isVerified);
        }

        foreach (var (userId, at) in _withdrawn)
        {
            if (organization.Text("verifiedBy") != userId)
                continue;
            var isLate = Instant(organization, "verifiedAt") > at - _cloud.MaxSkew;
            var isUnlisted = organization.Text("personalOf") != userId && _foundedAt[id] > at - IndexLag;
            Must(isLate || isUnlisted, () => $"{userId} is no organizer any more, and {id} is still verified by them");
        }
    }

    private void JudgeSuspension(string eventId, Image of)
    {
        if (!_organizations.TryGetValue(of.Text("organizationId")!, out var organization))
            return;
        var suspended = organization.Text("suspendedAt") is not null;
        Must(of.Flag("suspended") == suspended, () => $"{eventId} does not know whether its organization is suspended");
        foreach (var shard in _cloud.Tables.All(Tables.Inventory).Where(shard => shard.Text("eventId") == eventId))
            Must(shard.Flag("open") == !suspended, () => $"suspended is {suspended}, and the counters of {eventId} say something else");
    }
}
