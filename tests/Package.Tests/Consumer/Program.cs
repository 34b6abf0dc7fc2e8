// The program of a user who references the package. The tests build it, run it under the JIT and publish it as a native app.
// It uses what users use: declares a network, trains it, saves, loads and predicts. Each line it prints is "name: value".
using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NetGen;

Console.WriteLine($"DynamicCode: {RuntimeFeature.IsDynamicCodeSupported}");
Console.WriteLine($"Vector256: {Vector256.IsHardwareAccelerated}");
Console.WriteLine($"Fma: {Fma.IsSupported}");

// Images of 4x4 pixels: a bright row (class 0) or a bright column (class 1).
const int Samples = 8, Pixels = 16;
var images = new float[Samples * Pixels];
var labels = new int[Samples];
for (int sample = 0; sample < Samples; sample++)
{
    labels[sample] = sample / 4;
    for (int i = 0; i < 4; i++)
    {
        images[sample * Pixels + (labels[sample] == 0 ? 4 * (sample % 4) + i : 4 * i + sample % 4)] = 1;
    }
}

var model = new StripeNetwork(seed: 1);
using var trainer = model.CreateTrainer(new Adam(learningRate: 0.02), batchSize: Samples);
float first = trainer.Step(images, labels), last = first;
long before = GC.GetAllocatedBytesForCurrentThread();
for (int step = 1; step < 100; step++)
{
    last = trainer.Step(images, labels);
}

Console.WriteLine($"Allocated: {GC.GetAllocatedBytesForCurrentThread() - before}");
Console.WriteLine($"LossFalls: {last < first / 10}");

string file = Path.Combine(AppContext.BaseDirectory, "stripes.safetensors");
model.Save(file);
var loaded = StripeNetwork.Load(file);
float[] probabilities = Predict(model), reloaded = Predict(loaded);
int right = 0;
for (int sample = 0; sample < Samples; sample++)
{
    right += probabilities[2 * sample + labels[sample]] > 0.9f ? 1 : 0;
}

Console.WriteLine($"Right: {right} of {Samples}");
Console.WriteLine($"LoadedPredictsTheSame: {probabilities.AsSpan().SequenceEqual(reloaded)}");

float[] Predict(StripeNetwork network)
{
    using var session = network.CreateSession(maxBatch: Samples);
    var result = new float[Samples * 2];
    session.Predict(images, result);
    return result;
}

/// <summary>A stripe's direction.</summary>
[Network]
[Input(4, 4, 1)]
[Conv2D(8, Kernel = 3, Padding = Padding.Same, Activation = Activation.ReLU)]
[MaxPool2D(2)]
[Flatten]
[Dense(2)]
[SoftmaxCrossEntropy]
public partial class StripeNetwork;
