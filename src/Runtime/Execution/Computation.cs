using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace NetGen;

/// <summary>What sessions and trainers have in common, whatever they compute on: limits, and the checks of arguments, which come before anything is touched.</summary>
public abstract partial class Computation : IDisposable
{
    /// <param name="layout">Of the network's parameters.</param>
    /// <param name="maxBatch">Most samples in one call.</param>
    /// <param name="batchArgument">What the caller calls <paramref name="maxBatch"/>.</param>
    private protected Computation(ParameterLayout layout, int maxBatch, string batchArgument)
    {
        if (maxBatch < 1)
            throw new ArgumentOutOfRangeException(batchArgument, maxBatch, $"{layout.Network}: {batchArgument} must be at least 1.");
        Network = layout.Network;
        MaxBatch = maxBatch;
    }

    /// <summary>Most samples in one call.</summary>
    public int MaxBatch { get; }

    /// <summary>The network's name, for messages.</summary>
    private protected string Network { get; }

    /// <summary>What messages call the object: session, trainer.</summary>
    private protected abstract string Kind { get; }

    private protected abstract bool IsDisposed { get; }

    /// <summary>Frees the workspace. Any further call throws <see cref="ObjectDisposedException"/>.</summary>
    public abstract void Dispose();

    /// <summary>Also where a call would need no workspace.</summary>
    private protected void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(IsDisposed, this);

    /// <summary>The number of samples in an argument.</summary>
    /// <exception cref="ArgumentException">It is no whole number of samples, none, or too many.</exception>
    /// <exception cref="ObjectDisposedException">There is no workspace any more.</exception>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected int Samples(int length, int sample, string argument)
    {
        ThrowIfDisposed();
        int samples = length / sample;
        if (samples < 1 || samples > MaxBatch || samples * sample != length)
        {
            ThrowSamples(length, sample, argument);
        }

        return samples;
    }

    /// <summary>Throws unless an argument has the given number of elements per sample.</summary>
    [EditorBrowsable(EditorBrowsableState.Never), MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected void Check(int length, int samples, int sample, string argument)
    {
        if (length != samples * sample)
        {
            ThrowLength(length, samples, sample, argument);
        }
    }

    /// <summary>Throws unless every class index is in [0, classes).</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckClasses(ReadOnlySpan<int> indices, int classes, string argument)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)classes)
            {
                throw new ArgumentException(FormattableString.Invariant($"{Network}: {argument}[{i}] is {indices[i]}; classes are 0 to {classes - 1}."), argument);
            }
        }
    }

    /// <summary>Throws unless every class index is in [0, classes) or the one that does not count.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected void CheckClasses(ReadOnlySpan<int> indices, int classes, string argument, int ignored)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)classes && indices[i] != ignored)
            {
                throw new ArgumentException(FormattableString.Invariant($"{Network}: {argument}[{i}] is {indices[i]}; classes are 0 to {classes - 1}, and {ignored} is ignored."), argument);
            }
        }
    }

    private void ThrowSamples(int length, int sample, string argument) =>
        throw new ArgumentException(
            length == 0 ? FormattableString.Invariant($"{Network}: {argument} is empty; one sample is {sample:N0} elements.")
            : length % sample != 0 ? FormattableString.Invariant($"{Network}: {argument} has {length:N0} elements, which is no multiple of one sample's {sample:N0}.")
            : FormattableString.Invariant($"{Network}: {argument} holds {length / sample:N0} samples, but this {Kind} was made for at most {MaxBatch:N0}."),
            argument);

    private void ThrowLength(int length, int samples, int sample, string argument) =>
        throw new ArgumentException(FormattableString.Invariant($"{Network}: {argument} has {length:N0} elements; {samples:N0} samples of {sample:N0} need {(long)samples * sample:N0}."), argument);
}
