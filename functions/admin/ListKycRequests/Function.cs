namespace EventTicketing.Functions.ListKycRequests;

public sealed class Function(Host host) : ApiFunction<ListKycRequestsRequest, ListOf<KycReviewView>>(AdminEndpoints.ListKycRequests, host)
{
    protected override Task<Result<ListOf<KycReviewView>>> Handle(ListKycRequestsRequest request, Call call) =>
        call.Page(
            request,
            call.Db.Kyc.With(request.Status ?? KycStatus.Pending),
            showAll: async found =>
            {
                var people = (await call.Db.People.FindAll(found.Select(kyc => kyc.UserId).Distinct(), call.Stop)).ToDictionary(
                    person => person.UserId,
                    StringComparer.Ordinal
                );
                return found.Select(kyc => KycReviewView.Of(kyc, people.GetValueOrDefault(kyc.UserId))).ToArray();
            }
        );
}
