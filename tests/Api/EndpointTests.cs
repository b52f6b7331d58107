using System.Reflection;
using System.Text.Json;
using EventTicketing.Api;
using EventTicketing.ApiDocuments;

namespace EventTicketing.Tests.Api;

/// <summary>Rules that every endpoint must follow.</summary>
public sealed class EndpointTests
{
    public static TheoryData<string> Names => [.. Endpoints.All.Select(endpoint => endpoint.Name)];

    private static Endpoint Named(string name) => Endpoints.All.Single(endpoint => endpoint.Name == name);

    [Fact]
    public void A_function_is_in_the_folder_of_its_area()
    {
        var functions = Path.Combine(NodeTools.Folder, "..", "..", "functions");
        var folders = Endpoints
            .All.Select(endpoint => Path.Combine(Endpoints.AreaOf(endpoint).Name, endpoint.Name))
            .Concat(Workers.All.Select(worker => Path.Combine("workers", worker.Name)));
        Assert.Equal(
            Directory
                .GetFiles(functions, "Function.cs", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(functions, Path.GetDirectoryName(file)!))
                .Order(),
            folders.Order()
        );
    }

    [Fact]
    public void Every_endpoint_that_is_declared_is_in_an_area() =>
        Assert.Equal(
            typeof(Endpoints)
                .Assembly.GetTypes()
                .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static))
                .Where(field => field.FieldType.IsAssignableTo(typeof(Endpoint)))
                .Select(field => field.Name)
                .Order(),
            Endpoints.All.Select(endpoint => endpoint.Name).Order()
        );

    [Fact]
    public void Names_are_given_once()
    {
        var names = Endpoints.All.Select(endpoint => endpoint.Name).Concat(Workers.All.Select(worker => worker.Name)).ToList();
        Assert.Equal(names.Distinct(StringComparer.OrdinalIgnoreCase), names);
    }

    [Fact]
    public void No_two_endpoints_answer_to_the_same_method_and_path()
    {
        var routes = Endpoints.All.SelectMany(endpoint => endpoint.Paths, (endpoint, path) => $"{endpoint.Method} {Shape(path)}").ToList();
        Assert.Equal(routes.Distinct(), routes);
    }

    /// <summary>API Gateway rejects two parameter names in the same position of a path.</summary>
    [Fact]
    public void A_parameter_has_one_name_wherever_its_place_is_shared()
    {
        var parameters = Endpoints
            .All.SelectMany(endpoint => endpoint.Paths)
            .SelectMany(path =>
                path.Split('/')
                    .Index()
                    .Where(part => part.Item.StartsWith('{'))
                    .Select(part => (Before: Shape(string.Join('/', path.Split('/').Take(part.Index))), Name: part.Item))
            )
            .Distinct()
            .ToList();
        Assert.Equal(parameters.DistinctBy(parameter => parameter.Before), parameters);
    }

    [Fact]
    public void Only_what_anybody_may_read_is_shared_by_caches()
    {
        Assert.Equal(
            ["GetEvent", "ListEvents"],
            Endpoints.All.Where(endpoint => endpoint.Shared).Select(endpoint => endpoint.Name).Order()
        );
        Assert.All(
            Endpoints.All.Where(endpoint => endpoint.Shared),
            endpoint => Assert.Equal(("GET", Access.Public, 200), (endpoint.Method, endpoint.Access, endpoint.Status))
        );
    }

    [Theory, MemberData(nameof(Names))]
    public void A_path_is_made_of_whole_segments(string name) =>
        Assert.All(Named(name).Paths, path => Assert.Matches(@"^(/([A-Za-z-]+|\{[a-zA-Z]+\}))+$", path));

    [Theory, MemberData(nameof(Names))]
    public void What_stands_in_the_path_is_required_of_the_request(string endpointName)
    {
        var endpoint = Named(endpointName);
        var request = Schema.Of(endpoint.Request);
        Assert.Subset(request.Required.ToHashSet(), endpoint.PathParameters.ToHashSet());
        Assert.All(endpoint.PathParameters, name => Assert.True(request.Properties[name] is { Type: JsonType.String, Size.Minimum: 1 }));
        if (endpoint.AlsoAt is { } alias)
            Assert.DoesNotContain('{', alias);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_method_and_the_status_fit_together(string name)
    {
        var endpoint = Named(name);
        Assert.Contains(endpoint.Method, new[] { "GET", "POST", "PUT", "PATCH", "DELETE" });
        Assert.Equal(endpoint.Response == typeof(Nothing), endpoint.Status is 202 or 204);
        Assert.True(endpoint.Status is 200 or 204 || (endpoint.Status is 201 or 202 && endpoint.Method == "POST"));
        if (endpoint.Idempotent)
            Assert.Equal(("POST", true), (endpoint.Method, endpoint.HasCallers));
        if (endpoint.Method == "GET")
            Assert.Equal((false, false), (endpoint.Idempotent, endpoint.Conditional));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_summary_is_a_sentence(string name) => Assert.Matches(@"^[A-Z].+\.$", Named(name).Summary);

    [Theory, MemberData(nameof(Names))]
    public void Problem_codes_are_snake_case_and_given_once(string name)
    {
        var codes = Named(name).Problems.Concat(Named(name).FieldCodes).ToList();
        Assert.All(codes, code => Assert.Matches("^[a-z]+(_[a-z]+)*$", code));
        Assert.Equal(codes.Distinct(), codes);
    }

    [Theory, MemberData(nameof(Names))]
    public void Every_field_of_a_request_has_a_limit(string name) =>
        AssertLimited(Schema.Of(Named(name).Request), Named(name).Request.Name);

    [Theory, MemberData(nameof(Names))]
    public void The_examples_of_a_request_and_its_answer_are_what_they_should_be(string name)
    {
        var endpoint = Named(name);
        var sent = Examples.Sent(endpoint.Request);
        Assert.Empty(Schema.Of(endpoint.Request).Check(JsonSerializer.SerializeToElement(sent)));
        Assert.All(endpoint.PathParameters, parameter => Assert.NotNull(sent[parameter]));
        Assert.IsType(endpoint.Response, Examples.Of(endpoint.Response));
    }

    private static void AssertLimited(Schema schema, string path)
    {
        foreach (var (name, field) in schema.Properties)
        {
            Assert.True(IsLimited(field), $"{path}.{name} has no limit.");
            AssertLimited(field, $"{path}.{name}");
            if (field.Items is not { } items)
                continue;
            Assert.True(IsLimited(items), $"The elements of {path}.{name} have no limit.");
            AssertLimited(items, $"{path}.{name}[]");
        }
    }

    private static bool IsLimited(Schema field) =>
        field.Type switch
        {
            JsonType.Object or JsonType.Boolean => true,
            JsonType.Array => field.Size is { Maximum: > 0 },
            JsonType.Integer => field.Between is not null,
            _ => field.IsInstant || field.OneOf is not null || field.Size is { Maximum: > 0 },
        };

    /// <summary>The path without the names of its parameters.</summary>
    private static string Shape(string path) => string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "{}" : part));

    /// <summary>The fields in the order of their declaration.</summary>
    private static IEnumerable<FieldInfo> Fields<T>(Type table) =>
        table
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType.IsAssignableTo(typeof(T)))
            .OrderBy(field => field.MetadataToken);
}
