namespace NetGen.Kernels;

/// <summary>Work that is done for each sample of a batch by itself, such as all steps of a loop over time. Implemented by emitted structs.</summary>
public interface ISampleLoop
{
    /// <summary>Does it for samples [<paramref name="first"/>, <paramref name="first"/> + <paramref name="samples"/>).</summary>
    void Run(int first, int samples);
}

/// <summary>Samples, cut into ranges of equal length.</summary>
internal struct SampleJob<TLoop> : IJob
    where TLoop : struct, ISampleLoop
{
    public TLoop Loop;
    public int Count;

    public void Run(int part, int parts)
    {
        int first = (int)((long)Count * part / parts), last = (int)((long)Count * (part + 1) / parts);
        Loop.Run(first, last - first);
    }
}
