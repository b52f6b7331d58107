using Amazon.CDK.AWS.Route53;
using Amazon.CDK.AWS.SES;
using Constructs;

namespace EventTicketing.Infra;

/// <summary>The sender of mails. Addresses that bounce or complain are not written to again; how many do is alarmed on.</summary>
public sealed class MailStack : StageStack
{
    public MailStack(Construct scope, StageConfig stage) : base(scope, stage, "mail", "sender of mails")
    {
        var rules = new ConfigurationSet(this, "rules", new ConfigurationSetProps
        {
            ConfigurationSetName = stage.NameOf("mail"),
            SuppressionReasons = SuppressionReasons.BOUNCES_AND_COMPLAINTS,
            ReputationMetrics = true,
            TlsPolicy = ConfigurationSetTlsPolicy.REQUIRE,
        });
        rules.AddEventDestination("events", new ConfigurationSetEventDestinationOptions
        {
            Destination = EventDestination.CloudWatchDimensions([new CloudWatchDimension { Name = "stage", Source = CloudWatchDimensionSource.MESSAGE_TAG, DefaultValue = stage.Name }]),
            Events = [EmailSendingEvent.SEND, EmailSendingEvent.DELIVERY, EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
        });
        _ = new EmailIdentity(this, "sender", new EmailIdentityProps
        {
            // With a zone of our own, its records for DKIM are written too.
            Identity = stage.Domain is { } domain && stage.MailDomain == domain.ZoneName
                ? Identity.PublicHostedZone(PublicHostedZone.FromPublicHostedZoneAttributes(this, "zone", new PublicHostedZoneAttributes { HostedZoneId = domain.HostedZoneId, ZoneName = domain.ZoneName }))
                : Identity.Domain(stage.MailDomain),
            ConfigurationSet = rules,
        });
    }
}
