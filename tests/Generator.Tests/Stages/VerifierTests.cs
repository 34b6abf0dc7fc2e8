using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;
using NetGen.Generator.Layers;
using NetGen.Generator.Passes;
using NetGen.Generator.Passes.Verification;
using NetGen.Generator.Tests.Harness;
using NetGen.Generator.Tests.Interpretation;
using Xunit;
using Buffer = NetGen.Generator.Kernels.Buffer;

namespace NetGen.Generator.Tests.Stages;

/// <summary>What is malformed is reported. That what is well-formed is not, every other test shows: all of them compile with the verifier on.</summary>
public sealed class VerifierTests
{
    private readonly GraphBuilder _graph = new();
    private readonly Node _x;
    private readonly Node _y;

    public VerifierTests()
    {
        _x = _graph.Input("x", [Dimension.Batch, 3]);
        _y = _graph.Input("y", [Dimension.Batch, 3]);
    }

    [Fact]
    public void SeesEveryProgramAfterEveryPass()
    {
        var seen = new List<(string Program, string Pass)>();
        NetworkCompiler.Compile(Lower("[Input(4)] [Dense(3)] [SoftmaxCrossEntropy]"), result => seen.Add((result.Program, result.Pass)));
        string[] passes = ["lowering and derivatives", "stops", "fusion", "order of phases", "names", "memory"];
        Assert.Equal(from program in new[] { "inference", "prediction", "evaluation", "training" } from pass in passes select (program, pass), seen);
    }

    [Fact]
    public void StopsTheCompilerAndNamesProgramAndPass()
    {
        Assert.True(Verifier.IsOn);
        var broken = new PassResult("training", "fusion", [new Root(Make(Op.Add, [_x, _y], [Dimension.Batch, 4]), Output([Dimension.Batch, 4]))], Given(_x, _y));
        var exception = Assert.Throws<InvalidOperationException>(() => Verifier.Check(broken));
        Assert.StartsWith("After the pass 'fusion' of training: %", exception.Message);
        Assert.EndsWith("its shape should be Batchx3", exception.Message);
    }

    // Graphs.

    public static TheoryData<string> Networks => [.. TestNetworks.All.Select(network => network.Name)];

    /// <summary>Whatever the operation: with one element more along an axis, it is not what its inputs make.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void AWrongShape(string name)
    {
        var network = NetworkLowering.Lower(NetworkInterpreter.Specifications(TestNetworks.Named(name).Source()).Single()).Graph!;
        var root = network.Loss?.Value ?? network.Output;
        foreach (var node in Node.Reachable([root]).Where(node => !node.Op.IsLeaf() && node.Op != Op.Scan && node.Shape.Rank > 0))
        {
            var shape = node.Shape.With(0, node.Shape[0] + 1);
            bool free = node.Op is Op.Slice or Op.Pad or Op.ScatterAdd;
            if (!free && !(node.Op == Op.Broadcast && node[0].Shape[0].IsOne))
            {
                var wrong = new Node(node.Graph, node.Id, node.Op, node.Inputs, node.Argument, shape, node.Type);
                Assert.Contains(GraphVerifier.Problems([wrong], node.Inputs.Contains), problem => problem.StartsWith(wrong.ToString(), StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void InputsThatDoNotFit()
    {
        var z = _graph.Input("z", [Dimension.Batch, 4]);
        Reports(Make(Op.Add, [_x, z], _x.Shape), "its inputs do not fit together");
        Reports(Make(Op.MatMul, [_x, _y], _x.Shape, new MatMulArgument(false, false)), "its inputs do not fit together");
        Reports(Make(Op.Slice, [_x], [Dimension.Batch, 2], new SliceArgument([Dimension.Zero, 2])), "its inputs do not fit together");
        Reports(Make(Op.Pad, [_x], [Dimension.Batch, 4], new PadArgument([Dimension.Zero, 2])), "its inputs do not fit together");
        Reports(Make(Op.Sum, [_x], [1, 1], new AxesArgument([1, 0])), "its inputs do not fit together");
        Reports(Make(Op.Transpose, [_x], [Dimension.Batch, Dimension.Batch], new AxesArgument([0, 0])), "its inputs do not fit together");
    }

    [Fact]
    public void NumbersOfInputs()
    {
        Reports(Make(Op.Add, [_x], _x.Shape), "it has 1 inputs, not 2");
        Reports(Make(Op.Tanh, [_x, _y], _x.Shape), "it has 2 inputs, not 1");
        Reports(Make(Op.Constant, [_x], _x.Shape, 1.0), "it has 1 inputs, not 0");
    }

    [Fact]
    public void TruthValuesWhereNumbersBelong()
    {
        var less = _graph.Elementwise(Op.Less, _x, _y);
        Reports(Make(Op.Add, [less, _x], _x.Shape), "its input 0 is a truth value");
        Reports(Make(Op.And, [less, _x], _x.Shape, type: ElementType.Condition), "its input 1 is no truth value");
        Reports(Make(Op.Select, [_x, _x, _y], _x.Shape), "its input 0 is no truth value");
        Reports(Make(Op.Less, [_x, _y], _x.Shape), "it is a truth value, not Real");
        Reports(Make(Op.Gather, [_x, _y], [Dimension.Batch, 3, 3]), "its indices are no integers");
    }

    [Fact]
    public void AnotherGraph() => Reports(Make(Op.Add, [_x, new GraphBuilder().Input("z", _x.Shape)], _x.Shape), "belongs to another graph");

    [Fact]
    public void AnInputMadeLater() => Reports(new Node(_graph, 0, Op.Tanh, [_y], null, _y.Shape, ElementType.Real), "is made after it");

    [Fact]
    public void InsideALoopOverTime()
    {
        var sequence = _graph.Input("s", [Dimension.Time, Dimension.Batch, 3]);
        var loop = ScanLoop.Create(_graph, Dimension.Time, false, [sequence], [_x], (steps, states) => [Make(Op.Add, [steps[0], states[0]], [Dimension.Batch, 4])]);
        var problems = GraphVerifier.Problems([loop.Scan], _ => false).ToList();
        Assert.Contains(problems, problem => problem.Contains("its shape should be Batchx3", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.EndsWith("its inputs do not fit together", StringComparison.Ordinal));
    }

    // Kernels.

    [Fact]
    public void AValueThatIsReadTooEarly()
    {
        var (kernels, given, wanted) = Training();
        Assert.Empty(KernelVerifier.Problems(kernels, given, wanted));
        for (int k = 0; k < kernels.Count; k++)
        {
            var without = kernels.Where((_, other) => other != k).ToList();
            Assert.Contains(KernelVerifier.Problems(without, given, wanted), problem => problem.Contains("is read before it is written", StringComparison.Ordinal) || problem.StartsWith("nothing writes", StringComparison.Ordinal));
        }

        Assert.Contains(KernelVerifier.Problems([.. kernels.Reverse()], given, wanted), problem => problem.EndsWith("is read before it is written", StringComparison.Ordinal));
        Assert.Contains(KernelVerifier.Problems(kernels, [], wanted), problem => problem.EndsWith("input Batchx4 (Input) is read before it is written", StringComparison.Ordinal));
    }

    [Fact]
    public void AWantedValueThatNothingWrites() =>
        Assert.Equal(["nothing writes y Batchx3 (Output)"], KernelVerifier.Problems([], [], [Output([Dimension.Batch, 3])]));

    [Fact]
    public void OperandsThatDoNotFit()
    {
        var weight = _graph.Parameter(0, "W", false, [3, 2]);
        var product = _graph.MatMul(_x, weight);
        Buffer x = Input(_x), w = Input(weight);
        Assert.Empty(Call([x, w], [Dimension.Batch, 2]));
        Assert.Contains("the operand", Call([w, x], [Dimension.Batch, 2])[0]);
        Assert.Contains("1 operands instead of 2", Call([x], [Dimension.Batch, 2])[0]);
        Assert.Contains("the result", Call([x, w], [Dimension.Batch, 3])[0]);

        IReadOnlyList<string> Call(IReadOnlyList<Buffer> operands, Shape result) => KernelVerifier.Problems([new CallKernel(product, operands, Output(result))], [x, w], []);
    }

    [Theory]
    [InlineData(0, 1, null)]
    [InlineData(1, 1, "runs from 1 to 3")]
    [InlineData(-1, 1, "runs from -1 to 1")]
    [InlineData(0, 2, "runs from 0 to 4")]
    [InlineData(2, -1, null)]
    public void IndicesOutsideOfTheirBuffer(int constant, int step, string? problem)
    {
        var index = new Affine(constant, [step]);
        var loading = Loop(body => body.Add(new Instruction(InstructionKind.Load) { Buffer = Small("x"), Index = index }), new Affine(0, [1]));
        var storing = Loop(body => body.Add(new Instruction(InstructionKind.Constant)), index);
        foreach (var kernel in new[] { loading, storing })
        {
            var problems = KernelVerifier.Problems([kernel], [.. kernel.Reads], []);
            Assert.True(problem is null ? problems.Count == 0 : problems.Any(p => p.Contains(problem, StringComparison.Ordinal)), string.Join("\n", problems));
        }
    }

    [Fact]
    public void BodiesThatDoNotHoldTogether()
    {
        var self = Loop(body => body.Add(new Instruction(InstructionKind.Apply) { Op = Op.Tanh, Arguments = [0] }), new Affine(0, [1]));
        Assert.Contains("is computed from later ones", KernelVerifier.Problems([self], [], []).Single());
        var register = Loop(body => body.Add(new Instruction(InstructionKind.Register) { Node = _x }), new Affine(0, [1]));
        Assert.Contains("is in no register", KernelVerifier.Problems([register], [], []).Single());
        var sums = Loop(body => body.Add(new Instruction(InstructionKind.Sums)), new Affine(0, [1]));
        Assert.Contains("it has no sums", KernelVerifier.Problems([sums], [], []).Single());
        var nothing = Loop(_ => { }, new Affine(0, [1]));
        Assert.Contains("there is no value 0 to store", KernelVerifier.Problems([nothing], [], []).Single());
    }

    [Fact]
    public void PartsThatReachOutOfTheirBuffer()
    {
        var whole = new Buffer("h", BufferKind.Workspace, [4, 3]);
        var body = new Func<Buffer, IReadOnlyList<Kernel>>(part => [Loop(b => b.Add(new Instruction(InstructionKind.Constant)), new Affine(0, [1]), part)]);
        Assert.Empty(KernelVerifier.Problems(body(whole.Part("h1", [3], 9)), [], []));
        Assert.Contains("reaches out", KernelVerifier.Problems(body(whole.Part("h1", [3], 10)), [], [])[0]);
        Assert.Empty(KernelVerifier.Problems([new ScanKernel(0, 4, false, body(whole.Step("h_t", [3])))], [], []));
        Assert.Contains("reaches out", KernelVerifier.Problems([new ScanKernel(0, 4, false, body(whole.Step("h_t", [3], shift: 1)))], [], [])[0]);
    }

    // Memory.

    [Fact]
    public void LivingValuesThatShareMemory()
    {
        var (kernels, _, wanted) = Training();
        var kept = wanted.Where(buffer => buffer.Kind == BufferKind.Workspace).ToList();
        var plan = MemoryPlan.Of(kernels, kept);
        Assert.Empty(MemoryVerifier.Problems(kernels, plan, kept));
        foreach (var moved in plan.Offsets.Keys.ToList())
        {
            var place = plan.Offsets[moved];
            plan.Offsets[moved] = plan.Length;
            Assert.Contains(MemoryVerifier.Problems(kernels, plan, kept), problem => problem.Contains("outside the workspace", StringComparison.Ordinal));
            plan.Offsets.Remove(moved);
            Assert.Contains(MemoryVerifier.Problems(kernels, plan, kept), problem => problem == $"{moved} has no place in memory");
            plan.Offsets[moved] = place;
        }

        foreach (var buffer in plan.Offsets.Keys.ToList())
        {
            plan.Offsets[buffer] = Dimension.Zero;
        }

        Assert.Contains(MemoryVerifier.Problems(kernels, plan, kept), problem => problem.Contains("share memory", StringComparison.Ordinal));
    }

    [Fact]
    public void AKeptValueWhoseMemoryIsUsedAgain()
    {
        // h1 is dead when h3 is written: its place may be used again, unless the caller wants it.
        var (kernels, _, _) = Programs("[Input(16)] [Dense(16)] [Activation(Activation.Softmax)] [Dense(16)] [Activation(Activation.Softmax)] [Dense(16)]").First();
        var plan = MemoryPlan.Of(kernels, []);
        var first = plan.Offsets.First(place => plan.Offsets.Count(other => other.Value.Equals(place.Value)) > 1).Key;
        Assert.Empty(MemoryVerifier.Problems(kernels, plan, []));
        Assert.Contains(MemoryVerifier.Problems(kernels, plan, [first]), problem => problem.Contains("share memory", StringComparison.Ordinal));
    }

    private static (IReadOnlyList<Kernel> Kernels, IReadOnlyList<Buffer> Given, IReadOnlyList<Buffer> Wanted) Training() =>
        Programs("[Input(4)] [Dense(5, Activation = Activation.Tanh)] [Dense(3)] [SoftmaxCrossEntropy]").Last();

    private static IEnumerable<(IReadOnlyList<Kernel> Kernels, IReadOnlyList<Buffer> Given, IReadOnlyList<Buffer> Wanted)> Programs(string attributes)
    {
        var results = new List<PassResult>();
        NetworkCompiler.Compile(Lower(attributes), results.Add);
        return from result in results
               where result.Memory is not null
               select (result.Kernels, (IReadOnlyList<Buffer>)[.. result.Given.Values], (IReadOnlyList<Buffer>)[.. result.Roots.Select(root => root.Destination)]);
    }

    private static NetworkGraph Lower(string attributes) => NetworkLowering.Lower(NetworkInterpreter.Specifications(new TestNetwork("Net", attributes).Source()).Single()).Graph!;

    private static LoopKernel Loop(Action<Body> fill, Affine index, Buffer? destination = null)
    {
        var kernel = new LoopKernel(0, [3], 0);
        var stage = new Stage();
        fill(stage.Elements);
        stage.ElementStores.Add(new Store(null!, 0, destination ?? Small("y"), index));
        kernel.Stages.Add(stage);
        return kernel;
    }

    private static void Reports(Node node, string problem) => Assert.Contains(problem, Assert.Single(GraphVerifier.Problems([node], node.Inputs.Contains)));

    private Node Make(Op op, ImmutableArray<Node> inputs, Shape shape, object? argument = null, ElementType type = ElementType.Real) =>
        new(_graph, 1000, op, inputs, argument, shape, type);

    private static Dictionary<Node, Buffer> Given(params Node[] nodes) => nodes.ToDictionary(node => node, Input);

    private static Buffer Input(Node node) => new("input", BufferKind.Input, node.Shape, node.Type);

    private static Buffer Output(Shape shape) => new("y", BufferKind.Output, shape);

    private static Buffer Small(string name) => new(name, BufferKind.Workspace, [3]);
}
