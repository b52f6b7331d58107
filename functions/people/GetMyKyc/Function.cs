namespace EventTicketing.Functions.GetMyKyc;

public sealed class Function(Host host) : ApiFunction<NoRequest, MyKycView>(PeopleEndpoints.GetMyKyc, host)
{
    protected override async Task<Result<MyKycView>> Handle(NoRequest request, Call call) => await call.MyKyc();
}
