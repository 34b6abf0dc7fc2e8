using System;
using System.IO;
using Xunit;

namespace NetGen.Gpu.Tests.Execution;

/// <summary>Parameters are where they are needed, whoever has changed them.</summary>
public class ParameterTests
{
    [Fact]
    public void What_the_host_writes_the_device_reads()
    {
        var model = new ScaledRegression();
        using var session = model.CreateSession(TestDevice.Prompt);
        var before = Outputs(session);
        OptimizerTests.Near(Expected(model), before);
        model.Parameters["Dense1.bias"].Values.Fill(2);
        model.Parameters.MarkChanged();
        var after = Outputs(session);
        OptimizerTests.Near(Expected(model), after);
        Assert.NotEqual(before, after);
    }

    [Fact]
    public void What_the_device_trains_is_read_without_being_asked_for()
    {
        var (model, before) = (new ScaledRegression(), new ScaledRegression().Parameters.All.ToArray());
        var version = model.Parameters.Version;
        using var trainer = model.CreateTrainer(TestDevice.Prompt, new Sgd(0.05));
        using var session = model.CreateSession(TestDevice.Prompt);
        Step(trainer);
        Assert.True(model.Parameters.Version > version);
        var outputs = Outputs(session);
        OptimizerTests.Near(Expected(model), outputs);
        Assert.NotEqual(before[..10], model.Parameters.All[..10].ToArray());
        Assert.Equal(4, model.Parameters.State[0]);
    }

    [Fact]
    public void A_view_of_a_parameter_that_was_taken_before_shows_what_was_trained()
    {
        var model = new ScaledRegression();
        var bias = model.Parameters["Dense1.bias"];
        using var trainer = model.CreateTrainer(TestDevice.Prompt, new Sgd(0.05));
        Step(trainer);
        Assert.NotEqual(0, bias.Values[0]);
    }

    [Fact]
    public void A_model_is_saved_as_it_was_trained()
    {
        var model = new ScaledRegression();
        using var trainer = model.CreateTrainer(TestDevice.Prompt, new Sgd(0.05));
        Step(trainer);
        using var file = new MemoryStream();
        Safetensors.Save(model.Parameters, file);
        file.Position = 0;
        var loaded = new ScaledRegression(seed: 9);
        Safetensors.Load(loaded.Parameters, file);
        Assert.NotEqual(new ScaledRegression().Parameters.All.ToArray(), loaded.Parameters.All.ToArray());
        trainer.Synchronize();
        Assert.Equal(model.Parameters.All.ToArray(), loaded.Parameters.All.ToArray());
    }

    [Fact]
    public void Training_goes_from_device_to_CPU_and_back()
    {
        var (mixed, cpuOnly) = (new ScaledRegression(), new ScaledRegression());
        using var gpu = mixed.CreateTrainer(TestDevice.Prompt, new Sgd(0.05));
        using var cpu = mixed.CreateTrainer(new Sgd(0.05));
        // Each trainer counts its own batches, on which the noise depends.
        using var twin1 = cpuOnly.CreateTrainer(new Sgd(0.05));
        using var twin2 = cpuOnly.CreateTrainer(new Sgd(0.05));
        var (x, t) = ScaledRegression.Batch(4, 0);
        for (var i = 0; i < 3; i++)
        {
            gpu.Step(x, t);
            cpu.Step(x, t);
            twin1.Step(x, t);
            twin2.Step(x, t);
        }

        OptimizerTests.Near(cpuOnly.Parameters.All, mixed.Parameters.All);
    }

    [Fact]
    public void Forward_backward_and_update_are_a_step()
    {
        var (inPieces, inSteps) = (new ScaledRegression(), new ScaledRegression());
        using var trainer = inPieces.CreateTrainer(TestDevice.Prompt, new Adam(0.01));
        using var twin = inSteps.CreateTrainer(TestDevice.Prompt, new Adam(0.01));
        for (var step = 0; step < 3; step++)
        {
            var (x, t) = ScaledRegression.Batch(4, (ulong)step);
            var loss = trainer.Forward(x, t);
            trainer.Backward();
            trainer.Update();
            Assert.Equal(twin.Step(x, t).Value, loss.Value);
            Assert.Equal(twin.Gradients.All.ToArray(), trainer.Gradients.All.ToArray());
        }

        Assert.Equal(inSteps.Parameters.All.ToArray(), inPieces.Parameters.All.ToArray());
    }

    [Fact]
    public void Recurrent_states_are_copied_out_and_in()
    {
        using var session = new ScaledRegression().CreateSession(TestDevice.Prompt, maxBatch: 2);
        Assert.Equal(new float[10], session.State.ToArray());
        float[] state = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        session.State = state;
        Assert.Equal(state, session.State.ToArray());
        session.Reset();
        Assert.Equal(new float[10], session.State.ToArray());
    }

    private static void Step(DeviceTrainer trainer)
    {
        var (x, t) = ScaledRegression.Batch(4, 0);
        trainer.Step(x, t);
    }

    private static float[] Outputs(DeviceSession session)
    {
        var y = new float[4 * ScaledRegression.Outputs];
        session.Forward(ScaledRegression.Batch(4, 5).X, y);
        return y;
    }

    private static float[] Expected(ScaledRegression model)
    {
        var (w, x, y) = (model.Parameters.All.ToArray(), ScaledRegression.Batch(4, 5).X, new float[4 * ScaledRegression.Outputs]);
        for (var at = 0; at < y.Length; at++)
        {
            var (sample, o) = (at / ScaledRegression.Outputs, at % ScaledRegression.Outputs);
            y[at] = w[ScaledRegression.Bias + o] + w[ScaledRegression.Frozen];
            for (var i = 0; i < ScaledRegression.Inputs; i++)
                y[at] += x[sample * ScaledRegression.Inputs + i] * w[i * ScaledRegression.Outputs + o];
            y[at] *= w[ScaledRegression.Scale + o];
        }

        return y;
    }
}
