using System.Collections.Concurrent;
using System.Text;
using Amazon.Lambda.TestUtilities;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Flows;
using EventTicketing.Local.Standins;
using EventTicketing.Ports;
using EventTicketing.Runtime;
using Microsoft.AspNetCore.Builder;

namespace EventTicketing.Local.Tests;

/// <summary>A queue with a worker of its own: declared, sent to with our port and AWS's client, delivered, retried and given up.</summary>
public sealed class QueueTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly QueueDefinition Letters = new("letters") { Tries = 3 };
    private static readonly Worker Deliver = new(new Trigger.Queue(Letters), "Delivers letters.", Grants.None, "DeliverLetter");
    private static readonly string Name = Letters.NameIn(LocalAccount.Stage);
    private static readonly string Failed = $"{IInvoker.NameOf(Deliver.Name)}-failed";

    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UtcNow);
    private SqsStandin _standin = null!;
    private WebApplication _server = null!;
    private string Address => Loopback.AddressOf(_server);
    private string Url => $"{Address}/000000000000/{Name}";

    public async ValueTask InitializeAsync()
    {
        _standin = new(
            LocalCloud.QueuesOf([Deliver], fasterBy: 1),
            directory: null,
            LocalAccount.AccessKeyId,
            LocalAccount.SecretAccessKey,
            LocalAccount.Region,
            _clock
        );
        _server = await Loopback.Start(0, _standin.Map);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _standin.Dispose();
    }

    [Fact]
    public async Task AWS_s_client_sends_receives_and_deletes()
    {
        using var client = Client(LocalAccount.SecretAccessKey);
        var url = (await client.GetQueueUrlAsync(Name)).QueueUrl;
        Assert.Equal(Url, url);
        await client.SendMessageAsync(url, "Grüße");

        var message = Assert.Single((await client.ReceiveMessageAsync(url)).Messages);
        Assert.Equal("Grüße", message.Body);
        Assert.Empty((await client.ReceiveMessageAsync(url)).Messages ?? []);
        await client.DeleteMessageAsync(url, message.ReceiptHandle);

        Assert.Empty(_standin.Of(Name));
    }

    [Fact]
    public async Task A_queue_that_is_not_there_a_wrong_key_and_what_is_too_large_are_refused()
    {
        using var client = Client(LocalAccount.SecretAccessKey);
        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => client.GetQueueUrlAsync("parcels"));
        using var stranger = Client("another-key");
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => stranger.SendMessageAsync(Url, "hello"));
        await Assert.ThrowsAnyAsync<AmazonSQSException>(() => client.SendMessageAsync(Url, new('x', SqsStandin.LargestMessage + 1)));
        await Assert.ThrowsAsync<AmazonSQSException>(() => client.GetQueueUrlAsync(new string('x', 7 * SqsStandin.LargestMessage)));
        Assert.Empty(_standin.Of(Name));
    }

    [Fact]
    public async Task A_message_that_fails_is_delivered_again_alone_and_given_up_after_its_last_try()
    {
        var queue = new SqsQueue(
            new AwsJson(
                new HttpClient(),
                new(Address),
                SqsQueue.Service,
                SqsQueue.Target,
                LocalAccount.Region,
                new BasicAWSCredentials(LocalAccount.AccessKeyId, LocalAccount.SecretAccessKey),
                TimeProvider.System,
                SqsQueue.Version
            ),
            Url
        );
        foreach (var body in (string[])["to Ada", "to nobody", "to Bob"])
            await queue.Send(body, CancellationToken.None);
        var worker = new LetterWorker();
        await using var pump = new QueuePump([Deliver], _standin, worker);
        pump.Start();

        for (var tries = 1; tries <= Letters.Tries; tries++)
        {
            await Until(() => worker.TriesOf("to nobody") == tries);
            _clock.Advance(Letters.Visibility);
        }

        await Until(() => _standin.Of(Failed).Count == 1);

        Assert.Empty(_standin.Of(Name));
        Assert.Equal("to nobody", _standin.Of(Failed)[0].Body);
        Assert.Equal((1, 3, 1), (worker.TriesOf("to Ada"), worker.TriesOf("to nobody"), worker.TriesOf("to Bob")));
    }

    [Fact]
    public void Only_who_is_granted_a_queue_may_send_to_it()
    {
        var app = LetterWorker.App(_ => new Postbox());
        Assert.NotNull(Guarded.For(app, "Writer", Grants.None.AndSend(Letters)).Queues(Letters));
        var error = Assert.Throws<InvalidOperationException>(() => Guarded.For(app, "Reader", Grants.None).Queues(Letters));
        Assert.Equal("Reader is not granted to send to letters: add it to the grants of its row.", error.Message);
    }

    private static AmazonSQSClient ClientOf(string address, string secret) =>
        new(
            new BasicAWSCredentials(LocalAccount.AccessKeyId, secret),
            new AmazonSQSConfig
            {
                ServiceURL = address,
                AuthenticationRegion = LocalAccount.Region,
                MaxErrorRetry = 0,
            }
        );

    private AmazonSQSClient Client(string secret) => ClientOf(Address, secret);

    private static async Task Until(Func<bool> done)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!done())
            await Task.Delay(10, limit.Token);
    }

    private sealed class Postbox : IQueue
    {
        public Task Send(string body, CancellationToken stop) => Task.CompletedTask;
    }

    /// <summary>Runs the worker as the runtime does: JSON in, JSON out.</summary>
    private sealed class LetterWorker : IInvoker
    {
        private readonly Function _function = new(new(App(_ => new Postbox()), new Log("test", "local", TextWriter.Null), null, null, []));

        public int TriesOf(string body) => _function.Tries.GetValueOrDefault(body);

        public static App App(Func<QueueDefinition, IQueue> queues) =>
            new()
            {
                Store = null!,
                Files = _ => throw new InvalidOperationException(),
                Queues = queues,
                Settings = new(TimeSpan.FromMinutes(15), null),
                Ids = new(TimeProvider.System),
                Clock = TimeProvider.System,
            };

        public async Task<string> Invoke(string function, string json)
        {
            using var response = new MemoryStream();
            await _function.Invoke(
                new MemoryStream(Encoding.UTF8.GetBytes(json)),
                new TestLambdaContext { FunctionName = function },
                response
            );
            return Encoding.UTF8.GetString(response.ToArray());
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        private sealed class Function(Runtime.Host host) : QueueFunction(Deliver, host)
        {
            public ConcurrentDictionary<string, int> Tries { get; } = new();

            protected override Task Handle(string body, CancellationToken stop)
            {
                Tries.AddOrUpdate(body, 1, (_, tries) => tries + 1);
                return body == "to nobody" ? throw new InvalidOperationException("Nobody lives there.") : Task.CompletedTask;
            }
        }
    }
}
