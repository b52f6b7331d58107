using System.Text.Json;

namespace EventTicketing.Functions.GetMyKyc;

public sealed class Function(Host host) : ApiFunction<NoRequest, MyKycView>(PeopleEndpoints.GetMyKyc, host)
{
    protected override async Task<Result<MyKycView>> Handle(NoRequest request, Call call)
    {
        if (await Verifying.Latest(call.App, call.Caller.UserId, call.Stop) is not { } latest)
            return new MyKycView("none", null, []);
        var isOver = latest.Status is KycStatus.Draft or KycStatus.MoreInfo && !latest.IsOpenAt(call.Now);
        string LinkTo(KycPaper paper) => call.LinkTo(latest, paper);
        return new MyKycView(
            isOver ? "none" : JsonNamingPolicy.CamelCase.ConvertName(latest.Status.ToString()),
            latest.SubmittedAt is null ? null : KycView.Of(latest, LinkTo),
            isOver ? [] : KycView.Papers(latest, LinkTo)
        );
    }
}
