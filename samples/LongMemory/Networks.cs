using NetGen;

namespace LongMemory;

// Each task has a network of each cell, and they differ in nothing but the cell.

/// <summary>The adding problem: plain recurrent cells.</summary>
[Network]
[Sequence(2)]
[SimpleRnn(64, Output = SequenceOutput.Last)]
[Dense(1)]
[MeanSquaredError]
public partial class AddingRnn;

/// <summary>The adding problem: gated recurrent units.</summary>
[Network]
[Sequence(2)]
[Gru(64, Output = SequenceOutput.Last)]
[Dense(1)]
[MeanSquaredError]
public partial class AddingGru;

/// <summary>The adding problem: long short-term memory.</summary>
[Network]
[Sequence(2)]
[Lstm(64, Output = SequenceOutput.Last)]
[Dense(1)]
[MeanSquaredError]
public partial class AddingLstm;

/// <summary>The adding problem: long short-term memory with peepholes.</summary>
[Network]
[Sequence(2)]
[Lstm(64, Peephole = true, Output = SequenceOutput.Last)]
[Dense(1)]
[MeanSquaredError]
public partial class AddingPeephole;

/// <summary>The copy task: plain recurrent cells.</summary>
[Network]
[TokenSequence(CopyTask.Tokens)]
[Embedding(16)]
[SimpleRnn(64)]
[Dense(CopyTask.Tokens)]
[SoftmaxCrossEntropy]
public partial class CopyRnn;

/// <summary>The copy task: gated recurrent units.</summary>
[Network]
[TokenSequence(CopyTask.Tokens)]
[Embedding(16)]
[Gru(64)]
[Dense(CopyTask.Tokens)]
[SoftmaxCrossEntropy]
public partial class CopyGru;

/// <summary>The copy task: long short-term memory.</summary>
[Network]
[TokenSequence(CopyTask.Tokens)]
[Embedding(16)]
[Lstm(64)]
[Dense(CopyTask.Tokens)]
[SoftmaxCrossEntropy]
public partial class CopyLstm;

/// <summary>The copy task: long short-term memory with peepholes.</summary>
[Network]
[TokenSequence(CopyTask.Tokens)]
[Embedding(16)]
[Lstm(64, Peephole = true)]
[Dense(CopyTask.Tokens)]
[SoftmaxCrossEntropy]
public partial class CopyPeephole;

/// <summary>a^n b^n: plain recurrent cells.</summary>
[Network]
[TokenSequence(CountingTask.Tokens)]
[Embedding(4)]
[SimpleRnn(8)]
[Dense(CountingTask.Tokens)]
[SoftmaxCrossEntropy]
public partial class CountingRnn;

/// <summary>a^n b^n: gated recurrent units.</summary>
[Network]
[TokenSequence(CountingTask.Tokens)]
[Embedding(4)]
[Gru(8)]
[Dense(CountingTask.Tokens)]
[SoftmaxCrossEntropy]
public partial class CountingGru;

/// <summary>a^n b^n: long short-term memory.</summary>
[Network]
[TokenSequence(CountingTask.Tokens)]
[Embedding(4)]
[Lstm(8)]
[Dense(CountingTask.Tokens)]
[SoftmaxCrossEntropy]
public partial class CountingLstm;

/// <summary>a^n b^n: long short-term memory with peepholes.</summary>
[Network]
[TokenSequence(CountingTask.Tokens)]
[Embedding(4)]
[Lstm(8, Peephole = true)]
[Dense(CountingTask.Tokens)]
[SoftmaxCrossEntropy]
public partial class CountingPeephole;

/// <summary>Intervals between spikes: plain recurrent cells.</summary>
[Network]
[TokenSequence(TimingTask.Tokens)]
[Embedding(4)]
[SimpleRnn(16)]
[Dense(TimingTask.Classes)]
[SoftmaxCrossEntropy]
public partial class TimingRnn;

/// <summary>Intervals between spikes: gated recurrent units.</summary>
[Network]
[TokenSequence(TimingTask.Tokens)]
[Embedding(4)]
[Gru(16)]
[Dense(TimingTask.Classes)]
[SoftmaxCrossEntropy]
public partial class TimingGru;

/// <summary>Intervals between spikes: long short-term memory.</summary>
[Network]
[TokenSequence(TimingTask.Tokens)]
[Embedding(4)]
[Lstm(16)]
[Dense(TimingTask.Classes)]
[SoftmaxCrossEntropy]
public partial class TimingLstm;

/// <summary>Intervals between spikes: long short-term memory with peepholes.</summary>
[Network]
[TokenSequence(TimingTask.Tokens)]
[Embedding(4)]
[Lstm(16, Peephole = true)]
[Dense(TimingTask.Classes)]
[SoftmaxCrossEntropy]
public partial class TimingPeephole;

// The adding problem for one sequence, whose steps are rows of a table: their gradient is that of the inputs.

/// <summary>The adding problem, with inputs that have a gradient: plain recurrent cells.</summary>
[Network]
[TokenSequence(AddingTask.Length)]
[Embedding(2)]
[SimpleRnn(64, Output = SequenceOutput.Last)]
[Dense(1)]
[MeanSquaredError]
public partial class ProbedRnn;

/// <summary>The adding problem, with inputs that have a gradient: gated recurrent units.</summary>
[Network]
[TokenSequence(AddingTask.Length)]
[Embedding(2)]
[Gru(64, Output = SequenceOutput.Last)]
[Dense(1)]
[MeanSquaredError]
public partial class ProbedGru;

/// <summary>The adding problem, with inputs that have a gradient: long short-term memory.</summary>
[Network]
[TokenSequence(AddingTask.Length)]
[Embedding(2)]
[Lstm(64, Output = SequenceOutput.Last)]
[Dense(1)]
[MeanSquaredError]
public partial class ProbedLstm;
