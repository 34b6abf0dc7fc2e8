using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using NetGen.Testing;

namespace NetGen.Integration.Tests.Reference;

/// <summary>One case of the Keras data: input, weights and output of a layer.</summary>
internal sealed record KerasCase(KerasTensor Input, KerasTensor[]? Weights, KerasTensor Expected)
{
    public const string Directory = "golden/keras";

    private static readonly JsonSerializerOptions s_format = new(JsonSerializerDefaults.Web);

    /// <summary>All cases of the data by their names, such as <c>core.Dense.0</c>, and their configurations; none where the data is not present.</summary>
    public static IReadOnlyDictionary<string, string> Configurations { get; } = TestData.Find(Directory) is { } directory
        ? File.ReadLines(Path.Combine(directory, "configs.tsv")).Skip(1).Select(line => line.Split('\t')).ToDictionary(columns => columns[0], columns => columns[1])
        : new Dictionary<string, string>();

    public static KerasCase Read(string name)
    {
        // activations.relu.0 is in activations.json, core.Dense.0 in core/Dense.json.
        string directory = TestData.Find(Directory)!;
        string[] parts = name.Split('.');
        string flat = Path.Combine(directory, parts[0] + ".json");
        string file = File.Exists(flat) ? flat : Path.Combine(directory, parts[0], parts[1] + ".json");
        return JsonSerializer.Deserialize<Dictionary<string, KerasCase>>(File.ReadAllText(file), s_format)![name];
    }
}

/// <summary>Numbers in row-major order.</summary>
internal sealed record KerasTensor(double[] Data, int[] Shape)
{
    /// <summary>The numbers with one axis, counted as Keras does (the batch is axis 0), made the last one.</summary>
    public double[] WithLast(int axis)
    {
        if (axis < 0)
            return Data;
        int middle = Shape[axis - 1];
        int inner = Shape[axis..].Aggregate(1, (product, extent) => product * extent);
        double[] moved = new double[Data.Length];
        for (int i = 0; i < Data.Length; i++)
        {
            int outer = i / (middle * inner), m = i / inner % middle, n = i % inner;
            moved[(((outer * inner) + n) * middle) + m] = Data[i];
        }

        return moved;
    }
}
