using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using NetGen.Integration.Tests.Networks;
using NetGen.Integration.Tests.Networks.Keras;
using NetGen.Testing;
using Xunit;

namespace NetGen.Integration.Tests.Reference;

/// <summary>Every network of <c>Networks.Keras</c> against numbers that Keras computed; skipped where the data is not present.</summary>
public sealed class KerasTests
{
    private const string Space = "NetGen.Integration.Tests.Networks.Keras";

    /// <summary>Cases that no network reproduces yet, by the start of their names, and why. Whoever adds the layer takes it from here.</summary>
    private static readonly Dictionary<string, string> s_missing = new()
    {
        ["activations.hard_sigmoid"] = "Keras 2 has another slope",
        ["activations.relu.3"] = "no bound on ReLU",
        ["convolutional.Conv3D"] = "three-dimensional",
        ["convolutional.Cropping3D"] = "three-dimensional",
        ["convolutional.UpSampling3D"] = "three-dimensional",
        ["convolutional.ZeroPadding3D"] = "three-dimensional",
        ["pooling.AveragePooling3D"] = "three-dimensional",
        ["pooling.MaxPooling3D"] = "three-dimensional",
        ["pooling.GlobalAveragePooling3D"] = "three-dimensional",
        ["pooling.GlobalMaxPooling3D"] = "three-dimensional",
    };

    public static TheoryData<string> Networks => NetworkClass<float>.In(Space);

    [DataTheory(KerasCase.Directory)]
    [MemberData(nameof(Networks))]
    public void OutputsAreKeras(string name)
    {
        var keras = typeof(KerasAttribute).Assembly.GetType($"{Space}.{name}")!.GetCustomAttribute<KerasAttribute>()!;
        var network = NetworkClass<float>.Named(Space, name);
        foreach (string caseName in keras.Cases)
        {
            var data = KerasCase.Read(caseName);
            var model = network.Create();
            LoadWeights(model.Parameters, data.Weights ?? [], keras.Weights ?? [.. model.Parameters.Select(parameter => parameter.Name)]);
            bool moved = data.Expected.Shape.Length == data.Input.Shape.Length;
            double[] expected = moved ? data.Expected.WithLast(keras.ChannelAxis) : data.Expected.Data;
            var batch = new Batch<float>(network, samples: 1, seed: 0);
            double[] input = data.Input.WithLast(keras.ChannelAxis);
            if (network.Vocabulary > 0)
                input.Select(token => (int)token).ToArray().CopyTo(batch.Tokens, 0);
            else
                input.Select(value => (float)value).ToArray().CopyTo(batch.Input, 0);
            float[] output = new float[expected.Length];
            using var session = model.CreateSession(maxBatch: 1);

            session.ForwardOf(batch, output);

            for (int i = 0; i < output.Length; i++)
                Assert.True(Math.Abs(output[i] - expected[i]) <= 1e-5 * Math.Max(1, Math.Abs(expected[i])), FormattableString.Invariant($"{caseName}: element {i} of {output.Length} should be {expected[i]} but is {output[i]}"));
        }
    }

    [DataFact(KerasCase.Directory)]
    public void EveryCaseIsThereOrKnownToBeMissing()
    {
        var reproduced = typeof(KerasAttribute).Assembly.GetTypes().SelectMany(type => type.GetCustomAttribute<KerasAttribute>()?.Cases ?? []).ToHashSet();
        var all = KerasCase.Configurations.Keys;
        Assert.DoesNotContain(all, name => !reproduced.Contains(name) && !s_missing.Keys.Any(start => IsStart(start, name)));
        Assert.DoesNotContain(s_missing.Keys, start => !all.Any(name => IsStart(start, name) && !reproduced.Contains(name)));
    }

    private static bool IsStart(string start, string name) =>
        name.StartsWith(start, StringComparison.Ordinal) && (name.Length == start.Length || !char.IsDigit(name[start.Length]) || !char.IsDigit(start[^1]));

    private static void LoadWeights(ParameterSet<float> parameters, KerasTensor[] weights, string[] names)
    {
        Assert.Equal(weights.Length, names.Length);
        foreach (var (tensor, name) in weights.Zip(names))
        {
            Assert.Equal(tensor.Data.Length, parameters[name].Length);
            for (int i = 0; i < tensor.Data.Length; i++)
                parameters[name].Values[i] = (float)tensor.Data[i];
        }

        parameters.MarkChanged();
    }
}
