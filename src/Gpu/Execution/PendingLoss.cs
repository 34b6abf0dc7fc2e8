using System;
using System.Globalization;

namespace NetGen.Gpu;

/// <summary>
/// The mean loss of a batch that a device computes. To read it waits for that batch, not to read it waits for nothing. It is known until 1,024 more batches have been computed.
/// </summary>
public readonly struct PendingLoss : IFormattable
{
    private readonly Progress? _progress;
    private readonly long _call;

    internal PendingLoss(Progress progress, long call) => (_progress, _call) = (progress, call);

    /// <summary>Whether the device has computed it.</summary>
    public bool HasArrived => _progress is not null && _progress.HasArrived(_call);

    /// <summary>The loss; waits until the device has computed it.</summary>
    /// <exception cref="InvalidOperationException">It is no longer known, or of no batch.</exception>
    public float Value => _progress is null ? throw new InvalidOperationException("This is the loss of no batch.") : _progress.LossOf(_call);

    /// <inheritdoc cref="Value"/>
    public static implicit operator float(PendingLoss loss) => loss.Value;

    /// <summary>The loss as text; waits until the device has computed it.</summary>
    public override string ToString() => ToString(null, CultureInfo.CurrentCulture);

    /// <inheritdoc cref="ToString()"/>
    public string ToString(string? format, IFormatProvider? formatProvider) => Value.ToString(format, formatProvider);
}
