using System;

namespace NetGen;

/// <summary>A schedule that remembers nothing.</summary>
internal sealed class FunctionSchedule(string name, Func<long, double> factor) : Schedule
{
    public override string ToString() => name;

    internal override double Factor(long updates, ReadOnlySpan<double> memory) => factor(updates);
}

/// <summary>A linear rise, then another schedule.</summary>
internal sealed class WarmUpSchedule(long updates, Schedule then, double from) : Schedule
{
    public override string ToString() => FormattableString.Invariant($"warm-up({updates}, from {from}), then {then}");

    internal override double Factor(long done, ReadOnlySpan<double> memory) =>
        done < updates ? from + (1 - from) * (done + 1) / updates : then.Factor(done - updates, memory);

    internal override void Begin(Span<double> memory) => then.Begin(memory);

    internal override void Report(double value, Span<double> memory) => then.Report(value, memory);
}

/// <summary>Smaller steps where training no longer gets on.</summary>
internal sealed class PlateauSchedule(double factor, int patience, double threshold, int cooldown, double minimum) : Schedule
{
    // Places in the memory.
    private const int Current = 0, Best = 1, Bad = 2, Cooling = 3;

    // PyTorch's eps: smaller changes are not made.
    private const double SmallestChange = 1e-8;

    public override string ToString() => FormattableString.Invariant($"reduce-on-plateau(factor {factor}, patience {patience}, threshold {threshold}, cooldown {cooldown}, minimum {minimum})");

    internal override double Factor(long updates, ReadOnlySpan<double> memory) => memory[Current];

    internal override void Begin(Span<double> memory)
    {
        memory[Current] = 1;
        memory[Best] = double.PositiveInfinity;
        memory[Bad] = 0;
        memory[Cooling] = 0;
    }

    internal override void Report(double value, Span<double> memory)
    {
        if (value < memory[Best] * (1 - threshold))
        {
            memory[Best] = value;
            memory[Bad] = 0;
        }
        else
        {
            memory[Bad]++;
        }

        if (memory[Cooling] > 0)
        {
            memory[Cooling]--;
            memory[Bad] = 0;
        }

        if (memory[Bad] <= patience)
            return;
        var reduced = Math.Max(memory[Current] * factor, minimum);
        if (memory[Current] - reduced > SmallestChange * memory[Current])
            memory[Current] = reduced;
        memory[Cooling] = cooldown;
        memory[Bad] = 0;
    }
}
