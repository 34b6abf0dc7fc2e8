using System;

namespace LongMemory;

/// <summary>The copy task (Hochreiter and Schmidhuber 1997, in the form of Arjovsky et al. 2016): symbols, a long wait, a sign, and then the same symbols are to come again.</summary>
internal sealed class CopyTask() : SequenceTask<int, int>("copy task", steps: 4000, learningRate: 4e-3, Length, Length)
{
    public const int Symbols = 8, Tokens = Symbols + 2;
    private const int Copied = 5, Wait = 30, Length = Copied + Wait + Copied, Blank = Symbols, Sign = Symbols + 1;
    private const int TestBatches = 32;

    private readonly int[] _inputs = new int[BatchSize * Length], _targets = new int[BatchSize * Length];
    private readonly float[] _logits = new float[BatchSize * Length * Tokens];

    public override string Measure => "symbols right";

    public override ReadOnlySpan<int> Inputs => _inputs;

    public override ReadOnlySpan<int> Targets => _targets;

    public override void Next(Random random)
    {
        Array.Fill(_inputs, Blank);
        Array.Fill(_targets, Blank);
        for (int n = 0; n < BatchSize; n++)
        {
            var input = _inputs.AsSpan(n * Length, Length);
            var target = _targets.AsSpan(n * Length, Length);
            for (int i = 0; i < Copied; i++)
            {
                input[i] = target[Copied + Wait + i] = random.Next(Symbols);
            }

            input[Copied + Wait - 1] = Sign;
        }
    }

    public override double Test(ForwardPass<int> forward, Random random)
    {
        int right = 0;
        for (int batch = 0; batch < TestBatches; batch++)
        {
            Next(random);
            forward(_inputs, _logits);
            for (int n = 0; n < BatchSize; n++)
            {
                for (int t = Copied + Wait; t < Length; t++)
                {
                    int at = n * Length + t;
                    right += Best(_logits.AsSpan(at * Tokens, Tokens)) == _targets[at] ? 1 : 0;
                }
            }
        }

        return (double)right / (TestBatches * BatchSize * Copied);
    }
}
