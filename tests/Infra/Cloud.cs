using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using EventTicketing.Infra;

[assembly: AssemblyFixture(typeof(EventTicketing.Tests.Infra.Cloud))]

namespace EventTicketing.Tests.Infra;

/// <summary>Synthesized templates, created once: of the configured stages, and of one with everything that can be configured.</summary>
public sealed class Cloud : IDisposable
{
    private static readonly string Settings = SourceTree.At("infra", "stages.json");
    private readonly string _folder = Directory.CreateTempSubdirectory("event-ticketing-").FullName;

    public Cloud()
    {
        // The content of the package does not matter, only that it exists.
        Package.Functions = Directory.CreateDirectory(Path.Combine(_folder, "functions")).FullName;
        File.WriteAllText(Path.Combine(Package.Functions, "bootstrap"), "");
        Prod = Synthesize(StageConfig.Read(Settings, "prod", "https://site.example"));
        Dev = Synthesize(StageConfig.Read(Settings, "dev", siteUrl: null));
        Staging = Synthesize(StageConfig.Read(Settings, "staging", siteUrl: null));
        Full = Synthesize(Everything);
        Below = Synthesize(
            Everything with
            {
                Name = "below",
                MailFrom = "tickets@tickets.example.com",
            },
            (app, stage) => _ = new MailStack(app, stage)
        );
        Second = Synthesize(Everything with { Name = "second", MailIdentityExists = true }, (app, stage) => _ = new MailStack(app, stage));
    }

    public static StageConfig Everything { get; } =
        StageConfig.Read(Settings, "prod", siteUrl: null) with
        {
            Name = "full",
            Region = "eu-central-1",
            MailFrom = "tickets@example.com",
            MailVerified = true,
            Sms = new("Tickets", MonthlyLimit: 50),
            SiteUrl = new("https://tickets.example.com"),
            AllowedOrigins = ["https://partner.example"],
            Domain = new("tickets.example.com", "Z0000000000000", "example.com"),
            FailoverBucket = new("copy-of-the-front-end", "eu-west-1"),
            Architecture = "arm64",
            Repository = "example/tickets",
            SecretsVersion = "0123456789ab",
        };

    public Templates Prod { get; }

    public Templates Dev { get; }

    public Templates Staging { get; }

    public Templates Full { get; }

    /// <summary>The mail stack of a stage whose sender's domain is below its zone's.</summary>
    public Templates Below { get; }

    /// <summary>The mail stack of a stage whose domain SES already has an identity for.</summary>
    public Templates Second { get; }

    public IEnumerable<Templates> All => [Prod, Staging, Dev, Full];

    /// <summary>The stages with firewalls and alarms.</summary>
    public IEnumerable<Templates> Guarded => All.Where(templates => !templates.Stage.Economical);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Templates Synthesize(StageConfig stage) => Synthesize(stage, Stacks.Add);

    internal Templates Synthesize(StageConfig stage, Action<App, StageConfig> add)
    {
        using var settings = JsonDocument.Parse(File.ReadAllBytes(SourceTree.At("cdk.json")));
        var app = new App(
            new AppProps
            {
                Outdir = Path.Combine(_folder, stage.Name),
                Context = settings
                    .RootElement.GetProperty("context")
                    .EnumerateObject()
                    .ToDictionary(
                        flag => flag.Name,
                        flag =>
                            flag.Value.ValueKind == JsonValueKind.Array
                                ? flag.Value.EnumerateArray().Select(item => item.GetString()!).ToArray()
                                : (object)flag.Value.GetBoolean()
                    ),
            }
        );
        add(app, stage);
        return new(
            stage,
            app.Synth()
                .Stacks.ToDictionary(
                    stack => stack.StackName,
                    stack => JsonNode.Parse(File.ReadAllText(stack.TemplateFullPath))!.AsObject()
                )
        );
    }
}

/// <summary>The templates of a stage, by the names of their stacks.</summary>
public sealed record Templates(StageConfig Stage, IReadOnlyDictionary<string, JsonObject> Stacks)
{
    public IEnumerable<Resource> Resources =>
        Stacks.SelectMany(stack =>
            stack.Value["Resources"]!.AsObject().Select(resource => new Resource(stack.Key, resource.Key, resource.Value!.AsObject()))
        );

    public IEnumerable<Resource> Of(string type) => Resources.Where(resource => resource.Type == type);

    /// <summary>The statements of the function's role, including those of its policies.</summary>
    public IEnumerable<JsonObject> StatementsOf(Resource function)
    {
        var role = (string)function["Role", "Fn::GetAtt", "0"]!;
        // The CDK moves what is too long for a role's own policy to a managed one.
        return Of("AWS::IAM::Policy")
            .Concat(Of("AWS::IAM::ManagedPolicy"))
            .Where(policy => policy.Stack == function.Stack && policy["Roles"]?.AsArray().Any(of => (string?)of!["Ref"] == role) == true)
            .SelectMany(policy => policy["PolicyDocument", "Statement"]!.AsArray())
            .Select(statement => statement!.AsObject());
    }

    public Resource Function(string name) =>
        Of("AWS::Lambda::Function").Single(function => (string?)function["FunctionName"] == Stage.FunctionName(name));
}

public sealed record Resource(string Stack, string Id, JsonObject Json)
{
    public string Type => (string)Json["Type"]!;

    /// <summary>A property or a part of it; null when it is absent.</summary>
    public JsonNode? this[params string[] path] =>
        path.Aggregate(
            (JsonNode?)Json["Properties"],
            (node, name) =>
                node switch
                {
                    JsonArray items => int.TryParse(name, out var index) && index < items.Count ? items[index] : null,
                    JsonObject of => of[name],
                    _ => null,
                }
        );

    public override string ToString() => $"{Stack}/{Id}";
}

/// <summary>CloudFormation values as text.</summary>
public static class Intrinsics
{
    /// <summary>Joins the parts into one text; values that are known only in the cloud are in braces.</summary>
    public static string Text(JsonNode? value) =>
        value switch
        {
            JsonObject of when of["Fn::Join"] is JsonArray join => string.Join((string)join[0]!, join[1]!.AsArray().Select(Text)),
            JsonObject of when of["Fn::Sub"] is { } sub => $"{sub}".Replace("${AWS::AccountId}", "{AWS::AccountId}"),
            JsonObject of when of["Ref"] is { } reference => $"{{{reference}}}",
            JsonObject of when of["Fn::GetAtt"] is JsonArray attribute => $"{{{attribute[0]}.{attribute[1]}}}",
            JsonObject of when of["Fn::ImportValue"] is { } import => $"{{{import}}}",
            _ => $"{value}",
        };

    /// <summary>One value or several, as a list.</summary>
    public static IReadOnlyList<string> Texts(JsonNode? value) => value is JsonArray items ? [.. items.Select(Text)] : [Text(value)];

    public static bool Is(JsonNode? value, bool expected) =>
        value is JsonValue && $"{value}".Equals($"{expected}", StringComparison.OrdinalIgnoreCase);
}
