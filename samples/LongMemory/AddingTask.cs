using System;

namespace LongMemory;

/// <summary>
/// The adding problem (Hochreiter and Schmidhuber 1997): of 100 numbers from 0 to 1, one in each half is marked; after the last step the network says what the two sum up to. Who always says 1 has a mean squared error of 1/6.
/// </summary>
internal sealed class AddingTask() : SequenceTask<float, float>("adding problem", steps: 4000, learningRate: 4e-3, Length, Length)
{
    public const int Length = 100;
    private const int TestBatches = 32;

    private readonly float[] _inputs = new float[BatchSize * Length * 2], _sums = new float[BatchSize], _outputs = new float[BatchSize];

    public override string Measure => "mean squared error";

    public override ReadOnlySpan<float> Inputs => _inputs;

    public override ReadOnlySpan<float> Targets => _sums;

    public override void Next(Random random)
    {
        for (int n = 0; n < BatchSize; n++)
        {
            var sequence = _inputs.AsSpan(n * Length * 2, Length * 2);
            for (int t = 0; t < Length; t++)
            {
                (sequence[2 * t], sequence[2 * t + 1]) = (random.NextSingle(), 0);
            }

            int first = random.Next(Length / 2), second = random.Next(Length / 2, Length);
            sequence[2 * first + 1] = sequence[2 * second + 1] = 1;
            _sums[n] = sequence[2 * first] + sequence[2 * second];
        }
    }

    public override double Test(ForwardPass<float> forward, Random random)
    {
        double squares = 0;
        for (int batch = 0; batch < TestBatches; batch++)
        {
            Next(random);
            forward(_inputs, _outputs);
            for (int n = 0; n < BatchSize; n++)
            {
                squares += Math.Pow(_outputs[n] - _sums[n], 2);
            }
        }

        return squares / (TestBatches * BatchSize);
    }
}
