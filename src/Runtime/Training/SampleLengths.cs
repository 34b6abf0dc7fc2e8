using System;

namespace NetGen;

/// <summary>Elements of a sample's input, target and output.</summary>
/// <param name="Network">Whose, for messages.</param>
/// <param name="Input">Of an input.</param>
/// <param name="Target">Of a target.</param>
/// <param name="Output">Of an output.</param>
internal readonly record struct SampleLengths(string Network, int Input, int Target, int Output)
{
    /// <summary>Throws unless a dataset has such samples.</summary>
    public void Check<TInput, TTarget>(Dataset<TInput, TTarget> data, string argument)
        where TInput : unmanaged
        where TTarget : unmanaged
    {
        ArgumentNullException.ThrowIfNull(data, argument);
        if (data.Count < 1)
            throw new ArgumentException($"{Network}: the dataset is empty.", argument);
        if (data.InputLength != Input)
            throw new ArgumentException(FormattableString.Invariant($"{Network}: a sample's input is {Input:N0} elements, but the dataset's is {data.InputLength:N0}."), argument);
        if (data.TargetLength != Target)
            throw new ArgumentException(FormattableString.Invariant($"{Network}: a sample's target is {Target:N0} elements, but the dataset's is {data.TargetLength:N0}."), argument);
    }
}
