using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Ports;

namespace EventTicketing.Flows;

/// <param name="Note">For the person.</param>
/// <param name="InternalNote">For other administrators.</param>
public sealed record KycReview(KycDecision Decision, string? Note, string? InternalNote);

/// <summary>Verification of organizers. An approval gives a group at the user pool, which no transaction includes.</summary>
public static class Verifying
{
    private const int MaxOrganizations = 100;
    private const int MaxOwners = 20;
    private const int MaxOpenings = 20;
    private const int MaxAdministrators = 20;

    /// <summary>The most people that the pool lists in one answer.</summary>
    private const int MaxListed = 60;

    /// <summary>The person's latest request; null when there is none.</summary>
    public static async Task<KycRequest?> Latest(App app, string userId, CancellationToken stop)
    {
        var newest = await app.Db.Kyc.OfUser(userId).NewestFirst().Take(1).Page(stop);
        // The index may be behind: read the request itself, and those that may have followed it.
        var round = newest.Items.Count == 0 ? 0 : newest.Items[0].Round;
        var latest = round == 0 ? null : await app.Db.Kyc.Find(KycRequest.IdOf(userId, round), stop);
        for (var later = 1; later <= KycRequest.MaxRequestsPerYear; later++)
        {
            if (await app.Db.Kyc.Find(KycRequest.IdOf(userId, round + later), stop) is not { } next)
                break;
            latest = next;
        }

        return latest;
    }

    /// <summary>The request that the person goes on with: the open one, or a new one that is not stored yet.</summary>
    public static async Task<Result<KycRequest>> Current(App app, string userId, CancellationToken stop)
    {
        var latest = await Latest(app, userId, stop);
        if (latest is not null && (latest.IsOpenAt(app.Now) || latest.Status == KycStatus.Approved))
            return latest;
        var recent = await app
            .Db.Kyc.OfUser(userId)
            .From(app.Now.AddYears(-1))
            .Where(request => request.SubmittedAt is not null)
            .Take(KycRequest.MaxRequestsPerYear)
            .Page(stop);
        return recent.Items.Count >= KycRequest.MaxRequestsPerYear
            ? Problem.Conflict("too_many_requests_made", $"At most {KycRequest.MaxRequestsPerYear} requests can be made in a year.")
            : KycRequest.New(userId, (latest?.Round ?? 0) + 1, app.Now);
    }

    /// <summary>The change that stores a request, whether or not it was stored before.</summary>
    public static Change Save(App app, KycRequest request) =>
        request.Version == 0 ? app.Db.Kyc.Create(request.WithVersion(1)) : app.Db.Kyc.Save(request);

    /// <summary>
    /// Decides on a request, and tells the person by mail. An approval is recorded as an act that is started, because the group is given at
    /// the user pool afterwards.
    /// </summary>
    /// <param name="act">Who decides.</param>
    /// <param name="whyNot">A reason to refuse the decision, given the current request; null to go ahead.</param>
    public static async Task<Result<KycRequest>> Review(
        App app,
        string kycId,
        KycReview review,
        Activity act,
        Func<KycRequest, Problem?> whyNot,
        CancellationToken stop
    )
    {
        Activity? started = null;
        var reviewed = await app.Db.Decide<KycRequest>(
            async () =>
            {
                started = null;
                if (await app.Db.Kyc.Find(kycId, stop) is not { } current)
                    return Problem.NotFound("kyc_request");
                if (whyNot(current) is { } mismatch)
                    return mismatch;
                if (
                    current
                        .Review(review.Decision, review.Note, review.InternalNote, act.ActorId, app.Now)
                        .Refused(out var problem, out var next)
                )
                    return problem;
                var record = act with { Changed = [new("status", current.Status.ToString(), next.Status.ToString())] };
                if (next.Status == KycStatus.Approved && current.Status != KycStatus.Approved)
                {
                    record = started = Administering.Started(record, current.UserId);
                    if (await app.Db.Activities.Find(record.ActivityId, stop) is not null)
                        return Administering.InProgress;
                }

                // Without an address there is no mail: the person sees the decision in the console.
                var person = await app.Db.People.Find(current.UserId, stop);
                return app.Db.Kyc.Save(
                    current,
                    next,
                    [
                        app.Db.Activities.Create(record),
                        .. person?.Email is { } address
                            ? [app.Db.Notifications.Create(next.Mail(address, person.Name, app.Now))]
                            : Array.Empty<Change>(),
                    ]
                );
            },
            stop
        );
        if (reviewed.Problem is null && started is not null)
            await Administering.Finish(app, started, stop);
        return reviewed;
    }

    /// <summary>Who has opened the papers of a request, the latest first.</summary>
    public static async Task<IReadOnlyList<Activity>> Openings(App app, KycRequest request, CancellationToken stop) =>
        (
            await app
                .Db.Activities.To(request.KycId)
                .NewestFirst()
                .Where(activity => activity.Action == Administering.OpenPapers)
                .Take(MaxOpenings)
                .Page(stop)
        ).Items;

    /// <summary>Gives what an approval promises: the group, and the right to sell to the organizations that the person owns.</summary>
    public static async Task GiveGroup(App app, string kycId, CancellationToken stop)
    {
        // The request is gone when the person has deleted the account since.
        if (await app.Db.Kyc.Find(kycId, stop) is not { UserId: var userId })
            return;
        await app.People.AddToGroup(userId, Groups.Organizers, stop);
        await SetVerified(app, userId, verified: true, stop);
    }

    /// <summary>Marks the organizations that the person owns. One that another verified owner has stays verified.</summary>
    public static async Task SetVerified(App app, string userId, bool verified, CancellationToken stop)
    {
        var memberships = await app
            .Db.Members.OfUser(userId)
            .Where(membership => membership.Role == OrganizationRole.Owner)
            .Take(MaxOrganizations)
            .Page(stop);
        IEnumerable<string> owned =
        [
            Membership.PersonalOrganizationOf(userId),
            .. memberships.Items.Select(membership => membership.OrganizationId),
        ];
        foreach (var organizationId in owned.Distinct(StringComparer.Ordinal))
            await SetVerified(app, organizationId, userId, verified, stop);
    }

    private static Task SetVerified(App app, string organizationId, string userId, bool verified, CancellationToken stop) =>
        app.Db.Decide<Organization?>(
            async () =>
            {
                var current = await app.Db.Organizations.Find(organizationId, stop);
                if (current is null || (verified ? current.VerifiedAt is not null : current.VerifiedBy != userId))
                    return current;
                var by = verified ? userId : await OtherVerifiedOwner(app, current, userId, stop);
                var next = current.VerifiedFor(by, app.Now);
                return new Decision<Organization?>(next, app.Db.Organizations.Save(next));
            },
            stop
        );

    /// <summary>The organization after a member has become an owner, or is one no longer.</summary>
    public static async Task<Organization> Follow(
        App app,
        Organization organization,
        string userId,
        bool isOwner,
        CancellationToken stop
    ) =>
        !isOwner
            ? organization.VerifiedBy == userId
                ? organization.VerifiedFor(await OtherVerifiedOwner(app, organization, userId, stop), app.Now)
                : organization
            : organization.VerifiedAt is null && await IsVerified(app, userId, stop)
                ? organization.VerifiedFor(userId, app.Now)
                : organization;

    public static async Task<bool> IsVerified(App app, string userId, CancellationToken stop) =>
        await Latest(app, userId, stop) is { Status: KycStatus.Approved };

    private static async Task<string?> OtherVerifiedOwner(App app, Organization organization, string userId, CancellationToken stop)
    {
        var owners = await app
            .Db.Members.OfOrganization(organization.OrganizationId)
            .Where(member => member.Role == OrganizationRole.Owner && member.UserId != userId)
            .Take(MaxOwners)
            .Page(stop);
        foreach (var owner in owners.Items)
        {
            if (await IsVerified(app, owner.UserId, stop))
                return owner.UserId;
        }

        return null;
    }

    /// <summary>Takes back what an approval gave, after the group was taken away.</summary>
    public static async Task Revoke(App app, string userId, CancellationToken stop)
    {
        await SetVerified(app, userId, verified: false, stop);
        if (await Latest(app, userId, stop) is not { Status: KycStatus.Approved } approved)
            return;
        await app.Db.Decide<KycRequest>(
            async () =>
            {
                var current = (await app.Db.Kyc.Find(approved.KycId, stop))!;
                var next = current.Revoke(app.Now);
                return app.Db.Kyc.Save(current, next);
            },
            stop
        );
    }

    /// <summary>Ids of requests for which there is something to do.</summary>
    public static async Task<IReadOnlyList<string>> Due(App app, CancellationToken stop) =>
        [.. (await app.Db.DueKyc.DueBy(Tables.DueKycRequests, app.Now, app.Settings.Limits.Swept, stop)).Select(due => due.KycId)];

    /// <summary>Erases papers whose time is over, or tells the administrators that a request waits.</summary>
    /// <param name="administrators">Those who get mails; asked only when there is something to tell.</param>
    public static async Task DoDue(App app, string kycId, Func<Task<IReadOnlyList<PoolUser>>> administrators, CancellationToken stop)
    {
        if (await app.Db.Kyc.Find(kycId, stop) is not { } request)
            return;
        if (request.EraseAt <= app.Now)
            await ErasePapers(app, request, stop);
        else if (request.TellAt <= app.Now)
            await Tell(app, request, await administrators(), stop);
    }

    /// <summary>The administrators who get mails: those who can sign in and whose address is verified.</summary>
    public static async Task<IReadOnlyList<PoolUser>> Administrators(App app, CancellationToken stop)
    {
        List<PoolUser> people = [];
        foreach (var group in Groups.All.Where(Groups.IsOfAdmins))
            people.AddRange((await app.People.InGroup(group, MaxListed, null, stop)).People);
        return
        [
            .. people
                .Where(person => person is { Enabled: true, EmailVerified: true, Email: not null })
                .DistinctBy(person => person.UserId)
                .Take(MaxAdministrators),
        ];
    }

    /// <summary>
    /// Queues the mails with the note that they are queued. Nothing is written when the request was decided meanwhile, or when another
    /// worker has queued the same mails.
    /// </summary>
    private static Task Tell(App app, KycRequest request, IReadOnlyList<PoolUser> administrators, CancellationToken stop)
    {
        var mails = administrators
            .Where(person => person.UserId != request.UserId)
            .Select(person => request.MailToAdministrator(person.Email!, person.Name, app.Now));
        return app.Db.Write(
            [
                app.Db.Kyc.Replace(request with { Told = request.Told + 1 }, new Condition.VersionIs(request.Version)),
                .. mails.DistinctBy(mail => mail.NotificationId).Select(app.Db.Notifications.Create),
            ],
            stop
        );
    }

    /// <summary>Erases the papers and the number of a request.</summary>
    private static async Task ErasePapers(App app, KycRequest request, CancellationToken stop)
    {
        await DeleteFiles(app, request.UserId, request.Papers, stop);
        // Repeated when the request has changed since: it may have got another paper.
        await app.Db.Kyc.TrySave(request.Erase(app.Now), stop);
    }

    /// <summary>Deletes papers: what the form uploaded, and the checked copies.</summary>
    public static async Task DeleteFiles(App app, string userId, IEnumerable<KycPaper> papers, CancellationToken stop)
    {
        foreach (var paper in papers)
        {
            await app.Files(Buckets.Uploads).Delete(paper.KeyOf(userId), stop);
            await app.Files(Buckets.Uploads).Delete(paper.UploadKeyOf(userId), stop);
        }
    }
}
