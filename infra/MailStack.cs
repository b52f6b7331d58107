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
        var sender = new EmailIdentity(this, "sender", new EmailIdentityProps
        {
            Identity = Identity.Domain(stage.MailDomain),
            ConfigurationSet = rules,
        });
        if (stage.Domain is not { } domain || !$".{stage.MailDomain}".EndsWith($".{domain.ZoneName}", StringComparison.OrdinalIgnoreCase)) return;
        // The mail domain is the zone itself or a name in it, so its DKIM records are made there.
        foreach (var (index, record) in sender.DkimRecords.Index())
            _ = new CfnRecordSet(this, $"dkim-{index + 1}", new CfnRecordSetProps { HostedZoneId = domain.HostedZoneId, Name = record.Name, Type = "CNAME", Ttl = "1800", ResourceRecords = [record.Value] });
    }
}
