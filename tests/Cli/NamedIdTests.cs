using EventTicketing.Infra;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EventTicketing.Tests.Cli;

/// <summary>
/// Ids are texts, so the compiler does not see when two of them are swapped. Where a method takes several ids in a row, each argument
/// therefore says which one it is: by its name, or by being a variable or property of that name. Calls of <c>new(…)</c> without a type are
/// not looked at. See docs/decisions/0034-ids-are-texts.md.
/// </summary>
public sealed class NamedIdTests
{
    [Fact]
    public void Arguments_for_neighboring_ids_say_which_id_they_are()
    {
        var product = Sources
            .Files.Where(file => file.Extension == ".cs")
            .Select(file => (Path: Path.GetRelativePath(SourceTree.Root, file.FullName), file.FullName))
            .Where(file => !file.Path.StartsWith("tests", StringComparison.Ordinal))
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file.FullName), path: file.Path).GetRoot())
            .ToList();
        var methods = product.SelectMany(Methods).ToLookup(method => method.Name, StringComparer.Ordinal);
        Assert.NotEmpty(methods);
        var unclear = product.SelectMany(file => file.DescendantNodes()).SelectMany(node => Unclear(node, methods)).ToList();
        Assert.True(unclear.Count == 0, string.Join('\n', unclear));
    }

    [Theory]
    [InlineData("Undo(ticketId, undoId, staffId)", 0)]
    [InlineData("Undo(ticket.TicketId, undoId, call.Caller.StaffId)", 0)]
    [InlineData("Undo(ticketId: a, undoId: b, staffId: c)", 0)]
    [InlineData("Undo(undoId, ticketId, staffId)", 2)]
    [InlineData("Undo(\"tkt_1\", undoId, staffId)", 1)]
    [InlineData("Undo(id)", 0)]
    [InlineData("new Refund(paymentId, refundId)", 2)]
    public void A_swap_is_found(string call, int unclear)
    {
        var root = CSharpSyntaxTree
            .ParseText(
                $"void Undo(string ticketId, string undoId, string staffId) {{ {call}; }} record Refund(string RefundId, string PaymentId);"
            )
            .GetRoot();
        var methods = Methods(root).ToLookup(method => method.Name, StringComparer.Ordinal);
        Assert.Equal(unclear, root.DescendantNodes().SelectMany(node => Unclear(node, methods)).Count());
    }

    /// <summary>The methods, constructors and records that take two or more ids in a row.</summary>
    private static IEnumerable<(string Name, IReadOnlyList<(string Name, bool IsId)> Parameters, int Required)> Methods(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            var (name, list) = node switch
            {
                MethodDeclarationSyntax method => (method.Identifier.Text, method.ParameterList),
                LocalFunctionStatementSyntax local => (local.Identifier.Text, local.ParameterList),
                // Told apart from a method of the same name by the word before it.
                TypeDeclarationSyntax type => ($"new {type.Identifier.Text}", type.ParameterList),
                _ => ("", null),
            };
            if (list is null)
                continue;
            // An extension method is called without its first parameter.
            var parameters = list.Parameters.Where(parameter => !parameter.Modifiers.Any(SyntaxKind.ThisKeyword)).ToList();
            bool IsId(int at) =>
                at >= 0
                && at < parameters.Count
                && parameters[at].Type?.ToString() is ("string" or "string?")
                && parameters[at].Identifier.Text.EndsWith("Id", StringComparison.Ordinal);
            IReadOnlyList<(string Name, bool IsId)> named =
            [
                .. parameters.Select((parameter, at) => (parameter.Identifier.Text, IsId(at) && (IsId(at - 1) || IsId(at + 1)))),
            ];
            if (named.Any(parameter => parameter.IsId))
                yield return (name, named, parameters.Count(parameter => parameter.Default is null));
        }
    }

    private static IEnumerable<string> Unclear(
        SyntaxNode call,
        ILookup<string, (string Name, IReadOnlyList<(string Name, bool IsId)> Parameters, int Required)> methods
    )
    {
        var (name, arguments) = call switch
        {
            InvocationExpressionSyntax invoked => (LastName(invoked.Expression), invoked.ArgumentList.Arguments),
            ObjectCreationExpressionSyntax created => ($"new {LastName(created.Type)}", created.ArgumentList?.Arguments ?? []),
            _ => (null, []),
        };
        if (name is null)
            return [];
        // Overloads are told apart by the number of arguments.
        var method = methods[name]
            .FirstOrDefault(method => method.Required <= arguments.Count && arguments.Count <= method.Parameters.Count);
        if (method.Parameters is not { } parameters)
            return [];
        return arguments
            .Zip(parameters)
            .Where(pair => pair.Second.IsId && pair.First.NameColon is null && !SaysSo(pair.First.Expression, pair.Second.Name))
            .Select(pair => $"{call.SyntaxTree.FilePath}: {call.ToString().Split('\n')[0]}: name {pair.Second.Name}");
    }

    private static bool SaysSo(ExpressionSyntax argument, string parameter) =>
        argument is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression }
        || string.Equals(LastName(argument), parameter, StringComparison.OrdinalIgnoreCase);

    private static string? LastName(SyntaxNode expression) =>
        expression switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.Text,
            GenericNameSyntax generic => generic.Identifier.Text,
            MemberAccessExpressionSyntax member => LastName(member.Name),
            PostfixUnaryExpressionSyntax suppressed => LastName(suppressed.Operand),
            _ => null,
        };
}
