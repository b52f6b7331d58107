using Amazon.Lambda.CognitoEvents;

namespace EventTicketing.Functions.CognitoPostConfirmation;

public sealed class Function(Host host) : ConfirmationFunction(Workers.CognitoPostConfirmation, host)
{
    /// <summary>A new password is confirmed by the same trigger, which changes nothing here.</summary>
    protected override async Task Handle(CognitoPostConfirmationEvent confirmed, CancellationToken stop)
    {
        if (confirmed.TriggerSource != "PostConfirmation_ConfirmSignUp") return;
        var attributes = confirmed.Request.UserAttributes;
        await App.People.AddToGroup(confirmed.UserPoolId, confirmed.UserName, "Attendees", stop);
        // Whom an administrator has confirmed has not shown that the address is theirs.
        var email = attributes.GetValueOrDefault("email_verified") == "true" ? attributes.GetValueOrDefault("email") : null;
        await App.Db.Write([App.Db.People.Create(new() { UserId = attributes["sub"], Name = attributes.GetValueOrDefault("name"), Email = email, CreatedAt = App.Now })], stop);
    }
}
