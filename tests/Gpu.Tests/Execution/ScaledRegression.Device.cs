using System;
using ILGPU;
using NetGen.Kernels;

namespace NetGen.Gpu.Tests.Execution;

/// <summary>The network on a device, in the shape of generated code. A group is one thread, which every device can do.</summary>
internal sealed class DeviceTrainer : GpuTrainer<float, float>
{
    private readonly ScaledRegression _model;
    private int _n;

    public DeviceTrainer(ScaledRegression model, Device device, Optimizer optimizer, int batchSize, ulong seed, int[]? trains)
        : base(model.Parameters, device, optimizer, batchSize, seed, workspace: (long)batchSize * 2 * ScaledRegression.Outputs + 1, trains)
    {
        _model = model;
        HoldArgument<float>(0, (long)batchSize * ScaledRegression.Inputs);
        HoldArgument<float>(1, (long)batchSize * ScaledRegression.Outputs);
        HoldSequences([1], units: [2, 3]);
    }

    public override PendingLoss Step(ReadOnlySpan<float> x, ReadOnlySpan<float> t)
    {
        var n = CheckBatch(x, t);
        _n = 0;
        Loss(n, Upload(0, x), Upload(1, t));
        Derivatives(n, RoomFor(0, x.Length));
        return UpdateAfter(n, LossView);
    }

    public override PendingLoss Accumulate(ReadOnlySpan<float> x, ReadOnlySpan<float> t)
    {
        var n = CheckBatch(x, t);
        _n = 0;
        Loss(n, Upload(0, x), Upload(1, t));
        Derivatives(n, RoomFor(0, x.Length));
        return AccumulateAfter(n, LossView);
    }

    public override PendingLoss Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> t)
    {
        var n = CheckBatch(x, t);
        _n = n;
        Loss(n, Upload(0, x), Upload(1, t));
        return LossOf(LossView);
    }

    protected override int InputLength => ScaledRegression.Inputs;

    protected override int TargetLength => ScaledRegression.Outputs;

    protected override int OutputLength => ScaledRegression.Outputs;

    protected override GpuSession<float, float> NewSession(Device device, int maxBatch) => _model.CreateSession(device, maxBatch);

    protected override string? FirstNonFinite(ReadOnlySpan<float> x, ReadOnlySpan<float> t)
    {
        var n = CheckBatch(x, t);
        Loss(n, Upload(0, x), Upload(1, t));
        return AreFinite(H(n)) ? null : "Dense1 (h)";
    }

    public void Backward()
    {
        CheckForward(_n);
        var n = _n;
        _n = 0;
        Derivatives(n, RoomFor(0, n * ScaledRegression.Inputs));
    }

    private ArrayView<float> LossView => Workspace((long)MaxBatch * 2 * ScaledRegression.Outputs, 1);

    private ArrayView<float> H(int n) => Workspace(0, n * ScaledRegression.Outputs);

    private ArrayView<float> Dy(int n) => Workspace((long)MaxBatch * ScaledRegression.Outputs, n * ScaledRegression.Outputs);

    private ArrayView<float> W => Parameter(0, ScaledRegression.Trainable + 1);

    private int CheckBatch(ReadOnlySpan<float> x, ReadOnlySpan<float> t)
    {
        var n = Samples(x.Length, ScaledRegression.Inputs, nameof(x));
        Check(t.Length, n, ScaledRegression.Outputs, nameof(t));
        return n;
    }

    private void Loss(int n, ArrayView<float> x, ArrayView<float> t)
    {
        Launch(new Index3D(n, ScaledRegression.Outputs, 1), new Index3D(1, 1, 1), new RegressionForward { X = x, T = t, W = W, H = H(n), Dy = Dy(n), Samples = n, Key = Key });
        Launch(new Index3D(1, 1, 1), new Index3D(1, 1, 1), new RegressionLoss { T = t, W = W, H = H(n), Loss = LossView, Samples = n });
    }

    private void Derivatives(int n, ArrayView<float> x) =>
        Launch(new Index3D(ScaledRegression.Inputs, ScaledRegression.Outputs, 1), new Index3D(1, 1, 1), new RegressionDerivatives
        {
            X = x, W = W, H = H(n), Dy = Dy(n), G = Gradient(0, ScaledRegression.Trainable), Samples = n, Key = Key,
        });
}

internal sealed class DeviceSession : GpuSession<float, float>
{
    public DeviceSession(ScaledRegression model, Device device, int maxBatch)
        : base(model.Parameters, device, maxBatch, workspace: (long)maxBatch * ScaledRegression.Outputs)
    {
        HoldArgument<float>(0, (long)maxBatch * ScaledRegression.Inputs);
        HoldArgument<float>(1, (long)maxBatch * ScaledRegression.Outputs);
        HoldSequences([1], units: [2, 3]);
    }

    public override void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        var n = Samples(x.Length, ScaledRegression.Inputs, nameof(x));
        Check(y.Length, n, ScaledRegression.Outputs, nameof(y));
        var result = RoomFor(1, y.Length);
        Launch(new Index3D(n, ScaledRegression.Outputs, 1), new Index3D(1, 1, 1), new RegressionOutput
        {
            X = Upload(0, x), W = Parameter(0, ScaledRegression.Trainable), Y = result,
        });
        Download(result, y);
    }

    public override float Loss(ReadOnlySpan<float> y, ReadOnlySpan<float> t) => ScaledRegression.Loss(y, t);
}

internal struct RegressionOutput : IKernel
{
    public ArrayView<float> X, W, Y;

    public void Run()
    {
        int sample = Grid.IdxX, o = Grid.IdxY;
        var sum = W[ScaledRegression.Bias + o] + W[ScaledRegression.Frozen];
        for (var i = 0; i < ScaledRegression.Inputs; i++)
            sum += X[(sample * ScaledRegression.Inputs) + i] * W[(i * ScaledRegression.Outputs) + o];
        Y[(sample * ScaledRegression.Outputs) + o] = sum * W[ScaledRegression.Scale + o];
    }
}

internal struct RegressionForward : IKernel
{
    public ArrayView<float> X, T, W, H, Dy;
    public int Samples;
    public RandomKey Key;

    public void Run()
    {
        int sample = Grid.IdxX, o = Grid.IdxY, at = (sample * ScaledRegression.Outputs) + o;
        var sum = W[ScaledRegression.Bias + o] + W[ScaledRegression.Frozen];
        for (var i = 0; i < ScaledRegression.Inputs; i++)
        {
            var k = (sample * ScaledRegression.Inputs) + i;
            sum += (X[k] + ScaledRegression.Noise(Key, k)) * W[(i * ScaledRegression.Outputs) + o];
        }

        H[at] = sum;
        Dy[at] = ((sum * W[ScaledRegression.Scale + o]) - T[at]) / Samples;
    }
}

internal struct RegressionLoss : IKernel
{
    public ArrayView<float> T, W, H, Loss;
    public int Samples;

    public void Run()
    {
        var loss = 0f;
        for (var at = 0; at < Samples * ScaledRegression.Outputs; at++)
        {
            var error = (H[at] * W[ScaledRegression.Scale + (at % ScaledRegression.Outputs)]) - T[at];
            loss += 0.5f * error * error / Samples;
        }

        Loss[0] = loss;
        // The statistic.
        W[ScaledRegression.Seen] += Samples;
    }
}

internal struct RegressionDerivatives : IKernel
{
    public ArrayView<float> X, W, H, Dy, G;
    public int Samples;
    public RandomKey Key;

    public void Run()
    {
        int i = Grid.IdxX, o = Grid.IdxY;
        float weight = 0f, bias = 0f, scale = 0f, frozen = 0f;
        for (var sample = 0; sample < Samples; sample++)
        {
            int at = (sample * ScaledRegression.Outputs) + o, k = (sample * ScaledRegression.Inputs) + i;
            var dh = Dy[at] * W[ScaledRegression.Scale + o];
            bias += dh;
            scale += Dy[at] * H[at];
            weight += (X[k] + ScaledRegression.Noise(Key, k)) * dh;
        }

        G[(i * ScaledRegression.Outputs) + o] = weight;
        if (i > 0)
            return;
        G[ScaledRegression.Bias + o] = bias;
        G[ScaledRegression.Scale + o] = scale;
        if (o > 0)
            return;
        for (var at = 0; at < Samples * ScaledRegression.Outputs; at++)
            frozen += Dy[at] * W[ScaledRegression.Scale + (at % ScaledRegression.Outputs)];
        G[ScaledRegression.Frozen] = frozen;
    }
}
