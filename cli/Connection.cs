using System.Net.Http.Json;
using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using EventTicketing.Data;
using EventTicketing.Runtime;

namespace EventTicketing.Cli;

/// <summary>Where the tables are: in the cloud that the environment names, or on this machine.</summary>
internal static class Connection
{
    private static readonly Uri LocalHost = new("http://127.0.0.1:5080/local/services");
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    /// <param name="services">Of a local host; null takes the environment, or the usual local host when that names no stage.</param>
    public static async Task<Database> Open(Uri? services, CancellationToken stop) =>
        services is null && Environment.GetEnvironmentVariable("STAGE") is { Length: > 0 }
            ? Cloud()
            : await Local(services ?? LocalHost, stop);

    private static Database Cloud()
    {
        var config = Config.FromEnvironment(Environment.GetEnvironmentVariable);
        return new(new DynamoStore(Composition.Dynamo(config, DefaultAWSCredentialsIdentityResolver.GetCredentials()), config.Stage));
    }

    private static async Task<Database> Local(Uri address, CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = AnswerTime };
        var tables = (await http.GetFromJsonAsync<JsonElement>(address, stop)).GetProperty("dynamodb");
        string Text(string name) => tables.GetProperty(name).GetString()!;
        var events = tables.GetProperty("tables").GetProperty(Tables.Events.Name).GetString()!;
        var client = new AmazonDynamoDBClient(
            new BasicAWSCredentials(Text("accessKeyId"), Text("secretAccessKey")),
            new AmazonDynamoDBConfig
            {
                ServiceURL = Text("endpoint"), AuthenticationRegion = Text("region"), Timeout = AnswerTime, MaxErrorRetry = 0,
            });
        return new(new DynamoStore(client, events[Tables.Events.NameIn("").Length..]));
    }
}
