using System;

namespace NetGen;

/// <summary>
/// Batches of a long text for truncated backpropagation through time: the text is cut into as many streams as a batch has sequences, and each window continues
/// the streams of the window before, so that recurrent states can be kept from one to the next. Targets are the tokens that follow. Windows are made without allocation.
/// </summary>
public sealed class TokenWindows
{
    private readonly ReadOnlyMemory<int> _tokens;
    private readonly int[] _inputs, _targets;
    private int _next;
    private int _streamLength;
    private int _start;

    /// <param name="tokens">The text; it is not copied.</param>
    /// <param name="batchSize">Sequences per window.</param>
    /// <param name="steps">Time steps per window.</param>
    /// <param name="stride">Steps from the beginning of one window to that of the next: fewer than <paramref name="steps"/> where they overlap. Default 0: as many.</param>
    /// <exception cref="ArgumentException">The text is too short for one window.</exception>
    public TokenWindows(ReadOnlyMemory<int> tokens, int batchSize, int steps, int stride = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(stride);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(stride, steps);
        if (tokens.Length <= (long)batchSize * steps)
            throw new ArgumentException(FormattableString.Invariant($"A text of {tokens.Length:N0} tokens is too short for a window of {batchSize:N0} sequences of {steps:N0} steps and the token after: {((long)batchSize * steps) + 1:N0}."), nameof(tokens));
        (_tokens, BatchSize, Steps, Stride) = (tokens, batchSize, steps, stride == 0 ? steps : stride);
        _inputs = new int[batchSize * steps];
        _targets = new int[batchSize * steps];
        Restart();
    }

    /// <summary>Sequences per window.</summary>
    public int BatchSize { get; }

    /// <summary>Time steps per window.</summary>
    public int Steps { get; }

    /// <summary>Steps from one window to the next.</summary>
    public int Stride { get; }

    /// <summary>Windows from one <see cref="Restart"/> to the next. What is left over at the end of the streams, less than a window, is not used.</summary>
    public int Count => ((_streamLength - Steps) / Stride) + 1;

    /// <summary>The current window, [batch, steps].</summary>
    public ReadOnlySpan<int> Inputs => _inputs;

    /// <summary>The tokens after those of <see cref="Inputs"/>.</summary>
    public ReadOnlySpan<int> Targets => _targets;

    /// <summary>Goes to the next window.</summary>
    /// <returns>False at the end of the text: then <see cref="Restart"/>, and reset the recurrent states too.</returns>
    public bool MoveNext()
    {
        if (_next + Steps > _streamLength)
            return false;
        var tokens = _tokens.Span;
        for (int n = 0; n < BatchSize; n++)
        {
            int first = _start + (n * _streamLength) + _next;
            tokens.Slice(first, Steps).CopyTo(_inputs.AsSpan(n * Steps));
            tokens.Slice(first + 1, Steps).CopyTo(_targets.AsSpan(n * Steps));
        }

        _next += Stride;
        return true;
    }

    /// <summary>Goes back before the first window.</summary>
    /// <param name="start">Tokens to leave out at the beginning: another number each time cuts the text into other windows. At most what one window leaves over.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rest of the text is too short for one window.</exception>
    public void Restart(int start = 0)
    {
        if (start < 0 || start > MaxStart)
            throw new ArgumentOutOfRangeException(nameof(start), start, FormattableString.Invariant($"It must be from 0 to {MaxStart:N0}."));
        _start = start;
        _streamLength = (_tokens.Length - start - 1) / BatchSize;
        _next = 0;
    }

    /// <summary>The largest argument of <see cref="Restart"/>.</summary>
    public int MaxStart => _tokens.Length - 1 - (BatchSize * Steps);
}
