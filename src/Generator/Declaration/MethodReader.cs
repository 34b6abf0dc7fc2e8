using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Declaration;

/// <summary>Reads methods as trees of terms: the methods that bear an attribute, and those that they call.</summary>
internal sealed class MethodReader(INamedTypeSymbol type, Compilation compilation, DeclarationFindings findings, CancellationToken cancellation)
{
    private readonly Dictionary<IMethodSymbol, string> _keys = new(SymbolEqualityComparer.Default);
    private readonly Queue<IMethodSymbol> _pending = new();
    private readonly ArgumentsReader _arguments = new(findings);

    /// <summary>Something of a method is half typed; the C# compiler reports it.</summary>
    public bool IsIncomplete { get; private set; }

    public List<MethodSpecification> Methods { get; } = [];

    public void Read()
    {
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(method => Role(method) != MethodRole.Part))
        {
            Key(method);
        }

        while (_pending.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var method = _pending.Dequeue();
            if (Read(method) is { } specification)
            {
                Methods.Add(specification);
            }
        }
    }

    public static MethodRole Role(IMethodSymbol method) => Attribute(method)?.AttributeClass?.Name switch
    {
        "GraphAttribute" => MethodRole.Graph,
        "LossAttribute" => MethodRole.Loss,
        "GradientAttribute" => MethodRole.Gradient,
        "StepAttribute" => MethodRole.Step,
        _ => MethodRole.Part,
    };

    /// <summary>The name by which a call finds the method; it will be read.</summary>
    public string Key(IMethodSymbol method)
    {
        if (!_keys.TryGetValue(method, out string? key))
        {
            int overloads = _keys.Keys.Count(other => other.Name == method.Name);
            _keys.Add(method, key = overloads == 0 ? method.Name : $"{method.Name}({overloads + 1})");
            _pending.Enqueue(method);
        }

        return key;
    }

    /// <summary>Roslyn has no operation for parentheses and the <c>!</c> of nullable values.</summary>
    private static ExpressionSyntax? Plain(ExpressionSyntax? expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => Plain(parenthesized.Expression),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppression => Plain(suppression.Operand),
        _ => expression,
    };

    /// <summary>What nothing is passed to or got from by value.</summary>
    private static string? Unsuitable(IMethodSymbol method) =>
        method.IsAsync ? "an async method"
        : Role(method) != MethodRole.Part && method.IsGenericMethod ? "a generic method"
        : Role(method) != MethodRole.Part && method.Parameters.FirstOrDefault(p => p.RefKind != RefKind.None) is { } parameter ? $"a parameter with '{parameter.RefKind.ToString().ToLowerInvariant()}'"
        : null;

    private static AttributeData? Attribute(IMethodSymbol method) =>
        method.GetAttributes().FirstOrDefault(a => a.AttributeClass is { Name: "GraphAttribute" or "LossAttribute" or "GradientAttribute" or "StepAttribute" } c && c.IsNetGens());

    private MethodSpecification? Read(IMethodSymbol method)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not MethodDeclarationSyntax syntax)
        {
            return null;
        }

        int origin = findings.Locate(syntax.Identifier.GetLocation());
        SyntaxNode? written = (SyntaxNode?)syntax.Body ?? Plain(syntax.ExpressionBody?.Expression);
        if (written is not { } body)
        {
            findings.Add(Ids.NotUnderstood, origin, "a method without a body", "give it one");
            return null;
        }

        string? unsuitable = Unsuitable(method);
        if (unsuitable is not null)
        {
            findings.Add(Ids.NotUnderstood, origin, unsuitable, "write an ordinary method");
        }

        var parameters = method.Parameters.Select(Parameter).ToEquatableArray();
        var reader = new TermReader(this, type, findings);
        var model = compilation.GetSemanticModel(syntax.SyntaxTree);
        var operation = model.GetOperation(body, cancellation);
        Term term;
        if (unsuitable is not null)
        {
            term = reader.Unread(body);
        }
        else if (body is ExpressionSyntax expression)
        {
            term = operation is null ? reader.Unread(body) : reader.Result(operation, expression);
        }
        else
        {
            term = operation is IBlockOperation block ? reader.Block(block) : reader.Unread(body);
        }

        IsIncomplete |= reader.IsIncomplete;
        string[] results = method.ReturnType is INamedTypeSymbol { IsTupleType: true } tuple
            ? [.. tuple.TupleElements.Select(element => element.IsExplicitlyNamedTupleElement ? element.Name : "")]
            : [""];
        var settings = Attribute(method) is { } attribute
            ? attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(a => a.Value)).Where(a => a.Kind == TypedConstantKind.Array && !a.IsNull).SelectMany(a => a.Values).Select(v => v.Value as string ?? "").ToEquatableArray()
            : [];
        return new MethodSpecification(Key(method), method.Name, Role(method), parameters, results.ToEquatableArray(), settings, term, origin);
    }

    private MethodParameter Parameter(IParameterSymbol parameter)
    {
        int origin = findings.Locate(parameter.Locations.FirstOrDefault() ?? Location.None);
        string name = Symbols.WithoutKeyword(parameter.Name);
        if (name != parameter.Name && parameter.ContainingSymbol is IMethodSymbol method && Role(method) != MethodRole.Part)
        {
            findings.Add(Ids.BadInputName, origin, parameter.Name);
        }

        var attribute = parameter.GetAttributes().FirstOrDefault(a => a.AttributeClass is { Name: "ShapeAttribute" or "StateAttribute" or "SequenceAttribute" or "TokenSequenceAttribute" } c && c.IsNetGens());
        if (attribute is null)
        {
            return new MethodParameter(name, null, 0, origin);
        }

        if (ArgumentsReader.IsIncomplete(attribute))
        {
            IsIncomplete = true;
            return new MethodParameter(name, null, 0, origin);
        }

        var arguments = _arguments.Read(attribute, origin);
        if (arguments.FirstOrDefault(a => a.Name == "size") is { } size)
        {
            return new MethodParameter(name, null, 0, origin) { State = size.Value };
        }

        object? Setting(string setting) => arguments.FirstOrDefault(a => a.Name == setting)?.Value;
        if (attribute.AttributeClass!.Name != "ShapeAttribute")
        {
            string time = _arguments.Name(arguments, "Time", Ids.BadInputName, origin) ?? "";
            return Setting("vocabulary") is int vocabulary
                ? new MethodParameter(name, [], vocabulary, origin) { Time = time }
                : new MethodParameter(name, [(int)Setting("features")!], 0, origin) { Time = time };
        }

        int classes = arguments.FirstOrDefault(a => a.Name == "Classes")?.Value is int given ? given : 0;
        return new MethodParameter(name, (EquatableArray<int>)arguments.First(a => a.Name == "extents").Value!, classes, origin);
    }
}
