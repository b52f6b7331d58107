using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Http.Json;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using EventTicketing.Data;
using EventTicketing.Flows;
using EventTicketing.Ports;

namespace EventTicketing.Cli;

/// <summary>Options that select the deployment to work on: a stage in AWS, or a local host.</summary>
internal static class Connection
{
    private static readonly Uri LocalHost = new("http://127.0.0.1:5080/local/services");
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(10);

    public static Option<string?> Stage { get; } =
        new("--stage")
        {
            Description =
                "Stage in the cloud: dev, staging or prod, with the AWS credentials of the environment or the profile. Default: the "
                + "variable STAGE, and without that the local host.",
            Recursive = true,
        };

    public static Option<string?> Region { get; } =
        new("--region") { Description = "Region in the cloud. Default: AWS_REGION.", Recursive = true };

    public static Option<Uri?> Services { get; } =
        new("--services")
        {
            Description = "Address of a local host's list of services; overrides any stage. Default: the one on port 5080.",
            Recursive = true,
            CustomParser = Address,
        };

    /// <exception cref="InvalidOperationException">A stage is given, but no region.</exception>
    public static async Task<Deployment> Open(ParseResult arguments, CancellationToken stop)
    {
        var services = arguments.GetValue(Services);
        var stage = arguments.GetValue(Stage) ?? Variable("STAGE");
        if (services is not null || stage is null)
            return await Local(services ?? LocalHost, stop);
        var region =
            arguments.GetValue(Region)
            ?? Variable("AWS_REGION")
            ?? Variable("AWS_DEFAULT_REGION")
            ?? throw new InvalidOperationException("The region is missing: give --region, or set AWS_REGION.");
        return new(stage, region, DefaultAWSCredentialsIdentityResolver.GetCredentials());
    }

    /// <summary>Makes a command act on the tables and the user pool of the selected deployment.</summary>
    /// <param name="pays">Whether it uses Stripe, too.</param>
    public static Command Acts(
        this Command command,
        Func<ParseResult, Deployment, App, CancellationToken, Task<int>> act,
        bool pays = false
    )
    {
        command.SetAction(
            async (arguments, stop) =>
            {
                var at = await Open(arguments, stop);
                using var http = Deployment.Connections();
                return await act(arguments, at, await at.App(http, stop, pays), stop);
            }
        );
        return command;
    }

    public static Uri? Address(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address))
            return address;
        argument.AddError($"{argument.Tokens[0].Value} is not an address.");
        return null;
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static async Task<Deployment> Local(Uri address, CancellationToken stop)
    {
        using var http = new HttpClient { Timeout = AnswerTime };
        var services = await http.GetFromJsonAsync<JsonElement>(address, stop);
        var (tables, files, people) = (services.GetProperty("dynamodb"), services.GetProperty("s3"), services.GetProperty("cognito"));
        var stripe = services.GetProperty("stripe");
        string Text(string name) => tables.GetProperty(name).GetString()!;
        var events = tables.GetProperty("tables").GetProperty(Tables.Events.Name).GetString()!;
        return new(
            events[Tables.Events.NameIn("").Length..],
            Text("region"),
            new BasicAWSCredentials(Text("accessKeyId"), Text("secretAccessKey"))
        )
        {
            TablesAddress = new(Text("endpoint")),
            FilesAddress = new(files.GetProperty("endpoint").GetString()!),
            PeopleAddress = new(people.GetProperty("endpoint").GetString()!),
            UserPoolId = people.GetProperty("userPoolId").GetString(),
            Payments = stripe.GetProperty("secretKey").GetString() is { } key
                ? (new(stripe.GetProperty("endpoint").GetString()!), new StripeKeys(key, "", ""))
                : null,
            Bucket = files.GetProperty("buckets").GetProperty("tickets").GetString(),
        };
    }
}
