using System;

namespace NetGen;

/// <summary>
/// How the learning rate changes while training goes on: a factor on <see cref="Optimizer.LearningRate"/>, as a function of the updates already made
/// (0 before the first). What a schedule remembers (only <see cref="ReduceOnPlateau"/> remembers anything) belongs to the trainer and is saved with its checkpoints.
/// </summary>
public abstract class Schedule
{
    /// <summary>Numbers that a trainer keeps for a schedule.</summary>
    internal const int MemoryLength = 4;

    private protected Schedule()
    {
    }

    /// <summary>1, always.</summary>
    public static Schedule Constant { get; } = new FunctionSchedule("constant", _ => 1);

    /// <summary>factor^floor(t / every) after t updates.</summary>
    /// <param name="every">Updates between two changes, at least 1.</param>
    /// <param name="factor">What the rate is multiplied by, positive.</param>
    public static Schedule Step(long every, double factor = 0.1)
    {
        AtLeastOne(every, nameof(every));
        Positive(factor, nameof(factor));
        return new FunctionSchedule(FormattableString.Invariant($"step(every {every}, factor {factor})"), t => Math.Pow(factor, t / every));
    }

    /// <summary>factor^(t / per) after t updates, without jumps.</summary>
    /// <param name="factor">What the rate is multiplied by in <paramref name="per"/> updates, positive.</param>
    /// <param name="per">Updates, at least 1: those of an epoch, say.</param>
    public static Schedule Exponential(double factor, long per = 1)
    {
        AtLeastOne(per, nameof(per));
        Positive(factor, nameof(factor));
        return new FunctionSchedule(FormattableString.Invariant($"exponential({factor} per {per})"), t => Math.Pow(factor, t / (double)per));
    }

    /// <summary>final + (1 - final) (1 + cos(pi t / updates)) / 2, and final from there on.</summary>
    /// <param name="updates">Length of the descent, at least 1.</param>
    /// <param name="final">The last factor, 0 or more.</param>
    /// <remarks>Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017 (without the restarts).</remarks>
    public static Schedule Cosine(long updates, double final = 0)
    {
        AtLeastOne(updates, nameof(updates));
        NotNegative(final, nameof(final));
        return new FunctionSchedule(FormattableString.Invariant($"cosine({updates}, final {final})"), t => Annealed(1, final, Math.Min(t, updates) / (double)updates));
    }

    /// <summary>from + (1 - from) (t + 1) / updates for the first updates, then another schedule from its own beginning.</summary>
    /// <param name="updates">Length of the rise, at least 1.</param>
    /// <param name="then">What follows; default constant.</param>
    /// <param name="from">Where the rise begins, 0 or more.</param>
    public static Schedule WarmUp(long updates, Schedule? then = null, double from = 0)
    {
        AtLeastOne(updates, nameof(updates));
        NotNegative(from, nameof(from));
        return new WarmUpSchedule(updates, then ?? Constant, from);
    }

    /// <summary>
    /// From initial to 1 in the first part of the updates and down to final in the rest, both along half a cosine: <see cref="Optimizer.LearningRate"/> is the peak. As PyTorch's OneCycleLR.
    /// </summary>
    /// <param name="updates">Length of all, at least 2.</param>
    /// <param name="rise">The part that rises, above 0 and below 1.</param>
    /// <param name="initial">The first factor, positive.</param>
    /// <param name="final">The last factor, 0 or more.</param>
    /// <remarks>Smith and Topin, "Super-convergence: very fast training of neural networks using large learning rates", 2018.</remarks>
    public static Schedule OneCycle(long updates, double rise = 0.3, double initial = 1.0 / 25, double final = 1.0 / 25 / 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(updates, 2);
        if (!(rise > 0 && rise < 1))
            throw new ArgumentOutOfRangeException(nameof(rise), rise, "The part that rises must be above 0 and below 1.");
        Positive(initial, nameof(initial));
        NotNegative(final, nameof(final));
        var peak = rise * updates - 1;
        return new FunctionSchedule(FormattableString.Invariant($"one-cycle({updates}, rise {rise}, from {initial} to {final})"), t => t <= peak
            ? Annealed(initial, 1, t / peak)
            : Annealed(1, final, Math.Min(1, (t - peak) / (updates - 1 - peak))));
    }

    /// <summary>
    /// Multiplies the rate by a factor when a reported value (<c>trainer.ReportMetric</c>; <c>Fit</c> reports the validation loss of every epoch) has not become smaller for some reports. As PyTorch's ReduceLROnPlateau.
    /// </summary>
    /// <param name="factor">What the rate is multiplied by, above 0 and below 1.</param>
    /// <param name="patience">Reports without improvement that are waited for; the next one reduces.</param>
    /// <param name="threshold">An improvement is a value below (1 - threshold) of the best one.</param>
    /// <param name="cooldown">Reports after a reduction that are not counted.</param>
    /// <param name="minimum">The factor never goes below this.</param>
    public static Schedule ReduceOnPlateau(double factor = 0.1, int patience = 10, double threshold = 1e-4, int cooldown = 0, double minimum = 0)
    {
        if (!(factor > 0 && factor < 1))
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be above 0 and below 1.");
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        NotNegative(threshold, nameof(threshold));
        ArgumentOutOfRangeException.ThrowIfNegative(cooldown);
        NotNegative(minimum, nameof(minimum));
        return new PlateauSchedule(factor, patience, threshold, cooldown, minimum);
    }

    /// <summary>Any function of the number of updates made so far; not negative.</summary>
    public static Schedule Of(Func<long, double> factor)
    {
        ArgumentNullException.ThrowIfNull(factor);
        return new FunctionSchedule("custom", factor);
    }

    /// <summary>The factor on the learning rate after a number of updates, for a schedule that needs no reports: to be plotted, say.</summary>
    public double FactorAt(long updates)
    {
        Span<double> memory = stackalloc double[MemoryLength];
        Begin(memory);
        return Factor(updates, memory);
    }

    /// <summary>The factor on the learning rate.</summary>
    /// <param name="updates">Updates made so far.</param>
    /// <param name="memory">What the schedule remembers.</param>
    internal abstract double Factor(long updates, ReadOnlySpan<double> memory);

    /// <summary>Sets the memory as it is before training.</summary>
    internal virtual void Begin(Span<double> memory) => memory.Clear();

    /// <summary>Takes note of a value that should become small.</summary>
    internal virtual void Report(double value, Span<double> memory)
    {
    }

    /// <summary>From one factor to another along half a cosine; share is in [0, 1].</summary>
    private static double Annealed(double from, double to, double share) => to + (from - to) * (1 + Math.Cos(Math.PI * share)) / 2;

    private static void AtLeastOne(long updates, string name) => ArgumentOutOfRangeException.ThrowIfLessThan(updates, 1, name);

    private static void Positive(double factor, string name)
    {
        if (!(double.IsFinite(factor) && factor > 0))
            throw new ArgumentOutOfRangeException(name, factor, "The factor must be positive and finite.");
    }

    private static void NotNegative(double value, string name)
    {
        if (!(double.IsFinite(value) && value >= 0))
            throw new ArgumentOutOfRangeException(name, value, "The value must be finite and not negative.");
    }
}
