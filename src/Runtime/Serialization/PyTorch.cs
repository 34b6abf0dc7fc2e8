using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;

namespace NetGen;

/// <summary>
/// Loads and saves parameters as PyTorch has them: safetensors files with the names and layouts of a module's <c>state_dict</c>. By the parameter's role:
/// weights of dense layers [inputs, outputs] are <c>Linear.weight</c> [outputs, inputs]; kernels [height, width, inputs, outputs] are <c>Conv2d.weight</c> [outputs, inputs, height, width]
/// (transposed convolutions likewise, from [height, width, outputs, inputs]); weights on a flattened image also go from height, width, channels to channels, height, width;
/// weight, recurrent_weight, bias, recurrent_bias and projection of recurrent layers are weight_ih_l0, weight_hh_l0, bias_ih_l0, bias_hh_l0 and weight_hr_l0 (where NetGen has one bias it is the sum of PyTorch's
/// two), those of a second direction end with _reverse, and further layers of one PyTorch module are named by its number: <c>["Lstm2"] = "lstm[1]"</c>;
/// biases, scales, statistics and embeddings are as they are.
/// </summary>
/// <remarks>In PyTorch: <c>safetensors.torch.save_file(module.state_dict(), path)</c> and <c>module.load_state_dict(safetensors.torch.load_file(path))</c>.</remarks>
public static class PyTorch
{
    /// <summary>Loads all parameters.</summary>
    /// <param name="parameters">A model's parameters.</param>
    /// <param name="path">The file.</param>
    /// <param name="modules">The module of each layer: <c>["Dense1"] = "classifier.0"</c>; layers that are not named have modules of their own names. Empty for a module that is the file itself, <c>"lstm[1]"</c> for the second layer of a recurrent one.</param>
    /// <exception cref="SafetensorsException">The file is malformed, or its tensors are not those of the network; lists all differences. Nothing has been loaded.</exception>
    /// <exception cref="ArgumentException">A layer in <paramref name="modules"/> is not in the network.</exception>
    public static void Load<T>(ParameterSet<T> parameters, string path, IReadOnlyDictionary<string, string>? modules = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Load(parameters, path, modules, exact: true);

    /// <summary>Loads those parameters whose tensors the file has in the right shape, for fine-tuning.</summary>
    /// <returns>What was loaded and what was not, in PyTorch's names.</returns>
    /// <inheritdoc cref="Load{T}(ParameterSet{T}, string, IReadOnlyDictionary{string, string})"/>
    public static LoadReport LoadMatching<T>(ParameterSet<T> parameters, string path, IReadOnlyDictionary<string, string>? modules = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Load(parameters, path, modules, exact: false);

    /// <summary>Saves all parameters. The file is replaced whole or not at all.</summary>
    /// <param name="parameters">A model's parameters.</param>
    /// <param name="path">The file.</param>
    /// <param name="modules">The module of each layer, as in <c>Load</c>.</param>
    /// <exception cref="ArgumentException">A layer in <paramref name="modules"/> is not in the network.</exception>
    public static void Save<T>(ParameterSet<T> parameters, string path, IReadOnlyDictionary<string, string>? modules = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var tensors = PyTorchTensor.Of(parameters.Layout, modules ?? NoModules);
        var values = new ParameterSet<T>(Layout(parameters.Layout.Network, tensors), seed: 0);
        for (var i = 0; i < tensors.Count; i++)
        {
            // A second bias stays zero.
            if (!tensors[i].IsAdded)
                tensors[i].Reorder<T>(parameters[tensors[i].Parameter].Values, values[i].Values, toPyTorch: true);
        }

        AtomicFile.Write(path, stream => SafetensorsWriter.Write([new CheckpointSection<T>("", values)], new Dictionary<string, string> { ["format"] = "pt" }, stream));
    }

    private static readonly Dictionary<string, string> NoModules = [];

    private static LoadReport Load<T>(ParameterSet<T> parameters, string path, IReadOnlyDictionary<string, string>? modules, bool exact)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var tensors = PyTorchTensor.Of(parameters.Layout, modules ?? NoModules);
        var values = new ParameterSet<T>(Layout(parameters.Layout.Network, tensors), seed: 0);
        using var stream = Safetensors.Open(path);
        var reader = new SafetensorsReader(stream, path);
        // Batch norms count their batches, for a momentum that NetGen does not have.
        string[] ignored = [.. reader.Header.Tensors.Select(tensor => tensor.Name).Where(name => name.EndsWith("num_batches_tracked", StringComparison.Ordinal))];
        var report = Safetensors.Read(values, reader, path, exact, ignored);

        var loaded = report.Loaded.ToHashSet(StringComparer.Ordinal);
        foreach (var parts in tensors.Select((tensor, i) => (Tensor: tensor, Values: values[i])).GroupBy(pair => pair.Tensor.Parameter))
        {
            if (!parts.All(part => loaded.Contains(part.Tensor.Name)))
                continue;
            var destination = parameters[parts.Key].Values;
            foreach (var (tensor, read) in parts)
            {
                if (tensor.IsAdded)
                    Add(destination, read.Values);
                else
                    tensor.Reorder<T>(read.Values, destination, toPyTorch: false);
            }
        }

        parameters.MarkChanged();
        return report;
    }

    private static void Add<T>(Span<T> sum, ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < sum.Length; i++)
            sum[i] += values[i];
    }

    private static ParameterLayout Layout(string network, IReadOnlyList<PyTorchTensor> tensors) =>
        new(network, [.. tensors.Select(tensor => new ParameterDefinition(tensor.Name, tensor.Shape, Initialization.Zeros, ParameterKind.State))]);
}
