using System.Numerics;
using NetGen.Kernels;

namespace NetGen;

/// <summary>The formula of an optimizer for one element, with its coefficients for one step and one segment already computed. Devices run it too, so it reads numbers only.</summary>
internal interface IUpdateRule<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Takes parameters w, gradients g and up to three moments, updates the moments and returns the new parameters.</summary>
    V Update<V>(V w, V g, ref V moment0, ref V moment1, ref V moment2) where V : struct, IVector<V, T>;
}

/// <summary>What the coefficients of a rule depend on, beside the optimizer's settings.</summary>
/// <param name="Step">1 in the first step.</param>
/// <param name="LearningRate">The optimizer's, scaled for the segment.</param>
/// <param name="WeightDecay">The optimizer's, or 0 where the segment does not decay.</param>
internal readonly record struct UpdateStep(long Step, double LearningRate, double WeightDecay);

/// <summary>Computes a rule's coefficients.</summary>
internal delegate TRule RuleAt<out TRule>(UpdateStep step);

/// <summary>Something that is made for a rule, whose type only the optimizer's state knows: the update on a device.</summary>
internal interface IRuleUser<T, out TResult>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    TResult Use<TRule>(FusedUpdate<T, TRule> update) where TRule : unmanaged, IUpdateRule<T>;
}
