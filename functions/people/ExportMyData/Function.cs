using System.Text.Json;

namespace EventTicketing.Functions.ExportMyData;

public sealed class Function(Host host) : ApiFunction<NoRequest, ReportView>(PeopleEndpoints.ExportMyData, host)
{
    private const int MaxPerDay = 3;

    /// <summary>The most orders under one id, and the most acts.</summary>
    private const int MaxRead = 5_000;

    protected override async Task<Result<ReportView>> Handle(NoRequest request, Call call)
    {
        if (!await Counted(call))
            return new Problem(ProblemKind.TooMany, "too_many_exports", $"At most {MaxPerDay} files can be made in a day.");
        var data = await Data(call);
        var (link, until) = await Reporting.Store(
            call.App,
            call.Caller.UserId,
            "my-data.json",
            JsonSerializer.SerializeToUtf8Bytes(data, ApiJson.Of<PersonalDataView>()),
            "application/json",
            call.Stop
        );
        return ReportView.Of(link, until, data.Registrations.Count, data.Complete);
    }

    /// <summary>Records the act under one of the day's ids, of which there are as many as files may be made.</summary>
    private static async Task<bool> Counted(Call call)
    {
        for (var ordinal = 1; ordinal <= MaxPerDay; ordinal++)
        {
            var id = Ids.Derived("act", "export", call.Caller.UserId, $"{call.Now:yyyy-MM-dd}", $"{ordinal}");
            var act = call.Act(call.Caller.UserId, null) with { ActivityId = id };
            if ((await call.Db.Write([call.Db.Activities.Create(act)], call.Stop)).Committed)
                return true;
        }

        return false;
    }

    private static async Task<PersonalDataView> Data(Call call)
    {
        var sessions = await call.Db.Sessions.OfUser(call.Caller.UserId).Take(Session.MaxListed).Page(call.Stop);
        var acts = await call.Db.Activities.By(call.Caller.UserId).NewestFirst().Take(MaxRead).Page(call.Stop);
        List<RegistrationView> registrations = [];
        List<OwnPaymentView> payments = [];
        var complete = acts.Cursor is null;
        foreach (var buyerId in call.BuyerIds)
        {
            var orders = call.Db.Registrations.OfUser(buyerId).Where(order => order.ErasedAt is null);
            var page = await orders.NewestFirst().Take(MaxRead).Page(call.Stop);
            complete &= page.Cursor is null;
            foreach (var order in page.Items)
            {
                payments.AddRange(
                    order.Payments.Select(payment => new OwnPaymentView(
                        order.RegistrationId,
                        payment.PaymentIntentId,
                        new(payment.Amount, order.Currency),
                        Paid: payment.Status == PaymentStatus.Succeeded,
                        payment.CreatedAt
                    ))
                );
                registrations.Add(RegistrationView.Of(order, call.Now, await call.Db.Tickets.FindAll(order.TicketIds, call.Stop)));
            }
        }

        var employment = await call.Db.Staff.OfUser(call.Caller.UserId).Take(MaxRead).Page(call.Stop);
        List<OwnTimeView> time = [];
        foreach (var record in employment.Items)
        {
            var entries = await call
                .Db.TimeEntries.OfPerson(record.OrganizationId, record.UserId)
                .NewestFirst()
                .Take(MaxRead)
                .Page(call.Stop);
            complete &= entries.Cursor is null;
            time.AddRange(
                entries.Items.Select(entry => new OwnTimeView(
                    entry.TimeEntryId,
                    entry.OrganizationId,
                    entry.ProjectId,
                    CalendarDays.Text(entry.Date),
                    entry.Minutes,
                    entry.Note
                ))
            );
        }

        var person = await call.Person();
        return new()
        {
            ExportedAt = call.Now,
            Profile = await call.Profile(person),
            Notifications = NotificationSettingsView.Of(person, call.App.Settings.Sms),
            Sessions =
            [
                .. sessions.Items.Select(session => new SessionView(
                    session.SessionId,
                    session.FirstSeenAt,
                    session.LastSeenAt,
                    session.Device,
                    Current: session.SessionId == call.Caller.SessionId
                )),
            ],
            Verification = await call.MyKyc(),
            Registrations = registrations,
            Payments = payments,
            Employment = [.. employment.Items.Select(OwnEmploymentView.Of)],
            Time = time,
            Activity = [.. acts.Items.Select(act => new OwnActView(act.At, act.Action, act.SubjectId, act.OrganizationId))],
            Complete = complete,
        };
    }
}
