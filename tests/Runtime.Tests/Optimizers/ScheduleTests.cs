using System;
using System.Linq;
using System.Text.Json;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Runtime.Tests.Optimizers;

/// <summary>Schedules and clipping, against PyTorch's numbers (Reference/make_schedules.py).</summary>
public class ScheduleTests
{
    private static readonly JsonElement Reference = JsonDocument.Parse(typeof(ScheduleTests).Assembly.GetManifestResourceStream("schedules.json")!).RootElement;

    [Fact]
    public void Schedules_are_PyTorchs()
    {
        Compare("step", Schedule.Step(3, 0.5));
        Compare("exponential", Schedule.Exponential(0.9));
        Compare("cosine", Schedule.Cosine(8, final: 0.1));
        Compare("oneCycle", Schedule.OneCycle(20));

        static void Compare(string name, Schedule schedule)
        {
            var expected = Numbers(name);
            for (var update = 0; update < expected.Length; update++)
                Assert.Equal(expected[update], 0.5 * schedule.FactorAt(update), 12);
        }
    }

    [Fact]
    public void Reduction_on_a_plateau_is_PyTorchs()
    {
        var state = new Sgd(0.5) { Schedule = Schedule.ReduceOnPlateau(factor: 0.5, patience: 2, cooldown: 1, minimum: 0.2) }.CreateState<float>(Layout);
        var rates = Numbers("metrics").Select(metric =>
        {
            var rate = state.LearningRate;
            state.ReportMetric(metric);
            return rate;
        });
        Assert.Equal(Numbers("plateau"), rates);
    }

    [Fact]
    public void A_warm_up_rises_and_hands_over()
    {
        var schedule = Schedule.WarmUp(4, Schedule.Step(2, 0.5));
        Assert.Equal([0.25, 0.5, 0.75, 1, 1, 1, 0.5, 0.5, 0.25], Enumerable.Range(0, 9).Select(update => schedule.FactorAt(update)));
        Assert.Equal(0.6, Schedule.WarmUp(4, from: 0.2).FactorAt(1), 12);
    }

    [Fact]
    public void The_rate_follows_the_schedule()
    {
        var optimizer = new Sgd(1) { Schedule = Schedule.Step(1, 0.5) };
        var (state, parameters) = (optimizer.CreateState<double>(Layout), new ParameterSet<double>(Layout, 0));
        state.Update(Workers.Single, parameters, [1, 1, 1, 1]);
        state.Update(Workers.Single, parameters, [1, 1, 1, 1]);
        Assert.Equal(-1.5, parameters.All[0]);
        Assert.Equal(0.5, state.LearningRate);
    }

    [Fact]
    public void Clipping_by_norm_is_PyTorchs()
    {
        var (state, parameters) = (new Sgd(1) { Clipping = Clipping.GlobalNorm(2.5) }.CreateState<double>(Layout), new ParameterSet<double>(Layout, 0));
        state.Update(Workers.Single, parameters, Numbers("gradients"));
        var expected = Numbers("clippedByNorm");
        for (var i = 0; i < 4; i++)
            Assert.Equal(-expected[i], parameters.All[i], 6);
        Assert.Equal(Reference.GetProperty("norm").GetDouble(), state.GradientNorm, 6);
    }

    [Fact]
    public void Clipping_by_value_limits_each_element_after_scaling()
    {
        var (state, parameters) = (new Sgd(1) { Clipping = Clipping.ByValue(1) }.CreateState<double>(Layout), new ParameterSet<double>(Layout, 0));
        state.Update(Workers.Single, parameters, [3, -8, 0.5, 2], scale: 0.25);
        Assert.Equal([-0.75, 1, -0.125, -0.5], parameters.All.ToArray());
    }

    [Fact]
    public void The_norm_leaves_frozen_parameters_out_and_does_not_depend_on_threads()
    {
        var layout = new ParameterLayout("Net",
            new ParameterDefinition("a", [70_001], Initialization.Zeros),
            new ParameterDefinition("frozen", [1_021], Initialization.Zeros) { Frozen = true },
            new ParameterDefinition("b", [55_003], Initialization.Zeros) { Decay = false });
        var gradients = new float[layout.TrainableLength];
        var random = new Random(1);
        for (var i = 0; i < gradients.Length; i++)
            gradients[i] = (float)random.NextDouble() - 0.5f;
        var exact = Math.Sqrt(gradients.Where((_, i) => i is < 70_001 or >= 71_022).Sum(g => (double)g * g));
        var norms = new[] { Workers.Single, Workers.Get(0) }.Select(workers =>
        {
            var state = new Sgd(0) { Clipping = Clipping.GlobalNorm(1) }.CreateState<float>(layout);
            state.Update(workers, new ParameterSet<float>(layout, 0), gradients);
            return state.GradientNorm;
        }).ToArray();
        Assert.Equal(norms[0], norms[1]);
        Assert.Equal(exact, norms[0], exact * 1e-6);
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Step(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.Cosine(10, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.OneCycle(10, rise: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Schedule.ReduceOnPlateau(factor: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Clipping.GlobalNorm(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Clipping.ByValue(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MovingAverage(1));
    }

    private static ParameterLayout Layout => new("Net", new ParameterDefinition("w", [4], Initialization.Zeros));

    private static double[] Numbers(string name) => [.. Reference.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
