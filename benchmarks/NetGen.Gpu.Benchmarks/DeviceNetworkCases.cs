using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Benchmarks.Networks;
using NetGen.Gpu;

namespace NetGen.Benchmarks;

/// <summary>Whole networks through their public interface, from arrays of the host: inference, which waits for its result, and steps of training with Adam, which wait for nothing.</summary>
internal static class DeviceNetworkCases
{
    /// <summary>All, by the names that they have on processors; with <paramref name="tiny"/> small enough for an emulated device.</summary>
    public static IEnumerable<DeviceCase> Of(Device device, bool tiny)
    {
        foreach (int batch in tiny ? new[] { 1 } : [1, 32])
        {
            yield return Infer("mlp-784-128-10", batch, Workloads.SmallPerceptron, () => new SmallPerceptron(seed: 1).CreateSession(device, batch), session => session.Forward);
            if (tiny)
                continue;
            yield return Infer("mlp-784-1024-1024-10", batch, Workloads.LargePerceptron, () => new LargePerceptron(seed: 1).CreateSession(device, batch), session => session.Forward);
            yield return Infer("cnn-32-64", batch, Workloads.Cnn, () => new Cnn(seed: 1).CreateSession(device, batch), session => session.Forward);
        }

        if (!tiny)
            yield return Infer("lenet5", 1, Workloads.LeNet, () => new LeNet5(seed: 1).CreateSession(device, 1), session => session.Forward);
        foreach (int batch in tiny ? new[] { 2 } : [64, 128, 1024])
        {
            yield return Train("mlp-784-128-10", batch, Workloads.SmallPerceptron, () => new SmallPerceptron(seed: 1).CreateTrainer(device, new Adam(1e-4), batch), trainer => trainer.Step);
            if (tiny)
                continue;
            yield return Train("mlp-784-1024-1024-10", batch, Workloads.LargePerceptron, () => new LargePerceptron(seed: 1).CreateTrainer(device, new Adam(1e-4), batch), trainer => trainer.Step);
        }

        foreach (int batch in tiny ? new[] { 1 } : [64, 256])
        {
            yield return Train("lenet5", batch, Workloads.LeNet, () => new LeNet5(seed: 1).CreateTrainer(device, new Adam(1e-4), batch), trainer => trainer.Step);
            if (!tiny)
                yield return Train("cnn-32-64", batch, Workloads.Cnn, () => new Cnn(seed: 1).CreateTrainer(device, new Adam(1e-4), batch), trainer => trainer.Step);
        }

        var (sequences, steps) = tiny ? (1, 2) : (32, 64);
        yield return Characters("rnn", 1, () => new CharacterRnn(seed: 1).CreateTrainer(device, new Adam(1e-4), sequences, steps), trainer => (x, y) => trainer.Step(x, y));
        yield return Characters("gru", 3, () => new CharacterGru(seed: 1).CreateTrainer(device, new Adam(1e-4), sequences, steps), trainer => (x, y) => trainer.Step(x, y));
        yield return Characters("lstm", 4, () => new CharacterLstm(seed: 1).CreateTrainer(device, new Adam(1e-4), sequences, steps), trainer => (x, y) => trainer.Step(x, y));

        DeviceCase Characters<TTrainer>(string cell, int gates, Func<TTrainer> make, Func<TTrainer, TokenTraining> step)
            where TTrainer : GpuTrainer =>
            new($"charlm-{cell}/train/b{sequences}xt{steps}", 3L * sequences * steps * Workloads.CharacterStep(gates), 0, () =>
            {
                var trainer = make();
                var run = step(trainer);
                int[] x = Workloads.Labels(sequences * steps, 65), y = [.. x.Skip(1), x[0]];
                PendingLoss loss = default;
                return new DeviceWork(() => loss = run(x, y), () => Finite(loss), trainer);
            });
    }

    private static DeviceCase Infer<TSession>(string name, int batch, long[] work, Func<TSession> make, Func<TSession, Inference> forward)
        where TSession : GpuSession =>
        new($"{name}/infer/b{batch}", batch * work.Sum(), 0, () =>
        {
            var session = make();
            var run = forward(session);
            float[] x = Workloads.Numbers(batch * 784), y = new float[batch * 10];
            return new DeviceWork(() => run(x, y), () => { }, session);
        });

    private static DeviceCase Train<TTrainer>(string name, int batch, long[] work, Func<TTrainer> make, Func<TTrainer, Training> step)
        where TTrainer : GpuTrainer =>
        new($"{name}/train/b{batch}", Workloads.Training(batch, work), 0, () =>
        {
            var trainer = make();
            var run = step(trainer);
            float[] x = Workloads.Numbers(batch * 784);
            int[] labels = Workloads.Labels(batch, 10);
            PendingLoss loss = default;
            return new DeviceWork(() => loss = run(x, labels), () => Finite(loss), trainer);
        });

    /// <summary>Waits for the last step. Without a finite loss nothing is updated, and less was measured than is said.</summary>
    private static void Finite(PendingLoss loss)
    {
        if (!float.IsFinite(loss.Value))
            throw new InvalidOperationException($"The loss is {loss}.");
    }

    private delegate void Inference(ReadOnlySpan<float> input, Span<float> output);

    private delegate PendingLoss Training(ReadOnlySpan<float> input, ReadOnlySpan<int> labels);

    private delegate PendingLoss TokenTraining(ReadOnlySpan<int> input, ReadOnlySpan<int> labels);
}
