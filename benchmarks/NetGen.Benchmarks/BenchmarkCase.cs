using System;
using NetGen.Kernels;

namespace NetGen.Benchmarks;

/// <summary>One row of the suite. Make allocates the operands and returns the work, which is then run many times.</summary>
/// <param name="Name">What a pattern is matched against.</param>
/// <param name="MultiplyAdds">Per run; 0 where that is no measure.</param>
/// <param name="BytesStreamed">Read and written per run, where memory binds; else 0.</param>
/// <param name="Make">Prepares the work.</param>
internal sealed record BenchmarkCase(string Name, long MultiplyAdds, long BytesStreamed, Func<Workers, Action> Make);
