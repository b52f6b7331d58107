using EventTicketing.Documents;
using EventTicketing.Ports;

namespace EventTicketing.Functions.StartPhoneVerification;

public sealed class Function(Host host)
    : ApiFunction<StartPhoneVerificationRequest, PhoneCodeView>(PeopleEndpoints.StartPhoneVerification, host)
{
    protected override async Task<Result<PhoneCodeView>> Handle(StartPhoneVerificationRequest request, Call call)
    {
        if (!call.App.Settings.Sms)
            return Problem.Conflict("sms_not_available", "Text messages are not sent here.");
        var code = PhoneCode.DigitsOf(call.App.Ids.New("code"));
        var noted = await call.Db.Decide<Person>(
            async () =>
            {
                var current = await call.Person();
                if (await Record(call) is not { } record)
                    return Problem.Conflict("too_many_codes", $"At most {PhoneCode.MaxPerDay} codes are sent in a day.");
                var next = current with { PhoneCode = PhoneCode.Of(request.Phone, code, call.Now) };
                return call.Db.People.Save(current, next, call.Db.Activities.Create(record));
            },
            call.Stop
        );
        if (noted.Refused(out var refusal, out var person))
            return refusal;
        try
        {
            // After it is noted: a code that is sent always counts.
            await call.App.Sms.Send(request.Phone, SmsTexts.In(person.Language).Code(code), call.Stop);
        }
        catch (SmsRefusedException)
        {
            return Problem.Invalid("phone", "phone_refused", "No message can be sent to this number.");
        }

        return new PhoneCodeView(request.Phone, person.PhoneCode!.ExpiresAt);
    }

    /// <summary>The record of the act, under the next of the day's ids; null when all of them are taken.</summary>
    private static async Task<Activity?> Record(Call call)
    {
        var ids = Enumerable
            .Range(1, PhoneCode.MaxPerDay)
            .Select(ordinal => Ids.Derived("act", "phone", call.Caller.UserId, $"{call.Now:yyyy-MM-dd}", $"{ordinal}"))
            .ToList();
        var taken = await call.Db.Activities.FindAll(ids, call.Stop);
        return ids.Except(taken.Select(act => act.ActivityId)).FirstOrDefault() is { } free
            ? call.Act(call.Caller.UserId, null) with
            {
                ActivityId = free,
            }
            : null;
    }
}
