using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;

namespace NetGen;

/// <summary>A tensor of a PyTorch module and the parameter it belongs to.</summary>
/// <param name="Parameter">Position of the parameter in its layout.</param>
/// <param name="Name">In PyTorch.</param>
/// <param name="Shape">In PyTorch.</param>
/// <param name="Axes">The parameter's axes, as finely as they are reordered.</param>
/// <param name="Order">The parameter's axis that is each axis of the tensor, slowest first.</param>
/// <param name="IsAdded">A second bias: loading adds it, saving writes zeros.</param>
internal sealed record PyTorchTensor(int Parameter, string Name, int[] Shape, int[] Axes, int[] Order, bool IsAdded = false)
{
    private const string RecurrentWeight = "recurrent_weight", RecurrentBias = "recurrent_bias", Reverse = "_reverse";

    /// <summary>The tensors of a network, in the order of its parameters.</summary>
    /// <exception cref="ArgumentException">A layer in <paramref name="modules"/> is not in the network.</exception>
    public static IReadOnlyList<PyTorchTensor> Of(ParameterLayout layout, IReadOnlyDictionary<string, string> modules)
    {
        var names = layout.Definitions.ToArray().Select(definition => Split(definition.Name)).ToArray();
        var layers = names.Select(name => name.Layer).ToHashSet(StringComparer.Ordinal);
        foreach (var layer in modules.Keys)
        {
            if (!layers.Contains(layer))
                throw new ArgumentException($"Network '{layout.Network}' has no layer '{layer}' with parameters. It has {string.Join(", ", layers.Select(known => $"'{known}'"))}.", nameof(modules));
        }

        var tensors = new List<PyTorchTensor>();
        for (var i = 0; i < names.Length; i++)
        {
            var (layer, role) = names[i];
            var (module, number) = Numbered(modules.TryGetValue(layer, out var named) ? named : layer);
            string Full(string name) => module.Length == 0 ? name : $"{module}.{name}";
            var recurrent = layout.TryGetIndex($"{layer}.{RecurrentWeight}", out _);
            tensors.Add(Tensor(i, Full(recurrent ? RecurrentName(role, number) : role), layout.Definitions[i]));
            if (recurrent && role is "bias" or "bias" + Reverse && !layout.TryGetIndex($"{layer}.{RecurrentBias}", out _))
                tensors.Add(Tensor(i, Full(RecurrentName($"recurrent_{role}", number)), layout.Definitions[i]) with { IsAdded = true });
        }

        return tensors;
    }

    /// <summary>Copies values from one order of elements to the other.</summary>
    /// <param name="source">The parameter's values, or the tensor's.</param>
    /// <param name="destination">The others.</param>
    /// <param name="toPyTorch">Whether the destination is the tensor.</param>
    public void Reorder<T>(ReadOnlySpan<T> source, Span<T> destination, bool toPyTorch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var strides = new int[Axes.Length];
        for (int axis = Axes.Length - 1, stride = 1; axis >= 0; axis--)
            (strides[axis], stride) = (stride, stride * Axes[axis]);

        // Along the tensor, element by element, with the place of each in the parameter.
        var index = new int[Order.Length];
        var place = 0;
        for (var i = 0; i < source.Length; i++)
        {
            if (toPyTorch)
                destination[i] = source[place];
            else
                destination[place] = source[i];
            for (var axis = Order.Length - 1; axis >= 0; axis--)
            {
                place += strides[Order[axis]];
                if (++index[axis] < Axes[Order[axis]])
                    break;
                place -= strides[Order[axis]] * Axes[Order[axis]];
                index[axis] = 0;
            }
        }
    }

    private static PyTorchTensor Tensor(int parameter, string name, ParameterDefinition definition)
    {
        var shape = definition.Shape.ToArray();
        if (definition.Role != ParameterRole.Linear)
            return new PyTorchTensor(parameter, name, shape, shape, [.. Enumerable.Range(0, shape.Length)]);

        // [height, width, channels, outputs] of a matrix on a flattened image; else the shape itself. Outputs come first in PyTorch, then inputs, then the rest.
        int[] axes = definition.FlattenedFrom.Count > 0 ? [.. definition.FlattenedFrom, shape[^1]] : shape;
        int[] order = [axes.Length - 1, axes.Length - 2, .. Enumerable.Range(0, axes.Length - 2)];
        int[] tensor = definition.FlattenedFrom.Count > 0 ? [shape[1], shape[0]] : [.. order.Select(axis => axes[axis])];
        return new PyTorchTensor(parameter, name, tensor, axes, order);
    }

    private static string RecurrentName(string role, int layer)
    {
        var (name, direction) = role.EndsWith(Reverse, StringComparison.Ordinal) ? (role[..^Reverse.Length], Reverse) : (role, "");
        var theirs = name switch
        {
            "weight" => "weight_ih",
            RecurrentWeight => "weight_hh",
            "bias" => "bias_ih",
            RecurrentBias => "bias_hh",
            "projection" => "weight_hr",
            _ => null,
        };
        return theirs is null ? role : FormattableString.Invariant($"{theirs}_l{layer}{direction}");
    }

    /// <summary>A layer of a module that has several: <c>lstm[1]</c>.</summary>
    private static (string Module, int Layer) Numbered(string module) =>
        module.EndsWith(']') && module.LastIndexOf('[') is >= 0 and var at && int.TryParse(module.AsSpan(at + 1, module.Length - at - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var layer)
            ? (module[..at], layer)
            : (module, 0);

    private static (string Layer, string Role) Split(string name) => name.LastIndexOf('.') is >= 0 and var dot ? (name[..dot], name[(dot + 1)..]) : ("", name);
}
