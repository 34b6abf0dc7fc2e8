using System.Numerics;

namespace NetGen.Kernels;

/// <summary>An emitted loop over [first, last) of its outermost axis. Iterations are independent, so a range may be cut between workers anywhere.</summary>
public interface ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Runs iterations [first, last) with registers of type <typeparamref name="V"/>.</summary>
    void Run<V>(int first, int last) where V : struct, IVector<V, T>;
}
