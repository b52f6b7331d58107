using Amazon.Lambda.CognitoEvents;

namespace EventTicketing.Functions.CognitoPostConfirmation;

public sealed class Function(Host host) : ConfirmationFunction(Workers.CognitoPostConfirmation, host)
{
    /// <summary>Ignores confirmations of a new password, which invoke the same trigger.</summary>
    protected override async Task Handle(CognitoPostConfirmationEvent confirmed, CancellationToken stop)
    {
        if (confirmed.TriggerSource != "PostConfirmation_ConfirmSignUp")
            return;
        var attributes = confirmed.Request.UserAttributes;
        await App.People.In(confirmed.UserPoolId).AddToGroup(confirmed.UserName, Groups.Attendees, stop);
        // A person whom an administrator has confirmed has not proven that the address is theirs.
        var email = attributes.GetValueOrDefault("email_verified") == "true" ? attributes.GetValueOrDefault("email") : null;
        var person = new Person
        {
            UserId = attributes["sub"],
            Name = attributes.GetValueOrDefault("name"),
            Email = email,
            CreatedAt = App.Now,
        };
        await Counting.Join(App, person, stop);
    }
}
