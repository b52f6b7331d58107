namespace EventTicketing.Functions.VerifyPhone;

public sealed class Function(Host host) : ApiFunction<VerifyPhoneRequest, ProfileView>(PeopleEndpoints.VerifyPhone, host)
{
    protected override async Task<Result<ProfileView>> Handle(VerifyPhoneRequest request, Call call)
    {
        var entered = await call.Db.Decide<Person>(
            async () =>
            {
                var current = await call.Person();
                if (current.Enter(request.Code, call.Now).Refused(out var problem, out var next))
                    return problem;
                // A wrong code is saved too, in a write of the same kind: neither may be tried on without end, nor told by its time.
                return call.Db.People.Save(current, next, call.Record(call.Caller.UserId, null));
            },
            call.Stop
        );
        return entered.Refused(out var refusal, out var person) ? refusal
            : person.PhoneCode is null ? await call.Profile(person)
            : Problem.Invalid("code", "wrong_code", "This is not the code that was sent.");
    }
}
