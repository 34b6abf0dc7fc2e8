using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Methods;

/// <summary>Reads the methods of a class, a network's or a module's: statements are followed, calls inlined, layers applied, and tensors become nodes.</summary>
/// <param name="prefix">What paths of the class's layers begin with: empty, or <c>Block1.</c> for a module.</param>
/// <param name="sizes">Values of the module's constructor parameters.</param>
internal sealed class MethodLowering(LoweringPass pass, GraphSpecification graph, string prefix, IReadOnlyDictionary<string, object> sizes)
{
    private Step? _step;

    public LoweringPass Pass => pass;

    public GraphBuilder Graph => pass.Network.Graph;

    /// <summary>The step that expressions belong to now.</summary>
    public Step CurrentStep => _step ??= pass.Step(Step.Expression, prefix + "Result", prefix + "Result", "");

    public Step? CurrentStepOrNull => _step;

    /// <summary>The results of a method for arguments.</summary>
    public object Call(MethodSpecification method, IReadOnlyList<object> arguments, int origin)
    {
        if (++pass.Depth > LoweringPass.Deepest)
        {
            throw Fail(Ids.TooDeep, origin, method.Name);
        }

        var locals = new Dictionary<string, object>();
        foreach (var size in sizes)
        {
            locals[size.Key] = size.Value;
        }

        for (int k = 0; k < method.Parameters.Count; k++)
        {
            locals[method.Parameters[k].Name] = arguments[k];
        }

        var caller = _step;
        try
        {
            return Run(method, method.Body, locals) ?? UnknownValue.Instance;
        }
        finally
        {
            pass.Depth--;
            Enter(caller);
        }
    }

    /// <summary>Reports what is wrong; to be thrown.</summary>
    public LoweringStoppedException Fail(string id, int origin, params string[] arguments)
    {
        pass.Network.Report(id, origin, arguments.ToEquatableArray());
        return new LoweringStoppedException();
    }

    /// <summary>What must be known while the method is read, but is not.</summary>
    public LoweringStoppedException NotConstant(int origin, string what, object value) =>
        Fail(Ids.NotConstant, origin, what, value is Dimension ? "depends on the size of the batch" : "depends on a tensor; use Where for choices by value");

    /// <summary>Follows a statement; returns the method's result once there is one.</summary>
    private object? Run(MethodSpecification method, Term term, Dictionary<string, object> locals)
    {
        if (!pass.Count())
        {
            throw Fail(Ids.TooDeep, method.Origin, method.Name);
        }

        switch (term.Kind)
        {
            case TermKind.Block:
                foreach (var statement in term.Terms)
                {
                    if (Run(method, statement, locals) is { } result)
                    {
                        return result;
                    }
                }

                return null;
            case TermKind.Let:
                locals[term.Name] = Value(method, term, term.Name, locals);
                return null;
            case TermKind.LetTuple:
                string[] names = term.Name.Split(',');
                var values = Value(method, term, names[0], locals);
                if (values is IReadOnlyList<object> { Count: var given } && given != names.Length)
                {
                    throw Fail(Ids.BadArgument, term.Origin, $"the deconstruction into ({string.Join(", ", names)})", $"{given} values", $"{names.Length} values");
                }

                for (int k = 0; k < names.Length; k++)
                {
                    locals[names[k]] = values is IReadOnlyList<object> list && list.Count == names.Length ? Named(list[k], names[k]) : UnknownValue.Instance;
                }

                return null;
            case TermKind.Return:
                return Value(method, term, method.Results.Count == 1 && method.Results[0].Length > 0 ? method.Results[0] : method.Name, locals, isResult: true);
            case TermKind.If:
                return Run(method, Truth(term[0], locals) ? term[1] : term[2], locals);
            case TermKind.For:
                Run(method, term[0], locals);
                while (Truth(term[1], locals))
                {
                    if (Run(method, term[2], locals) is { } result)
                    {
                        return result;
                    }

                    Run(method, term[3], locals);
                }

                return null;
            case TermKind.ForEach:
                foreach (object item in Items(term[0], locals))
                {
                    locals[term.Name] = item;
                    if (Run(method, term[1], locals) is { } result)
                    {
                        return result;
                    }
                }

                return null;
            default:
                throw Fail(Ids.NotUnderstood, term.Origin, term.Kind.ToString(), "use locals, return, and for and if over constants");
        }
    }

    /// <summary>The value of a statement's expression, as a step of its own unless it only applies layers and methods. After an error the rest of the method is read on, without this value.</summary>
    private object Value(MethodSpecification method, Term term, string name, Dictionary<string, object> locals, bool isResult = false)
    {
        var outer = _step;
        if (HasSteps(term[0]))
        {
            // What a module returns is called like the module.
            string path = isResult && prefix.Length > 0 && method.Role == MethodRole.Graph ? prefix.TrimEnd('.') : prefix + name;
            Enter(pass.Step(Step.Expression, $"{prefix}{method.Key}.{name}", path, term.Value as string ?? "", origin: term[0].Origin));
        }

        try
        {
            object value = Evaluate(term[0], locals);
            // The same text, read for another size, does not change what is said of the first.
            if (_step != outer && value is TensorValue { Node: var node } && _step!.Output.Rank == 0)
            {
                _step.Output = node.Shape;
            }

            return isResult ? value : Named(value, name);
        }
        catch (LoweringStoppedException) when (!isResult)
        {
            return UnknownValue.Instance;
        }
        finally
        {
            Enter(outer);
        }
    }

    /// <summary>Expressions that compute by themselves, beside layers and methods.</summary>
    private static bool HasSteps(Term term) => term.Kind switch
    {
        TermKind.Call => true,
        TermKind.Apply or TermKind.Invoke => term.Terms.Skip(term.Kind == TermKind.Apply ? 1 : 0).Any(HasSteps),
        TermKind.Tuple or TermKind.Choose or TermKind.Item or TermKind.Element => term.Terms.Any(HasSteps),
        _ => false,
    };

    private static object Named(object value, string name)
    {
        if (value is TensorValue { Node: var node } && !node.Op.IsLeaf())
        {
            node.Named(name);
        }

        return value;
    }

    public object Evaluate(Term term, Dictionary<string, object> locals)
    {
        if (!pass.Count())
        {
            throw Fail(Ids.TooDeep, term.Origin, "The method");
        }

        switch (term.Kind)
        {
            case TermKind.Constant:
                return term.Value!;
            case TermKind.Name:
                return locals.TryGetValue(term.Name, out object? local) && local is not UnknownValue ? local : throw new LoweringStoppedException();
            case TermKind.Member:
                return Member(term);
            case TermKind.Tuple:
                return Arguments(term.Terms, locals);
            case TermKind.Item:
                return Evaluate(term[0], locals) is IReadOnlyList<object> tuple && (int)term.Value! < tuple.Count ? tuple[(int)term.Value!] : throw new LoweringStoppedException();
            case TermKind.Element:
                return Element(term, locals);
            case TermKind.Choose:
                return Evaluate(Truth(term[0], locals) ? term[1] : term[2], locals);
            case TermKind.Operator:
                object[] operands = Arguments(term.Terms, locals);
                return ConstantArithmetic.Evaluate(term.Name, operands) ?? throw (operands.FirstOrDefault(operand => operand is TensorValue or Dimension) is { } unknown
                    ? NotConstant(term.Origin, $"an operand of {term.Name}", unknown)
                    : Fail(Ids.NotConstant, term.Origin, "a number", ConstantArithmetic.Fault(term.Name, operands)));
            case TermKind.Call:
                return Vocabulary.Call(this, term, Arguments(term.Terms, locals));
            case TermKind.Invoke:
                var method = graph.Methods.FirstOrDefault(m => m.Key == term.Name) ?? throw new LoweringStoppedException();
                return Call(method, Arguments(term.Terms, locals), term.Origin);
            case TermKind.Apply:
                object[] arguments = Arguments(term.Terms, locals);
                return new LayerApplication(this, prefix, sizes, term.Origin).Apply((LayerValue)arguments[0], [.. arguments.Skip(1).SelectMany(Flat)], term.Name);
            default:
                throw Fail(Ids.NotUnderstood, term.Origin, term.Kind.ToString(), "use an expression of tensors");
        }
    }

    private static IEnumerable<object> Flat(object value) => value is IReadOnlyList<object> list ? list : [value];

    private object[] Arguments(IEnumerable<Term> terms, Dictionary<string, object> locals) => [.. terms.Select(term => Evaluate(term, locals))];

    private object Member(Term term)
    {
        var member = graph.Members.FirstOrDefault(m => m.Name == term.Name)
            ?? throw Fail(Ids.NotUnderstood, term.Origin, term.Name, "use a partial property with a layer's attribute, a local or a constant");
        if (member.Type != MemberType.Parameter)
        {
            return new LayerValue(member, null);
        }

        return new TensorValue(new LayerApplication(this, prefix, sizes, term.Origin).FreeParameter(member), perSample: false);
    }

    /// <summary>A parameter of a layer that has been applied before.</summary>
    public TensorValue LayerParameter(LayerValue layer, string role, int origin)
    {
        string path = $"{prefix}{layer.Name}.{role}";
        return pass.Network.ParameterAt(path) is { } parameter
            ? new TensorValue(parameter.Node, perSample: false)
            : throw Fail(Ids.UnknownName, origin, layer.Name, role, string.Join(", ", pass.Network.Parameters.Select(p => p.Path).DefaultIfEmpty("the parameters so far: apply the layer first")));
    }

    private object Element(Term term, Dictionary<string, object> locals)
    {
        object collection = Evaluate(term[0], locals);
        object at = Evaluate(term[1], locals);
        if (collection is LayerValue parameters && at is string role)
        {
            return LayerParameter(parameters, role, term.Origin);
        }

        if (at is not int index)
        {
            throw NotConstant(term[1].Origin, "the index", at);
        }

        int count = collection is LayerValue { Member.Count: var layers } ? layers : ((IReadOnlyList<object>)collection).Count;
        if (index < 0 || index >= count)
        {
            throw Fail(Ids.BadArgument, term[1].Origin, "the index", $"{index}", $"0 to {count - 1}");
        }

        return collection is LayerValue layer ? layer with { Index = index } : ((IReadOnlyList<object>)collection)[index];
    }

    private IEnumerable<object> Items(Term term, Dictionary<string, object> locals) => Evaluate(term, locals) switch
    {
        LayerValue { Index: null } layers => Enumerable.Range(0, layers.Member.Count).Select(k => (object)(layers with { Index = k })),
        IReadOnlyList<object> list => list,
        var other => throw NotConstant(term.Origin, "what is looped over", other),
    };

    private bool Truth(Term term, Dictionary<string, object> locals) =>
        Evaluate(term, locals) is var value && value is bool truth ? truth : throw NotConstant(term.Origin, "a condition", value);

    /// <summary>Nodes made from now on belong to a step.</summary>
    public void Enter(Step? step)
    {
        _step = step;
        Graph.Origin = step?.Number ?? 0;
    }
}
