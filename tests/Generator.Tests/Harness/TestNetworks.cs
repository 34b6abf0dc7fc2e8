using System.Collections.Generic;
using System.Linq;

namespace NetGen.Generator.Tests.Harness;

/// <summary>A small network as a user would declare it.</summary>
/// <param name="Name">Of the class.</param>
/// <param name="Attributes">All but [Network].</param>
internal sealed record TestNetwork(string Name, string Attributes)
{
    /// <summary>The declaration, in the global namespace unless the caller puts it elsewhere.</summary>
    public string Declaration(Precision precision = Precision.Single) =>
        $"""
        /// <summary>{Name}.</summary>
        [Network{(precision == Precision.Double ? "(Precision = Precision.Double)" : "")}]
        {Attributes}
        public partial class {Name};

        """;

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
