using System;
using System.IO;
using System.Linq;
using System.Numerics;
using NetGen.Kernels;
using NetGen.Runtime.Tests.Parameters;
using Xunit;

namespace NetGen.Runtime.Tests.Optimizers;

public class OptimizerStateTests
{
    public static TheoryData<Optimizer> All => [new Sgd(0.1, weightDecay: 0.1), new Sgd(0.1, 0.9, nesterov: true), new Adam(weightDecay: 0.1), new AdamW(), new RmsProp(momentum: 0.5, centered: true), new AdaGrad(), new Adadelta(), new Lion(weightDecay: 0.1)];

    [Theory]
    [MemberData(nameof(All))]
    public void The_number_of_threads_changes_no_bit(Optimizer optimizer)
    {
        Compare<float>(optimizer);
        Compare<double>(optimizer);

        static void Compare<T>(Optimizer optimizer) where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            // Odd lengths, so that cuts between threads fall into registers unless blocks prevent it.
            var layout = new ParameterLayout("Net",
                new ParameterDefinition("a", [70_001], Initialization.Normal(1)),
                new ParameterDefinition("b", [3], Initialization.Normal(1)) { Decay = false },
                new ParameterDefinition("c", [50_005], Initialization.Normal(1)) { LearningRateScale = 0.5 },
                new ParameterDefinition("d", [1_021], Initialization.Normal(1)) { Frozen = true },
                new ParameterDefinition("e", [90_001], Initialization.Normal(1)));
            var alone = Train<T>(optimizer, layout, Workers.Single);
            Assert.Equal(alone.All.ToArray(), Train<T>(optimizer, layout, Workers.Get(0)).All.ToArray());
            Assert.Equal(alone.All.ToArray(), Train<T>(optimizer, layout, Workers.Get(2)).All.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_step_allocates_nothing(Optimizer optimizer)
    {
        var parameters = new ParameterSet<float>(SmallNetwork.Layout(), 1);
        var state = optimizer.CreateState<float>(parameters.Layout);
        var gradients = new GradientSet<float>(parameters.Layout);
        var workers = Workers.Get(0);
        for (var i = 0; i < 3; i++)
            state.Update(workers, parameters, gradients.All);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            state.Update(workers, parameters, gradients.All);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Attributes_of_parameters_are_obeyed(Optimizer optimizer)
    {
        var layout = new ParameterLayout("Net",
            new ParameterDefinition("plain", [21], Initialization.Constant(2)),
            new ParameterDefinition("frozen", [5], Initialization.Constant(2)) { Frozen = true },
            new ParameterDefinition("undecayed", [9], Initialization.Constant(2)) { Decay = false },
            new ParameterDefinition("slow", [3], Initialization.Constant(2)) { LearningRateScale = 0.25 },
            new ParameterDefinition("mean", [4], Initialization.Constant(2), ParameterKind.State));
        var trained = Train<double>(optimizer, layout, Workers.Single, gradient: 0.3);

        Assert.All(trained["frozen"].Values.ToArray(), value => Assert.Equal(2, value));
        Assert.All(trained["mean"].Values.ToArray(), value => Assert.Equal(2, value));
        Assert.All(trained["plain"].Values.ToArray(), value => Assert.Equal(Alone(optimizer.LearningRate, decay: true), value));
        Assert.All(trained["undecayed"].Values.ToArray(), value => Assert.Equal(Alone(optimizer.LearningRate, decay: false), value));
        Assert.All(trained["slow"].Values.ToArray(), value => Assert.Equal(Alone(0.25 * optimizer.LearningRate, decay: true), value));
        if (optimizer.WeightDecay > 0)
            Assert.NotEqual(trained["plain"].Values[0], trained["undecayed"].Values[0]);

        double Alone(double learningRate, bool decay)
        {
            var original = optimizer.LearningRate;
            optimizer.LearningRate = learningRate;
            var single = Train<double>(optimizer, new ParameterLayout("One", new ParameterDefinition("w", [1], Initialization.Constant(2)) { Decay = decay }), Workers.Single, gradient: 0.3);
            optimizer.LearningRate = original;
            return single.All[0];
        }
    }

    [Fact]
    public void Neighbours_with_equal_attributes_are_one_segment()
    {
        ParameterDefinition Weight(string name) => new(name, [10], Initialization.Zeros);
        var layout = new ParameterLayout("Net", Weight("a"), Weight("b"),
            new ParameterDefinition("c", [10], Initialization.Zeros) { Frozen = true }, Weight("d"),
            new ParameterDefinition("e", [10], Initialization.Zeros) { Decay = false }, new ParameterDefinition("f", [10], Initialization.Zeros) { Decay = false });
        Assert.Equal([new UpdateSegment(0, 20, true, 1), new UpdateSegment(30, 40, true, 1), new UpdateSegment(40, 60, false, 1)], UpdateSegment.Of(layout));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_training_continues_from_saved_state_bit_for_bit(Optimizer optimizer)
    {
        var parameters = new ParameterSet<float>(SmallNetwork.Layout(), 1);
        var state = optimizer.CreateState<float>(parameters.Layout);
        Steps(state, parameters, 0, 3);
        using var file = new MemoryStream();
        Safetensors.Save(state.Buffers, file);
        var resumed = parameters.Clone();
        var resumedState = optimizer.CreateState<float>(parameters.Layout);
        Safetensors.Load(resumedState.Buffers, file.ToArray());
        Assert.Equal(3, resumedState.Step);

        Steps(state, parameters, 3, 6);
        Steps(resumedState, resumed, 3, 6);
        Assert.Equal(parameters.All.ToArray(), resumed.All.ToArray());

        static void Steps(OptimizerState<float> state, ParameterSet<float> parameters, int first, int last)
        {
            for (var step = first; step < last; step++)
                state.Update(Workers.Single, parameters, Gradients<float>(parameters.Layout, step));
        }
    }

    [Fact]
    public void Buffers_are_named_after_moment_and_parameter()
    {
        var state = new Adam().CreateState<float>(SmallNetwork.Layout());
        Assert.Equal("Small.Adam", state.Buffers.Layout.Network);
        Assert.Equal(
            ["firstMoment.Conv1.weight", "firstMoment.Norm1.scale", "firstMoment.Dense1.weight", "secondMoment.Conv1.weight", "secondMoment.Norm1.scale", "secondMoment.Dense1.weight", "step"],
            state.Buffers.Select(buffer => buffer.Name));
        Assert.Equal([3, 4], state.Buffers["firstMoment.Dense1.weight"].Shape.ToArray());
        Assert.Equal(["step"], new Sgd(0.1).CreateState<float>(SmallNetwork.Layout()).Buffers.Select(buffer => buffer.Name));
        Assert.All(new AdaGrad(initialAccumulator: 0.5).CreateState<float>(SmallNetwork.Layout()).Buffers["sumOfSquares.Norm1.scale"].Values.ToArray(), value => Assert.Equal(0.5f, value));
    }

    [Fact]
    public void The_number_of_steps_is_exact_beyond_what_a_float_counts()
    {
        var parameters = new ParameterSet<float>(SmallNetwork.Layout(), 1);
        var state = new Sgd(0).CreateState<float>(parameters.Layout);
        new float[] { 3, (1 << 24) - 2 }.CopyTo(state.Buffers["step"].Values);
        foreach (var expected in new[] { 1, 2, 3 })
        {
            state.Update(Workers.Single, parameters, Gradients<float>(parameters.Layout, 0));
            Assert.Equal((4L << 24) - 2 + expected, state.Step);
        }
    }

    [Fact]
    public void A_step_marks_the_parameters_changed_and_follows_the_learning_rate_of_the_moment()
    {
        var parameters = new ParameterSet<double>(new ParameterLayout("One", new ParameterDefinition("w", [1], Initialization.Ones)), 1);
        var sgd = new Sgd(0.5);
        var state = sgd.CreateState<double>(parameters.Layout);
        state.Update(Workers.Single, parameters, [1.0]);
        Assert.Equal((0.5, 1), (parameters.All[0], parameters.Version));
        sgd.LearningRate = 0.25;
        state.Update(Workers.Single, parameters, [1.0]);
        Assert.Equal((0.25, 2), (parameters.All[0], parameters.Version));
    }

    [Fact]
    public void Networks_without_trainable_parameters_can_be_stepped()
    {
        var parameters = new ParameterSet<float>(new ParameterLayout("None"), 1);
        new Adam().CreateState<float>(parameters.Layout).Update(Workers.Get(0), parameters, []);
    }

    [Fact]
    public void Wrong_parameters_and_gradients_are_refused_before_anything_changes()
    {
        var parameters = new ParameterSet<float>(SmallNetwork.Layout(), 1);
        var state = new Adam().CreateState<float>(parameters.Layout);
        var other = new ParameterSet<float>(new ParameterLayout("Other", new ParameterDefinition("w", [32], Initialization.Zeros)), 1);

        Assert.Contains("'Small' has 32 trainable parameters, but there are 31 gradients", Assert.Throws<ArgumentException>(() => state.Update(Workers.Single, parameters, new float[31])).Message);
        Assert.Contains("is for network 'Small'", Assert.Throws<ArgumentException>(() => state.Update(Workers.Single, other, new float[32])).Message);
        Assert.Equal(0, state.Step);
        Assert.Equal(0, parameters.Version);
    }

    [Fact]
    public void Settings_are_checked_by_name()
    {
        Assert.Contains("Sgd: learningRate must be finite and not negative", Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(-1)).Message);
        Assert.Contains("Sgd: momentum must be at least 0 and less than 1", Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(1, momentum: 1)).Message);
        Assert.Contains("momentum greater than 0", Assert.Throws<ArgumentException>(() => new Sgd(1, nesterov: true)).Message);
        Assert.Contains("Adam: beta2", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(beta2: double.NaN)).Message);
        Assert.Contains("AdamW: weightDecay", Assert.Throws<ArgumentOutOfRangeException>(() => new AdamW(weightDecay: -0.1)).Message);
        Assert.Contains("RmsProp: epsilon", Assert.Throws<ArgumentOutOfRangeException>(() => new RmsProp(epsilon: double.PositiveInfinity)).Message);
        Assert.Contains("AdaGrad: initialAccumulator", Assert.Throws<ArgumentOutOfRangeException>(() => new AdaGrad(initialAccumulator: -1)).Message);
        Assert.Contains("Adadelta: rho", Assert.Throws<ArgumentOutOfRangeException>(() => new Adadelta(rho: 2)).Message);
        Assert.Contains("Lion: beta1", Assert.Throws<ArgumentOutOfRangeException>(() => new Lion(beta1: -0.1)).Message);
        Assert.Contains("Adam: learningRate", Assert.Throws<ArgumentOutOfRangeException>(() => new Adam().LearningRate = double.NaN).Message);
    }

    [Fact]
    public void Centered_rms_prop_survives_constant_gradients()
    {
        var trained = Train<float>(new RmsProp(alpha: 0.5, centered: true), SmallNetwork.Layout(), Workers.Single, gradient: 0.1f, steps: 500);
        Assert.All(trained.Trainable.ToArray(), value => Assert.False(float.IsNaN(value)));
    }

    private static ParameterSet<T> Train<T>(Optimizer optimizer, ParameterLayout layout, Workers workers, T? gradient = null, int steps = 5)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var parameters = new ParameterSet<T>(layout, 1);
        var state = optimizer.CreateState<T>(layout);
        for (var step = 0; step < steps; step++)
        {
            var gradients = Gradients<T>(layout, step);
            if (gradient is { } same)
                gradients.AsSpan().Fill(same);
            state.Update(workers, parameters, gradients);
        }

        return parameters;
    }

    private static T[] Gradients<T>(ParameterLayout layout, int step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var gradients = new T[layout.TrainableLength];
        Initialization.Normal(1).Fill<T>(gradients, (ulong)step, "gradients");
        return gradients;
    }
}
