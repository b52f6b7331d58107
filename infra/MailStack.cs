using Amazon.CDK.AWS.Route53;
using Amazon.CDK.AWS.SES;
using Constructs;

namespace EventTicketing.Infra;

/// <summary>The SES identity that sends mail. Addresses that bounce or complain are suppressed; alarms watch the rates of both.</summary>
public sealed class MailStack : StageStack
{
    public MailStack(Construct scope, StageConfig stage)
        : base(scope, stage, "mail", "sender of mails")
    {
        var rules = new ConfigurationSet(
            this,
            "rules",
            new ConfigurationSetProps
            {
                ConfigurationSetName = stage.NameOf("mail"),
                SuppressionReasons = SuppressionReasons.BOUNCES_AND_COMPLAINTS,
                ReputationMetrics = true,
                TlsPolicy = ConfigurationSetTlsPolicy.REQUIRE,
            }
        );
        rules.AddEventDestination(
            "events",
            new ConfigurationSetEventDestinationOptions
            {
                Destination = EventDestination.CloudWatchDimensions([
                    new CloudWatchDimension
                    {
                        Name = "stage",
                        Source = CloudWatchDimensionSource.MESSAGE_TAG,
                        DefaultValue = stage.Name,
                    },
                ]),
                Events =
                [
                    EmailSendingEvent.SEND,
                    EmailSendingEvent.DELIVERY,
                    EmailSendingEvent.BOUNCE,
                    EmailSendingEvent.COMPLAINT,
                    EmailSendingEvent.REJECT,
                ],
            }
        );
        // SES has one identity per domain, account and region; another stage or the company may have created it.
        if (stage.MailIdentityExists)
            return;
        // If the mail domain is in the stage's DNS zone, its records are created there.
        var zone =
            stage.Domain is { } domain && $".{stage.MailDomain}".EndsWith($".{domain.ZoneName}", StringComparison.OrdinalIgnoreCase)
                ? domain
                : null;
        var bounces = $"bounces.{stage.MailDomain}";
        var sender = new EmailIdentity(
            this,
            "sender",
            new EmailIdentityProps
            {
                Identity = Identity.Domain(stage.MailDomain),
                ConfigurationSet = rules,
                // Aligned with the From domain, as large receivers require of bulk senders. Until its DNS records exist, SES uses a
                // domain of its own.
                MailFromDomain = zone is null ? null : bounces,
            }
        );
        if (zone is not { } its)
            return;
        foreach (var (index, record) in sender.DkimRecords.Index())
            Record($"dkim-{index + 1}", record.Name, "CNAME", record.Value);
        Record("bounces", bounces, "MX", $"10 feedback-smtp.{stage.Region}.amazonses.com");
        Record("spf", bounces, "TXT", "\"v=spf1 include:amazonses.com ~all\"");
        // The DMARC policy of a whole zone is up to its owner, and may exist already.
        if (!stage.MailDomain.Equals(its.ZoneName, StringComparison.OrdinalIgnoreCase))
            Record("dmarc", $"_dmarc.{stage.MailDomain}", "TXT", "\"v=DMARC1; p=quarantine\"");

        void Record(string id, string name, string type, string value) =>
            _ = new CfnRecordSet(
                this,
                id,
                new CfnRecordSetProps
                {
                    HostedZoneId = its.HostedZoneId,
                    Name = name,
                    Type = type,
                    Ttl = "1800",
                    ResourceRecords = [value],
                }
            );
    }
}
