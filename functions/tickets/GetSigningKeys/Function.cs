namespace EventTicketing.Functions.GetSigningKeys;

public sealed class Function(Host host) : ApiFunction<NoRequest, SigningKeysView>(TicketEndpoints.GetSigningKeys, host)
{
    protected override Task<Result<SigningKeysView>> Handle(NoRequest request, Call call) =>
        Task.FromResult<Result<SigningKeysView>>(SigningKeysView.Of(call.App.Codes.PublicKeys));
}
