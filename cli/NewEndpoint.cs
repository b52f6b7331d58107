using System.CommandLine;
using System.Text.RegularExpressions;
using EventTicketing.Api;
using EventTicketing.Infra;

namespace EventTicketing.Cli;

/// <summary>
/// Scaffolds an endpoint in an existing or new area: its row, records, function, example and authorization rows. The rule, fields and tests
/// remain to be written: docs/adding-an-endpoint.md.
/// </summary>
/// <param name="root">The repository's folder.</param>
/// <param name="answer">The response type, for example <c>EventView</c>; created if it does not exist.</param>
internal sealed partial class NewEndpoint(string root, string area, string name, string method, string path, Access access, string answer)
{
    private static readonly Argument<string> AreaName = new("area")
    {
        Description = "For example events: a folder of functions/, or a new one.",
    };
    private static readonly Argument<string> EndpointName = new("name") { Description = "For example CloseTicketSales." };
    private static readonly Argument<string> Method = new("method") { Description = "GET, POST, PATCH, PUT or DELETE." };
    private static readonly Argument<string> Path = new("path") { Description = "For example /events/{eventId}/close-sales." };
    private static readonly Option<Access> Who = new("--access") { Description = "Who may call.", DefaultValueFactory = _ => Access.User };
    private static readonly Option<string?> Answer = new("--answer")
    {
        Description = "Type of the response. Default: <Name>View. Nothing means 204 without a body.",
    };

    public static Command Command { get; } = Described();

    private string Title => $"{char.ToUpperInvariant(area[0])}{area[1..]}";

    /// <summary>Prefix of the area's file names: Event for events, People for people.</summary>
    private string Prefix =>
        Endpoints.Areas.FirstOrDefault(known => known.Name == area)?.Rows.Name.Replace("Endpoints", "", StringComparison.Ordinal)
        ?? (area.EndsWith('s') ? Title[..^1] : Title);

    private string Request => $"{name}Request";

    /// <summary>Writes all files. Returns the paths of those created or changed, relative to the repository.</summary>
    /// <exception cref="InvalidOperationException">The endpoint exists, or the area, name, method or path is malformed.</exception>
    public IReadOnlyList<string> Write()
    {
        if (!AreaPattern().IsMatch(area))
            throw new InvalidOperationException("An area is a word of lower case letters, such as events.");
        if (!NamePattern().IsMatch(name))
            throw new InvalidOperationException("A name is like CloseTicketSales.");
        if (method is not ("GET" or "POST" or "PATCH" or "PUT" or "DELETE"))
            throw new InvalidOperationException("A method is GET, POST, PATCH, PUT or DELETE.");
        if (!PathPattern().IsMatch(path))
            throw new InvalidOperationException("A path is like /events/{eventId}/close-sales.");
        if (Endpoints.All.Any(endpoint => endpoint.Name == name))
            throw new InvalidOperationException($"There is an endpoint {name}.");

        List<string> files = [];
        if (Endpoints.Areas.All(known => known.Name != area))
            files.AddRange(WriteArea());
        files.AddRange(WriteFunction());
        files.AddRange(WriteRow());
        files.Add(WriteAuthorization());
        return [.. files.Distinct()];
    }

    /// <summary>Formats those of the files that are C#, as the tests require of the whole repository.</summary>
    public static async Task Format(IEnumerable<string> files, CancellationToken stop)
    {
        await Shell.Run(stop, "dotnet", "tool", "restore");
        await Shell.Run(stop, "dotnet", ["csharpier", "format", .. files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal))]);
    }

    /// <summary>Creates a new area: four files in shared/Api, its examples, and its entry in the list of areas.</summary>
    private IEnumerable<string> WriteArea()
    {
        yield return Create(
            $"shared/Api/{Title}/{Prefix}Endpoints.cs",
            $$"""
            namespace EventTicketing.Api;

            public static class {{Prefix}}Endpoints
            {
            }

            """
        );
        foreach (var kind in new[] { "Requests", "Views" })
            yield return Create($"shared/Api/{Title}/{Prefix}{kind}.cs", "namespace EventTicketing.Api;\n");
        yield return Create(
            $"shared/Api/{Title}/{Prefix}Json.cs",
            $"""
            using System.Text.Json.Serialization;

            namespace EventTicketing.Api;

            internal sealed partial class {Prefix}Json : JsonSerializerContext;

            """
        );
        yield return Create(
            $"shared/ApiDocuments/Examples.{Title}.cs",
            $$"""
            using EventTicketing.Api;

            namespace EventTicketing.ApiDocuments;

            public static partial class Examples
            {
                private static object[] {{Title}} =>
                [
                ];
            }

            """
        );
        yield return Insert(
            "shared/Api/Endpoints.cs",
            "        new(\"system\",",
            $"        new(\"{area}\", typeof({Prefix}Endpoints), {Prefix}Json.Default),\n"
        );
    }

    private IEnumerable<string> WriteFunction()
    {
        yield return Create($"functions/{area}/{name}/{name}.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />\n");
        yield return Create(
            $"functions/{area}/{name}/Function.cs",
            $$"""
            namespace EventTicketing.Functions.{{name}};

            public sealed class Function(Host host) : ApiFunction<{{Request}}, {{answer}}>({{Prefix}}Endpoints.{{name}}, host)
            {
                protected override Task<Result<{{answer}}>> Handle({{Request}} request, Call call) => throw new NotImplementedException();
            }

            """
        );
    }

    private IEnumerable<string> WriteRow()
    {
        var parameters = Parameters().ToList();
        var fields = string.Concat(
            parameters.Select(parameter => $"    [Size(1, 64)] public required string {Capital(parameter)} {{ get; init; }}\n")
        );
        var status = answer == nameof(Nothing) ? " { Status = 204 }" : "";
        var endpoints = $"shared/Api/{Title}/{Prefix}Endpoints.cs";
        var isFirst = !System.IO.File.ReadAllText(In(endpoints)).Contains(" = new(", StringComparison.Ordinal);
        yield return Insert(
            endpoints,
            "\n}\n",
            $$"""
            {{(isFirst ? "" : "\n")}}
                public static readonly Endpoint<{{Request}}, {{answer}}> {{name}} = new(
                    "{{method}}", "{{path}}", Access.{{access}}, "TODO: what it does, in a sentence.", Grants.None){{status}};
            """
        );
        yield return Append($"shared/Api/{Title}/{Prefix}Requests.cs", $"\npublic sealed record {Request}\n{{\n{fields}}}\n");
        yield return Insert(
            $"shared/Api/{Title}/{Prefix}Json.cs",
            $"internal sealed partial class {Prefix}Json",
            $"[JsonSerializable(typeof({Request}))]\n"
        );
        var examples = $"shared/ApiDocuments/Examples.{Title}.cs";
        var known = System.IO.File.ReadAllText(In("shared/ApiDocuments/Examples.cs"));
        string Example(string parameter) =>
            known.Contains($"const string {Capital(parameter)} ", StringComparison.Ordinal) ? Capital(parameter) : $"\"{parameter}\"";
        var ids = string.Join(", ", parameters.Select(parameter => $"{Capital(parameter)} = {Example(parameter)}"));
        yield return Insert(examples, "    ];\n", $"        new {Request}{(ids.Length == 0 ? "()" : $" {{ {ids} }}")},\n");
        if (IsKnown(answer))
            yield break;
        yield return Append($"shared/Api/{Title}/{Prefix}Views.cs", $"\npublic sealed record {answer}();\n");
        yield return Insert(
            $"shared/Api/{Title}/{Prefix}Json.cs",
            $"internal sealed partial class {Prefix}Json",
            $"[JsonSerializable(typeof({answer}))]\n"
        );
        yield return Insert(examples, "    ];\n", $"        new {answer}(),\n");
    }

    /// <summary>
    /// Copies the authorization rows of a similar endpoint (same access, same ids in the request). Review them: the new rule may differ.
    /// Where there is none, the authorization tests name the missing rows.
    /// </summary>
    private string WriteAuthorization()
    {
        const string File = "tests/Api/authorization.txt";
        var parameters = Parameters().ToList();
        var like = Endpoints.All.FirstOrDefault(known =>
            known.Access == access && Ids(known).SequenceEqual(parameters.Order(StringComparer.Ordinal))
        );
        if (like is null)
            return File;
        var lines = System.IO.File.ReadAllLines(In(File)).ToList();
        var rows = lines
            .Where(line => line.StartsWith($"{like.Name} ", StringComparison.Ordinal))
            .Select(line => $"{name, -22}  {line[24..]}")
            .ToList();
        // A new area is the last but one: WriteArea lists it before system.
        var areas = Endpoints.Areas.Select(known => known.Name).ToList();
        var before = Endpoints.Areas[areas.Contains(area) ? areas.IndexOf(area) : ^2].Endpoints[^1].Name;
        lines.InsertRange(lines.FindLastIndex(line => line.StartsWith($"{before} ", StringComparison.Ordinal)) + 1, rows);
        System.IO.File.WriteAllText(In(File), string.Join('\n', lines) + "\n");
        return File;
    }

    private static IEnumerable<string> Ids(Endpoint endpoint) =>
        Schema
            .Of(endpoint.Request)
            .Properties.Keys.Where(field => field.EndsWith("Id", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private IEnumerable<string> Parameters() => ParameterPattern().Matches(path).Select(match => match.Groups[1].Value);

    private bool IsKnown(string type) =>
        Directory
            .EnumerateFiles(In("shared/Api"), "*.cs", SearchOption.AllDirectories)
            .Any(file => Regex.IsMatch(System.IO.File.ReadAllText(file), $@"\brecord {Regex.Escape(type)}\b"));

    private string Create(string file, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(In(file))!);
        System.IO.File.WriteAllText(In(file), text);
        return file;
    }

    private string Append(string file, string text)
    {
        System.IO.File.AppendAllText(In(file), text);
        return file;
    }

    /// <summary>Inserts the text before the last occurrence of the mark.</summary>
    private string Insert(string file, string mark, string text)
    {
        var content = System.IO.File.ReadAllText(In(file));
        var at = content.LastIndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
            throw new InvalidOperationException($"{file} has no {mark.Trim()} to write before.");
        System.IO.File.WriteAllText(In(file), content.Insert(at, text));
        return file;
    }

    private string In(string file) => System.IO.Path.Combine(root, file);

    private static string Capital(string word) => $"{char.ToUpperInvariant(word[0])}{word[1..]}";

    private static Command Described()
    {
        Command command = new("new-endpoint", "Scaffolds an endpoint: its row, records, function, example and authorization rows.")
        {
            AreaName,
            EndpointName,
            Method,
            Path,
            Who,
            Answer,
        };
        command.SetAction(
            async (arguments, stop) =>
            {
                var (area, name) = (arguments.GetValue(AreaName)!, arguments.GetValue(EndpointName)!);
                var files = new NewEndpoint(
                    SourceTree.Root,
                    area,
                    name,
                    arguments.GetValue(Method)!,
                    arguments.GetValue(Path)!,
                    arguments.GetValue(Who),
                    arguments.GetValue(Answer) ?? $"{name}View"
                ).Write();
                await Shell.Run(stop, "dotnet", "sln", "add", $"functions/{area}/{name}/{name}.csproj");
                await Format(files.Select(file => SourceTree.At(file)), stop);
                Console.WriteLine($"Written or changed: EventTicketing.slnx, {string.Join(", ", files)}");
                Console.WriteLine(
                    "Left to write: the rule and its tests, the fields, the grants, and what docs/adding-an-endpoint.md says of them."
                );
                return ExitCode.Done;
            }
        );
        return command;
    }

    [GeneratedRegex("^[a-z]{3,30}$")]
    private static partial Regex AreaPattern();

    [GeneratedRegex("^([A-Z][a-z]+){2,8}$")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^(/([A-Za-z-]+|\{[a-zA-Z]+\}))+$")]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"\{([a-zA-Z]+)\}")]
    private static partial Regex ParameterPattern();
}
