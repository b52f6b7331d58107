using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Domain;
using EventTicketing.Flows;

namespace EventTicketing.Runtime;

/// <summary>What the endpoints of verification have in common.</summary>
public static class KycCalls
{
    private static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(5);

    /// <summary>Loads the request that the caller goes on with, decides, and saves it.</summary>
    public static Task<Result<KycRequest>> ChangeKyc(
        this Call call,
        Func<KycRequest, Task<Result<KycRequest>>> decide,
        params IReadOnlyList<Change> with
    ) =>
        call.Db.Decide<KycRequest>(
            async () =>
            {
                if ((await Verifying.Current(call.App, call.Caller.UserId, call.Stop)).Refused(out var problem, out var current))
                    return problem;
                if ((await decide(current)).Refused(out problem, out var next))
                    return problem;
                return ReferenceEquals(next, current)
                    ? current
                    : new Decision<KycRequest>(next.WithVersion(next.Version + 1), [Verifying.Save(call.App, next), .. with]);
            },
            call.Stop
        );

    /// <summary>The state of the caller's verification.</summary>
    public static async Task<MyKycView> MyKyc(this Call call)
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

    /// <summary>A link to a paper for some minutes.</summary>
    public static string LinkTo(this Call call, KycRequest request, KycPaper paper) =>
        call
            .App.Files(Buckets.Uploads)
            .Link(paper.KeyOf(request.UserId), $"{paper.DocumentId}.{FileTypes.ExtensionOf(paper.ContentType)}", call.Now + LinkLife)
            .AbsoluteUri;
}
