using System.Linq;
using NetGen.Generator.Layers;
using NetGen.Generator.Tests.Harness;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>Mistakes as a new user makes them: each is one diagnostic at its place, however much the rest of the program uses the network.</summary>
public sealed class WrongProgramTests
{
    private const string Usings = "using NetGen;\n";

    /// <summary>Calls the whole API of a network named Net that takes class labels.</summary>
    private const string Use =
        """

        internal static class Use
        {
            internal static float All(float[] x, int[] labels, Net other)
            {
                var model = new Net(seed: 1);
                model.CopyFrom(Net.Load("a").Clone());
                model.LoadMatching("b");
                model.Save("c");
                using var session = model.CreateSession(maxBatch: 3);
                session.Forward(x, x);
                session.Predict(x, x);
                using var trainer = model.CreateTrainer(new Sgd(0.1), batchSize: 4);
                trainer.Forward(x, labels);
                trainer.Backward();
                trainer.Update();
                return trainer.Step(x, labels) + Net.Summary.Length + trainer.Gradients.All[0] + model.Parameters.All[0];
            }
        }
        """;

    private static Generated Expect(string marked) => Expected.Diagnostics(Usings + marked + Use);

    private static Generated Expect(string attributes, string declaration) => Expect($"[Network] {attributes} {declaration}");

    // The class.

    [Fact]
    public void MissingPartial()
    {
        // Without a second part there is no API; the build stops at the declaration's error before it looks into methods.
        var generated = Expected.Diagnostics(Usings + "[Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal class {|NETGEN001:Net|};");
        Assert.Empty(generated.Files);
    }

    [Fact]
    public void MissingPartialOfTheContainer()
    {
        var generated = Expected.Diagnostics(Usings + "internal class {|NETGEN010:Outer|} { [Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Net; }");
        Assert.Empty(generated.Files);
    }

    [Fact]
    public void MissingPartialOfTwoContainers() =>
        Expected.Diagnostics(Usings + "internal class {|NETGEN010:A|} { internal partial class B { internal struct {|NETGEN010:C|} { [Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Net; } } }");

    [Fact]
    public void Generic() =>
        Expected.Diagnostics(Usings + "[Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class {|NETGEN007:Net|}<T> where T : struct; internal static class Use { internal static void All(Net<int> net) => net.CreateSession().Forward([1f], net.Clone().Parameters.All); }");

    [Fact]
    public void InAGenericType() =>
        Expected.Diagnostics(Usings + "internal partial class Outer<@class, U> { [Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class {|NETGEN007:Net|}; }");

    [Fact]
    public void Record() => Expected.Diagnostics(Usings + "[Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial record {|NETGEN011:Net|};");

    [Fact]
    public void Static() => Expected.Diagnostics(Usings + "[Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal static partial class {|NETGEN011:Net|};");

    [Fact]
    public void Abstract() => Expected.Diagnostics(Usings + "[Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal abstract partial class {|NETGEN011:Net|};");

    [Fact]
    public void FileLocal() => Expected.Diagnostics(Usings + "[Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] file partial class {|NETGEN011:Net|};");

    [Fact]
    public void TwoFileLocalOfOneName() => Expected.Diagnostics(
        Usings + "[Network] [Input(3)] [Dense(2)] file partial class {|NETGEN011:Net|};",
        Usings + "[Network] [Input(3)] [Dense(2)] file partial class {|NETGEN011:Net|};");

    [Fact]
    public void Struct() => Expected.Diagnostics(Usings + "[{|CS0592:Network|}] [{|CS0592:Input|}(3)] [{|CS0592:Dense|}(2)] internal partial struct Net;");

    [Fact]
    public void Interface() => Expected.Diagnostics(Usings + "[{|CS0592:Network|}] internal partial interface INet;");

    [Theory]
    [InlineData("internal int {|NETGEN009:Parameters|} = 3;")]
    [InlineData("internal void {|NETGEN009:Save|}(string path) { }")]
    [InlineData("internal sealed class {|NETGEN009:Layout|};")]
    [InlineData("internal static int {|NETGEN009:Clone|} => 3;")]
    public void AMemberOfAGeneratedName(string member) =>
        Expected.Diagnostics(Usings + $"[Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Net {{ {member} }} internal static class Use {{ internal static int A(Net net) => net.CreateTrainer(new Sgd(1), 1).Gradients.Count; }}");

    [Theory]
    [InlineData("internal sealed class {|NETGEN009:Session|};")]
    [InlineData("internal sealed class {|NETGEN009:Trainer|};")]
    public void ATypeOfAGeneratedName(string member) =>
        Expected.Diagnostics(Usings + $"[Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Net {{ {member} }} internal static class Use {{ internal static int A(Net net) => net.Clone().Parameters.Count; }}");

    [Theory]
    [InlineData("Session")]
    [InlineData("Trainer")]
    [InlineData("Summary")]
    [InlineData("Parameters")]
    [InlineData("Save")]
    [InlineData("Layout")]
    public void ANetworkOfAGeneratedName(string name) =>
        Expected.Diagnostics(Usings + $"namespace User; [Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class {{|NETGEN009:{name}|}};");

    [Fact]
    public void AMemberOfTheBaseClass() =>
        Expected.Diagnostics(Usings + "internal class Base { internal void Save(string path) { } } [Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class {|NETGEN009:Net|} : Base;");

    [Fact]
    public void APrimaryConstructor() =>
        Expected.Diagnostics(Usings + "[Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class {|NETGEN017:Net|}(int x) { internal int X => x; }");

    [Fact]
    public void TheGeneratedConstructor() =>
        Expected.Diagnostics(Usings + "[Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Net { internal {|NETGEN017:Net|}(ulong start) { _ = start; } }");

    [Fact]
    public void ABaseClassThatNeedsArguments()
    {
        // What C# says of the constructor it says of method bodies, to which a build with this error does not come.
        var generated = GeneratorHarness.Run(Usings + "internal class Base(int x) { internal int X => x; } [Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Net : Base;" + Use);
        Assert.Equal("Network 'Net' cannot be constructed by the Load and Clone that NetGen generates: its base class 'Base' has no constructor without parameters; add one to the base class", generated.Reported.Single().GetMessage());
        Assert.Equal(["CS7036"], generated.CompilerDiagnostics.Select(diagnostic => diagnostic.Id));
    }

    [Fact]
    public void ABaseClassThatNeedsNone() => GeneratorHarness.Run(
        Usings + "internal class Base(int x = 3) { internal int X => x; } [Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Net : Base;" + Use).Clean();

    [Fact]
    public void RequiredMembers() => Expected.Diagnostics(
        Usings + "internal class Base { public required int Size = 3; } [Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class {|NETGEN018:Net|} : Base { public required string {|NETGEN018:Title|} { get; init; } }");

    // Which attributes, and their order.

    [Theory]
    [InlineData("{|NETGEN019:Input(3)|}")]
    [InlineData("{|NETGEN019:Sequence(3)|}")]
    [InlineData("{|NETGEN019:Tokens(3, 4)|}")]
    [InlineData("{|NETGEN019:TokenSequence(3)|}")]
    public void NoNetwork(string input) => Expected.Diagnostics(Usings + $"[{input}] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Net;");

    [Fact]
    public void NoInput() => Expect("[Dense(2)] [SoftmaxCrossEntropy]", "internal partial class {|NETGEN003:Net|};");

    [Fact]
    public void NothingButNetwork() => Expected.Diagnostics(Usings + "[Network] internal partial class {|NETGEN003:Net|}; internal static class Use { internal static void A(Net net) => net.CreateSession(); }");

    [Fact]
    public void NoLayers() => Expect("[Input(3)] [SoftmaxCrossEntropy]", "internal partial class {|NETGEN004:Net|};");

    [Fact]
    public void InputAfterLayers() => Expect("[Dense(4)] [{|NETGEN006:Input(3)|}] [Dense(2)] [SoftmaxCrossEntropy]", "internal partial class Net;");

    [Fact]
    public void LossBeforeLayers() => Expect("[Input(3)] [{|NETGEN006:SoftmaxCrossEntropy|}] [Dense(4)] [Dense(3)] [Dense(2)]", "internal partial class Net;");

    [Fact]
    public void LossFirst() => Expect("[{|NETGEN006:SoftmaxCrossEntropy|}] [Input(3)] [Dense(4)] [Dense(2)]", "internal partial class Net;");

    [Fact]
    public void LossBetweenLayers() => Expect("[Input(3)] [Dense(4)] [{|NETGEN006:SoftmaxCrossEntropy|}] [Dense(2)]", "internal partial class Net;");

    [Fact]
    public void NetworkLast() => GeneratorHarness.Run(Usings + "[Input(3)] [Dense(4)] [SoftmaxCrossEntropy] [Network] internal partial class Net;" + Use).Clean();

    [Fact]
    public void TwoLosses() => Expect("[Input(3)] [Dense(2)] [SoftmaxCrossEntropy] [{|NETGEN005:MeanSquaredError|}]", "internal partial class Net;");

    [Fact]
    public void TheSameLossTwice() => Expect("[Input(3)] [Dense(2)] [SoftmaxCrossEntropy] [{|NETGEN005:SoftmaxCrossEntropy|}]", "internal partial class Net;");

    [Fact]
    public void TwoInputs() => Expect("[Input(3)] [{|NETGEN013:Input(4)|}] [Dense(2)] [SoftmaxCrossEntropy]", "internal partial class Net;");

    [Fact]
    public void TwoNetworkAttributes() => Expected.Diagnostics(Usings + "[Network] [{|CS0579:Network|}] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Net;" + Use);

    [Fact]
    public void NetworkOnTwoParts() => Expected.Diagnostics(
        Usings + "[Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Net;" + Use,
        Usings + "[{|CS0579:Network|}] internal partial class Net;");

    [Fact]
    public void LayersOnAnotherPart() => Expected.Diagnostics(
        Usings + "[Network] [Input(3)] internal partial class Net;",
        Usings + "[{|NETGEN002:Dense(3)|}] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Net;");

    [Fact]
    public void OneLayerOnAnotherPart() => Expected.Diagnostics(
        Usings + "[Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Net;" + Use,
        Usings + "[{|NETGEN002:Dense(3)|}] internal partial class Net;");

    [Fact]
    public void EverythingOnAnotherPart() => Expected.Diagnostics(
        Usings + "[{|NETGEN002:Input(3)|}] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Net;",
        Usings + "[Network] internal partial class Net;");

    [Fact]
    public void OtherAttributesAreNobodysBusiness() => GeneratorHarness.Run(
        Usings + "[System.Serializable] [Network] [Input(3)] [System.Obsolete] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Net;",
        "[System.Diagnostics.DebuggerDisplay(\"x\")] internal partial class Net;").Clean();

    [Fact]
    public void AttributesInOneList() => GeneratorHarness.Run(
        Usings + "[Network, Input(3), Dense(4), Dense(2), SoftmaxCrossEntropy] internal partial class Net;" + Use).Clean();

    [Fact]
    public void AttributesByFullNames() => GeneratorHarness.Run(
        "using In = NetGen.InputAttribute; [global::NetGen.NetworkAttribute] [In(3)] [NetGen.Dense(2)] [NetGen.SoftmaxCrossEntropyAttribute()] internal partial class Net;").Clean();

    [Fact]
    public void ALayerOfTheUsers() => Expect(
        "[Input(3)] [{|NETGEN014:Dense2(7)|}] [Dense(2)] [SoftmaxCrossEntropy]",
        "internal partial class Net; internal sealed class Dense2Attribute(int size) : LayerAttribute { internal int Size => size; }");

    [Fact]
    public void ALayerOfTheUsersWithOneOfOurNames() => Expected.Diagnostics(
        "namespace User; internal sealed class DenseAttribute : NetGen.LayerAttribute; internal sealed class MeanSquaredErrorAttribute : NetGen.LossFunctionAttribute;"
        + "[NetGen.Network] [NetGen.Input(3)] [{|NETGEN014:Dense|}] [NetGen.Dense(2)] [{|NETGEN014:MeanSquaredError|}] internal partial class Net;");

    // Sizes.

    [Theory]
    [InlineData("[Input(3)] [{|NETGEN102:Dense(0)|}] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [{|NETGEN102:Dense(-5)|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [{|NETGEN102:Dense(int.MinValue)|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[{|NETGEN102:Input|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[{|NETGEN102:Input()|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[{|NETGEN102:Input(0)|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[{|NETGEN102:Input(-1)|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[{|NETGEN102:Input(28, 0, 1)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[{|NETGEN102:Input(null!)|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[{|NETGEN102:Input(new int[0])|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [{|NETGEN102:Conv2D(0)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [{|NETGEN102:Conv2D(1, Kernel = 0)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [{|NETGEN102:Conv2D(1, KernelHeight = 0)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [{|NETGEN102:Conv2D(1, Stride = 0)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [{|NETGEN102:Conv2D(1, Dilation = -1)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [{|NETGEN102:Conv2D(1, Groups = 0)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [{|NETGEN102:Conv2D(1, Padding = Padding.Explicit, PadTop = -1)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [{|NETGEN102:DepthwiseConv2D(Multiplier = 0)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [{|NETGEN102:MaxPool2D(0)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [{|NETGEN102:AveragePool2D(2, Stride = -2)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    public void TooSmall(string attributes) => Expect(attributes, "internal partial class Net;");

    [Theory]
    [InlineData("[Input(3)] [{|NETGEN107:Dense(int.MaxValue)|}] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(1)] [Dense(65536)] [{|NETGEN107:Dense(65536)|}] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(1)] [Dense(40000)] [Dense(40000)] [{|NETGEN107:Dense(40000)|}] [SoftmaxCrossEntropy]")]
    [InlineData("[{|NETGEN107:Input(int.MaxValue, int.MaxValue, int.MaxValue)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[{|NETGEN107:Input(65536, 65536)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(int.MaxValue)] [{|NETGEN107:Dense(2)|}] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 3)] [{|NETGEN107:Conv2D(int.MaxValue)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 3)] [{|NETGEN107:Conv2D(4, Kernel = int.MaxValue, Padding = Padding.Same)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 3)] [{|NETGEN107:Conv2D(4, Padding = Padding.Explicit, Pad = int.MaxValue)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 3)] [{|NETGEN107:DepthwiseConv2D(Multiplier = int.MaxValue)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 3)] [{|NETGEN107:MaxPool2D(2, Padding = Padding.Explicit, Pad = int.MaxValue)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    public void TooLarge(string attributes) => Expect(attributes, "internal partial class Net;");

    [Theory]
    [InlineData("[Input(8, 8, 1)] [{|NETGEN103:Conv2D(4, Kernel = 9)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [{|NETGEN103:Conv2D(4, Kernel = int.MaxValue)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [{|NETGEN103:Conv2D(4, Kernel = 3, Dilation = int.MaxValue)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [Conv2D(2, Kernel = 7)] [{|NETGEN103:MaxPool2D(3)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [{|NETGEN103:Conv2D(4, Kernel = 12, Padding = Padding.Explicit, Pad = 1)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    public void WindowLargerThanTheImage(string attributes) => Expect(attributes, "internal partial class Net;");

    [Theory]
    [InlineData("[Input(8, 8, 1)] [Conv2D(4, Stride = int.MaxValue)] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [Conv2D(4, Stride = int.MaxValue, Padding = Padding.Same)] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [MaxPool2D(8)] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(1)] [Dense(1)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(1, 1, 1)] [Conv2D(1, Kernel = 1)] [BatchNorm] [MaxPool2D(1)] [GlobalAveragePool2D] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(1, 1, 1, 1, 1, 1, 2)] [Flatten] [SoftmaxCrossEntropy]")]
    public void Extreme(string attributes) => GeneratorHarness.Run(Usings + $"[Network] {attributes} internal partial class Net;" + Use).Clean();

    [Theory]
    [InlineData("[Input(8, 8, 3)] [{|NETGEN104:Conv2D(4, Groups = 2)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 4)] [{|NETGEN104:Conv2D(5, Groups = 2)|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    public void Groups(string attributes) => Expect(attributes, "internal partial class Net;");

    [Theory]
    [InlineData("[Input(3)] [{|NETGEN105:Dropout(1)|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [{|NETGEN105:Dropout(-0.5)|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [{|NETGEN105:Dropout(double.NaN)|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [{|NETGEN105:BatchNorm(Momentum = 2)|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [{|NETGEN105:BatchNorm(Momentum = double.NaN)|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [{|NETGEN105:BatchNorm(Epsilon = 0)|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [{|NETGEN105:BatchNorm(Epsilon = double.PositiveInfinity)|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    public void OutOfRange(string attributes) => Expect(attributes, "internal partial class Net;");

    // Shapes that do not fit.

    [Theory]
    [InlineData("[Input(28, 28, 1)] [{|NETGEN101:Dense(10)|}] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(784)] [{|NETGEN101:Conv2D(6)|}] [Flatten] [Dense(10)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(28, 28)] [{|NETGEN101:Conv2D(6)|}] [Flatten] [Dense(10)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [Flatten] [{|NETGEN101:MaxPool2D(2)|}] [Dense(10)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(5)] [{|NETGEN101:GlobalAveragePool2D|}] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [Conv2D(4)] [{|NETGEN106:SoftmaxCrossEntropy|}]")]
    [InlineData("[Input(7)] [{|NETGEN101:Lstm(3)|}] [Dense(10)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(7, 4)] [{|NETGEN101:Gru(3, Output = SequenceOutput.Last)|}] [Dense(10)] [SoftmaxCrossEntropy]")]
    public void ShapesThatDoNotFit(string attributes) => Expect(attributes, "internal partial class Net;");

    [Theory]
    [InlineData("[Sequence(3)] [{|NETGEN122:Flatten|}] [Dense(2)] [MeanSquaredError]")]
    [InlineData("[Sequence(3)] [{|NETGEN122:Reshape(3)|}] [Dense(2)] [MeanSquaredError]")]
    public void ALengthThatOnlyTheCallSays(string attributes) => Expected.Diagnostics(Usings + $"[Network] {attributes} internal partial class Net;");

    // Names and settings.

    [Theory]
    [InlineData("[Input(3)] [Dense(4, Name = \"A\")] [{|NETGEN008:Dense(2, Name = \"A\")|}] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [Dense(4)] [{|NETGEN008:Dense(2, Name = \"Dense1\")|}] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [{|NETGEN012:Dense(2, Name = \"my layer\")|}] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [{|NETGEN012:Dense(2, Name = \"\")|}] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [{|NETGEN012:Dense(2, Name = \"class\")|}] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [{|NETGEN012:Dense(2, Name = \"a.b\")|}] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [{|NETGEN012:Dense(2, Name = \"a\\\"; evil\")|}] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [{|NETGEN012:Dense(2, Name = \"caf\\u00e9\")|}] [SoftmaxCrossEntropy]")]
    [InlineData("[{|NETGEN015:Input(3, Name = \"\")|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[{|NETGEN015:Input(3, Name = \"two words\")|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[{|NETGEN015:Input(3, Name = \"await\")|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[{|NETGEN015:Input(3, Name = \"n\")|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[{|NETGEN015:Input(3, Name = \"W1\")|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[{|NETGEN015:Input(3, Name = \"logits\")|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [Dense(2)] [{|NETGEN015:SoftmaxCrossEntropy(Target = \"input\")|}]")]
    [InlineData("[Input(3)] [Dense(2)] [{|NETGEN015:SoftmaxCrossEntropy(Target = \"1st\")|}]")]
    [InlineData("[Input(3)] [Dense(2)] [{|NETGEN015:SoftmaxCrossEntropy(Target = \"value\")|}]")]
    [InlineData("[Input(3)] [{|NETGEN016:Dense(2, Activation = (Activation)99)|}] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(8, 8, 1)] [{|NETGEN016:Conv2D(2, Padding = (Padding)(-1))|}] [Flatten] [Dense(2)] [SoftmaxCrossEntropy]")]
    [InlineData("[Input(3)] [Dense(2)] [{|NETGEN016:SoftmaxCrossEntropy(Reduction = (Reduction)7)|}]")]
    [InlineData("[Input(3)] [{|NETGEN016:Activation((Activation)99)|}] [Dense(2)] [SoftmaxCrossEntropy]")]
    public void NamesAndSettings(string attributes) => Expect(attributes, "internal partial class Net;");

    [Theory]
    [InlineData("[Network(Precision = (Precision)5)] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy]")]
    public void AnUnknownPrecision(string attributes) => Expect(attributes.Replace("Network(Precision = (Precision)5)", "{|NETGEN016:Network(Precision = (Precision)5)|}") + "internal partial class Net;");

    // Any layer after any input.

    /// <summary>Whatever the layer gets, and whatever the loss, it is compiled or reported, and never a defect of NetGen.</summary>
    [Fact]
    public void EveryLayerAndLossOnEveryInput()
    {
        string[] inputs = ["Input(4)", "Input(4, 3)", "Input(4, 4, 2)", "Input(2, 3, 4, 2)", "Tokens(4, 5)", "Sequence(4)", "TokenSequence(5)"];
        var networks =
            from input in inputs
            from chain in LayerTable.All.Select(layer => $"[{Attribute(layer.Kind)}]").Concat(LossTable.All.Select(loss => $"[Activation(Activation.Tanh)] [{Attribute(loss.Kind)}]"))
            select $"[{input}] {chain}";
        const string Cell = """
            [RecurrentCell]
            internal partial class SomeCell(int units)
            {
                [Dense(nameof(units))]
                public partial Layer Next { get; }

                [Step]
                private Tensor Go(Tensor x, [State(nameof(units))] Tensor h) => Next.Apply(Tensor.Concat(x, h));
            }

            """;
        string source = Usings + Cell + string.Concat(networks.Select((attributes, k) => $"[Network] {attributes} internal partial class Net{k};\n"));
        var generated = GeneratorHarness.Run(source);
        Assert.Null(generated.Generator.Exception);
        Assert.Empty(generated.Reported.Where(diagnostic => diagnostic.Id == "NETGEN999").Select(diagnostic => diagnostic.GetMessage()));
        Assert.Empty(generated.CompilerDiagnostics);
    }

    private static string Attribute(string kind)
    {
        var constructor = typeof(NetworkAttribute).Assembly.GetType($"NetGen.{kind}Attribute", throwOnError: true)!.GetConstructors().Single(constructor => constructor.GetParameters() is not [{ ParameterType: var type }] || type != typeof(string));
        var arguments = constructor.GetParameters().Select(parameter => parameter.ParameterType switch
        {
            var type when type.IsEnum => $"{type.Name}.{System.Enum.GetNames(type)[^1]}",
            var type when type == typeof(double) => "0.5",
            var type when type == typeof(System.Type) => "typeof(SomeCell)",
            _ => "2",
        });
        return $"{kind}({string.Join(", ", arguments)})";
    }

    // Two mistakes are two diagnostics.

    [Fact]
    public void SeveralMistakes() => Expected.Diagnostics(
        Usings + """
        [Network]
        [Input(3)]
        [Dense(2, Name = "A")]
        [{|NETGEN012:Dense(2, Name = "b c")|}]
        [{|NETGEN006:SoftmaxCrossEntropy|}]
        [Dense(2)]
        [{|NETGEN005:MeanSquaredError|}]
        internal partial class Net
        {
            private int {|NETGEN009:Summary|} = 3;
            internal int A => Summary;
        }
        """);

    // Half typed: what C# says is enough.

    [Theory]
    [InlineData("[Network] [Input(3)] [{|CS1729:Dense|}] [SoftmaxCrossEntropy] internal partial class Net;")]
    [InlineData("[Network] [Input(3)] [{|CS1729:Dense()|}] [SoftmaxCrossEntropy] internal partial class Net;")]
    [InlineData("[Network] [Input(3)] [Dense({|CS0103:unts|})] [SoftmaxCrossEntropy] internal partial class Net;")]
    [InlineData("[Network] [Input(3)] [{|NETGEN213:Dense(\"3\")|}] [SoftmaxCrossEntropy] internal partial class Net;")]
    [InlineData("[Network] [Input(3)] [Dense(3, Activation = Activation.{|CS0117:Relu|})] [SoftmaxCrossEntropy] internal partial class Net;")]
    [InlineData("[Network] [Input(3)] [Dense(3, {|CS0246:Activaton|} = Activation.ReLU)] [SoftmaxCrossEntropy] internal partial class Net;")]
    [InlineData("[Network] [Input(3)] [{|CS0246,CS0246:Denze|}(3)] [SoftmaxCrossEntropy] internal partial class Net;")]
    [InlineData("[Network] [{|CS0246,CS0246:Inputs|}(3)] [Dense(3)] [SoftmaxCrossEntropy] internal partial class Net;")]
    [InlineData("[Network] [Input({|CS1503:3.5|})] [Dense(3)] [SoftmaxCrossEntropy] internal partial class Net;")]
    [InlineData("[Network] [Input(3)] [Dense({|CS1503:3L|})] [SoftmaxCrossEntropy] internal partial class Net;")]
    public void HalfTyped(string marked) => Expect(marked);

    [Theory]
    [InlineData("[Network] [Input(3)] [Dense(] [SoftmaxCrossEntropy] internal partial class Net;")]
    [InlineData("[Network] [Input(3)] [Dense(3, Activation = )] [SoftmaxCrossEntropy] internal partial class Net;")]
    [InlineData("[Network] [Input(3)] [Dense(3, Activation = Activation.)] [SoftmaxCrossEntropy] internal partial class Net;")]
    [InlineData("[Network] [Input(3)] [Dense(3, ] [SoftmaxCrossEntropy] internal partial class Net;")]
    [InlineData("[Network] [Input(3)] [ [SoftmaxCrossEntropy] internal partial class Net;")]
    [InlineData("[Network] [Input(3)] [] [SoftmaxCrossEntropy] internal partial class Net;")]
    [InlineData("[Network] [Input(3)] [D")]
    [InlineData("[Network] [Input(3)] [Dense(3)] internal partial class")]
    [InlineData("[Network] [Input(3)] [Dense(3)] internal partial class {")]
    [InlineData("[Network] [Input(3)] [Dense(3)] internal partial")]
    [InlineData("[Network]")]
    public void BrokenSyntaxIsLeftToTheCompiler(string source)
    {
        var generated = GeneratorHarness.Run(Usings + source);
        Assert.Null(generated.Generator.Exception);
        Assert.Empty(generated.Reported);
        Assert.NotEmpty(generated.CompilerDiagnostics);
    }

    [Fact]
    public void ASyntaxErrorElsewhereInTheFileChangesNothing()
    {
        var generated = Expected.Diagnostics(Usings + "[Network] [Input(3)] [Dense(2)] [SoftmaxCrossEntropy] internal partial class Net;" + Use.Replace("trainer.Update();", "trainer.Update(){|CS1002:|}"));
        Assert.Equal(3, generated.Files.Count);
    }

    // Several networks.

    [Fact]
    public void NamesThatDifferByCaseOnly()
    {
        var generated = GeneratorHarness.Run(Usings + "[Network] [Input(3)] [Dense(2)] internal partial class Net; [Network] [Input(3)] [Dense(2)] internal partial class NET; [Network] [Input(4)] [Dense(2)] internal partial class NeT;").Clean();
        Assert.Equal(6, generated.Files.Keys.Distinct(System.StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public void NamespacesThatDifferByCaseOnly() => GeneratorHarness.Run(
        Usings + "namespace A { [Network] [Input(3)] [Dense(2)] internal partial class Net; } namespace a { [Network] [Input(3)] [Dense(2)] internal partial class Net; }").Clean();

    [Fact]
    public void OneNameInTwoNamespaces() => GeneratorHarness.Run(
        Usings + "namespace A { [Network] [Input(3)] [Dense(2)] internal partial class Net; } namespace B { [Network] [Input(3)] [Dense(2)] internal partial class Net; }").Clean();

    [Fact]
    public void GenericAndPlainOfOneName() => Expected.Diagnostics(
        Usings + "[Network] [Input(3)] [Dense(2)] internal partial class Net; [Network] [Input(3)] [Dense(2)] internal partial class {|NETGEN007:Net|}<T>; [Network] [Input(3)] [Dense(2)] internal partial class {|NETGEN007:Net|}<T, U>;");

    [Fact]
    public void NestedOrNot() => GeneratorHarness.Run(
        Usings + "namespace A { internal partial class B { [Network] [Input(3)] [Dense(2)] internal partial class Net; } } namespace A.b { [Network] [Input(3)] [Dense(2)] internal partial class Net; }").Clean();

    [Fact]
    public void TheSameClassTwice() => Expected.Diagnostics(
        Usings + "[Network] [Input(3)] [Dense(2)] internal partial class Net; [{|CS0579:Network|}] [{|NETGEN002:Input(3)|}] [Dense(2)] internal partial class Net;");

    [Fact]
    public void FiveHundredLayers() =>
        GeneratorHarness.Run(Usings + "[Network] [Input(3)] " + string.Concat(Enumerable.Repeat("[Dense(3, Activation = Activation.Tanh)] ", 500)) + "[SoftmaxCrossEntropy] internal partial class Net;" + Use).Clean();

    [Fact]
    public void AHundredActivationsInARow() =>
        GeneratorHarness.Run(Usings + "[Network] [Input(3)] " + string.Concat(Enumerable.Repeat("[Activation(Activation.LeakyReLU)] ", 100)) + "[Dense(2)] [SoftmaxCrossEntropy] internal partial class Net;" + Use).Clean();

    // Pragmas.

    [Fact]
    public void APragmaSuppresses()
    {
        var generated = GeneratorHarness.Run(Usings + "#pragma warning disable NETGEN102\n[Network] [Input(3)] [Dense(0)] [SoftmaxCrossEntropy] internal partial class Net;\n#pragma warning restore NETGEN102\n");
        Assert.DoesNotContain(generated.Reported, diagnostic => !diagnostic.IsSuppressed);
    }

    [Fact]
    public void MessagesNameNetworkLayerFoundExpectedAndCure()
    {
        var generated = Expect("[Input(28, 28, 1)] [Flatten] [Dense(9)] [{|NETGEN101:Conv2D(6)|}] [Flatten] [Dense(10)] [SoftmaxCrossEntropy]", "internal partial class Net;");
        Assert.Equal(
            "Network 'Net': layer 3, Conv2D 'Conv1', needs an image (height x width x channels) but gets 9; give [Input] a height, a width and a number of channels",
            generated.Reported.Single().GetMessage());
    }
}
