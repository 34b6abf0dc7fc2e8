using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Tests.Harness;

/// <summary>A small network as a user would declare it.</summary>
/// <param name="Name">Of the class.</param>
/// <param name="Attributes">All but [Network].</param>
internal sealed record TestNetwork(string Name, string Attributes)
{
    /// <summary>Of [Network], but for the precision.</summary>
    public string Settings { get; init; } = "";

    /// <summary>The declaration, in the global namespace unless the caller puts it elsewhere.</summary>
    public string Declaration(Precision precision = Precision.Single) =>
        $"""
        /// <summary>{Name}.</summary>
        [Network{Arguments(precision)}]
        {Attributes}
        public partial class {Name};

        """;

    private string Arguments(Precision precision)
    {
        string[] settings = [.. Settings.Length > 0 ? [Settings] : System.Array.Empty<string>(), .. precision == Precision.Double ? ["Precision = Precision.Double"] : System.Array.Empty<string>()];
        return settings.Length == 0 ? "" : $"({string.Join(", ", settings)})";
    }

    public string Source(Precision precision = Precision.Single) => "using NetGen;\n\n" + Declaration(precision);

    public override string ToString() => Name;
}

/// <summary>Small networks, one concept each: they are printed, compiled, run and compared with the interpreter.</summary>
internal static class TestNetworks
{
    public static readonly IReadOnlyList<TestNetwork> All =
    [
        // Dense layers and losses.
        new("Linear", "[Input(3)] [Dense(2)] [MeanSquaredError]"),
        new("LinearWithoutBias", "[Input(5)] [Dense(1, UseBias = false)] [MeanSquaredError(Reduction = Reduction.Sum)]"),
        new("NoLoss", "[Input(4)] [Dense(3, Activation = Activation.ReLU)] [Dense(2)]"),
        new("Classifier", "[Input(7)] [Dense(9, Activation = Activation.ReLU)] [Dense(5)] [SoftmaxCrossEntropy]"),
        new("Probabilities", "[Input(6)] [Dense(8, Activation = Activation.Tanh)] [Dense(3)] [SigmoidCrossEntropy]"),
        new("NamedParts", "[Input(4, Name = \"pixels\")] [Dense(5, Name = \"Hidden\", Activation = Activation.Sigmoid)] [Dense(2, Name = \"Result\")] [MeanSquaredError(Target = \"wanted\")]"),
        new("DeepRectifiers", "[Input(5)] [Dense(6, Activation = Activation.LeakyReLU)] [Dense(7, Activation = Activation.GELU)] [Dense(4, Activation = Activation.Sigmoid)] [Dense(3)] [MeanSquaredError]"),
        new("SoftmaxOutput", "[Input(4)] [Dense(5, Activation = Activation.Softmax)] [MeanSquaredError]"),
        new("ActivationLayers", "[Input(4)] [Dense(6)] [Activation(Activation.GELU)] [Dense(3)] [Activation(Activation.Tanh)] [MeanSquaredError]"),
        new("Initializers", "[Input(4)] [Dense(6, WeightInitializer = Initializer.Orthogonal, BiasInitializer = Initializer.Ones)] [Dense(3, WeightInitializer = Initializer.LeCunNormal)] [MeanSquaredError]"),
        new("FlattenOnly", "[Input(2, 3)] [Flatten]"),
        new("ActivationOnly", "[Input(5)] [Activation(Activation.Tanh)] [MeanSquaredError]"),
        // Convolutions.
        new("Convolution", "[Input(6, 7, 2)] [Conv2D(3)] [Flatten] [Dense(2)] [MeanSquaredError]"),
        new("ConvolutionSame", "[Input(5, 5, 1)] [Conv2D(4, Kernel = 3, Padding = Padding.Same, Activation = Activation.ReLU)] [Flatten] [Dense(3)] [SoftmaxCrossEntropy]"),
        new("ConvolutionStrided", "[Input(9, 8, 3)] [Conv2D(5, KernelHeight = 3, KernelWidth = 2, StrideHeight = 2, StrideWidth = 3, Padding = Padding.Same)] [Flatten] [Dense(1)] [MeanSquaredError]"),
        new("ConvolutionDilated", "[Input(9, 9, 1)] [Conv2D(2, Kernel = 3, Dilation = 2, Padding = Padding.Explicit, PadTop = 1, PadBottom = 2, PadLeft = 0, PadRight = 3)] [Flatten] [Dense(2)] [MeanSquaredError]"),
        new("ConvolutionGrouped", "[Input(5, 5, 4)] [Conv2D(6, Kernel = 2, Groups = 2, UseBias = false, Activation = Activation.Tanh)] [Flatten] [Dense(2)] [MeanSquaredError]"),
        new("Depthwise", "[Input(6, 6, 3)] [DepthwiseConv2D(Kernel = 3, Multiplier = 2)] [Conv2D(4, Kernel = 1)] [GlobalAveragePool2D] [MeanSquaredError]"),
        new("PixelOutput", "[Input(4, 4, 2)] [Conv2D(2, Padding = Padding.Same)] [Conv2D(1, Kernel = 1)] [SigmoidCrossEntropy]"),
        // Pools.
        new("MaxPooled", "[Input(6, 6, 2)] [Conv2D(3, Padding = Padding.Same)] [MaxPool2D(2)] [Flatten] [Dense(2)] [MeanSquaredError]"),
        new("OverlappingMaxPool", "[Input(7, 7, 1)] [MaxPool2D(3, Stride = 2, Padding = Padding.Same)] [Flatten] [Dense(2)] [MeanSquaredError]"),
        new("AveragePooled", "[Input(7, 5, 2)] [Conv2D(3, Padding = Padding.Same)] [AveragePool2D(3, Stride = 2, Padding = Padding.Same)] [Flatten] [Dense(2)] [MeanSquaredError]"),
        new("GlobalPooled", "[Input(5, 4, 3)] [Conv2D(4)] [GlobalAveragePool2D] [Dense(2)] [SoftmaxCrossEntropy]"),
        // Normalisation and dropout.
        new("Normalised", "[Input(5)] [Dense(6)] [BatchNorm] [Activation(Activation.Tanh)] [Dense(2)] [MeanSquaredError]"),
        new("NormalisedImage", "[Input(4, 4, 2)] [Conv2D(3)] [BatchNorm(Momentum = 0.2, Epsilon = 0.001)] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]"),
        new("NormalisedInput", "[Input(4)] [BatchNorm] [Dense(3)] [MeanSquaredError]"),
        new("DroppedOut", "[Input(8)] [Dense(12, Activation = Activation.Tanh)] [Dropout(0.25)] [Dense(3)] [MeanSquaredError]"),
        new("DroppedOutImage", "[Input(4, 4, 1)] [Conv2D(3, Activation = Activation.Tanh)] [Dropout(0.5)] [Flatten] [Dense(2)] [Dropout(0)] [SoftmaxCrossEntropy]"),
        // Activations, losses, normalisations.
        new("SmoothUnits", "[Input(4)] [Dense(5, Activation = Activation.SiLU)] [Dense(5, Activation = Activation.Mish)] [Dense(4, Activation = Activation.GELUTanh)] [Dense(3, Activation = Activation.LogSoftmax)] [KullbackLeibler]"),
        new("LinearUnits", "[Input(4)] [Dense(5, Activation = Activation.ELU)] [Dense(4, Activation = Activation.SELU)] [LeakyReLU(Slope = 0.2)] [Dense(3)] [ELU(Alpha = 0.5)] [ThresholdedReLU(Threshold = 0.05)] [MeanAbsoluteError]"),
        new("ParametricRectifier", "[Input(3, 3, 2)] [PReLU] [Conv2D(2, Kernel = 2)] [PReLU(Slopes = Slopes.One)] [Flatten] [Dense(2)] [Huber(Delta = 0.1)]"),
        new("MaxoutUnits", "[Input(5)] [Maxout(4, Pieces = 3)] [Dense(1)] [Hinge]"),
        new("Counts", "[Input(4)] [Dense(2, L2 = 0.01)] [Poisson(Reduction = Reduction.Sum)]"),
        new("SmoothedLabels", "[Input(4)] [Dense(3)] [SoftmaxCrossEntropy(LabelSmoothing = 0.1, ClassWeights = new[] { 1.0, 2.0, 0.5 })]"),
        new("Distributions", "[Input(4)] [Dense(3)] [SoftmaxCrossEntropy(Distributions = true)]"),
        new("LayerNormalised", "[Input(6)] [Dense(5)] [LayerNorm] [Activation(Activation.Tanh)] [Dense(3)] [RMSNorm] [MeanSquaredError]"),
        new("GroupNormalised", "[Input(3, 3, 2)] [Conv2D(4, Kernel = 2)] [GroupNorm(2)] [SpatialDropout2D(0.3)] [Flatten] [Dense(2)] [MeanSquaredError]"),
        new("Noisy", "[Input(5)] [GaussianNoise(0.1)] [Dense(3)] [MeanSquaredError]"),
        // Shapes.
        new("Reshaped", "[Input(12)] [Dense(12)] [Reshape(2, 3, -1)] [Permute(3, 1, 2)] [Flatten] [Dense(2)] [MeanSquaredError]"),
        new("Repeated", "[Input(3)] [Dense(2)] [RepeatVector(4)] [Flatten] [Dense(2)] [MeanSquaredError]"),
        new("BorderedImage", "[Input(4, 5, 2)] [ZeroPadding2D(1, Left = 2)] [Conv2D(2)] [Cropping2D(1, Bottom = 0)] [Upsample2D(2)] [GlobalMaxPool2D] [MeanSquaredError]"),
        new("BorderedSeries", "[Input(7, 2)] [ZeroPadding1D(1)] [Cropping1D(1, After = 2)] [Upsample1D(2)] [GlobalMaxPool1D] [MeanSquaredError]"),
        // Series, tokens, other convolutions.
        new("Series", "[Input(9, 2)] [Conv1D(3, Activation = Activation.Tanh)] [SpatialDropout1D(0.2)] [MaxPool1D(2)] [AveragePool1D(2)] [GlobalAveragePool1D] [Dense(2)] [MeanSquaredError]"),
        new("SeriesTransposed", "[Input(4, 2)] [ConvTranspose1D(3, Stride = 2)] [Flatten] [Dense(1)] [MeanSquaredError]"),
        new("ImageTransposed", "[Input(3, 3, 2)] [ConvTranspose2D(3, Kernel = 2, Stride = 2)] [SeparableConv2D(2)] [Flatten] [Dense(1)] [MeanSquaredError]"),
        new("Words", "[Tokens(5, 11)] [Embedding(4)] [Conv1D(3)] [GlobalAveragePool1D] [Dense(2)] [SoftmaxCrossEntropy]"),
        // Recurrence.
        new("Elman", "[Sequence(3)] [SimpleRnn(4)] [Dense(2)] [MeanSquaredError]"),
        new("LastOfGru", "[Sequence(2)] [Gru(3, Output = SequenceOutput.Last)] [Dense(2)] [SoftmaxCrossEntropy]"),
        new("StackedLstm", "[TokenSequence(6)] [Embedding(3)] [Lstm(4)] [Lstm(3, Peephole = true)] [Dense(6)] [SoftmaxCrossEntropy]"),
        new("Recomputed", "[TokenSequence(6)] [Embedding(3)] [Lstm(4)] [Dense(6)] [SoftmaxCrossEntropy]") { Settings = "Recompute = true" },
        new("RecomputedLast", "[Sequence(2)] [LayerNorm] [Gru(3, InitialState = InitialState.Learned)] [SimpleRnn(4, Output = SequenceOutput.Last)] [Dense(2, L2 = 0.1)] [MeanSquaredError]") { Settings = "Recompute = true" },
        new("Reversed", "[Sequence(2)] [Gru(3, Reverse = true, ResetAfter = false)] [Dense(1)] [MeanSquaredError]"),
        // Whole networks.
        new("LeNet5",
            """
            [Input(28, 28, 1)]
            [Conv2D(6, Kernel = 5, Padding = Padding.Same, Activation = Activation.Tanh)]
            [AveragePool2D(2)]
            [Conv2D(16, Kernel = 5, Activation = Activation.Tanh)]
            [AveragePool2D(2)]
            [Flatten]
            [Dense(120, Activation = Activation.Tanh)]
            [Dense(84, Activation = Activation.Tanh)]
            [Dense(10)]
            [SoftmaxCrossEntropy]
            """),
        new("Digits",
            """
            [Input(8, 8, 1)]
            [Conv2D(16, Padding = Padding.Same)]
            [BatchNorm]
            [Activation(Activation.ReLU)]
            [MaxPool2D(2)]
            [Conv2D(32, Padding = Padding.Same, Activation = Activation.ReLU)]
            [MaxPool2D(2)]
            [Flatten]
            [Dropout(0.2)]
            [Dense(10)]
            [SoftmaxCrossEntropy]
            """),
    ];

    public static TestNetwork Named(string name) => All.Single(network => network.Name == name);

    /// <summary>All of them in one file.</summary>
    public static string Together(Precision precision) => "using NetGen;\n\n" + string.Concat(All.Select(network => network.Declaration(precision)));
}
