using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Infra;

namespace EventTicketing.Tests.Infra;

/// <summary>A worker with a queue and a bucket that only this test declares: nothing else has to know them.</summary>
public sealed class QueueTests(Cloud cloud)
{
    private static readonly QueueDefinition Letters = new("letters") { Timeout = TimeSpan.FromSeconds(30), Tries = 4 };
    private static readonly BucketDefinition Stamps = new("stamps", new FileRule { Days = 30, OldVersionDays = 1 });
    private static readonly Worker Deliver = new(
        new Trigger.Queue(Letters),
        "Delivers letters.",
        Grants.Read(Tables.Users).And(Stamps, May.Get | May.Delete).AndSend(Letters),
        "DeliverLetter"
    );

    private static Templates? _synthesized;

    private readonly Templates _templates = _synthesized ??= cloud.Synthesize(
        Cloud.Everything with
        {
            Name = "letters",
        },
        (app, stage) =>
        {
            _ = new WorkersStack(app, stage, new DataStack(app, stage), new AuthStack(app, stage), [Deliver]);
            _ = new MonitoringStack(app, stage, [Deliver]);
        }
    );

    private Resource Function => _templates.Function(Deliver.Name);

    [Fact]
    public void Failed_messages_are_delivered_again_alone_and_end_in_a_queue_with_an_alarm()
    {
        var queue = Queue("event-ticketing-letters-letters");
        var failed = Queue(WorkersStack.FailedName(_templates.Stage, Deliver));
        var mapping = Assert.Single(_templates.Of("AWS::Lambda::EventSourceMapping"));
        Assert.Equal(
            (Function.Id, queue.Id),
            ((string?)mapping["FunctionName", "Ref"], (string?)mapping["EventSourceArn", "Fn::GetAtt", "0"])
        );
        Assert.Equal(("ReportBatchItemFailures", 10), ((string?)mapping["FunctionResponseTypes", "0"], (int)mapping["BatchSize"]!));
        Assert.Equal((30, 180), ((int)Function["Timeout"]!, (int)queue["VisibilityTimeout"]!));
        Assert.Equal(
            (failed.Id, 4),
            ((string?)queue["RedrivePolicy", "deadLetterTargetArn", "Fn::GetAtt", "0"], (int)queue["RedrivePolicy", "maxReceiveCount"]!)
        );
        Assert.Equal(
            ["errors-DeliverLetter", "failed-DeliverLetter", "late-DeliverLetter"],
            _templates
                .Of("AWS::CloudWatch::Alarm")
                .Select(alarm => (string)alarm["AlarmName"]!)
                .Where(name => name.Contains("DeliverLetter", StringComparison.Ordinal))
                .Select(name => name["event-ticketing-".Length..^"-letters".Length])
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Queues_are_encrypted_and_spoken_to_over_TLS_only() =>
        Assert.All(
            _templates.Of("AWS::SQS::Queue"),
            queue =>
            {
                Assert.True(Intrinsics.Is(queue["SqsManagedSseEnabled"], true));
                Assert.Contains(
                    _templates.Of("AWS::SQS::QueuePolicy"),
                    policy => $"{policy["Queues"]}".Contains(queue.Id, StringComparison.Ordinal)
                );
            }
        );

    [Fact]
    public void The_worker_may_receive_and_do_what_its_grants_say_and_finds_its_resources()
    {
        var may = _templates
            .StatementsOf(Function)
            .SelectMany(statement =>
                from action in Intrinsics.Texts(statement["Action"])
                where action.StartsWith("sqs:", StringComparison.Ordinal) || action.StartsWith("s3:", StringComparison.Ordinal)
                select action
            );
        Assert.Equal(
            [
                "s3:DeleteObject",
                "s3:GetObject",
                "s3:ListBucket",
                "sqs:ChangeMessageVisibility",
                "sqs:DeleteMessage",
                "sqs:GetQueueAttributes",
                "sqs:ReceiveMessage",
                "sqs:SendMessage",
            ],
            may.Order(StringComparer.Ordinal)
        );
        string? Variable(string name) => Function["Environment", "Variables", name] is { } value ? Intrinsics.Text(value) : null;
        Assert.Equal("event-ticketing-stamps-letters-{AWS::AccountId}", Variable("STAMPS_BUCKET"));
        Assert.Equal("https://sqs.eu-central-1.amazonaws.com/{AWS::AccountId}/event-ticketing-letters-letters", Variable("LETTERS_QUEUE"));
        Assert.Null(Variable("TICKETS_BUCKET"));
    }

    private Resource Queue(string name) => _templates.Of("AWS::SQS::Queue").Single(queue => (string?)queue["QueueName"] == name);
}
