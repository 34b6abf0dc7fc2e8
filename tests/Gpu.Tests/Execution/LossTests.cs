using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Xunit;

namespace NetGen.Gpu.Tests.Execution;

/// <summary>Losses reach the host when it wants them, and decide on the device what a batch does.</summary>
public class LossTests
{
    [Fact]
    public void Losses_are_read_in_any_order()
    {
        using var cpu = new ScaledRegression().CreateTrainer(new Sgd(0.01));
        using var trainer = new ScaledRegression().CreateTrainer(TestDevice.Prompt, new Sgd(0.01));
        var losses = new List<PendingLoss>();
        var expected = new List<float>();
        for (var step = 0; step < 20; step++)
        {
            var (x, t) = ScaledRegression.Batch(4, (ulong)step);
            losses.Add(trainer.Step(x, t));
            expected.Add(cpu.Step(x, t));
        }

        for (var step = 19; step >= 0; step--)
            Assert.Equal(expected[step], losses[step], 1e-4f);
        Assert.All(losses, loss => Assert.True(loss.HasArrived));
        Assert.Equal(losses.Select(loss => loss.Value), losses.Select(loss => loss.Value));
    }

    [Fact]
    public void A_loss_is_a_number_and_a_text()
    {
        using var trainer = new ScaledRegression().CreateTrainer(TestDevice.Prompt, new Sgd(0.01));
        var (x, t) = ScaledRegression.Batch(4, 0);
        var pending = trainer.Forward(x, t);
        float loss = pending;
        Assert.Equal(loss.ToString("F3", CultureInfo.InvariantCulture), FormattableString.Invariant($"{pending:F3}"));
        Assert.Equal(loss.ToString(CultureInfo.CurrentCulture), pending.ToString());
    }

    [Fact]
    public void A_loss_is_known_for_1024_calls_more()
    {
        using var trainer = new ScaledRegression().CreateTrainer(TestDevice.Prompt, new Sgd(0.01), batchSize: 1);
        var (x, t) = ScaledRegression.Batch(1, 0);
        var first = trainer.Forward(x, t);
        var second = trainer.Forward(x, t);
        for (var i = 0; i < Progress.Length - 1; i++)
            trainer.Forward(x, t);
        Assert.Contains("no longer known", Assert.Throws<InvalidOperationException>(() => first.Value).Message, StringComparison.Ordinal);
        Assert.True(first.HasArrived);
        Assert.True(second > 0);
    }

    [Fact]
    public void The_loss_of_no_batch_has_no_value()
    {
        Assert.False(default(PendingLoss).HasArrived);
        Assert.Throws<InvalidOperationException>(() => default(PendingLoss).Value);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_loss_that_is_not_finite_updates_nothing(float value)
    {
        var model = new ScaledRegression(maxNorm: 1);
        using var trainer = model.CreateTrainer(TestDevice.Prompt, new Adam(0.01) { Average = new MovingAverage(0.9), Clipping = Clipping.GlobalNorm(1) });
        Step(trainer);
        var (parameters, average, norm) = (model.Parameters.Trainable.ToArray(), trainer.Average!.All[..ScaledRegression.Trainable].ToArray(), trainer.GradientNorm);

        var (x, t) = ScaledRegression.Batch(4, 1);
        x[3] = value;
        Assert.False(float.IsFinite(trainer.Step(x, t)));
        Assert.Equal(parameters, model.Parameters.Trainable.ToArray());
        Assert.Equal(average, trainer.Average.All[..ScaledRegression.Trainable].ToArray());
        Assert.Equal(norm, trainer.GradientNorm);
        // The host does not wait to know it: the step is counted.
        Assert.Equal(2, trainer.StepCount);

        Assert.True(float.IsFinite(Step(trainer)));
        Assert.True(model.Parameters.Trainable.ToArray().All(float.IsFinite));
        Assert.NotEqual(parameters, model.Parameters.Trainable.ToArray());
    }

    [Fact]
    public void A_batch_whose_loss_is_not_finite_is_not_accumulated()
    {
        var (model, twinModel) = (new ScaledRegression(), new ScaledRegression());
        using var trainer = model.CreateTrainer(TestDevice.Prompt, new Sgd(0.05));
        using var twin = twinModel.CreateTrainer(TestDevice.Prompt, new Sgd(0.05));
        var (badX, badT) = ScaledRegression.Batch(2, 1);
        badX[0] = float.NaN;
        var (x, t) = ScaledRegression.Batch(3, 2);

        // What is accumulated outlasts a bad batch, and a bad step.
        trainer.Accumulate(x, t);
        Assert.True(float.IsNaN(trainer.Accumulate(badX, badT)));
        Assert.True(float.IsNaN(trainer.Step(badX, badT)));
        trainer.Update();
        twin.Accumulate(x, t);
        twin.Update();
        Assert.Equal(twinModel.Parameters.Trainable.ToArray(), model.Parameters.Trainable.ToArray());
        Assert.NotEqual(new ScaledRegression().Parameters.Trainable.ToArray(), model.Parameters.Trainable.ToArray());
    }

    private static float Step(DeviceTrainer trainer)
    {
        var (x, t) = ScaledRegression.Batch(4, 0);
        return trainer.Step(x, t);
    }
}
