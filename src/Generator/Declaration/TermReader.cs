using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Declaration;

/// <summary>Turns what Roslyn understood of a method's body into terms; what no term stands for is reported at its place, with what to write instead.</summary>
internal sealed class TermReader(MethodReader methods, INamedTypeSymbol type, DeclarationFindings findings)
{
    private const int LongestText = 100;

    /// <summary>Locals whose value could not be read: what is done with them is no second mistake.</summary>
    private readonly HashSet<ISymbol> _unread = new(SymbolEqualityComparer.Default);

    /// <summary>Something is half typed; the C# compiler reports it.</summary>
    public bool IsIncomplete { get; private set; }

    public Term Block(IBlockOperation block) => Make(TermKind.Block, block, [.. block.Operations.Select(Statement)]);

    /// <summary>An expression as the method's result.</summary>
    public Term Result(IOperation operation, SyntaxNode expression) => Make(TermKind.Return, operation, [Expression(operation)], value: Text(expression));

    /// <summary>What cannot be read; half typed, as far as is known here.</summary>
    public Term Unread(SyntaxNode syntax)
    {
        IsIncomplete = true;
        return new Term(TermKind.Constant, "", 0, [], findings.Locate(syntax.GetLocation()));
    }

    private Term Statement(IOperation operation)
    {
        switch (operation)
        {
            case IBlockOperation block:
                return Block(block);
            case IVariableDeclarationGroupOperation group:
                return Make(TermKind.Block, operation, [.. group.Declarations.SelectMany(declaration => declaration.Declarators).Select(declarator => Declared(declarator))]);
            case IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } when Local(assignment.Target) is { } target:
                return Let(operation, target, assignment.Value);
            case IExpressionStatementOperation { Operation: ICompoundAssignmentOperation assignment } when Local(assignment.Target) is { } target:
                var combined = assignment.OperatorMethod is { } method
                    ? Make(TermKind.Call, operation, [Name(operation, target), Expression(assignment.Value)], method.Name)
                    : Make(TermKind.Operator, operation, [Name(operation, target), Expression(assignment.Value)], assignment.OperatorKind.ToString());
                return Make(TermKind.Let, operation, [combined], target, Text(assignment.Syntax));
            case IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation increment } when Local(increment.Target) is { } target:
                return Make(
                    TermKind.Let,
                    operation,
                    [Make(TermKind.Operator, operation, [Name(operation, target), Make(TermKind.Constant, operation, [], value: 1)], increment.Kind == OperationKind.Increment ? "Add" : "Subtract")],
                    target,
                    "");
            case IExpressionStatementOperation { Operation: IDeconstructionAssignmentOperation deconstruction } when Names(deconstruction.Target) is { } names:
                return Make(TermKind.LetTuple, operation, [Expression(deconstruction.Value)], string.Join(",", names), Text(deconstruction.Value.Syntax));
            case IReturnOperation { ReturnedValue: { } value }:
                return Make(TermKind.Return, operation, [Expression(value)], value: Text(value.Syntax));
            case IConditionalOperation condition:
                return Make(TermKind.If, operation, [Expression(condition.Condition), Statement(condition.WhenTrue), condition.WhenFalse is { } otherwise ? Statement(otherwise) : Make(TermKind.Block, operation, [])]);
            case IForLoopOperation { Condition: { } condition } loop:
                return Make(TermKind.For, operation, [Statements(operation, loop.Before), Expression(condition), Statement(loop.Body), Statements(operation, loop.AtLoopBottom)]);
            case IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation variable } loop:
                return Make(TermKind.ForEach, operation, [Expression(loop.Collection), Statement(loop.Body)], Symbols.WithoutKeyword(variable.Symbol.Name));
            case IEmptyOperation:
                return Make(TermKind.Block, operation, []);
            case IInvalidOperation:
                return Unread(operation.Syntax);
            default:
                return Unknown(operation, "use locals, return, and for and if over constants");
        }
    }

    private Term Statements(IOperation at, ImmutableArray<IOperation> operations) => Make(TermKind.Block, at, [.. operations.Select(Statement)]);

    private Term Declared(IVariableDeclaratorOperation declarator) => (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer) is { Value: { } value }
        ? Let(declarator, declarator.Symbol, value)
        : Unknown(declarator, "give the local a value where it is declared");

    private Term Let(IOperation at, ILocalSymbol local, IOperation value)
    {
        int before = findings.Findings.Count;
        var term = Let(at, Symbols.WithoutKeyword(local.Name), value);
        if (findings.Findings.Count > before)
        {
            _unread.Add(local);
        }

        return term;
    }

    private Term Let(IOperation at, string name, IOperation value) => Make(TermKind.Let, at, [Expression(value)], name, Text(value.Syntax));

    private Term Expression(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: var constant } && operation is not (IInvalidOperation or IConversionOperation { OperatorMethod: not null } or IConversionOperation { Conversion.Exists: false }))
        {
            return Constant(operation, constant);
        }

        switch (operation)
        {
            case IConversionOperation { Conversion.Exists: false }:
                return Unread(operation.Syntax);
            case IConversionOperation conversion:
                return conversion.OperatorMethod is null or { ContainingType.Name: "Parameter" } ? Expression(conversion.Operand) : Unknown(operation, "convert before the method, or write a number");
            case IParenthesizedOperation parenthesized:
                return Expression(parenthesized.Operand);
            case ILocalReferenceOperation local:
                return Name(operation, Symbols.WithoutKeyword(local.Local.Name));
            case IParameterReferenceOperation parameter:
                return Name(operation, Symbols.WithoutKeyword(parameter.Parameter.Name));
            case ITupleOperation tuple:
                return Make(TermKind.Tuple, operation, [.. tuple.Elements.Select(Expression)]);
            case IArrayCreationOperation { Initializer: { } initializer }:
                return Make(TermKind.Tuple, operation, [.. initializer.ElementValues.Select(Expression)]);
            case IArrayCreationOperation { Initializer: null } empty when empty.DimensionSizes.All(size => size.ConstantValue is { HasValue: true, Value: 0 }):
                return Make(TermKind.Tuple, operation, []);
            case ICollectionExpressionOperation collection:
                return Make(TermKind.Tuple, operation, [.. collection.Elements.Select(Expression)]);
            case IArrayElementReferenceOperation { Indices.Length: 1 } element:
                return Make(TermKind.Element, operation, [Expression(element.ArrayReference), Expression(element.Indices.First())]);
            case IFieldReferenceOperation { Field.ContainingType.IsTupleType: true, Instance: { } tuple } field:
                int position = field.Field.ContainingType.TupleElements.IndexOf(field.Field, 0, SymbolEqualityComparer.Default);
                position = position >= 0 ? position : field.Field.ContainingType.TupleElements.Select((e, k) => SymbolEqualityComparer.Default.Equals(e.CorrespondingTupleField, field.Field.CorrespondingTupleField) ? k : -1).Max();
                return Make(TermKind.Item, operation, [Expression(tuple)], value: position);
            case IConditionalOperation { WhenFalse: { } otherwise } condition:
                return Make(TermKind.Choose, operation, [Expression(condition.Condition), Expression(condition.WhenTrue), Expression(otherwise)]);
            case IPropertyReferenceOperation property:
                return Property(property);
            case IInvocationOperation invocation:
                return Invocation(invocation);
            case IInvalidOperation or IBinaryOperation { Type.TypeKind: TypeKind.Error } or IUnaryOperation { Type.TypeKind: TypeKind.Error }:
                return Unread(operation.Syntax);
            case IBinaryOperation binary:
                return binary.OperatorMethod is { } method && method.ContainingType.IsTensor()
                    ? Make(TermKind.Call, operation, [Expression(binary.LeftOperand), Expression(binary.RightOperand)], method.Name)
                    : Make(TermKind.Operator, operation, [Expression(binary.LeftOperand), Expression(binary.RightOperand)], Typed(binary.OperatorKind.ToString(), binary.Type));
            case IUnaryOperation unary:
                return unary.OperatorMethod is { } unaryMethod && unaryMethod.ContainingType.IsTensor()
                    ? Make(TermKind.Call, operation, [Expression(unary.Operand)], unaryMethod.Name)
                    : Make(TermKind.Operator, operation, [Expression(unary.Operand)], unary.OperatorKind.ToString());
            default:
                return Unknown(operation, "use locals, tuples, operators, the functions of Tensor, and methods of the class");
        }
    }

    private Term Property(IPropertyReferenceOperation property)
    {
        var owner = property.Property.ContainingType;
        if (property.Instance is null or IInstanceReferenceOperation && SymbolEqualityComparer.Default.Equals(owner, type))
        {
            return Make(TermKind.Member, property, [], property.Property.Name);
        }

        if (owner.IsTensor() && property.Property.IsStatic)
        {
            return Make(TermKind.Call, property, [], property.Property.Name);
        }

        if (property.Instance is { } instance && (owner.IsTensor() || (owner.Name is "Layer" or "Layers" && owner.IsNetGens())))
        {
            return property.Arguments.Length == 1
                ? Make(TermKind.Element, property, [Expression(instance), Expression(property.Arguments[0].Value)])
                : Make(TermKind.Call, property, [Expression(instance)], property.Property.Name);
        }

        if (owner is { Name: "Recurrence" } && owner.IsNetGens() && property.Instance is { } recurrence)
        {
            return Make(TermKind.Item, property, [Expression(recurrence)], value: property.Property.Name == "Output" ? 0 : 1);
        }

        if (property.Property is { Name: "Length", ContainingType.SpecialType: SpecialType.System_Array } && property.Instance is { } array)
        {
            return Make(TermKind.Call, property, [Expression(array)], "Count");
        }

        return Unknown(property, "use a layer or parameter of this class, or pass the value as an argument");
    }

    private Term Invocation(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        var owner = method.ContainingType;
        if (owner.IsTensor())
        {
            return Make(TermKind.Call, invocation, method.IsStatic || invocation.Instance is not { } tensor ? Arguments() : [Expression(tensor), .. Arguments()], method.Name);
        }

        if (owner is { Name: "Layer" or "Layers" } && owner.IsNetGens() && method.Name is "Apply" or "Run" or "Step" && invocation.Instance is { } layer)
        {
            return Make(TermKind.Apply, invocation, [Expression(layer), .. Arguments()], method.Name);
        }

        if (SymbolEqualityComparer.Default.Equals(owner, type))
        {
            return Make(TermKind.Invoke, invocation, Arguments(), methods.Key(method.OriginalDefinition));
        }

        if (owner is { Name: "Math", ContainingNamespace.Name: "System" })
        {
            return Make(TermKind.Operator, invocation, Arguments(), "Math." + method.Name);
        }

        // A delegate was reported where it was made.
        return method.MethodKind == MethodKind.DelegateInvoke && invocation.Instance is { } function
            ? Expression(function)
            : Unknown(invocation, "call functions of Tensor, Apply of a layer, or methods of this class");

        List<Term> Arguments() => [.. invocation.Arguments.OrderBy(argument => argument.Parameter?.Ordinal ?? 0).Select(argument => Expression(argument.Value))];
    }

    private static string[]? Names(IOperation target) => target switch
    {
        IDeclarationExpressionOperation declaration => Names(declaration.Expression),
        ITupleOperation tuple when tuple.Elements.Select(Names).ToList() is var names && names.All(name => name is { Length: 1 }) => [.. names.Select(name => name![0])],
        IDiscardOperation => ["_"],
        _ => Local(target) is { } name ? [name] : null,
    };

    private static string? Local(IOperation target) => target switch
    {
        ILocalReferenceOperation local => Symbols.WithoutKeyword(local.Local.Name),
        IParameterReferenceOperation parameter => Symbols.WithoutKeyword(parameter.Parameter.Name),
        _ => null,
    };

    /// <summary>Division of whole numbers is not that of real ones.</summary>
    private static string Typed(string name, ITypeSymbol? result) => name == "Divide" && result?.SpecialType == SpecialType.System_Int32 ? "IntegerDivide" : name;

    private Term Constant(IOperation operation, object? value) => value switch
    {
        int or double or bool or string => Make(TermKind.Constant, operation, [], value: value),
        float single => Make(TermKind.Constant, operation, [], value: (double)single),
        null => Make(TermKind.Tuple, operation, []),
        _ => Unknown(operation, "write an int, a double or a bool"),
    };

    private Term Name(IOperation operation, string name) => Make(TermKind.Name, operation, [], name);

    private Term Unknown(IOperation operation, string cure)
    {
        int origin = findings.Locate(operation.Syntax.GetLocation());
        if (!operation.Descendants().Any(part => part is ILocalReferenceOperation { Local: var local } && _unread.Contains(local)))
        {
            findings.Add(Ids.NotUnderstood, origin, Text(operation.Syntax), cure);
        }

        return new Term(TermKind.Constant, "", 0, [], origin);
    }

    private Term Make(TermKind kind, IOperation at, IEnumerable<Term> terms, string name = "", object? value = null) =>
        new(kind, name, value, terms.ToEquatableArray(), findings.Locate(at.Syntax.GetLocation()));

    /// <summary>The source on one line, for the plan and for messages; without comments, which change nothing.</summary>
    private static string Text(SyntaxNode syntax)
    {
        string text = string.Concat(syntax.DescendantTokens().Select(token => Space(token.LeadingTrivia) + token.Text + Space(token.TrailingTrivia)));
        text = Regex.Replace(text, @"\s+", " ").Trim();
        return text.Length <= LongestText ? text : text.Substring(0, LongestText) + "...";

        static string Space(SyntaxTriviaList trivia) => trivia.Any(t => t.IsKind(SyntaxKind.WhitespaceTrivia) || t.IsKind(SyntaxKind.EndOfLineTrivia)) ? " " : "";
    }
}
