using NetGen;
using static NetGen.Tensor;

namespace FeatureVisualization;

/// <summary>A convolution, normalised and rectified: what a layer of the network below is made of.</summary>
[Module]
public partial class Unit(int channels)
{
    [Conv2D(nameof(channels), Kernel = 3, Padding = Padding.Same, UseBias = false)] public partial Layer Convolution { get; }
    [BatchNorm] public partial Layer Norm { get; }

    [Graph]
    private Tensor Define(Tensor x) => ReLU(Norm.Apply(Convolution.Apply(x)));
}

/// <summary>
/// A small network in the style of Simonyan and Zisserman, "Very deep convolutional networks for large-scale image recognition", 2015: pairs of 3 x 3 convolutions, and pooling between. It has no layer that depends on the size of the
/// image, so the same weights see images of any size; each size that is wanted has a method.
/// </summary>
[Network]
public partial class Vgg
{
    /// <summary>The layers, with the place of their first feature map among those of all layers, and how many they have.</summary>
    public static readonly (string Name, int FirstMap, int Maps)[] Layers = [(nameof(Conv1), 0, 16), (nameof(Conv2), 16, 16), (nameof(Conv3), 32, 32), (nameof(Conv4), 64, 32), (nameof(Conv5), 96, 64), (nameof(Conv6), 160, 64)];

    [Module(typeof(Unit), 16)] public partial Layer Conv1 { get; }
    [Module(typeof(Unit), 16)] public partial Layer Conv2 { get; }
    [Module(typeof(Unit), 32)] public partial Layer Conv3 { get; }
    [Module(typeof(Unit), 32)] public partial Layer Conv4 { get; }
    [Module(typeof(Unit), 64)] public partial Layer Conv5 { get; }
    [Module(typeof(Unit), 64)] public partial Layer Conv6 { get; }
    [MaxPool2D(2)] public partial Layer FirstPool { get; }
    [MaxPool2D(2)] public partial Layer SecondPool { get; }
    [Dense(10)] public partial Layer Classes { get; }

    [Graph]
    private Tensor Define([Shape(28, 28, 1)] Tensor image) => Classes.Apply(Slice(MeansOfMaps(image), 0, 160, 64));

    [Loss]
    private static Tensor Error(Tensor output, [Shape(Classes = 10)] Tensor label) => SoftmaxCrossEntropy(output, label);

    /// <summary>The mean activation of each feature map, layer after layer.</summary>
    private Tensor MeansOfMaps(Tensor image)
    {
        var first = Conv1.Apply(image);
        var second = Conv2.Apply(first);
        var third = Conv3.Apply(FirstPool.Apply(second));
        var fourth = Conv4.Apply(third);
        var fifth = Conv5.Apply(SecondPool.Apply(fourth));
        var sixth = Conv6.Apply(fifth);
        return Concat(Mean(first, 0, 1), Mean(second, 0, 1), Mean(third, 0, 1), Mean(fourth, 0, 1), Mean(fifth, 0, 1), Mean(sixth, 0, 1));
    }

    // What is maximised: the mean activation of a chosen map, for each size of image.

    [Gradient("image16")] private Tensor Activation16([Shape(16, 16, 1)] Tensor image16, [Shape(224)] Tensor chosen) => Sum(chosen * MeansOfMaps(image16));
    [Gradient("image19")] private Tensor Activation19([Shape(19, 19, 1)] Tensor image19, [Shape(224)] Tensor chosen) => Sum(chosen * MeansOfMaps(image19));
    [Gradient("image23")] private Tensor Activation23([Shape(23, 23, 1)] Tensor image23, [Shape(224)] Tensor chosen) => Sum(chosen * MeansOfMaps(image23));
    [Gradient("image28")] private Tensor Activation28([Shape(28, 28, 1)] Tensor image28, [Shape(224)] Tensor chosen) => Sum(chosen * MeansOfMaps(image28));
    [Gradient("image33")] private Tensor Activation33([Shape(33, 33, 1)] Tensor image33, [Shape(224)] Tensor chosen) => Sum(chosen * MeansOfMaps(image33));
    [Gradient("image40")] private Tensor Activation40([Shape(40, 40, 1)] Tensor image40, [Shape(224)] Tensor chosen) => Sum(chosen * MeansOfMaps(image40));
    [Gradient("image48")] private Tensor Activation48([Shape(48, 48, 1)] Tensor image48, [Shape(224)] Tensor chosen) => Sum(chosen * MeansOfMaps(image48));
    [Gradient("image57")] private Tensor Activation57([Shape(57, 57, 1)] Tensor image57, [Shape(224)] Tensor chosen) => Sum(chosen * MeansOfMaps(image57));
    [Gradient("image69")] private Tensor Activation69([Shape(69, 69, 1)] Tensor image69, [Shape(224)] Tensor chosen) => Sum(chosen * MeansOfMaps(image69));
    [Gradient("image83")] private Tensor Activation83([Shape(83, 83, 1)] Tensor image83, [Shape(224)] Tensor chosen) => Sum(chosen * MeansOfMaps(image83));
    [Gradient("image99")] private Tensor Activation99([Shape(99, 99, 1)] Tensor image99, [Shape(224)] Tensor chosen) => Sum(chosen * MeansOfMaps(image99));
    [Gradient("image119")] private Tensor Activation119([Shape(119, 119, 1)] Tensor image119, [Shape(224)] Tensor chosen) => Sum(chosen * MeansOfMaps(image119));
    [Gradient("image143")] private Tensor Activation143([Shape(143, 143, 1)] Tensor image143, [Shape(224)] Tensor chosen) => Sum(chosen * MeansOfMaps(image143));
}
