namespace EventTicketing.Functions.GetMyKyc;

public sealed class Function(Host host) : ApiFunction<NoRequest, MyKycView>(PeopleEndpoints.GetMyKyc, host)
{
    protected override async Task<Result<MyKycView>> Handle(NoRequest request, Call call)
    {
        if (await Verifying.Latest(call.App, call.Caller.UserId, call.Stop) is not { } latest)
            return new MyKycView(MyKycView.NameOf(null), null, []);
        var isOver = latest.Status is KycStatus.Draft or KycStatus.MoreInfo && !latest.IsOpenAt(call.Now);
        string LinkTo(KycPaper paper) => call.LinkTo(latest, paper);
        return new MyKycView(
            MyKycView.NameOf(isOver ? null : latest.Status),
            latest.SubmittedAt is null ? null : KycView.Of(latest, LinkTo),
            isOver ? [] : KycView.Papers(latest, LinkTo)
        );
    }
}
