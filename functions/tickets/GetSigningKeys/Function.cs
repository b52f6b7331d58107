namespace EventTicketing.Functions.GetSigningKeys;

public sealed class Function(Host host) : ApiFunction<NoRequest, SigningKeysView>(Endpoints.GetSigningKeys, host)
{
    protected override Task<Result<SigningKeysView>> Handle(NoRequest request, Call call) =>
        Task.FromResult<Result<SigningKeysView>>(new SigningKeysView(
            [.. call.App.Codes.PublicKeys.Select(key => new SigningKeyView($"{key.KeyId}", "EC", "P-256", "ES256", "sig", key.X, key.Y))]));
}
