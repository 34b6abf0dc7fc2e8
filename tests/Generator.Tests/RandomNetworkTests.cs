using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using NetGen.Generator.Tests.Harness;
using NetGen.Generator.Tests.Interpretation;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Networks that nobody thought of: they compile without a warning, compute what the interpreter says, and pass the gradient check.</summary>
public sealed class RandomNetworkTests
{
    /// <summary>In one compilation, since that is what the time goes into.</summary>
    private const int Count = 40;

    private const double Step = 1e-5;

    private static readonly string[] Activations = ["Tanh", "Sigmoid", "SiLU", "GELU", "ELU", "Mish", "ReLU", "LeakyReLU", "Softmax"];

    private static readonly string[] Losses = ["MeanSquaredError", "SigmoidCrossEntropy", "MeanSquaredError(Reduction = Reduction.Sum)", "SoftmaxCrossEntropy"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ChainsPassTheGradientCheck(int seed) => Check(Chains(), Count, seed);

    [Fact]
    public void SequencesPassTheGradientCheck() => Check(Sequences(), Count / 2, seed: 3);

    private static void Check(Gen<string> networks, int count, int seed)
    {
        var declarations = Gen.Sample(networks, 10, new Rnd((ulong)seed, 1), count).Select((attributes, k) => new TestNetwork($"Random{k}", attributes)).ToList();
        string source = "using NetGen;\n\n" + string.Concat(declarations.Select(network => network.Declaration(Precision.Double)));
        var interpreters = NetworkInterpreter.Of(source);
        using var loaded = Load(source, interpreters);
        foreach (var declaration in declarations)
        {
            try
            {
                Check(interpreters[declaration.Name], loaded.Probe(declaration.Name), new Random(seed));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(declaration.Source(Precision.Double), exception);
            }
        }
    }

    private static LoadedNetworks Load(string source, IReadOnlyDictionary<string, NetworkInterpreter> interpreters)
    {
        var generated = GeneratorHarness.Run([source, .. interpreters.Select(pair => Probe.Source(pair.Key, "double", pair.Value))]);
        try
        {
            return new LoadedNetworks(generated.Clean());
        }
        catch (InvalidOperationException exception)
        {
            throw new InvalidOperationException(source, exception);
        }
    }

    private static void Check(NetworkInterpreter network, IProbe probe, Random random)
    {
        const int Batch = 3;
        double[] parameters = [.. probe.Parameters.Select(p => p + ((random.NextDouble() - 0.5) / 2))];
        double[] state = [.. parameters[probe.TrainableCount..].Select(_ => 0.5 + random.NextDouble())];
        state.CopyTo(parameters, probe.TrainableCount);
        double[] input = network.RandomInput(random, Batch);
        double[] target = network.RandomTarget(random, Batch);

        probe.Parameters = parameters;
        Same(network.Forward(parameters, input, Batch), probe.Forward(input, Batch), 1e-9, "output");
        var expected = network.Differentiate(parameters, input, target, Batch, seed: 3);
        var (loss, gradients) = probe.Differentiate(input, target, Batch, seed: 3);
        Same([expected.Loss], [loss], 1e-9, "loss");
        Same(expected.Gradients, gradients, 1e-9, "gradients");

        for (int k = 0; k < Math.Min(12, probe.TrainableCount); k++)
        {
            int which = random.Next(probe.TrainableCount);
            double fine = CentralDifference(Step);
            if (Math.Abs(fine - CentralDifference(2 * Step)) > 1e-5 * Math.Max(1, Math.Abs(fine)))
            {
                // A kink lies between.
                continue;
            }

            double error = Math.Abs(fine - gradients[which]) / Math.Max(1, Math.Max(Math.Abs(fine), Math.Abs(gradients[which])));
            Assert.True(error < 1e-6, $"gradient {which} is {gradients[which]:R}, the central difference {fine:R}");

            double CentralDifference(double h) => (LossAt(h) - LossAt(-h)) / (2 * h);

            double LossAt(double change)
            {
                double[] moved = [.. parameters];
                moved[which] += change;
                probe.Parameters = moved;
                return probe.Loss(input, target, Batch, seed: 3);
            }
        }
    }

    private static void Same(double[] expected, double[] actual, double tolerance, string what)
    {
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.True(Math.Abs(expected[k] - actual[k]) <= tolerance * Math.Max(1, Math.Abs(expected[k])), $"{what}[{k}] is {actual[k]:R}, not {expected[k]:R}");
        }
    }

    /// <summary>Attributes of a chain: of images and vectors, or of vectors only.</summary>
    private static Gen<string> Chains() =>
        from image in Gen.Elements(true, false, false)
        from height in Gen.Choose(3, 7)
        from width in Gen.Choose(3, 6)
        from channels in Gen.Choose(1, 3)
        from layers in image ? Images(height, width, channels, 3) : Vectors(6)
        from units in Gen.Choose(1, 5)
        from loss in Gen.Elements(Losses)
        select $"{(image ? $"[Input({height}, {width}, {channels})]" : $"[Input({height})]")} {layers} [Dense({units})] [{loss}]";

    /// <summary>Recurrent layers over sequences or tokens, with layers between them that work step by step; the last may give its last state only.</summary>
    private static Gen<string> Sequences() =>
        from input in Gen.Elements("[Sequence(2)]", "[Sequence(3)]", "[TokenSequence(5)] [Embedding(3)]")
        from count in Gen.Choose(0, 3)
        from layers in Gen.ListOf(Gen.OneOf(Cell("All"), PerStep()), count)
        from last in Gen.OneOf(Cell("All"), Cell("Last"))
        from units in Gen.Choose(1, 4)
        from loss in Gen.Elements(Losses)
        select $"{input} {string.Join(" ", layers)} {last} [Dense({units})] [{loss}]";

    private static Gen<string> Cell(string output) =>
        from cell in Gen.Elements("SimpleRnn({0}", "SimpleRnn({0}, Activation = Activation.Sigmoid", "Gru({0}", "Gru({0}, ResetAfter = false", "Lstm({0}", "Lstm({0}, Peephole = true")
        from units in Gen.Choose(1, 5)
        from reverse in Gen.Elements("true", "false")
        select $"[{string.Format(CultureInfo.InvariantCulture, cell, units)}, Reverse = {reverse}, Output = SequenceOutput.{output})]";

    private static Gen<string> PerStep() =>
        Gen.OneOf(
            from units in Gen.Choose(1, 5)
            from activation in Gen.Elements(Activations)
            select $"[Dense({units}, Activation = Activation.{activation})]",
            from layer in Gen.Elements("LayerNorm", "RMSNorm", "Dropout(0.3)", "Activation(Activation.SiLU)", "LeakyReLU(Slope = 0.2)")
            select $"[{layer}]");

    private static Gen<string> Images(int height, int width, int channels, int left) =>
        left == 0 || height < 2 || width < 2
            ? Vectors(2).Select(vectors => "[Flatten] " + vectors)
            : Gen.OneOf(
                from filters in Gen.Choose(1, 4)
                from kernel in Gen.Choose(1, Math.Min(height, width))
                from stride in Gen.Choose(1, 2)
                from same in Gen.Elements(true, false)
                from activation in Gen.Elements(Activations)
                let padding = same ? "Same" : "Valid"
                from rest in Images(Size(height, kernel, stride, same), Size(width, kernel, stride, same), filters, left - 1)
                select $"[Conv2D({filters}, Kernel = {kernel}, Stride = {stride}, Padding = Padding.{padding}, Activation = Activation.{activation})] {rest}",
                from multiplier in Gen.Choose(1, 2)
                from rest in Images(height, width, channels * multiplier, left - 1)
                select $"[DepthwiseConv2D(Kernel = 2, Padding = Padding.Same, Multiplier = {multiplier})] {rest}",
                from pool in Gen.Elements("Max", "Average")
                from stride in Gen.Choose(1, 2)
                from rest in Images(Size(height, 2, stride, false), Size(width, 2, stride, false), channels, left - 1)
                select $"[{pool}Pool2D(2, Stride = {stride})] {rest}",
                from layer in Gen.Elements("BatchNorm", "LayerNorm", "Dropout(0.3)", "SpatialDropout2D(0.3)", "PReLU", "Activation(Activation.SiLU)")
                from rest in Images(height, width, channels, left - 1)
                select $"[{layer}] {rest}",
                from rest in Vectors(2)
                select $"[GlobalAveragePool2D] {rest}");

    private static Gen<string> Vectors(int most) =>
        from count in Gen.Choose(0, most)
        from layers in Gen.ListOf(
            Gen.OneOf(
                from units in Gen.Choose(1, 9)
                from activation in Gen.Elements(Activations)
                from bias in Gen.Elements("true", "false")
                select $"[Dense({units}, Activation = Activation.{activation}, UseBias = {bias})]",
                from layer in Gen.Elements("BatchNorm", "LayerNorm", "RMSNorm", "Dropout(0.5)", "GaussianNoise(0.1)", "LeakyReLU(Slope = 0.1)", "PReLU")
                select $"[{layer}]",
                from activation in Gen.Elements(Activations)
                select $"[Activation(Activation.{activation})]"),
            count)
        select string.Join(" ", layers);

    private static int Size(int input, int kernel, int stride, bool same) => same ? (input + stride - 1) / stride : ((input - kernel) / stride) + 1;
}
