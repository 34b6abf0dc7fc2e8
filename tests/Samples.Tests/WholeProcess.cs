using Xunit;

namespace NetGen.Samples.Tests;

/// <summary>Tests of what the whole process shares, the console: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(WholeProcess), DisableParallelization = true)]
public sealed class WholeProcess;
