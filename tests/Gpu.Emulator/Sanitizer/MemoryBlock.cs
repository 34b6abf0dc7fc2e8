using System;
using System.Runtime.CompilerServices;

namespace NetGen.Gpu.Emulator;

/// <summary>What kind of memory a block is.</summary>
internal enum MemoryKind { Device, Shared, Host }

/// <summary>What is known of a word of memory: who wrote it last and who read it since; 0 for nobody.</summary>
internal struct Word
{
    public ulong Write;
    public ulong Reads;
}

/// <summary>Allocated memory and what is known of each of its 32-bit words.</summary>
internal sealed unsafe class MemoryBlock
{
    public const int WordSize = 4;

    private static int s_count;

    private readonly byte[] _data;
    private readonly Clock _clock;
    private Word[] _words; // empty where kernels may not go: host memory, freed memory

    public MemoryBlock(MemoryKind kind, Clock clock, Type element, int size, long count, string? name = null)
    {
        long bytes = checked(size * count);
        Kind = kind;
        Name = name ?? FormattableString.Invariant($"buffer {System.Threading.Interlocked.Increment(ref s_count)} ({TypeName.Of(element)}[{count}])");
        _clock = clock;
        _data = GC.AllocateUninitializedArray<byte>(checked((int)bytes + Alignment), pinned: true);
        var address = (byte*)Unsafe.AsPointer(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(_data));
        Data = (byte*)(((nint)address + Alignment - 1) / Alignment * Alignment);
        Bytes = bytes;
        // What a careless kernel reads from fresh memory is not a number.
        new Span<byte>(Data, (int)bytes).Fill(kind == MemoryKind.Host ? (byte)0 : (byte)0xFF);
        _words = kind == MemoryKind.Host ? [] : new Word[bytes / WordSize];
    }

    private const int Alignment = 64;

    public MemoryKind Kind { get; }

    public string Name { get; }

    public byte* Data { get; }

    public long Bytes { get; }

    public Clock Clock => _clock;

    public bool IsFreed { get; private set; }

    public static void CheckElement<T>()
        where T : unmanaged
    {
        if (sizeof(T) % WordSize != 0)
            throw new NotSupportedException($"The emulator has elements of whole 32-bit words, but {TypeName.Of(typeof(T))} has {sizeof(T)} bytes.");
    }

    public void Free()
    {
        IsFreed = true;
        _words = [];
    }

    /// <summary>Nothing has been written, as shared memory is at the start of a group.</summary>
    public void Forget() => Array.Clear(_words);

    public void MarkWritten(int word, long count)
    {
        foreach (ref var each in Words(word, count))
            each = new() { Write = Stamp.Host };
    }

    /// <summary>The first unwritten word of a range, or -1.</summary>
    public long FirstUnwritten(int word, long count)
    {
        var words = Words(word, count);
        for (int i = 0; i < words.Length; i++)
            if (words[i].Write == 0)
                return i;
        return -1;
    }

    /// <summary>A copy's words are as written as the original's.</summary>
    public void CopyMarks(int word, MemoryBlock source, int sourceWord, long count)
    {
        if (source.Kind == MemoryKind.Host)
        {
            MarkWritten(word, count);
            return;
        }
        var to = Words(word, count);
        var from = source.Words(sourceWord, count);
        for (int i = 0; i < to.Length; i++)
            to[i] = new() { Write = from[i].Write == 0 ? 0 : Stamp.Host };
    }

    /// <summary>Notes a read by the running thread, unless there may be something wrong with it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(int index)
    {
        var words = _words;
        if ((uint)index >= (uint)words.Length)
            return false;
        ref var word = ref words[index];
        var clock = _clock;
        ulong now = clock.Now, write = word.Write;
        if (now == 0 || write == 0)
            return false;
        if (write >= clock.LaunchStart && write != now && (write < clock.GroupStart || write >= clock.Interval))
            return false;
        ulong reads = word.Reads;
        if (reads != now)
            word.Reads = reads < clock.LaunchStart ? now : clock.Join(reads);
        return true;
    }

    /// <summary>Notes a write by the running thread, unless there may be something wrong with it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryWrite(int index)
    {
        var words = _words;
        if ((uint)index >= (uint)words.Length)
            return false;
        ref var word = ref words[index];
        var clock = _clock;
        ulong now = clock.Now, write = word.Write, reads = word.Reads;
        if (now == 0)
            return false;
        if (write >= clock.LaunchStart && write != now && (write < clock.GroupStart || write >= clock.Interval))
            return false;
        if (reads >= clock.LaunchStart && reads != now && clock.RacesWithReads(reads))
            return false;
        word.Write = now;
        return true;
    }

    /// <summary>What is wrong with a read by the running thread, which is noted.</summary>
    public ViolationKind? Read(int index)
    {
        if (Forbidden(index) is { } forbidden)
            return forbidden;
        ref var word = ref _words[index];
        ViolationKind? found = word.Write == 0 ? ViolationKind.UninitializedRead
            : _clock.RacesWithWrite(word.Write) ? RaceWith(word.Write)
            : null;
        word.Reads = _clock.Join(word.Reads);
        return found;
    }

    /// <summary>What is wrong with a write by the running thread, which is noted.</summary>
    public ViolationKind? Write(int index)
    {
        if (Forbidden(index) is { } forbidden)
            return forbidden;
        ref var word = ref _words[index];
        ViolationKind? found = _clock.RacesWithWrite(word.Write) ? RaceWith(word.Write)
            : _clock.RacesWithReads(word.Reads) ? (word.Reads & Stamp.OtherGroups) != 0 ? ViolationKind.RaceOfGroups : RaceWith(word.Reads)
            : null;
        word.Write = _clock.Now;
        return found;
    }

    /// <summary>The thread of the last write and of the last read, for a report.</summary>
    public (int? Writer, int? Reader) LastThreads(int index)
    {
        if ((uint)index >= (uint)_words.Length)
            return default;
        var word = _words[index];
        return (word.Write >= _clock.LaunchStart ? Stamp.Thread(word.Write) : null, word.Reads >= _clock.LaunchStart ? Stamp.Thread(word.Reads) : null);
    }

    private Span<Word> Words(int word, long count) => Kind == MemoryKind.Host ? [] : _words.AsSpan(word, (int)count);

    private ViolationKind? Forbidden(int index) =>
        IsFreed ? ViolationKind.UseAfterFree
        : Kind == MemoryKind.Host ? ViolationKind.HostMemoryInKernel
        : _clock.Now == 0 ? ViolationKind.DeviceMemoryOnHost
        : (uint)index >= (uint)_words.Length ? ViolationKind.OutOfBounds
        : null;

    private ViolationKind RaceWith(ulong stamp) => stamp < _clock.GroupStart ? ViolationKind.RaceOfGroups : ViolationKind.RaceOfThreads;
}
