namespace EventTicketing.Tests.Domain;

public sealed class WebhookTests
{
    private static readonly WebhookAttempt Ok = new(Valid.Now, 204, 12, null, null),
        Refused = new(Valid.Now, 500, 12, null, "no"),
        TimedOut = new(Valid.Now, null, 10_000, "timeout", null),
        Gone = new(Valid.Now, 410, 12, null, null);

    private static WebhookEndpoint Endpoint =>
        new()
        {
            OrganizationId = "org_1",
            EndpointId = "whe_1",
            Url = "https://hooks.example.com/tickets",
            Types = [WebhookType.All],
            CreatedAt = Valid.Now,
            Since = Valid.Now,
            Secret = "first",
            SecretEnd = "irst",
            SecretRequest = "req_1",
        };

    private static WebhookDelivery Queued =>
        new()
        {
            EndpointId = "whe_1",
            DeliveryId = "whd_1",
            OrganizationId = "org_1",
            Type = WebhookType.RegistrationConfirmed,
            Body = "{}",
            CreatedAt = Valid.Now,
        };

    [Fact]
    public void Types_are_written_as_the_API_promises() =>
        Assert.Equal(
            "* registration.confirmed registration.cancelled registration.expired refund.succeeded refund.failed dispute.opened "
                + "dispute.closed ticket.issued ticket.reissued ticket.checked_in ticket.check_in_undone event.published event.updated "
                + "event.cancelled invoice.issued invoice.paid webhook.test",
            string.Join(' ', Enum.GetValues<WebhookType>().Select(type => type.Text()))
        );

    [Fact]
    public void A_message_is_attempted_eight_times_with_growing_pauses()
    {
        var (message, now) = (Queued, Valid.Now);
        List<double> minutes = [];
        while (message.DueAt is { } due)
        {
            minutes.Add((due - now).TotalMinutes);
            now = due;
            Assert.False(message.IsDue(now - Valid.Tick));
            Assert.True(message.IsDue(now));
            message = message.Attempt(now).Ended(TimedOut);
        }

        Assert.Equal([0, 1, 5, 30, 120, 360, 720, 1440], minutes);
        Assert.Equal((WebhookStatus.Failed, 8, 8), (message.Status, message.Tries, message.Attempts.Count));
    }

    [Theory]
    [InlineData(200, WebhookStatus.Delivered)]
    [InlineData(299, WebhookStatus.Delivered)]
    [InlineData(199, WebhookStatus.Queued)]
    [InlineData(300, WebhookStatus.Queued)]
    [InlineData(404, WebhookStatus.Queued)]
    [InlineData(500, WebhookStatus.Queued)]
    [InlineData(410, WebhookStatus.Failed)]
    [InlineData(null, WebhookStatus.Queued)]
    public void The_answer_decides_what_becomes_of_a_message(int? status, WebhookStatus expected) =>
        Assert.Equal(expected, Queued.Attempt(Valid.Now).Ended(Ok with { Status = status }).Status);

    [Fact]
    public void An_interrupted_attempt_counts_and_is_shown()
    {
        var interrupted = Queued.Attempt(Valid.Now);
        Assert.Equal((WebhookStatus.Queued, 1, Valid.Now.AddMinutes(1)), (interrupted.Status, interrupted.Tries, interrupted.DueAt));
        Assert.Equal("interrupted", Assert.Single(interrupted.Attempts).Error);
        // The eighth one: nobody knows what came of it, and nothing follows.
        var last = Queued with
        {
            Tries = 7,
        };
        last = last.Attempt(Valid.Now);
        Assert.Equal((WebhookStatus.Queued, 8), (last.Status, last.Tries));
        Assert.Equal((WebhookStatus.Failed, 8), (last.Attempt(last.DueAt!.Value).Status, last.Tries));
    }

    [Fact]
    public void What_is_sent_again_has_its_id_and_all_attempts()
    {
        var queued = Queued;
        Assert.Same(queued, queued.Redelivered(Valid.Now));
        foreach (var ended in new[] { Queued.Attempt(Valid.Now).Ended(Ok), Queued.Attempt(Valid.Now).Ended(Gone) })
        {
            var later = Valid.Now.AddDays(1);
            var again = ended.Redelivered(later);
            Assert.Equal((WebhookStatus.Queued, 0, later, "whd_1"), (again.Status, again.Tries, again.DueAt, again.DeliveryId));
            Assert.Single(again.Attempts);
        }
    }

    [Fact]
    public void Five_days_without_a_success_switch_an_endpoint_off()
    {
        var failing = Endpoint.After(Refused, Valid.Now);
        Assert.Equal((true, 1, Valid.Now), (failing.Enabled, failing.FailuresInARow, failing.FailingSince));
        var shortly = failing.After(TimedOut, Valid.Now.AddDays(5) - Valid.Tick);
        Assert.True(shortly.Enabled);
        Assert.Equal(WebhookSwitchedOff.Failing, shortly.After(Refused, Valid.Now.AddDays(5)).Off);
        // A success in between begins the count anew. An endpoint that was told nothing for weeks has not failed.
        var recovered = shortly.After(Ok, Valid.Now.AddDays(5));
        Assert.Equal((0, null, Valid.Now.AddDays(5)), (recovered.FailuresInARow, recovered.FailingSince, recovered.LastSuccessAt));
        Assert.True(recovered.After(Refused, Valid.Now.AddDays(40)).Enabled);
    }

    [Fact]
    public void Gone_switches_off_at_once_and_enabling_forgets()
    {
        var off = Endpoint.After(Refused, Valid.Now).After(Gone, Valid.Now);
        Assert.Equal((WebhookSwitchedOff.Gone, 2), (off.Off, off.FailuresInARow));
        var later = Valid.Now.AddDays(3);
        var on = off.Edited(off.Url, off.Types, "Crew", enabled: true, later);
        Assert.Equal((true, 0, null, later, "Crew"), (on.Enabled, on.FailuresInARow, on.FailingSince, on.Since, on.Description));
        Assert.Equal(WebhookSwitchedOff.Manually, on.Edited(on.Url, on.Types, null, enabled: false, later).Off);
        Assert.Same(on, on.Edited(on.Url, [.. on.Types], "Crew", enabled: true, later.AddDays(1)));
        // Each time that it is switched off is told once.
        Assert.Equal(MailOf(off, Valid.Now), MailOf(off, later));
        Assert.NotEqual(MailOf(off, later), MailOf(on with { Off = off.Off }, later));

        static string MailOf(WebhookEndpoint endpoint, DateTimeOffset now) => endpoint.Mail("ada@example.com", null, now).NotificationId;
    }

    [Fact]
    public void Successes_are_noted_once_a_minute()
    {
        var first = Endpoint.After(Ok, Valid.Now);
        Assert.Equal(Valid.Now, first.LastSuccessAt);
        Assert.Same(first, first.After(Ok, Valid.Now.AddSeconds(59)));
        Assert.Equal(Valid.Now.AddMinutes(1), first.After(Ok, Valid.Now.AddMinutes(1)).LastSuccessAt);
    }

    [Fact]
    public void For_a_day_two_secrets_sign()
    {
        var rotated = Endpoint.Rotated("second", "cond", "req_2", Valid.Now);
        Assert.Equal(["second", "first"], rotated.SecretsAt(Valid.Now.AddHours(24) - Valid.Tick));
        Assert.Equal(["second"], rotated.SecretsAt(Valid.Now.AddHours(24)));
        // The answer to the first attempt was lost: its secret is nobody's, and the former one has to sign on.
        var retried = rotated.Rotated("third", "hird", "req_2", Valid.Now.AddSeconds(1));
        Assert.Equal(["third", "first"], retried.SecretsAt(Valid.Now.AddHours(1)));
        Assert.Equal(["fourth", "third"], retried.Rotated("fourth", "urth", "req_3", Valid.Now).SecretsAt(Valid.Now));
    }

    [Fact]
    public void Only_what_is_wanted_and_happened_since_is_told()
    {
        var confirmed = new WebhookOwed(WebhookType.RegistrationConfirmed, "reg_1", Valid.Now);
        Assert.True(confirmed.IsFor(Endpoint, Valid.Now));
        Assert.True(confirmed.IsFor(Endpoint, Valid.Now.AddDays(7) - Valid.Tick));
        Assert.False(confirmed.IsFor(Endpoint, Valid.Now.AddDays(7)));
        Assert.False(confirmed.IsFor(Endpoint with { Since = Valid.Now + Valid.Tick }, Valid.Now));
        Assert.False(confirmed.IsFor(Endpoint with { Off = WebhookSwitchedOff.Failing }, Valid.Now));
        Assert.False(confirmed.IsFor(Endpoint with { Types = [WebhookType.TicketIssued] }, Valid.Now));
        Assert.True(confirmed.IsFor(Endpoint with { Types = [WebhookType.RegistrationConfirmed] }, Valid.Now));
        Assert.NotEqual(confirmed.IdFor(Endpoint), confirmed.IdFor(Endpoint with { EndpointId = "whe_2" }));
        Assert.Equal(confirmed.IdFor(Endpoint), (confirmed with { At = Valid.Now.AddHours(1) }).IdFor(Endpoint));
    }

    [Fact]
    public void A_registration_owes_what_has_happened_to_it()
    {
        Assert.Empty(Webhooks.OwedFor(Valid.PendingRegistration, []));
        Assert.Equal(["registration.expired"], Owed(Valid.PendingRegistration.Expire(Valid.Now)));
        Assert.Equal(["registration.confirmed"], Owed(Valid.PaidRegistration));
        var cancelled = Valid.IssuedRegistration.Cancel(CancelledBy.Buyer, null, Valid.Now);
        Assert.Equal(["registration.confirmed", "registration.cancelled"], Owed(cancelled)[..2]);
        Refund refund = new("ref_1", "pi_1", 100, RefundReason.Buyer, Valid.Now);
        Assert.Empty(RefundsOf(refund));
        Assert.Equal(["refund.succeeded"], RefundsOf(refund with { Status = RefundStatus.Succeeded, SettledAt = Valid.Now }));
        Assert.Equal(["refund.failed"], RefundsOf(refund with { Status = RefundStatus.Failed }));
        Assert.Equal(
            ["refund.succeeded", "refund.failed"],
            RefundsOf(refund with { Status = RefundStatus.Failed, SettledAt = Valid.Now, BouncedAt = Valid.Now })
        );
        PaymentDispute dispute = new(Valid.Now, 5000);
        Assert.Equal(["dispute.opened"], DisputesOf(dispute));
        Assert.Equal(["dispute.opened", "dispute.closed"], DisputesOf(dispute with { WonAt = Valid.Now.AddDays(1) }));

        static string[] Owed(Registration registration) => [.. Webhooks.OwedFor(registration, []).Select(owed => owed.Type.Text())];

        static string[] RefundsOf(Refund refund) => Owed(Valid.PaidRegistration with { Refunds = [refund] })[1..];

        static string[] DisputesOf(PaymentDispute dispute) =>
            Owed(Valid.PaidRegistration with { Payments = [Valid.PaidRegistration.Payments[0] with { Disputes = [dispute] }] })[1..];
    }

    [Theory]
    [InlineData(CheckInKind.Scan, ScanResult.Valid, null, WebhookType.TicketCheckedIn)]
    [InlineData(CheckInKind.Scan, ScanResult.Invalid, null, null)]
    [InlineData(CheckInKind.Scan, ScanResult.Invalid, ScanResult.Valid, WebhookType.TicketCheckedIn)]
    [InlineData(CheckInKind.Scan, ScanResult.Valid, ScanResult.Invalid, null)]
    [InlineData(CheckInKind.Undo, ScanResult.Valid, null, WebhookType.TicketCheckInUndone)]
    public void Whoever_was_let_in_is_told(CheckInKind kind, ScanResult result, ScanResult? device, WebhookType? expected)
    {
        var scan = new CheckIn("evt_1", "scan_1", kind, result, null, "", Valid.Now, "usr_staff") { TicketId = "tkt_1", Device = device };
        Assert.Equal(expected, Webhooks.OwedFor(scan)?.Type);
        Assert.Null(Webhooks.OwedFor(scan with { TicketId = null }));
    }

    [Fact]
    public void An_event_owes_that_it_was_published_edited_and_cancelled()
    {
        Assert.Empty(Webhooks.OwedFor(Valid.Draft));
        Assert.Equal([WebhookType.EventPublished], Owed(Valid.PublishedEvent));
        var edited = Valid.PublishedEvent.Edit(Valid.PublishedEvent with { Description = "Later." }, Valid.Now).Value;
        Assert.Equal((Valid.Now, null), (edited.EditedAt, edited.ChangedAt));
        Assert.Equal([WebhookType.EventPublished, WebhookType.EventUpdated], Owed(edited));
        var again = edited.Edit(edited with { Title = "Now" }, Valid.Now.AddMinutes(1)).Value;
        Assert.NotEqual(Webhooks.OwedFor(edited).Last().Subject, Webhooks.OwedFor(again).Last().Subject);
        var published = Valid.PublishedEvent;
        Assert.Null(published.Edit(published, Valid.Now).Value.EditedAt);
        Assert.Null(Valid.Draft.Edit(Valid.Draft with { Title = "Draft" }, Valid.Now).Value.EditedAt);
        Assert.Equal([WebhookType.EventPublished, WebhookType.EventCancelled], Owed(Valid.PublishedEvent.Cancel(null, Valid.Now).Value));

        static IEnumerable<WebhookType> Owed(Event ev) => Webhooks.OwedFor(ev).Select(owed => owed.Type);
    }

    [Fact]
    public void A_signature_covers_id_time_and_body()
    {
        // The example of the Standard Webhooks specification.
        const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        const string Body = """{"test": 2432232314}""";
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSignature.Of([Secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, Body)
        );
    }
}
