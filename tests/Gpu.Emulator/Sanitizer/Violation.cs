using System.Text;

namespace NetGen.Gpu.Emulator;

/// <summary>What a kernel, or the host, did wrong.</summary>
public enum ViolationKind
{
    OutOfBounds,
    Misaligned,
    UninitializedRead,
    RaceOfThreads,
    RaceOfGroups,
    DivergentBarrier,
    MissingLanes,
    BarrierInPlainKernel,
    UseAfterFree,
    HostMemoryInKernel,
    DeviceMemoryOnHost,
    Leak,
}

/// <summary>One thing done wrong: by which kernel (null for the host), on which line, in which memory, by which thread of which group.</summary>
public sealed record Violation(ViolationKind Kind, string Detail)
{
    public string? Kernel { get; init; }

    public string File { get; init; } = "";

    public int Line { get; init; }

    /// <summary>The buffer, or the shared memory.</summary>
    public string? Memory { get; init; }

    /// <summary>The index in the view.</summary>
    public long? Index { get; init; }

    public string? Thread { get; init; }

    public string? Group { get; init; }

    /// <summary>The methods of the kernel that were running, the innermost first.</summary>
    public string Calls { get; init; } = "";

    public override string ToString()
    {
        var text = new StringBuilder($"{Kind}: {Detail}");
        if (Memory is not null)
            text.Append($"; {Memory}");
        if (Index is not null)
            text.Append($", index {Index}");
        text.Append(Kernel is null ? "; on the host" : $"; kernel {Kernel}, thread {Thread} of group {Group}");
        if (File.Length > 0)
            text.Append($"; {File}:{Line}");
        text.Append(Calls);
        return text.ToString();
    }
}
