using ILGPU;

namespace NetGen.Gpu;

/// <summary>Independent iterations: each thread takes every so many of them, neighbouring threads neighbouring ones.</summary>
internal struct ElementLoop<TLoop> : IKernel
    where TLoop : struct, IElements
{
    public TLoop Loop;
    public int Count;

    public void Run()
    {
        uint step = (uint)(Grid.DimX * Group.DimX);
        for (uint index = (uint)((Grid.IdxX * Group.DimX) + Group.IdxX); index < (uint)Count; index += step)
            Loop.Run((int)index);
    }
}
