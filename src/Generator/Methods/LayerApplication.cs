using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Methods;

/// <summary>A layer applied to a tensor in a method.</summary>
/// <param name="origin">Where.</param>
internal sealed class LayerApplication(MethodLowering method, string prefix, IReadOnlyDictionary<string, object> sizes, int origin)
{
    private const string Plain = "Apply", Single = "Step";

    private NetworkLowering Network => method.Pass.Network;

    /// <param name="form">What is wanted of a recurrent layer: its output (Apply), that and its states (Run), or those of one step (Step).</param>
    public object Apply(LayerValue layer, IReadOnlyList<object> arguments, string form = Plain)
    {
        if (arguments.Any(argument => argument is not TensorValue))
        {
            throw method.Fail(Ids.BadArgument, origin, $"{form} of {layer.Name}", "no tensor", "tensors");
        }

        if (layer is { Member.Type: MemberType.Layers, Index: null } && form == Plain)
        {
            object x = arguments[0];
            for (int k = 0; k < layer.Member.Count; k++)
            {
                x = Apply(layer with { Index = k }, [x]);
            }

            return x;
        }

        var specification = layer.Member.Layer;
        string path = prefix + layer.Name;
        if (specification is { Kind: LayerTable.Module, Module: { } module })
        {
            return Module(path, module, specification, arguments);
        }

        var definition = LayerTable.Of(specification, method, sizes);
        if (definition is RecurrentLayer recurrent && (form != Plain || arguments.Count > 1))
        {
            return Recurrent(path, layer.Name, specification, recurrent, [.. arguments.Cast<TensorValue>()], form);
        }

        if (form != Plain || arguments.Count != 1)
        {
            throw method.Fail(Ids.BadArgument, origin, $"{form} of {layer.Name}", form != Plain ? $"a [{specification.Kind}]" : $"{arguments.Count} tensors", form != Plain ? "a recurrent layer" : "one");
        }

        var argument = (TensorValue)arguments[0];
        return Applied<TensorValue>(path, layer.Name, specification, definition, argument, scope =>
            ChainLowering.Lowered(definition, scope, argument.Node) is { } y ? (y, new TensorValue(y, perSample: true)) : null);
    }

    /// <summary>A recurrent layer from given states, or with its states as values: a list of the output and the states.</summary>
    private object Recurrent(string path, string name, LayerSpecification specification, RecurrentLayer definition, IReadOnlyList<TensorValue> arguments, string form)
    {
        foreach (var state in arguments.Skip(1).Where(state => !state.PerSample))
        {
            throw method.Fail(Ids.BadArgument, origin, $"{form} of {name}", $"a state of {state.Shape} that is the same for all samples", "one value per sample");
        }

        return Applied<object>(path, name, specification, definition, arguments[0], scope =>
        {
            var x = arguments[0].Node;
            Node[] states = [.. arguments.Skip(1).Select(state => state.Node)];
            if (!scope.RequireKindOfInput(definition, x) || (form == Single ? definition.Step(scope, x, states) : scope.RequireTime(x) ? definition.Run(scope, x, states) : null) is not { } made)
            {
                return null;
            }

            object output = new TensorValue(made.Output, perSample: true);
            return (made.Output, form == Plain ? output : new[] { output }.Concat(made.States.Select(state => new TensorValue(state, perSample: true))).ToArray());
        });
    }

    /// <summary>The value of a free parameter.</summary>
    public Node FreeParameter(MemberSpecification member)
    {
        string path = prefix + member.Name;
        var options = new Options(FreeParameterOptions, Resolved(member.Layer.Arguments));
        var shape = options.Integers("shape");
        if (shape.Any(extent => extent < 1))
        {
            throw method.Fail(Ids.SizeTooSmall, member.Layer.Origin, $"parameter '{path}'", "an extent of", $"{shape.First(e => e < 1)}", "1");
        }

        var (deviation, initial) = (options.Number("Deviation"), options.Number("Initial"));
        var initialization = initial != 0 ? new Initialization("Constant", initial.ToString("R", CultureInfo.InvariantCulture))
            : deviation > 0 ? new Initialization("Normal", deviation.ToString("R", CultureInfo.InvariantCulture))
            : Initialization.Zeros;
        var training = new ParameterTraining(options.Flag("Frozen"), options.Number("LearningRateScale"), options.Flag("Decay"));
        var step = method.Pass.Step("Parameter", path, path, "", once: true);
        return Network.Parameter(step, "", "", new Shape([.. shape.Select(extent => (Dimension)extent)]), initialization, isState: false, training);
    }

    private static readonly IReadOnlyList<Option> FreeParameterOptions =
    [
        new("shape", null, ""), new("Deviation", 0.01, ""), new("Initial", 0.0, ""), .. CommonOptions.Trained,
    ];

    /// <summary>What a layer gives for x, as a step of its own.</summary>
    /// <param name="lower">The layer's output and what the method gets; null after a report.</param>
    private T Applied<T>(string path, string name, LayerSpecification specification, LayerDefinition definition, TensorValue x, System.Func<LayerScope, (Node Output, T Value)?> lower)
    {
        var node = x.PerSample ? x.Node : throw method.Fail(Ids.BadArgument, origin, $"Apply of {name}", "a tensor that is the same for all samples", "one value per sample");
        var step = method.Pass.Step(specification.Kind, path, path, "", origin: origin);
        if (step.Input.Rank > 0 && !step.Input.Equals(node.Shape))
        {
            // Another method applies the layer to another size: what is said of either is true.
            step = method.Pass.Step(specification.Kind, $"{path}@{node.Shape}", path, "", origin: origin);
        }

        var outer = method.CurrentStepOrNull;
        method.Enter(step);
        Network.Origin = origin;
        step.Input = node.Shape;
        step.Fused.Clear();
        var options = new Options(definition.Options, Resolved(specification.Arguments));
        var scope = new LayerScope(Network, step, options, origin, method.Pass.Training) { FollowingActivation = definition.ActivationOf(options) ?? Activations.None };
        try
        {
            var (output, value) = lower(scope) ?? throw new LoweringStoppedException();
            step.Output = output.Shape;
            return value;
        }
        finally
        {
            method.Enter(outer);
        }
    }

    public object Module(string path, ModuleSpecification module, LayerSpecification specification, IReadOnlyList<object> arguments)
    {
        var inner = Sizes(method, module, specification, sizes);
        var graphs = module.Graph.Methods.Where(m => m.Role == MethodRole.Graph).ToList();
        if (graphs.Count != 1 || graphs[0].Parameters.Count != arguments.Count)
        {
            throw method.Fail(Ids.BadModule, origin, module.Name, graphs.Count != 1 ? "it must have one method with [Graph]" : $"its [Graph] method takes {graphs[0].Parameters.Count} tensors, but {arguments.Count} are given");
        }

        var outer = method.CurrentStepOrNull;
        try
        {
            return new MethodLowering(method.Pass, module.Graph, path + ".", inner).Call(graphs[0], arguments, origin);
        }
        finally
        {
            method.Enter(outer);
        }
    }

    /// <summary>Settings that name a size of the module get its value.</summary>
    private EquatableArray<ArgumentSpecification> Resolved(EquatableArray<ArgumentSpecification> arguments) => arguments.Select(argument =>
        argument.Name is not ("units" or "filters" or "shape") || argument.Value is not string name ? argument
        : sizes.TryGetValue(name, out object? size) ? argument with { Value = argument.Name == "shape" ? EquatableArray.Create<int>([(int)size]) : size }
        : throw method.Fail(Ids.UnknownName, origin, $"'{argument.Name}'", name, $"the sizes of the module: {string.Join(", ", sizes.Keys.DefaultIfEmpty("there are none"))}")).ToEquatableArray();

    /// <summary>Values of the constructor's parameters of a module or cell.</summary>
    /// <param name="sizes">Of the module around it.</param>
    public static Dictionary<string, object> Sizes(MethodLowering method, ModuleSpecification module, LayerSpecification specification, IReadOnlyDictionary<string, object> sizes)
    {
        var given = specification.Arguments.FirstOrDefault(a => a.Name == "sizes")?.Value is EquatableArray<object> values ? values : [];
        if (given.Count != module.Sizes.Count)
        {
            throw method.Fail(Ids.BadModule, specification.Origin, module.Name, $"its constructor takes {module.Sizes.Count} sizes ({string.Join(", ", module.Sizes)}), but {given.Count} are given");
        }

        object Resolve(object value) => value is string name && sizes.TryGetValue(name, out object? size) ? size : value;
        return given.Select(Resolve).FirstOrDefault(size => size is not int) is { } noSize
            ? throw method.Fail(Ids.BadModule, specification.Origin, module.Name, $"'{noSize}' is no whole number and no size of the module around it")
            : module.Sizes.Zip(given, (name, value) => (name, value: Resolve(value))).ToDictionary(size => size.name, size => size.value);
    }
}
