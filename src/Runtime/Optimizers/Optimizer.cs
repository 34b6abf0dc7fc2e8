using System;
using System.Numerics;

namespace NetGen;

/// <summary>
/// Settings of a way to change parameters along their gradients; names, formulas and defaults are PyTorch's. What an optimizer remembers between steps is in an <see cref="OptimizerState{T}"/>.
/// </summary>
public abstract class Optimizer
{
    private double _learningRate;

    private protected Optimizer(double learningRate, double weightDecay)
    {
        LearningRate = learningRate;
        WeightDecay = NotNegative(weightDecay, nameof(weightDecay));
    }

    /// <summary>Step size; may be changed between steps, by a schedule say. Parameters scale it by <see cref="ParameterDefinition.LearningRateScale"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, infinite or not a number.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set => _learningRate = NotNegative(value, "learningRate");
    }

    /// <summary>How much parameters are pulled to zero; applies to those with <see cref="ParameterDefinition.Decay"/>.</summary>
    public double WeightDecay { get; }

    /// <summary>How the learning rate changes while training goes on. Default constant.</summary>
    public Schedule Schedule { get; init; } = Schedule.Constant;

    /// <summary>How large gradients are made smaller. Default not at all.</summary>
    public Clipping? Clipping { get; init; }

    /// <summary>Whether the trainer keeps an average of the parameters over its updates, and which. Default none.</summary>
    public MovingAverage? Average { get; init; }

    /// <summary>What this optimizer needs to train parameters of a layout: its moments, at their start values.</summary>
    public abstract OptimizerState<T> CreateState<T>(ParameterLayout layout)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>All settings but the learning rate, for messages and to be compared with those of a checkpoint.</summary>
    public sealed override string ToString()
    {
        FormattableString text = $"{GetType().Name}({Settings}weight decay {WeightDecay}, schedule {Schedule}, clipping {Clipping?.ToString() ?? "none"}, average {Average?.ToString() ?? "none"})";
        return FormattableString.Invariant(text);
    }

    /// <summary>The rule's own settings, each followed by a comma and a space.</summary>
    private protected abstract string Settings { get; }

    private protected double NotNegative(double value, string name)
        => double.IsFinite(value) && value >= 0 ? value : throw Invalid(value, name, "finite and not negative");

    // 1 itself would keep the start value for ever, and corrections of the bias would divide by 0.
    private protected double Fraction(double value, string name)
        => value is >= 0 and < 1 ? value : throw Invalid(value, name, "at least 0 and less than 1");

    private ArgumentOutOfRangeException Invalid(double value, string name, string expected)
        => new(name, value, $"{GetType().Name}: {name} must be {expected}.");
}
