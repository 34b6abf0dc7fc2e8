using System;
using System.Linq;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace NetGen.InterruptedTraining;

/// <summary>A network with all that has state: dropout's random numbers, running statistics.</summary>
[Network]
[Input(32)]
[Dense(256, Activation = Activation.ReLU)]
[BatchNorm]
[Dropout(0.3)]
[Dense(256, Activation = Activation.Tanh)]
[Dense(10)]
[SoftmaxCrossEntropy]
public partial class SmallNetwork;

/// <summary>The training that the test of checkpoints kills: <c>InterruptedTraining checkpoint [updates between checkpoints]</c>. Prints a line when it trains, and at the end a digest of all results.</summary>
internal static class Program
{
    private static void Main(string[] args)
    {
        var path = args[0];
        var every = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 1;
        var model = new SmallNetwork(seed: 1);
        using var trainer = model.CreateTrainer(
            new Adam(0.003)
            {
                Schedule = Schedule.WarmUp(20, Schedule.ReduceOnPlateau(0.5, patience: 1)),
                Clipping = Clipping.GlobalNorm(1),
                Average = new MovingAverage(0.99),
            },
            batchSize: 16, threads: 2, seed: 5);
        Console.WriteLine("training");
        var result = trainer.Fit(Data(700, 1), new()
        {
            Epochs = 6,
            Seed = 3,
            BatchesPerUpdate = 2,
            Validation = Data(100, 2),
            Metrics = [new Accuracy()],
            EarlyStopping = new EarlyStopping(5),
            Checkpoint = new CheckpointOptions(path) { EveryUpdates = every },
        });
        if (result.Resumption is { IsExact: false } inexact)
            Console.WriteLine(inexact);
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData(MemoryMarshal.AsBytes(model.Parameters.All));
        digest.AppendData(MemoryMarshal.AsBytes(trainer.Average!.All));
        digest.AppendData(MemoryMarshal.AsBytes<double>(result.Epochs.SelectMany(epoch => new[] { epoch.TrainingLoss, epoch.ValidationLoss, epoch.LearningRate, epoch.Metrics[0] }).ToArray()));
        Console.WriteLine(Convert.ToHexString(digest.GetHashAndReset()));
    }

    private static Dataset<float, int> Data(int count, int seed)
    {
        var random = new Random(seed);
        var (inputs, labels) = (new float[count * 32], new int[count]);
        for (var i = 0; i < count; i++)
        {
            labels[i] = random.Next(10);
            for (var k = 0; k < 32; k++)
                inputs[i * 32 + k] = (float)random.NextDouble() + (k % 10 == labels[i] ? 0.5f : 0);
        }

        return Dataset.Of(inputs, labels);
    }
}
