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

    /// <summary>Axes of one element are no reason to leave a product: one unit, one channel, one column of pixels.</summary>
    [Theory]
    [InlineData("[Input(4)] [Dense(1, Activation = Activation.Tanh)]", "MatMul+")]
    [InlineData("[Input(6, 6, 2)] [Conv2D(1, Activation = Activation.Tanh)]", "Convolution+")]
    [InlineData("[Input(6, 3, 2)] [Conv2D(4, Activation = Activation.Tanh)]", "Convolution+")]
    [InlineData("[Input(3, 3, 2)] [Conv2D(1, Activation = Activation.Tanh)]", "Convolution+")]
    public void AResultOfOneColumnEndsItsProduct(string attributes, string kernel) => Assert.Equal([kernel], Inference(attributes));

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
            var elements = compiled.Training.Kernels.SelectMany(Stored).Where(stored => stored.Buffer.Kind == BufferKind.Gradient).ToLookup(stored => stored.Buffer.Parameter, stored => stored.Node.Shape.Count.Value);
            Assert.All(elements, gradient => Assert.Equal(compiled.Network.Parameters[gradient.Key].Shape.Count.Value, gradient.Sum()));
        }
    }

    /// <summary>What a kernel writes where. A gradient that comes in parts, as of weights of which some belong to one product and some to another, is written part by part.</summary>
    private static IEnumerable<(Node Node, Buffer Buffer)> Stored(Kernel kernel) => kernel switch
    {
        CallKernel call => [(call.Node, call.Result), .. call.Epilogue?.Stores.Select(store => (store.Node, store.Buffer)) ?? []],
        LoopKernel loop => loop.Stages.SelectMany(stage => stage.ElementStores.Concat(stage.RowStores)).Select(store => (store.Node, store.Buffer)),
        ColumnKernel column => column.Results.Select(result => (result.Store.Node, result.Store.Buffer)),
        _ => [],
    };

    // What is kept for the backward pass, and what is computed again.

    /// <summary>Values in the workspace that kernels of the forward pass write and kernels of the backward pass read.</summary>
    [Theory]
    [InlineData("[Input(4)] [Dense(5, Activation = Activation.ReLU)] [Dense(3)] [MeanSquaredError]", "h1, doutput")]
    [InlineData("[Input(4)] [Dense(5, Activation = Activation.Tanh)] [Dense(3)] [MeanSquaredError]", "h1, doutput")]
    [InlineData("[Input(4)] [Dense(5, Activation = Activation.GELU)] [Dense(3)] [MeanSquaredError]", "h1, z1, v1, doutput")]
    [InlineData("[Input(4)] [Dense(5, Activation = Activation.Tanh)] [Dropout(0.5)] [Dense(3)] [MeanSquaredError]", "h2, h1, doutput")]
    [InlineData("[Input(4, 4, 1)] [MaxPool2D(2)] [Flatten] [Dense(3)] [SoftmaxCrossEntropy]", "h1, dlogits")]
    public void KeptForTheBackwardPass(string attributes, string values)
    {
        var training = Compile(attributes).Training!;
        var written = training.Kernels.Take(training.Backward).SelectMany(kernel => kernel.Writes).Where(buffer => buffer.Kind == BufferKind.Workspace);
        var read = training.Kernels.Skip(training.Backward).SelectMany(kernel => kernel.Reads).ToHashSet();
        Assert.Equal(values, string.Join(", ", written.Where(read.Contains).Select(buffer => buffer.Name)));
    }

    [Fact]
    public void ADropoutMaskIsDrawnAgain()
    {
        var training = Compile("[Input(4)] [Dense(5, Activation = Activation.Tanh)] [Dropout(0.5)] [Dense(3)] [MeanSquaredError]").Training!;
        Assert.Contains(training.Kernels.Take(training.Backward), Draws);
        Assert.Contains(training.Kernels.Skip(training.Backward), Draws);

        static bool Draws(Kernel kernel) => (kernel is CallKernel { Epilogue: { } epilogue } ? epilogue.Body.Instructions
            : kernel is LoopKernel loop ? loop.Stages.SelectMany(stage => stage.Elements.Instructions) : []).Any(instruction => instruction.Kind == InstructionKind.Random);
    }

    // Names.

    [Theory]
    [InlineData("[Input(4)] [Dense(5, Activation = Activation.Tanh)] [Dense(3)] [SoftmaxCrossEntropy]", "Dense1, Dense2")]
    [InlineData("[Input(4)] [Dense(5, Name = \"Hidden\")] [Dense(3, Activation = Activation.Softmax)]", "Hidden, Dense2_z2, Dense2_e2_output")]
    [InlineData("[Input(4)] [Dense(3, Name = \"Forward\")]", "Forward_2")]
    public void NamesOfInference(string attributes, string names) => Assert.Equal(names, string.Join(", ", Compile(attributes).Inference.AllKernels.Select(kernel => kernel.Name)));

    [Fact]
    public void NamesOfTraining()
    {
        var names = Compile("[Input(4)] [Dense(5, Activation = Activation.Tanh)] [Dense(3)] [SoftmaxCrossEntropy]").Training!.Kernels.Select(kernel => kernel.Name);
        Assert.Equal("Dense1, Dense2, SoftmaxCrossEntropy_dlogits, SoftmaxCrossEntropy_loss, Dense2_db2, Dense2_dz1, Dense2_dW2, Dense1_db1, Dense1_dW1", string.Join(", ", names));
    }

    [Fact]
    public void NamesOfLoopsOverTime()
    {
        var training = Compile("[Sequence(3)] [SimpleRnn(4)] [Lstm(4)] [Dense(2)] [MeanSquaredError]").Training!;
        Assert.Equal(["SimpleRnn1_steps", "Lstm1_steps", "Lstm1_dsteps", "SimpleRnn1_dsteps"], training.Kernels.OfType<ScanKernel>().Select(kernel => kernel.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void NamesOfAClassAreUnique(string name)
    {
        var compiled = Compiled[name];
        Assert.All(
            new[] { [compiled.Inference, compiled.Prediction, compiled.Evaluation, compiled.Streaming], new[] { compiled.Training } },
            programs => Assert.Distinct(programs.OfType<KernelProgram>().SelectMany(program => program.AllKernels).Select(kernel => kernel.Name)));
    }

    // Code that kernels share.

    [Theory]
    [InlineData("[Input(64)] [Dense(64, Activation = Activation.Tanh)] [Dense(64, Activation = Activation.Tanh)] [MeanSquaredError]", true)]
    [InlineData("[Input(64)] [Dense(32, Activation = Activation.Tanh)] [Dense(64, Activation = Activation.Tanh)] [MeanSquaredError]", true)]
    [InlineData("[Input(64)] [Dense(64, Activation = Activation.Tanh)] [Dense(64, Activation = Activation.ReLU)] [MeanSquaredError]", false)]
    [InlineData("[Input(64)] [Dense(64, Activation = Activation.Tanh)] [Dense(64, Activation = Activation.Tanh, UseBias = false)] [MeanSquaredError]", false)]
    public void EqualEndsAreOneForm(string attributes, bool equal)
    {
        var kernels = Compile(attributes).Inference.Kernels;
        Assert.Equal(equal, KernelForm.Of(kernels[0]) == KernelForm.Of(kernels[1]));
    }

    /// <summary>Deep networks are no longer in source than in what is different in them: the structs of twenty equal layers are those of three.</summary>
    [Fact]
    public void TwentyEqualLayersShareTheirStructs()
    {
        Assert.Equal(Structs(4), Structs(20));

        static int Structs(int layers)
        {
            string source = new TestNetwork("Net", "[Input(8)] " + string.Concat(Enumerable.Repeat("[Dense(8, Activation = Activation.Tanh)] ", layers)) + "[MeanSquaredError]").Source();
            return GeneratorHarness.Run(source).Clean().Files.Values.Sum(file => file.Split("ref struct ").Length - 1);
        }
    }

    [Fact]
    public void FormsTellWhatDiffers()
    {
        var x = new Buffer("x", BufferKind.Workspace, [8]);
        var y = new Buffer("y", BufferKind.Workspace, [8]);
        var z = new Buffer("z", BufferKind.Workspace, [8]);
        string? form = Form(Op.Tanh, x, y, 1);
        Assert.Equal(form, Form(Op.Tanh, z, x, 1));
        Assert.NotEqual(form, Form(Op.Exp, x, y, 1));
        Assert.NotEqual(form, Form(Op.Tanh, x, y, 2));
        // In place is another form: reading and writing are one array.
        Assert.NotEqual(form, Form(Op.Tanh, x, x, 1));
        Assert.NotEqual(form, Form(Op.Tanh, new Buffer("labels", BufferKind.Input, [8], ElementType.Integer), y, 1));

        static string? Form(Op op, Buffer from, Buffer to, int step)
        {
            var loop = new LoopKernel(0, [4], 0);
            var stage = new Stage();
            stage.Elements.Add(new Instruction(InstructionKind.Load) { Buffer = from, Index = new Affine(0, [step]) });
            stage.Elements.Add(new Instruction(InstructionKind.Apply) { Op = op, Arguments = [0] });
            stage.ElementStores.Add(new Store(null!, 1, to, new Affine(0, [1])));
            loop.Stages.Add(stage);
            return KernelForm.Of(loop);
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
