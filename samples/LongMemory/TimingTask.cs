using System;

namespace LongMemory;

/// <summary>
/// Spikes at irregular intervals (after Gers and Schmidhuber 2000, who gave cells their peepholes for such tasks): at each spike the network says whether the one before is more than 20 steps ago. Intervals are from 15 to 25 steps, and in between
/// the network has nothing to go by but its own count.
/// </summary>
internal sealed class TimingTask() : SequenceTask<int, int>("timing", steps: 3000, learningRate: 1e-2, Length, Length)
{
    public const int Tokens = 2, Classes = 3;
    private const int Silence = 0, Spike = 1, Shortest = 15, Limit = 20, Longest = 25, Length = 100, TestBatches = 32;

    private readonly int[] _inputs = new int[BatchSize * Length], _targets = new int[BatchSize * Length];
    private readonly float[] _logits = new float[BatchSize * Length * Classes];

    public override string Measure => "intervals right";

    public override ReadOnlySpan<int> Inputs => _inputs;

    public override ReadOnlySpan<int> Targets => _targets;

    public override void Next(Random random)
    {
        Array.Fill(_inputs, Silence);
        Array.Fill(_targets, 0);
        for (int n = 0; n < BatchSize; n++)
        {
            var input = _inputs.AsSpan(n * Length, Length);
            var target = _targets.AsSpan(n * Length, Length);
            int t = random.Next(Longest);
            input[t] = Spike;
            for (int interval = NextInterval(); t + interval < Length; interval = NextInterval())
            {
                t += interval;
                (input[t], target[t]) = (Spike, interval > Limit ? 2 : 1);
            }
        }

        int NextInterval() => random.Next(Shortest, Longest + 1);
    }

    public override double Test(ForwardPass<int> forward, Random random)
    {
        int right = 0, all = 0;
        for (int batch = 0; batch < TestBatches; batch++)
        {
            Next(random);
            forward(_inputs, _logits);
            for (int i = 0; i < _targets.Length; i++)
            {
                if (_targets[i] != 0)
                {
                    all++;
                    right += Best(_logits.AsSpan(i * Classes, Classes)) == _targets[i] ? 1 : 0;
                }
            }
        }

        return (double)right / all;
    }
}
