using System.Linq;
using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Layers that do not fit what they get: each is one diagnostic at its attribute, whose message says what was found and what to write instead.</summary>
public sealed class WrongLayerTests
{
    private const string Loss = " [Flatten] [Dense(2)] [SoftmaxCrossEntropy]";

    [Theory]
    [InlineData("[Tokens(32, 1000)] [{|NETGEN120:Dense(10)|}] [SoftmaxCrossEntropy]", "layer 1, Dense 'Dense1', computes with numbers but gets tokens; put [Embedding(features)] before it")]
    [InlineData("[Tokens(32, 1000)] [{|NETGEN120:Flatten|}] [Dense(10)] [SoftmaxCrossEntropy]", "layer 1, Flatten 'Flatten1', computes with numbers but gets tokens; put [Embedding(features)] before it")]
    [InlineData("[TokenSequence(50)] [{|NETGEN120:Lstm(4)|}] [SoftmaxCrossEntropy]", "layer 1, Lstm 'Lstm1', computes with numbers but gets tokens; put [Embedding(features)] before it")]
    [InlineData("[Input(32)] [{|NETGEN121:Embedding(8)|}]" + Loss, "layer 1, Embedding 'Embedding1', looks tokens up but gets numbers (32); make it the first layer and declare the input as [Tokens(length, vocabulary)]")]
    [InlineData("[Tokens(6, 9)] [Embedding(8)] [{|NETGEN121:Embedding(4)|}]" + Loss, "layer 2, Embedding 'Embedding2', looks tokens up but gets numbers (6x8); make it the first layer and declare the input as [Tokens(length, vocabulary)]")]
    public void Tokens(string marked, string message) => Expect(marked, message);

    [Theory]
    [InlineData("Conv1D(16)")]
    [InlineData("ConvTranspose1D(16)")]
    [InlineData("MaxPool1D(2)")]
    [InlineData("GlobalAveragePool1D")]
    [InlineData("GlobalMaxPool1D")]
    [InlineData("ZeroPadding1D(1)")]
    [InlineData("Cropping1D(1)")]
    [InlineData("Upsample1D(2)")]
    [InlineData("GroupNorm(2)")]
    [InlineData("Reshape(-1)")]
    [InlineData("Permute(2, 1)")]
    [InlineData("PReLU(Slopes = Slopes.PerElement)")]
    public void LengthsThatOnlyTheCallKnows(string layer)
    {
        string name = layer.Split('(')[0];
        Expect($"[Sequence(8)] [{{|NETGEN122:{layer}|}}] [Gru(4)] [Dense(2)] [SoftmaxCrossEntropy]", $"layer 1, {name} '{Stem(name)}1', needs a length that is known when the network is compiled but gets Timex8; declare an input of fixed length, such as [Input(100, 8)] or [Tokens(100, vocabulary)]");
    }

    [Theory]
    [InlineData("28, 29, 1", "28x29x1")]
    [InlineData("-1, 29", "-1x29")]
    [InlineData("-1, -1", "-1x-1")]
    [InlineData("0, 784", "0x784")]
    [InlineData("783", "783")]
    public void Reshape(string extents, string named) => Expect(
        $"[Input(784)] [{{|NETGEN123:Reshape({extents})|}}]{Loss}",
        $"layer 1, Reshape 'Reshape1', gets 784, which is 784 elements, and cannot make {named} of it; the extents must have the product 784, where one of them may be -1 for what is left");

    [Theory]
    [InlineData("1, 0")]
    [InlineData("1, 1")]
    [InlineData("2")]
    [InlineData("1, 2, 3")]
    [InlineData("3, 1")]
    public void Permute(string axes) => Expect(
        $"[Input(100, 8)] [{{|NETGEN124:Permute({axes})|}}]{Loss}",
        $"layer 1, Permute 'Permute1', is given the axes {axes}; it must name each axis of 100x8 once, counted from 1");

    [Theory]
    [InlineData("[Input(10, 3)] [{|NETGEN125:Cropping1D(5)|}]", "layer 1, Cropping1D 'Cropping1', takes 10 cells off a length of 10, which leaves none; take off fewer")]
    [InlineData("[Input(10, 3)] [{|NETGEN125:Cropping1D(int.MaxValue)|}]", "layer 1, Cropping1D 'Cropping1', takes 4294967294 cells off a length of 10, which leaves none; take off fewer")]
    [InlineData("[Input(6, 8, 3)] [{|NETGEN125:Cropping2D(0, Top = 2, Bottom = 4)|}]", "layer 1, Cropping2D 'Cropping1', takes 6 cells off a height of 6, which leaves none; take off fewer")]
    [InlineData("[Input(6, 8, 3)] [{|NETGEN125:Cropping2D(1, Left = 9)|}]", "layer 1, Cropping2D 'Cropping1', takes 10 cells off a width of 8, which leaves none; take off fewer")]
    public void Cropping(string attributes, string message) => Expect(attributes + Loss, message);

    [Theory]
    [InlineData("[Input(6, 8, 9)] [{|NETGEN126:GroupNorm(2)|}]", "layer 1, GroupNorm 'GroupNorm1', has 2 groups, which must divide its 9 channels")]
    [InlineData("[Input(4)] [{|NETGEN126:GroupNorm(8)|}]", "layer 1, GroupNorm 'GroupNorm1', has 8 groups, which must divide its 4 channels")]
    public void GroupsOfANorm(string attributes, string message) => Expect(attributes + Loss, message);

    [Theory]
    [InlineData("1.0, 2.0", "has 2 class weights")]
    [InlineData("1.0, 2.0, 3.0, 4.0", "has 4 class weights")]
    [InlineData("1.0, -2.0, 3.0", "has 3 class weights")]
    [InlineData("1.0, double.NaN, 3.0", "has 3 class weights")]
    public void ClassWeights(string weights, string found) => Expect(
        $"[Input(5)] [Dense(3)] [{{|NETGEN127:SoftmaxCrossEntropy(ClassWeights = new[] {{ {weights} }})|}}]",
        $"[SoftmaxCrossEntropy] {found} for 3 classes; give one per class, each at least 0");

    [Theory]
    [InlineData("Constant")]
    [InlineData("Normal")]
    [InlineData("Uniform")]
    public void InitializersOfANumber(string initializer)
    {
        Expect(
            $"[Input(5)] [{{|NETGEN105:Dense(3, WeightInitializer = Initializer.{initializer})|}}] [SoftmaxCrossEntropy]",
            $"layer 1, Dense 'Dense1', has WeightInitializer = {initializer}; it must be an initializer that needs no number, such as GlorotNormal or HeNormal");
        Expect(
            $"[Input(5)] [{{|NETGEN105:Dense(3, BiasInitializer = Initializer.{initializer})|}}] [SoftmaxCrossEntropy]",
            $"layer 1, Dense 'Dense1', has BiasInitializer = {initializer}; it must be an initializer of vectors that needs no number, such as Zeros or Ones");
    }

    [Fact]
    public void AnOrthogonalVector() => Expect(
        "[Input(5)] [{|NETGEN105:Maxout(3, BiasInitializer = Initializer.Orthogonal)|}] [SoftmaxCrossEntropy]",
        "layer 1, Maxout 'Maxout1', has BiasInitializer = Orthogonal; it must be an initializer of vectors that needs no number, such as Zeros or Ones");

    /// <summary>Conv1D layers are named Conv1, Conv2 and so on.</summary>
    private static string Stem(string kind) => kind.Replace("1D", "");

    private static void Expect(string marked, string message)
    {
        var generated = Expected.Diagnostics($"using NetGen;\n[Network] {marked} internal partial class Net;");
        Assert.Equal($"Network 'Net': {message}", generated.Reported.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }
}
