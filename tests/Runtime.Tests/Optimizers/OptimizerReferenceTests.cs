using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text.Json;
using NetGen.Kernels;
using Xunit;

namespace NetGen.Runtime.Tests.Optimizers;

/// <summary>Ten steps of every optimizer against the numbers of PyTorch (Reference/make_reference.py).</summary>
public class OptimizerReferenceTests
{
    private static readonly JsonElement Reference = ReadReference();

    private static readonly Dictionary<string, Optimizer> All = new()
    {
        ["Sgd"] = new Sgd(0.1),
        ["Sgd decay"] = new Sgd(0.1, weightDecay: 0.05),
        ["Sgd momentum decay"] = new Sgd(0.1, momentum: 0.9, weightDecay: 0.05),
        ["Sgd nesterov decay"] = new Sgd(0.1, momentum: 0.9, nesterov: true, weightDecay: 0.05),
        ["Adam"] = new Adam(),
        ["Adam all"] = new Adam(0.02, beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.05),
        ["AdamW"] = new AdamW(),
        ["AdamW all"] = new AdamW(0.02, beta1: 0.8, beta2: 0.95, epsilon: 1e-3, weightDecay: 0.1),
        ["RmsProp"] = new RmsProp(),
        ["RmsProp momentum"] = new RmsProp(0.02, alpha: 0.9, epsilon: 1e-4, momentum: 0.8, weightDecay: 0.05),
        ["RmsProp centered"] = new RmsProp(0.02, alpha: 0.9, epsilon: 1e-4, centered: true),
        ["RmsProp centered momentum"] = new RmsProp(0.02, alpha: 0.9, epsilon: 1e-4, centered: true, momentum: 0.8, weightDecay: 0.05),
        ["AdaGrad"] = new AdaGrad(),
        ["AdaGrad all"] = new AdaGrad(0.1, learningRateDecay: 0.05, initialAccumulator: 0.3, epsilon: 1e-3, weightDecay: 0.05),
        ["Adadelta"] = new Adadelta(),
        ["Adadelta all"] = new Adadelta(0.5, rho: 0.8, epsilon: 1e-3, weightDecay: 0.05),
        ["Lion"] = new Lion(),
        ["Lion all"] = new Lion(0.02, beta1: 0.8, beta2: 0.95, weightDecay: 0.1),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Fact]
    public void Every_recorded_run_is_compared()
        => Assert.Equal(Reference.GetProperty("parameters").EnumerateObject().Select(run => run.Name).Order(), All.Keys.Order());

    [Theory]
    [MemberData(nameof(Names))]
    public void Ten_steps_in_double_agree(string name) => Compare<double>(name, 1e-13);

    [Theory]
    [MemberData(nameof(Names))]
    public void Ten_steps_in_float_agree_within_rounding(string name) => Compare<float>(name, 2e-5);

    private static void Compare<T>(string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var initial = Numbers(Reference.GetProperty("initial"));
        var parameters = new ParameterSet<T>(new ParameterLayout("Net", new ParameterDefinition("w", [initial.Length], Initialization.Zeros)), 1);
        Convert<T>(initial).CopyTo(parameters.All);
        var state = All[name].CreateState<T>(parameters.Layout);
        var steps = Numbers(Reference.GetProperty("steps"));
        var expected = Reference.GetProperty("parameters").GetProperty(name);

        var compared = 0;
        for (var step = 1; step <= 10; step++)
        {
            state.Update(Workers.Single, parameters, Convert<T>(Numbers(Reference.GetProperty("gradients")[step - 1])));
            if (step != steps[compared])
                continue;
            foreach (var (w, reference) in parameters.All.ToArray().Zip(Numbers(expected[compared])))
                Assert.True(Math.Abs(double.CreateTruncating(w) - reference) <= tolerance * Math.Max(1, Math.Abs(reference)), $"{name}, step {step}: {w} instead of {reference}");
            compared++;
        }

        Assert.Equal(steps.Length, compared);
        Assert.Equal(10, state.Step);
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static T[] Convert<T>(double[] numbers)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => [.. numbers.Select(T.CreateTruncating)];

    private static JsonElement ReadReference()
    {
        using var stream = typeof(OptimizerReferenceTests).Assembly.GetManifestResourceStream("reference.json")!;
        return JsonDocument.Parse(new StreamReader(stream).ReadToEnd()).RootElement;
    }
}
