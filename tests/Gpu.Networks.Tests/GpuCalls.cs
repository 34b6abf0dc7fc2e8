using System;
using System.Linq;
using System.Reflection;
using NetGen.Integration.Tests.Networks;

namespace NetGen.Gpu.Networks.Tests;

/// <summary>Methods of generated GPU sessions and trainers, found by reflection: they have no types in common with those for the processor.</summary>
internal static class GpuCalls
{
    private delegate PendingLoss Loss<TInput, TTarget>(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target);

    private delegate PendingLoss LossOfSequences<TInput, TTarget>(ReadOnlySpan<TInput> input, ReadOnlySpan<TTarget> target, ReadOnlySpan<int> lengths);

    private delegate void Inference<TInput>(ReadOnlySpan<TInput> input, Span<float> output);

    private delegate void InferenceOfSequences<TInput>(ReadOnlySpan<TInput> input, Span<float> output, ReadOnlySpan<int> lengths);

    /// <summary>Forward, Step or Accumulate of a chain.</summary>
    public static PendingLoss Run(this GpuTrainer trainer, string method, NetworkClass<float> network, Batch<float> batch) => (network.Vocabulary > 0, network.HasLabels) switch
    {
        (false, false) => Find<Loss<float, float>>(trainer, method)(batch.Input, batch.Targets),
        (false, true) => Find<Loss<float, int>>(trainer, method)(batch.Input, batch.Labels),
        (true, false) => Find<Loss<int, float>>(trainer, method)(batch.Tokens, batch.Targets),
        (true, true) => Find<Loss<int, int>>(trainer, method)(batch.Tokens, batch.Labels),
    };

    /// <summary>Forward, Step or Accumulate of a recurrent network.</summary>
    public static PendingLoss Run(this GpuTrainer trainer, string method, Sequences<float> sequences) => (sequences.Network.Vocabulary > 0, sequences.Network.HasLabels) switch
    {
        (false, false) => Find<LossOfSequences<float, float>>(trainer, method)(sequences.Input, sequences.Targets, sequences.Lengths),
        (false, true) => Find<LossOfSequences<float, int>>(trainer, method)(sequences.Input, sequences.Labels, sequences.Lengths),
        _ => Find<LossOfSequences<int, int>>(trainer, method)(sequences.Tokens, sequences.Labels, sequences.Lengths),
    };

    /// <summary>Forward or Predict of a chain.</summary>
    public static float[] Run(this GpuSession session, string method, NetworkClass<float> network, Batch<float> batch, int outputs)
    {
        float[] output = new float[outputs];
        if (network.Vocabulary > 0)
            Find<Inference<int>>(session, method)(batch.Tokens, output);
        else
            Find<Inference<float>>(session, method)(batch.Input, output);
        return output;
    }

    /// <summary>Forward or Predict of a recurrent network.</summary>
    public static float[] Run(this GpuSession session, string method, Sequences<float> sequences)
    {
        float[] output = new float[sequences.Count * sequences.TargetSteps * sequences.Network.Outputs];
        if (sequences.Network.Vocabulary > 0)
            Find<InferenceOfSequences<int>>(session, method)(sequences.Tokens, output, sequences.Lengths);
        else
            Find<InferenceOfSequences<float>>(session, method)(sequences.Input, output, sequences.Lengths);
        return output;
    }

    /// <summary>One time step.</summary>
    public static void Step(this GpuSession session, Sequences<float> oneStep, Span<float> output)
    {
        if (oneStep.Network.Vocabulary > 0)
            Find<Inference<int>>(session, "Step")(oneStep.Tokens, output);
        else
            Find<Inference<float>>(session, "Step")(oneStep.Input, output);
    }

    public static void Backward(this GpuTrainer trainer) => Find<Action>(trainer, "Backward")();

    private static TDelegate Find<TDelegate>(object target, string method)
        where TDelegate : Delegate =>
        target.GetType().GetMethod(method, [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)])!.CreateDelegate<TDelegate>(target);
}
