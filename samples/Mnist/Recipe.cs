using System;
using NetGen;

namespace Mnist;

/// <summary>A network and how it is trained.</summary>
/// <param name="Epochs">Unless --epochs says otherwise.</param>
/// <param name="Optimizer">For a number of updates.</param>
/// <param name="Augmentation">How training images are distorted, if they are.</param>
/// <param name="Summary">What was compiled.</param>
/// <param name="Start">Makes a model and its trainer.</param>
internal sealed record Recipe(int Epochs, int BatchSize, Func<long, Optimizer> Optimizer, ImageAugmentation? Augmentation, string Summary, Start Start)
{
    public static string[] Names => ["mlp", "dropout", "lenet5", "deep", "resnet"];

    public static Recipe Named(string name) => name switch
    {
        "mlp" => new(10, 64, updates => new Adam(1e-3) { Schedule = Schedule.Cosine(updates) }, null, Mlp.Summary, (optimizer, batch, threads, seed) =>
        {
            var model = new Mlp(seed);
            return (model.CreateTrainer(optimizer, batch, threads, seed), model.Save);
        }),
        "dropout" => new(40, 128, updates => new Adam(1e-3) { Schedule = Schedule.Cosine(updates) }, null, DropoutMlp.Summary, (optimizer, batch, threads, seed) =>
        {
            var model = new DropoutMlp(seed);
            return (model.CreateTrainer(optimizer, batch, threads, seed), model.Save);
        }),
        "lenet5" => new(10, 32, updates => new AdamW(2e-3, weightDecay: 0.1) { Schedule = Schedule.Cosine(updates) }, null, LeNet5.Summary, (optimizer, batch, threads, seed) =>
        {
            var model = new LeNet5(seed);
            return (model.CreateTrainer(optimizer, batch, threads, seed), model.Save);
        }),
        "deep" => new(40, 128, updates => new Adam(1e-3) { Schedule = Schedule.Cosine(updates) }, Distorted, DeepMlp.Summary, (optimizer, batch, threads, seed) =>
        {
            var model = new DeepMlp(seed);
            return (model.CreateTrainer(optimizer, batch, threads, seed), model.Save);
        }),
        "resnet" => new(8, 64, updates => new AdamW(3e-3, weightDecay: 0.05) { Schedule = Schedule.Cosine(updates) }, null, ResNet.Summary, (optimizer, batch, threads, seed) =>
        {
            var model = new ResNet(seed);
            return (model.CreateTrainer(optimizer, batch, threads, seed), model.Save);
        }),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such network."),
    };

    private static ImageAugmentation Distorted => new() { Shift = 1, Rotation = 10, Scaling = 0.12, Shear = 0.1, ElasticStrength = 30, ElasticSmoothness = 5 };
}

/// <summary>Makes a model; returns its trainer and how it is saved.</summary>
internal delegate (Trainer<float, float, int> Trainer, Action<string> Save) Start(Optimizer optimizer, int batchSize, int threads, ulong seed);
