using System;
using NetGen.Kernels;

namespace NetGen.Runtime.Tests.Training;

/// <summary>A network written by hand as the generator would: logits = x W + b with dropout on x, softmax cross-entropy. What the training tests train.</summary>
internal sealed class SoftmaxRegression(ulong seed = 1)
{
    public const int Inputs = 6, Classes = 3;

    private static readonly ParameterLayout Layout = new("SoftmaxRegression",
        new ParameterDefinition("Dense1.weight", [Inputs, Classes], Initialization.GlorotUniform(Inputs, Classes)),
        new ParameterDefinition("Dense1.bias", [Classes], Initialization.Zeros),
        new ParameterDefinition("Norm1.seen", [1], Initialization.Zeros, ParameterKind.State));

    public ParameterSet<float> Parameters { get; } = new(Layout, seed);

    public Trainer CreateTrainer(Optimizer optimizer, int batchSize = 4, ulong trainingSeed = 0, double dropout = 0.25) => new(this, optimizer, batchSize, trainingSeed, dropout);

    /// <summary>Points around three centres, in a fixed random arrangement.</summary>
    public static Dataset<float, int> Data(int count, ulong seed = 3)
    {
        var (inputs, labels) = (new float[count * Inputs], new int[count]);
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % Classes;
            for (var k = 0; k < Inputs; k++)
                inputs[i * Inputs + k] = (k % Classes == labels[i] ? 1 : 0) + (Philox.Words(new RandomKey(seed, 0), 7, i * Inputs + k).Word0 >> 8) / (float)(1 << 24) - 0.5f;
        }

        return Dataset.Of(inputs, labels);
    }

    private static void Logits(ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, Span<float> logits)
    {
        for (var c = 0; c < Classes; c++)
        {
            logits[c] = parameters[Inputs * Classes + c];
            for (var k = 0; k < Inputs; k++)
                logits[c] += x[k] * parameters[k * Classes + c];
        }
    }

    private static float Loss(ReadOnlySpan<float> logits, int label)
    {
        var sum = 0f;
        foreach (var logit in logits)
            sum += MathF.Exp(logit);
        return MathF.Log(sum) - logits[label];
    }

    internal sealed class Trainer(SoftmaxRegression model, Optimizer optimizer, int batchSize, ulong seed, double dropout)
        : Trainer<float, float, int>(model.Parameters, optimizer, batchSize, threads: 2, seed, workspace: 0)
    {
        /// <summary>Called before every step, with its number from 0.</summary>
        public Action<long>? BeforeStep { get; set; }

        protected internal override int InputLength => Inputs;

        protected internal override int TargetLength => 1;

        protected internal override int OutputLength => Classes;

        public override float Step(ReadOnlySpan<float> input, ReadOnlySpan<int> target)
        {
            BeforeStep?.Invoke(StepCount);
            var loss = ForwardBackward(input, target);
            UpdateAfter(target.Length, loss);
            return loss;
        }

        public override float Accumulate(ReadOnlySpan<float> input, ReadOnlySpan<int> target)
        {
            var loss = ForwardBackward(input, target);
            AccumulateAfter(target.Length, loss);
            return loss;
        }

        public override float Forward(ReadOnlySpan<float> input, ReadOnlySpan<int> target) => ForwardBackward(input, target);

        protected internal override Session<float, float, int> NewSession(int maxBatch, int threads) => new Session(model, maxBatch);

        protected internal override string? FirstNonFinite(ReadOnlySpan<float> input, ReadOnlySpan<int> target) => "Dense1 (logits)";

        private float ForwardBackward(ReadOnlySpan<float> input, ReadOnlySpan<int> labels)
        {
            Span<float> x = stackalloc float[Inputs], logits = stackalloc float[Classes];
            var gradients = Gradients.All;
            gradients.Clear();
            var loss = 0f;
            for (var n = 0; n < labels.Length; n++)
            {
                for (var k = 0; k < Inputs; k++)
                    x[k] = Philox.Words(Key, 0, n * Inputs + k).Word0 >= dropout * uint.MaxValue ? input[n * Inputs + k] : 0;
                Logits(model.Parameters.All, x, logits);
                loss += Loss(logits, labels[n]) / labels.Length;
                var sum = 0f;
                foreach (var logit in logits)
                    sum += MathF.Exp(logit);
                for (var c = 0; c < Classes; c++)
                {
                    var d = (MathF.Exp(logits[c]) / sum - (labels[n] == c ? 1 : 0)) / labels.Length;
                    gradients[Inputs * Classes + c] += d;
                    for (var k = 0; k < Inputs; k++)
                        gradients[k * Classes + c] += d * x[k];
                }
            }

            model.Parameters.State[0] += labels.Length;
            return loss;
        }
    }

    private sealed class Session(SoftmaxRegression model, int maxBatch) : Session<float, float, int>(model.Parameters, maxBatch, threads: 1, workspace: 0)
    {
        public override void Forward(ReadOnlySpan<float> input, Span<float> output)
        {
            for (var n = 0; n < input.Length / Inputs; n++)
                Logits(model.Parameters.All, input.Slice(n * Inputs, Inputs), output.Slice(n * Classes, Classes));
        }

        public override float Loss(ReadOnlySpan<float> output, ReadOnlySpan<int> target)
        {
            var loss = 0f;
            for (var n = 0; n < target.Length; n++)
                loss += SoftmaxRegression.Loss(output.Slice(n * Classes, Classes), target[n]) / target.Length;
            return loss;
        }
    }
}
