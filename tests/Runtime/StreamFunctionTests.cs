using System.Text;
using System.Text.Json.Nodes;
using Amazon.Lambda.TestUtilities;
using EventTicketing.Api;
using EventTicketing.Data;
using EventTicketing.Flows;
using EventTicketing.Runtime;

namespace EventTicketing.Tests.Runtime;

public sealed class StreamFunctionTests
{
    private static readonly TableDefinition Letters = new("letters", new("boxId", "number", KeyType.Number)) { Stream = true };
    private static readonly Worker Follow = new(new Trigger.Stream(Letters), "Follows letters.", Grants.None, "FollowLetters");

    [Fact]
    public async Task A_worker_gets_the_keys_of_a_table_with_a_sort_key()
    {
        var function = new Function((_, _) => Task.CompletedTask);
        Assert.Empty(await function.Run(TimeSpan.FromMinutes(1), 7, 8));
        Assert.Equal([new Key(Letters, "box_1", 7L), new Key(Letters, "box_1", 8L)], function.Handled);
    }

    [Fact]
    public async Task The_record_that_is_not_done_before_the_deadline_and_those_after_it_are_given_back()
    {
        var function = new Function(
            async (key, stop) =>
            {
                if (key.Sort is 8L)
                    await Task.Delay(Timeout.Infinite, stop);
            }
        );
        Assert.Equal(["8"], await function.Run(TimeSpan.FromSeconds(5.1), 7, 8, 9));
        Assert.Equal([7L, 8L], function.Handled.Select(key => key.Sort));
    }

    private sealed class Function(Func<Key, CancellationToken, Task> handle)
        : StreamFunction(Follow, new(Dependencies, new Log("test", "test", TextWriter.Null), null, null, []))
    {
        private static readonly App Dependencies = new()
        {
            Store = null!,
            Files = _ => throw new InvalidOperationException(),
            Queues = _ => throw new InvalidOperationException(),
            Settings = new(TimeSpan.FromMinutes(15), null),
            Ids = new(TimeProvider.System),
            Clock = TimeProvider.System,
        };

        public List<Key> Handled { get; } = [];

        /// <returns>The sequence numbers of failed records.</returns>
        public async Task<IReadOnlyList<string>> Run(TimeSpan remaining, params int[] numbers)
        {
            var records = string.Join(
                ',',
                numbers.Select(number =>
                    $$$"""
                        {
                          "eventName": "INSERT",
                          "dynamodb": {
                            "Keys": { "boxId": { "S": "box_1" }, "number": { "N": "{{{number}}}" } },
                            "SequenceNumber": "{{{number}}}"
                          }
                        }
                        """
                )
            );
            using var response = new MemoryStream();
            await Invoke(
                new MemoryStream(Encoding.UTF8.GetBytes($$"""{"Records":[{{records}}]}""")),
                new TestLambdaContext { FunctionName = Follow.Name, RemainingTime = remaining },
                response
            );
            var failures = JsonNode.Parse(response.ToArray())!["batchItemFailures"]!.AsArray();
            return [.. failures.Select(failure => (string)failure!["itemIdentifier"]!)];
        }

        protected override Task Handle(Key changed, CancellationToken stop)
        {
            Handled.Add(changed);
            return handle(changed, stop);
        }
    }
}
