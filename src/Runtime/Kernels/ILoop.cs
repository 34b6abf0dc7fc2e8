using System.Numerics;

namespace NetGen.Kernels;

/// <summary>An emitted loop over [first, last) of its outermost axis. Iterations are independent, so a range may be cut between workers anywhere.</summary>
/// <remarks>Mark <see cref="Run{V}"/> <c>AggressiveOptimization | NoInlining</c>, and everything it calls per register <c>AggressiveInlining</c>: then it never crawls through tier 0, and nothing in it stays a call.</remarks>
public interface ILoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Runs iterations [first, last) with registers of type <typeparamref name="V"/>.</summary>
    void Run<V>(int first, int last) where V : struct, IVector<V, T>;
}
