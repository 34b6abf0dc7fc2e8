using System;

namespace LongMemory;

/// <summary>
/// a^n b^n (Gers and Schmidhuber 2001): as many a as b. The network says which letter comes next, which it can know from the first b on, if it has counted. It learns with n up to 10, and is tested with longer ones.
/// </summary>
internal sealed class CountingTask() : SequenceTask<int, int>("a^n b^n", steps: 3000, learningRate: 1e-2, 2 * TrainedWith + 1, 2 * LongestTest + 1)
{
    public const int Tokens = 3;
    private const int A = 0, B = 1, Edge = 2, TrainedWith = 10, LongestTest = 200;

    private readonly int[] _inputs = new int[BatchSize * (2 * TrainedWith + 1)], _targets = new int[BatchSize * (2 * TrainedWith + 1)], _lengths = new int[BatchSize];

    public override string Measure => "right up to n";

    public override ReadOnlySpan<int> Inputs => _inputs;

    public override ReadOnlySpan<int> Targets => _targets;

    public override ReadOnlySpan<int> Lengths => _lengths;

    public override void Next(Random random)
    {
        for (int i = 0; i < BatchSize; i++)
        {
            int n = random.Next(1, TrainedWith + 1);
            _lengths[i] = 2 * n + 1;
            Write(n, _inputs.AsSpan(i * TrainingLength, TrainingLength), _targets.AsSpan(i * TrainingLength, TrainingLength));
        }
    }

    /// <summary>The largest n for which it and all below are right at every step.</summary>
    public override double Test(ForwardPass<int> forward, Random random)
    {
        int[] input = new int[TestLength], target = new int[TestLength];
        float[] logits = new float[TestLength * Tokens];
        for (int n = 1; n <= LongestTest; n++)
        {
            int length = 2 * n + 1;
            Write(n, input, target);
            forward(input.AsSpan(0, length), logits.AsSpan(0, length * Tokens), [length]);
            for (int t = 0; t < length; t++)
            {
                // While letters are a, another may follow or not; only the end may not.
                int said = Best(logits.AsSpan(t * Tokens, Tokens));
                if (t is > 0 && t <= n - 1 ? said == Edge : said != target[t] && t != n)
                {
                    return n - 1;
                }
            }
        }

        return LongestTest;
    }

    /// <summary>The edge, n times a, n times b, and as targets the same one step earlier, with the edge at the end.</summary>
    private static void Write(int n, Span<int> input, Span<int> target)
    {
        target[..n].Fill(A);
        target.Slice(n, n).Fill(B);
        target[2 * n] = Edge;
        input[0] = Edge;
        target[..(2 * n)].CopyTo(input[1..]);
    }
}
