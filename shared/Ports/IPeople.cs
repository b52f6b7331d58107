namespace EventTicketing.Ports;

/// <summary>The user pool.</summary>
public interface IPeople
{
    /// <summary>Idempotent: does nothing when the person is in the group already.</summary>
    Task AddToGroup(string userPoolId, string userName, string group, CancellationToken stop);
}

/// <summary>The Cognito user pool, through its HTTP API.</summary>
public sealed class CognitoPeople(AwsJson cognito) : IPeople
{
    public const string Service = "cognito-idp",
        Target = "AWSCognitoIdentityProviderService";

    public Task AddToGroup(string userPoolId, string userName, string group, CancellationToken stop) =>
        cognito.Call(
            "AdminAddUserToGroup",
            new()
            {
                ["UserPoolId"] = userPoolId,
                ["Username"] = userName,
                ["GroupName"] = group,
            },
            stop
        );
}
