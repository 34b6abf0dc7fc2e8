using System;
using NetGen.Kernels;

namespace NetGen.Gpu.Tests.Execution;

/// <summary>
/// A network written by hand, twice: h = x W + b + f[0], y = s h, loss = mean over samples of sum_o (y - t)^2 / 2, with noise on x from the key. f is frozen, b does not decay, s learns at half the rate, and a statistic
/// counts samples. W has more than one part's elements.
/// </summary>
internal sealed class ScaledRegression(ulong seed = 1, double maxNorm = 0)
{
    public const int Inputs = 500, Outputs = 3, Weights = Inputs * Outputs;
    public const int Bias = Weights, Frozen = Bias + Outputs, Scale = Frozen + 4, Trainable = Scale + Outputs, Seen = Trainable;

    private readonly ParameterLayout _layout = new("ScaledRegression",
        new ParameterDefinition("Dense1.weight", [Inputs, Outputs], Initialization.GlorotUniform(Inputs, Outputs)) { MaxNorm = maxNorm },
        new ParameterDefinition("Dense1.bias", [Outputs], Initialization.Zeros) { Decay = false },
        new ParameterDefinition("Offset1.value", [4], Initialization.Constant(0.25)) { Frozen = true },
        new ParameterDefinition("Scale1.scale", [Outputs], Initialization.Ones) { LearningRateScale = 0.5 },
        new ParameterDefinition("Norm1.seen", [1], Initialization.Zeros, ParameterKind.State));

    private ParameterSet<float>? _parameters;

    public ParameterSet<float> Parameters => _parameters ??= new(_layout, seed);

    public static (float[] X, float[] T) Batch(int samples, ulong seed)
    {
        var (x, t) = (new float[samples * Inputs], new float[samples * Outputs]);
        for (var i = 0; i < x.Length; i++)
            x[i] = Scalar<float>.Sum(Scalar<float>.Uniform(new RandomKey(seed, 0), 0, i, 0)) - 0.5f;
        for (var i = 0; i < t.Length; i++)
            t[i] = Scalar<float>.Sum(Scalar<float>.Uniform(new RandomKey(seed, 1), 0, i, 0)) * 2 - 1;
        return (x, t);
    }

    public CpuTrainer CreateTrainer(Optimizer optimizer, int batchSize = 4, ulong trainingSeed = 7, int[]? trains = null) => new(this, optimizer, batchSize, trainingSeed, trains);

    public DeviceTrainer CreateTrainer(Device device, Optimizer optimizer, int batchSize = 4, ulong trainingSeed = 7, int[]? trains = null) => new(this, device, optimizer, batchSize, trainingSeed, trains);

    public DeviceSession CreateSession(Device device, int maxBatch = 4) => new(this, device, maxBatch);

    public static float Noise(RandomKey key, int i) => 0.1f * GpuMath.Uniform(key, 3, i, 0);

    public static float Loss(ReadOnlySpan<float> y, ReadOnlySpan<float> t)
    {
        var loss = 0f;
        for (var at = 0; at < y.Length; at++)
            loss += 0.5f * (y[at] - t[at]) * (y[at] - t[at]) * Outputs / y.Length;
        return loss;
    }

    internal sealed class CpuSession(ScaledRegression model, int maxBatch) : Session<float, float, float>(model.Parameters, maxBatch, threads: 1, workspace: 1)
    {
        private readonly ScaledRegression _model = model;

        public override void Forward(ReadOnlySpan<float> x, Span<float> y)
        {
            var w = _model.Parameters.All;
            for (var at = 0; at < y.Length; at++)
            {
                var (sample, o) = (at / Outputs, at % Outputs);
                var sum = w[Bias + o] + w[Frozen];
                for (var i = 0; i < Inputs; i++)
                    sum += x[sample * Inputs + i] * w[i * Outputs + o];
                y[at] = sum * w[Scale + o];
            }
        }

        public override float Loss(ReadOnlySpan<float> y, ReadOnlySpan<float> t) => ScaledRegression.Loss(y, t);
    }

    /// <summary>On the CPU, in the order of operations of the device's kernels.</summary>
    internal sealed class CpuTrainer : Trainer<float, float, float>
    {
        private readonly ScaledRegression _model;

        public CpuTrainer(ScaledRegression model, Optimizer optimizer, int batchSize, ulong seed, int[]? trains)
            : base(model.Parameters, optimizer, batchSize, threads: 1, seed, workspace: 1, trains)
        {
            _model = model;
            HoldSequences([1], units: [2, 3]);
        }

        protected internal override int InputLength => Inputs;

        protected internal override int TargetLength => Outputs;

        protected internal override int OutputLength => Outputs;

        public override float Step(ReadOnlySpan<float> x, ReadOnlySpan<float> t)
        {
            var loss = ForwardBackward(x, t);
            UpdateAfter(t.Length / Outputs, loss);
            return loss;
        }

        public override float Accumulate(ReadOnlySpan<float> x, ReadOnlySpan<float> t)
        {
            var loss = ForwardBackward(x, t);
            AccumulateAfter(t.Length / Outputs, loss);
            return loss;
        }

        public override float Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> t) => ForwardBackward(x, t);

        protected internal override Session<float, float, float> NewSession(int maxBatch, int threads) => new CpuSession(_model, maxBatch);

        protected internal override string? FirstNonFinite(ReadOnlySpan<float> x, ReadOnlySpan<float> t) => float.IsFinite(ForwardBackward(x, t)) ? null : "Dense1 (h)";

        private float ForwardBackward(ReadOnlySpan<float> x, ReadOnlySpan<float> t)
        {
            var n = Samples(x.Length, Inputs, nameof(x));
            Check(t.Length, n, Outputs, nameof(t));
            var w = _model.Parameters.All;
            var g = Gradients.All;
            var key = Key;
            var (h, dy) = (new float[n * Outputs], new float[n * Outputs]);
            var loss = 0f;
            for (var at = 0; at < h.Length; at++)
            {
                var (sample, o) = (at / Outputs, at % Outputs);
                var sum = w[Bias + o] + w[Frozen];
                for (var i = 0; i < Inputs; i++)
                    sum += (x[sample * Inputs + i] + Noise(key, sample * Inputs + i)) * w[i * Outputs + o];
                h[at] = sum;
                var error = sum * w[Scale + o] - t[at];
                dy[at] = error / n;
                loss += 0.5f * error * error / n;
            }

            g.Clear();
            for (var o = 0; o < Outputs; o++)
            {
                for (var sample = 0; sample < n; sample++)
                {
                    var at = sample * Outputs + o;
                    var dh = dy[at] * w[Scale + o];
                    g[Bias + o] += dh;
                    g[Scale + o] += dy[at] * h[at];
                    g[Frozen] += dh;
                    for (var i = 0; i < Inputs; i++)
                        g[i * Outputs + o] += (x[sample * Inputs + i] + Noise(key, sample * Inputs + i)) * dh;
                }
            }

            w[Seen] += n;
            return loss;
        }
    }
}
