using System;
using NetGen.Integration.Tests.Networks;
using Xunit;

namespace NetGen.Integration.Tests.Execution;

/// <summary>An output depends on its own sample and the parameters, to the last bit: not on the batch, the threads or what the session has done before.</summary>
public sealed class InferenceDeterminismTests
{
    private const string Space = "NetGen.Integration.Tests.Networks.Typical";
    private const int Samples = 33;

    public static TheoryData<string> Singles => NetworkClass<float>.In(Space);

    public static TheoryData<string> Doubles => NetworkClass<double>.In(Space);

    [Theory]
    [MemberData(nameof(Singles))]
    public void SingleOutputsDependOnTheSampleOnly(string name) => OutputsDependOnTheSampleOnly(NetworkClass<float>.Named(Space, name));

    [Theory]
    [MemberData(nameof(Doubles))]
    public void DoubleOutputsDependOnTheSampleOnly(string name) => OutputsDependOnTheSampleOnly(NetworkClass<double>.Named(Space, name));

    [Theory]
    [MemberData(nameof(Singles))]
    public void SamplesThatAreNotNumbersHarmNoOther(string name)
    {
        var network = NetworkClass<float>.Named(Space, name);
        using var session = network.Create().CreateSession(Samples, threads: 2);
        var batch = new Batch<float>(network, Samples, seed: 4);
        float[] clean = Outputs(network, session, batch.Input);
        for (int sample = 0; sample < Samples; sample += 2)
            batch.Input.AsSpan(sample * network.InputLength, network.InputLength).Fill(sample % 4 == 0 ? float.NaN : float.PositiveInfinity);

        float[] outputs = Outputs(network, session, batch.Input);

        for (int sample = 1; sample < Samples; sample += 2)
            Bits.AssertEqual<float>(Row(network, clean, sample), Row(network, outputs, sample), $"{name}, sample {sample}");
    }

    [Theory]
    [MemberData(nameof(Singles))]
    public void PredictionsAreBoundToNoBatchEither(string name)
    {
        var network = NetworkClass<float>.Named(Space, name);
        using var session = network.Create().CreateSession(Samples, threads: 2);
        var batch = new Batch<float>(network, Samples, seed: 4);
        float[] together = new float[Samples * network.OutputLength], alone = new float[network.OutputLength];
        session.Predict(batch.Input, together);
        for (int sample = 0; sample < Samples; sample++)
        {
            session.Predict(Row(network.InputLength, batch.Input, sample), alone);
            Bits.AssertEqual<float>(Row(network, together, sample), alone, $"{name}, sample {sample}");
        }
    }

    private static void OutputsDependOnTheSampleOnly<T>(NetworkClass<T> network)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var model = network.Create(seed: 3);
        var batch = new Batch<T>(network, Samples, seed: 4);
        using var reference = model.CreateSession(Samples);
        T[] expected = Outputs(network, reference, batch.Input);

        foreach (int threads in new[] { 1, 2, 0 })
        {
            using var session = model.CreateSession(Samples, threads);
            foreach (int size in new[] { Samples, 1, 2, 3, 4, 5, 7, 8, 16, 31, Samples })
            {
                for (int start = 0; start < Samples; start += size)
                {
                    int samples = Math.Min(size, Samples - start);
                    T[] outputs = Outputs(network, session, batch.Slice(start, samples).Input);
                    Bits.AssertEqual<T>(expected.AsSpan(start * network.OutputLength, outputs.Length), outputs, $"{network}, {threads} threads, samples {start} to {start + samples - 1}");
                }
            }
        }

        using var small = model.CreateSession(maxBatch: 1);
        Bits.AssertEqual<T>(Row(network, expected, 2), Outputs(network, small, batch.Slice(2, 1).Input), $"{network}, in a session of one sample");
    }

    private static T[] Outputs<T>(NetworkClass<T> network, NetworkSession<T> session, T[] input)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        T[] outputs = new T[input.Length / network.InputLength * network.OutputLength];
        session.Forward(input, outputs);
        return outputs;
    }

    private static ReadOnlySpan<T> Row<T>(NetworkClass<T> network, T[] outputs, int sample)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        => Row(network.OutputLength, outputs, sample);

    private static ReadOnlySpan<T> Row<T>(int length, T[] values, int sample) => values.AsSpan(sample * length, length);
}
