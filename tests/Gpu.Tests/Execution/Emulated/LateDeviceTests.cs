using System;
using Xunit;

namespace NetGen.Gpu.Tests.Execution.Emulated;

/// <summary>A device that does everything as late as it may finds hosts that do not wait where they must, and waits where they need not.</summary>
public class LateDeviceTests
{
    private readonly Device _late = TestDevice.NewLate();

    [Fact]
    public void Steps_wait_for_nothing_and_come_to_the_same()
    {
        var (late, prompt) = (new ScaledRegression(), new ScaledRegression());
        using var lateTrainer = late.CreateTrainer(_late, Optimizer());
        using var promptTrainer = prompt.CreateTrainer(TestDevice.Prompt, Optimizer());
        PendingLoss first = default;
        for (var step = 0; step < 12; step++)
        {
            // The batch's arrays are written again at once.
            var (x, t) = ScaledRegression.Batch(1 + step % 4, (ulong)step);
            var loss = lateTrainer.Step(x, t);
            var promptLoss = promptTrainer.Step(x, t);
            Array.Clear(x);
            Array.Clear(t);
            if (step == 0)
                first = loss;
            if (step < 3)
                Assert.False(first.HasArrived, $"The device has computed the first step when the host queues step {step + 1}: somebody waited.");
            if (step % 5 == 4)
                Assert.Equal(promptLoss.Value, loss.Value);
        }

        Assert.Equal(prompt.Parameters.All.ToArray(), late.Parameters.All.ToArray());
        Assert.Equal(promptTrainer.Average!.All.ToArray(), lateTrainer.Average!.All.ToArray());
        Assert.Equal(promptTrainer.Gradients.All.ToArray(), lateTrainer.Gradients.All.ToArray());
        Assert.Equal(promptTrainer.GradientNorm, lateTrainer.GradientNorm);
    }

    [Fact]
    public void Sessions_of_the_model_see_what_was_trained_before()
    {
        var (late, prompt) = (new ScaledRegression(), new ScaledRegression());
        using var lateTrainer = late.CreateTrainer(_late, Optimizer());
        using var promptTrainer = prompt.CreateTrainer(TestDevice.Prompt, Optimizer());
        using var lateSession = late.CreateSession(_late);
        using var promptSession = prompt.CreateSession(TestDevice.Prompt);
        var (expected, found) = (new float[4 * ScaledRegression.Outputs], new float[4 * ScaledRegression.Outputs]);
        for (var step = 0; step < 3; step++)
        {
            var (x, t) = ScaledRegression.Batch(4, (ulong)step);
            lateTrainer.Step(x, t);
            promptTrainer.Step(x, t);
            lateSession.Forward(x, found);
            promptSession.Forward(x, expected);
            Assert.Equal(expected, found);
        }
    }

    [Fact]
    public void Fit_comes_to_the_same_and_stops_at_the_same_batch()
    {
        var (x, t) = ScaledRegression.Batch(40, 5);
        Compare(steps: 20);
        // The device knows of the seventh batch before the host does.
        x[25 * ScaledRegression.Inputs] = float.NaN;
        Compare(steps: 6);

        void Compare(long steps)
        {
            var (expected, late) = (Train(TestDevice.Prompt), Train(_late));
            Assert.Equal(expected.Parameters, late.Parameters);
            Assert.Equal((steps, expected.Error), (late.Steps, late.Error));
        }

        (float[] Parameters, long Steps, string? Error) Train(Device device)
        {
            var model = new ScaledRegression();
            using var trainer = model.CreateTrainer(device, Optimizer());
            string? error = null;
            try
            {
                trainer.Fit(Dataset.Of<float, float>(x, t, 40), new() { Epochs = 2, Shuffle = false, Validation = Dataset.Of<float, float>(x, t, 40) });
            }
            catch (NonFiniteLossException failure)
            {
                error = failure.Message;
            }

            return (model.Parameters.Trainable.ToArray(), trainer.StepCount, error);
        }
    }

    [Fact]
    public void A_model_goes_from_device_to_device()
    {
        var (late, prompt) = (new ScaledRegression(), new ScaledRegression());
        using var a = late.CreateTrainer(_late, Optimizer());
        using var b = late.CreateTrainer(TestDevice.Prompt, Optimizer());
        using var twinA = prompt.CreateTrainer(TestDevice.Prompt, Optimizer());
        using var twinB = prompt.CreateTrainer(TestDevice.Prompt, Optimizer());
        for (var step = 0; step < 3; step++)
        {
            var (x, t) = ScaledRegression.Batch(4, (ulong)step);
            a.Step(x, t);
            b.Step(x, t);
            twinA.Step(x, t);
            twinB.Step(x, t);
        }

        Assert.Equal(prompt.Parameters.All.ToArray(), late.Parameters.All.ToArray());
    }

    private static Adam Optimizer() => new(0.01) { Average = new MovingAverage(0.9), Clipping = Clipping.GlobalNorm(1) };
}
