using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using NetGen.Integration.Tests.Networks;
using Xunit;

namespace NetGen.Integration.Tests.Execution;

/// <summary>Sessions and trainers at work at the same time compute what each computes alone.</summary>
public sealed class ConcurrencyTests
{
    private const string Space = "NetGen.Integration.Tests.Networks.Typical";

    public static TheoryData<string> Networks => NetworkClass<float>.In(Space);

    [Theory]
    [MemberData(nameof(Networks))]
    public void EightSessionsOfOneModel(string name)
    {
        var network = NetworkClass<float>.Named(Space, name);
        var model = network.Create();
        var batches = Enumerable.Range(0, 8).Select(seed => new Batch<float>(network, 17, seed)).ToArray();
        float[][] expected = [.. batches.Select(batch =>
        {
            using var alone = model.CreateSession(maxBatch: 17);
            float[] output = new float[17 * network.OutputLength];
            alone.Predict(batch.Input, output);
            return output;
        })];

        OnThreads(8, thread =>
        {
            using var session = model.CreateSession(maxBatch: 17, threads: 1 + thread % 2);
            float[] output = new float[17 * network.OutputLength];
            for (int round = 0; round < 20; round++)
            {
                int k = (thread + round) % batches.Length;
                session.Predict(batches[k].Input, output);
                Bits.AssertEqual<float>(expected[k], output, $"{name}, thread {thread}, round {round}");
            }
        });
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void TrainersOfTheirOwnModels(string name)
    {
        var network = NetworkClass<float>.Named(Space, name);
        float[] expected = Train(threads: 1);
        OnThreads(4, thread => Bits.AssertEqual<float>(expected, Train(threads: 1 + thread % 2), $"{name}, thread {thread}"));

        float[] Train(int threads)
        {
            var model = network.Create();
            using var trainer = model.CreateTrainer(new Adam(), batchSize: 12, threads);
            for (int step = 0; step < 5; step++)
                trainer.Step(new Batch<float>(network, 12, step));
            return model.Parameters.All.ToArray();
        }
    }

    /// <summary>
    /// Over one model at the same time: eight sessions predict, and two trainers compute derivatives (of models with statistics, which a training forward pass changes, each has a copy). Then the
    /// trainers train copies while the sessions go on.
    /// </summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void TwoTrainersAndEightSessions(string name)
    {
        const int Sessions = 8, Trainers = 2, Rounds = 8;
        var network = NetworkClass<float>.Named(Space, name);
        var model = network.Create();
        var batches = Enumerable.Range(0, Sessions).Select(seed => new Batch<float>(network, 9, seed)).ToArray();
        float[][] outputs = [.. batches.Select(batch => Predict(batch, threads: 1))], gradients = [.. batches.Select(batch => Derive(batch, threads: 1))], trained = [.. batches.Select(batch => Train(batch, threads: 1))];

        OnThreads(Sessions + Trainers, thread =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                int k = (thread + round) % batches.Length;
                string what = $"{name}, thread {thread}, round {round}";
                if (thread < Sessions)
                    Bits.AssertEqual<float>(outputs[k], Predict(batches[k], threads: 1 + (thread % 2)), what);
                else if (round < Rounds / 2)
                    Bits.AssertEqual<float>(gradients[k], Derive(batches[k], threads: 2), what);
                else
                    Bits.AssertEqual<float>(trained[k], Train(batches[k], threads: 2), what);
            }
        });

        float[] Predict(Batch<float> batch, int threads)
        {
            using var session = model.CreateSession(maxBatch: 9, threads);
            float[] output = new float[9 * network.OutputLength];
            session.Predict(batch.Input, output);
            return output;
        }

        float[] Derive(Batch<float> batch, int threads)
        {
            using var trainer = (model.Parameters.State.IsEmpty ? model : model.Clone()).CreateTrainer(new Adam(), batchSize: 9, threads);
            float loss = trainer.Forward(batch);
            trainer.Backward();
            return [loss, .. trainer.Gradients.All];
        }

        float[] Train(Batch<float> batch, int threads)
        {
            var copy = model.Clone();
            using var trainer = copy.CreateTrainer(new Adam(), batchSize: 9, threads);
            float[] losses = [.. Enumerable.Range(0, 3).Select(_ => trainer.Step(batch))];
            return [.. losses, .. copy.Parameters.All];
        }
    }

    /// <summary>Two trainers take turns; each has gradients and moments of its own.</summary>
    [Fact]
    public void TwoTrainersOfOneModel()
    {
        var network = NetworkClass<float>.Named(Space, "Perceptron");
        var model = network.Create();
        var batch = new Batch<float>(network, 9, seed: 1);
        using var first = model.CreateTrainer(new Sgd(0.1), batchSize: 9);
        using var second = model.CreateTrainer(new Sgd(0.1), batchSize: 9);
        var alone = network.Create();
        using var only = alone.CreateTrainer(new Sgd(0.1), batchSize: 9);

        for (int step = 0; step < 6; step++)
        {
            float loss = (step % 2 == 0 ? first : second).Step(batch);
            Assert.Equal(only.Step(batch), loss);
        }

        Bits.AssertEqual<float>(alone.Parameters.All, model.Parameters.All, "parameters");
    }

    /// <summary>Sessions see what training has changed, between their calls.</summary>
    [Fact]
    public void SessionsSeeTraining()
    {
        var network = NetworkClass<float>.Named(Space, "ConvolutionalClassifier");
        var model = network.Create();
        var batch = new Batch<float>(network, 8, seed: 1);
        using var session = model.CreateSession(maxBatch: 8);
        using var trainer = model.CreateTrainer(new Adam(0.01), batchSize: 8);
        float[] before = new float[8 * network.OutputLength], after = new float[8 * network.OutputLength], fresh = new float[8 * network.OutputLength];

        session.Forward(batch.Input, before);
        trainer.Step(batch);
        session.Forward(batch.Input, after);
        using var another = model.Clone().CreateSession(maxBatch: 8);
        another.Forward(batch.Input, fresh);

        Assert.NotEqual(before, after);
        Bits.AssertEqual<float>(fresh, after, "outputs after a step");
    }

    private static void OnThreads(int count, Action<int> action)
    {
        using var barrier = new Barrier(count);
        Task[] tasks = [.. Enumerable.Range(0, count).Select(thread => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait();
                action(thread);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        Task.WaitAll(tasks);
    }
}
