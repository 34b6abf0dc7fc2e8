using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;
using NetGen.Generator.Layers;
using NetGen.Generator.Passes;
using NetGen.Generator.Tests.Harness;
using NetGen.Generator.Tests.Interpretation;
using Xunit;
using Buffer = NetGen.Generator.Kernels.Buffer;

namespace NetGen.Generator.Tests.Stages;

/// <summary>What runs as one, and where values lie.</summary>
public sealed class KernelTests
{
    private static readonly IReadOnlyDictionary<string, CompiledNetwork> Compiled =
        NetworkInterpreter.Specifications(TestNetworks.Together(Precision.Single)).ToDictionary(network => network.Type.Name, network => NetworkCompiler.Compile(NetworkLowering.Lower(network).Graph!));

    public static TheoryData<string> Names => [.. TestNetworks.All.Select(network => network.Name)];

    // Inference: one line per kernel.

    [Fact]
    public void AProductTakesItsBiasAndActivation() => Assert.Equal(["MatMul+"], Inference("[Input(4)] [Dense(3, Activation = Activation.ReLU)]"));

    [Theory]
    [InlineData("Tanh")]
    [InlineData("Sigmoid")]
    [InlineData("GELU")]
    [InlineData("LeakyReLU")]
    [InlineData("SiLU")]
    public void AnyElementwiseActivationEndsAProduct(string activation) => Assert.Equal(["MatMul+"], Inference($"[Input(4)] [Dense(3)] [Activation(Activation.{activation})]"));

    [Fact]
    public void AProductAloneIsACall() => Assert.Equal(["MatMul"], Inference("[Input(4)] [Dense(3, UseBias = false)]"));

    [Fact]
    public void AConvolutionTakesItsBiasAndActivation() => Assert.Equal(["Convolution+"], Inference("[Input(6, 6, 2)] [Conv2D(3, Activation = Activation.Tanh)]"));

    [Fact]
    public void BatchNormEndsAConvolutionInInference() =>
        Assert.Equal("Convolution+", Inference("[Input(6, 6, 2)] [Conv2D(3)] [BatchNorm] [Activation(Activation.ReLU)]").Last());

    [Fact]
    public void FlattenAndDropoutCostNothingInInference() => Assert.Equal(["MatMul+"], Inference("[Input(2, 3)] [Flatten] [Dropout(0.5)] [Dense(3)]"));

    [Fact]
    public void SoftmaxIsOneKernelOfRows()
    {
        var kernels = Compile("[Input(4)] [Dense(3, Activation = Activation.Softmax)]").Inference.Kernels;
        Assert.Equal(["MatMul+", "Loop"], kernels.Select(Describe));
        Assert.True(((LoopKernel)kernels[1]).HasReductions);
    }

    [Fact]
    public void LayerNormIsOneKernelOfRows() => Assert.Equal(["Loop"], Inference("[Input(6)] [LayerNorm]"));

    [Fact]
    public void LeNet5IsSevenCalls() => Assert.Equal(["Convolution+", "AveragePool", "Convolution+", "AveragePool", "MatMul+", "MatMul+", "MatMul+"], Compiled["LeNet5"].Inference.Kernels.Select(Describe));

    // Training.

    [Fact]
    public void SoftmaxCrossEntropyAndItsDerivativeAreOneKernelOfRows()
    {
        var training = Compile("[Input(4)] [Dense(3)] [SoftmaxCrossEntropy]").Training!;
        // Product; rows of loss and derivative; mean of the losses; the gradients of bias and weight.
        Assert.Equal(["MatMul+", "Loop", "Loop", "Columns", "MatMul"], training.Kernels.Select(Describe));
        Assert.Contains("dlogits", training.Kernels[1].Writes.Select(buffer => buffer.Name));
    }

    [Fact]
    public void TheDerivativeOfAnActivationEndsTheProductBehindIt()
    {
        var training = Compile("[Input(4)] [Dense(5, Activation = Activation.Tanh)] [Dense(3)] [MeanSquaredError]").Training!;
        var behind = training.Kernels.OfType<CallKernel>().Single(call => call.Node.Op == Op.MatMul && call.Node.ArgumentAs<MatMulArgument>().TransposeB);
        Assert.NotNull(behind.Epilogue);
    }

    [Fact]
    public void TheInputHasNoDerivative() =>
        Assert.DoesNotContain(Compiled["Classifier"].Training!.Kernels.SelectMany(kernel => kernel.Writes), buffer => buffer.Name == "dinput");

    [Fact]
    public void EveryGradientIsWrittenOnce()
    {
        foreach (var compiled in Compiled.Values.Where(compiled => compiled.Training is not null))
        {
            var written = compiled.Training!.Kernels.SelectMany(kernel => kernel.Writes).Where(buffer => buffer.Kind == BufferKind.Gradient).Select(buffer => buffer.Parameter).ToList();
            Assert.Equal(compiled.Network.Parameters.Where(p => !p.IsState).Select(p => p.Index).Order(), written.Distinct().Order());
            Assert.Equal(written.Count, written.Distinct().Count());
        }
    }

    // Memory.

    [Theory]
    [MemberData(nameof(Names))]
    public void LivingValuesNeverShareMemory(string name)
    {
        foreach (var program in Programs(Compiled[name]))
        {
            const long Batch = 3, Time = 4;
            long At(Dimension dimension) => dimension.Evaluate(symbol => symbol == "Batch" ? Batch : Time);
            // Values whose memory nothing else has been written to, as the kernels run.
            var intact = new HashSet<Buffer>();
            foreach (var kernel in program.Kernels)
            {
                var reads = kernel.Reads.Select(b => b.Root).Where(b => b.Kind == BufferKind.Workspace).ToHashSet();
                var writes = kernel.Writes.Select(b => b.Root).Where(b => b.Kind == BufferKind.Workspace).ToHashSet();
                Assert.All(reads.Except(writes), read => Assert.Contains(read, intact));
                foreach (var written in writes)
                {
                    Assert.True(End(written) <= At(program.Memory.Length));
                    Assert.All(reads.Union(writes).Where(other => other != written), other => Assert.False(Overlap(written, other), $"{kernel.Name}: {written} and {other}"));
                    intact.RemoveWhere(other => Overlap(written, other));
                    intact.Add(written);
                }
            }

            long Start(Buffer buffer) => At(program.Memory.Offsets[buffer]);
            long End(Buffer buffer) => Start(buffer) + At(buffer.Shape.Count);
            bool Overlap(Buffer a, Buffer b) => Start(a) < End(b) && Start(b) < End(a);
        }
    }

    [Fact]
    public void MemoryIsUsedAgain()
    {
        // Ten layers in a row need room for two values, not for ten.
        var inference = Compile("[Input(16)] " + string.Concat(Enumerable.Repeat("[Dense(16, Activation = Activation.Tanh)] ", 10))).Inference;
        Assert.Equal(2 * 16 * 3, inference.Memory.Length.Evaluate(_ => 3));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void KernelsReadOnlyWhatHasBeenWritten(string name)
    {
        foreach (var program in Programs(Compiled[name]))
        {
            var written = new HashSet<Buffer>();
            foreach (var kernel in program.Kernels)
            {
                Assert.All(kernel.Reads.Select(b => b.Root).Where(b => b.Kind == BufferKind.Workspace), read => Assert.True(written.Contains(read) || kernel.Writes.Any(w => w.Root == read), $"{kernel.Name} reads {read}"));
                written.UnionWith(kernel.Writes.Select(b => b.Root));
            }
        }
    }

    private static IEnumerable<KernelProgram> Programs(CompiledNetwork compiled) =>
        new[] { compiled.Inference, compiled.Prediction, compiled.Evaluation, compiled.Training, compiled.Streaming }.OfType<KernelProgram>();

    private static IEnumerable<string> Inference(string attributes) => Compile(attributes).Inference.Kernels.Select(Describe);

    private static CompiledNetwork Compile(string attributes) =>
        NetworkCompiler.Compile(NetworkLowering.Lower(NetworkInterpreter.Specifications(new TestNetwork("Net", attributes).Source()).Single()).Graph!);

    private static string Describe(Kernel kernel) => kernel switch
    {
        CallKernel call => call.Node.Op + (call.Epilogue is null ? "" : "+"),
        LoopKernel => "Loop",
        ColumnKernel => "Columns",
        _ => "Scan",
    };
}
