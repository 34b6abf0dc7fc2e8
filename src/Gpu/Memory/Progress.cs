using System;
using System.Threading;
using ILGPU;
using ILGPU.Runtime;

namespace NetGen.Gpu;

/// <summary>
/// How far the device has come with the calls of one session or trainer, and the losses of these calls. The device writes the loss of call n together with n, in one word, to a ring in its memory, which is copied to
/// pinned memory: the host looks there and waits for nothing.
/// </summary>
internal sealed class Progress
{
    /// <summary>Losses that are kept.</summary>
    public const int Length = 1024;

    /// <summary>How many calls with arguments the host may be ahead: each has pinned memory of its own.</summary>
    public const int CallsAhead = 4;

    // Milliseconds of looking, which let the device go on with the calls after the one that is waited for, before waiting for all of them.
    private const int LookFor = 20;

    private readonly DeviceStream _stream;
    private readonly ArrayView<long> _ring;
    private readonly PageLockedArray1D<long> _arrived;
    private long[]? _kept;
    private long _done;

    public Progress(DeviceMemory memory, DeviceStream stream)
    {
        _stream = stream;
        _ring = memory.AllocateZeros<long>(Length, "The ring of losses");
        _arrived = memory.AllocatePinned<long>(Length);
    }

    /// <summary>The number of the call that is being queued; the first is 1.</summary>
    public long Current { get; private set; } = 1;

    /// <summary>Where the device is to write the loss of the present call.</summary>
    public ArrayView<long> Slot => _ring.SubView(Current % Length, 1);

    /// <summary>Ends the queueing of a call whose loss the device writes to <see cref="Slot"/>.</summary>
    /// <returns>The call's number.</returns>
    public long Publish()
    {
        // All of it: to copy one element takes as long, and with OpenCL, ILGPU copies as much as the memory of the host is long.
        _stream.CopyTo(_ring, _arrived);
        return Current++;
    }

    /// <summary>Takes note that the device has done all that it was given.</summary>
    public void Settle() => _done = Current++;

    /// <summary>Whether a call has been done. A later one that has taken its place in the ring says so too.</summary>
    public bool HasArrived(long call) => call <= _done || NumberOf(Word(call)) - (int)call >= 0;

    /// <summary>Waits until a call has been done.</summary>
    public void WaitFor(long call)
    {
        if (HasArrived(call) || _kept is not null)
            return;
        // Of a call that is not queued to its end, nothing will arrive.
        var spin = default(SpinWait);
        for (var start = Environment.TickCount64; call < Current && Environment.TickCount64 - start < LookFor;)
        {
            spin.SpinOnce();
            if (HasArrived(call))
                return;
        }

        _stream.Synchronize();
    }

    /// <summary>The loss of a call, once it has arrived.</summary>
    /// <exception cref="InvalidOperationException">It has been overwritten.</exception>
    public float LossOf(long call)
    {
        WaitFor(call);
        var word = Word(call);
        return NumberOf(word) == (int)call
            ? BitConverter.Int32BitsToSingle((int)word)
            : throw new InvalidOperationException(FormattableString.Invariant($"The loss of call {call:N0} is no longer known: only those of the last {Length:N0} calls are kept, and {Current - 1 - call:N0} have followed it."));
    }

    /// <summary>Keeps the losses that have arrived, before the pinned memory is freed.</summary>
    public void Close() => _kept = _arrived.Span.ToArray();

    /// <summary>As the device packs them.</summary>
    internal static long Pack(int call, float loss) => ((long)call << 32) | ((long)Interop.FloatAsInt(loss) & 0xFFFF_FFFFL);

    private static int NumberOf(long word) => (int)(word >> 32);

    private long Word(long call) => Volatile.Read(ref (_kept ?? _arrived.Span)[(int)(call % Length)]);
}
