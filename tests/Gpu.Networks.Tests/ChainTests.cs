using System;
using System.Linq;
using NetGen.Integration.Tests.Networks;
using Xunit;

namespace NetGen.Gpu.Networks.Tests;

/// <summary>Every chain of the tests, in single precision, computes on a GPU what it computes on the processor: outputs, losses, gradients, updates.</summary>
public sealed class ChainTests
{
    private const int Samples = 3, MaxBatch = 4;

    private static readonly string[] s_spaces = ["Gradients", "Typical", "Keras"];

    public static TheoryData<string, string> Networks => Where(_ => true);

    public static TheoryData<string, string> Trained => Where(network => network.HasLoss);

    [Theory]
    [MemberData(nameof(Networks))]
    public void OutputsAgree(string space, string name)
    {
        var network = NetworkClass<float>.Named(Space(space), name);
        var model = Perturbed(network);
        var batch = new Batch<float>(network, Samples, seed: 3);
        foreach (string method in network is { HasLoss: true, Vocabulary: 0 } ? new[] { "Forward", "Predict" } : ["Forward"])
        {
            float[] expected = Expected(model, method, batch);
            using var session = (GpuSession)model.Call("CreateSession", TestDevice.Instance, MaxBatch);
            Agreement.Check(expected, session.Run(method, network, batch, expected.Length), method);
        }
    }

    [Theory]
    [MemberData(nameof(Trained))]
    public void LossesAndGradientsAgree(string space, string name)
    {
        var network = NetworkClass<float>.Named(Space(space), name);
        var batch = new Batch<float>(network, Samples, seed: 3);
        using var expected = Perturbed(network).CreateTrainer(new Sgd(0.01), MaxBatch, seed: 5);
        using var trainer = (GpuTrainer)Perturbed(network).Call("CreateTrainer", TestDevice.Instance, new Sgd(0.01), MaxBatch, 5UL);

        Agreement.Check([expected.Forward(batch)], [trainer.Run("Forward", network, batch)], "loss");
        expected.Backward();
        trainer.Backward();
        Agreement.Check(expected.Gradients.All, trainer.Gradients.All, "gradients");

        for (int step = 0; step < 2; step++)
            Agreement.Check([expected.Step(batch)], [trainer.Run("Step", network, batch)], $"loss of step {step}");
    }

    private static TheoryData<string, string> Where(Predicate<NetworkClass<float>> condition)
    {
        var data = new TheoryData<string, string>();
        foreach (string space in s_spaces)
        {
            foreach (string name in NetworkClass<float>.In(Space(space)))
            {
                if (TestDevice.Tests(name) && condition(NetworkClass<float>.Named(Space(space), name)))
                    data.Add(space, name);
            }
        }

        return data;
    }

    private static string Space(string name) => "NetGen.Integration.Tests.Networks." + name;

    /// <summary>Also biases and scales, which start at 0 and 1.</summary>
    private static NetworkModel<float> Perturbed(NetworkClass<float> network)
    {
        var model = network.Create(seed: 7);
        var random = new Random(11);
        foreach (ref float value in model.Parameters.Trainable)
            value += (float)(random.NextDouble() - 0.5);
        model.Parameters.MarkChanged();
        return model;
    }

    private static float[] Expected(NetworkModel<float> model, string method, Batch<float> batch)
    {
        var network = model.Network;
        using var session = model.CreateSession(MaxBatch);
        float[] output = new float[Samples * network.OutputLength];
        if (method == "Predict")
            session.Predict(batch.Input, output);
        else
            session.ForwardOf(batch, output);
        return output;
    }
}
