using NetGen;

namespace LongMemory;

/// <summary>The networks of each task, cell by cell.</summary>
internal static class Catalogue
{
    public static (string Cell, SequenceNetwork<float, float> Network)[] Adding(NetworkFactory<float, float> factory, ulong seed)
    {
        var (rnn, gru, lstm, peephole) = (new AddingRnn(seed), new AddingGru(seed), new AddingLstm(seed), new AddingPeephole(seed));
        return
        [
            ("rnn", factory.Create(rnn.Parameters, rnn.CreateTrainer, t => t.Step, rnn.CreateSession, s => s.Forward)),
            ("gru", factory.Create(gru.Parameters, gru.CreateTrainer, t => t.Step, gru.CreateSession, s => s.Forward)),
            ("lstm", factory.Create(lstm.Parameters, lstm.CreateTrainer, t => t.Step, lstm.CreateSession, s => s.Forward)),
            ("peephole", factory.Create(peephole.Parameters, peephole.CreateTrainer, t => t.Step, peephole.CreateSession, s => s.Forward)),
        ];
    }


    public static (string Cell, SequenceNetwork<int, int> Network)[] Copy(NetworkFactory<int, int> factory, ulong seed)
    {
        var (rnn, gru, lstm, peephole) = (new CopyRnn(seed), new CopyGru(seed), new CopyLstm(seed), new CopyPeephole(seed));
        return
        [
            ("rnn", factory.Create(rnn.Parameters, rnn.CreateTrainer, t => t.Step, rnn.CreateSession, s => s.Forward)),
            ("gru", factory.Create(gru.Parameters, gru.CreateTrainer, t => t.Step, gru.CreateSession, s => s.Forward)),
            ("lstm", factory.Create(lstm.Parameters, lstm.CreateTrainer, t => t.Step, lstm.CreateSession, s => s.Forward)),
            ("peephole", factory.Create(peephole.Parameters, peephole.CreateTrainer, t => t.Step, peephole.CreateSession, s => s.Forward)),
        ];
    }


    public static (string Cell, SequenceNetwork<int, int> Network)[] Counting(NetworkFactory<int, int> factory, ulong seed)
    {
        var (rnn, gru, lstm, peephole) = (new CountingRnn(seed), new CountingGru(seed), new CountingLstm(seed), new CountingPeephole(seed));
        return
        [
            ("rnn", factory.Create(rnn.Parameters, rnn.CreateTrainer, t => t.Step, rnn.CreateSession, s => s.Forward)),
            ("gru", factory.Create(gru.Parameters, gru.CreateTrainer, t => t.Step, gru.CreateSession, s => s.Forward)),
            ("lstm", factory.Create(lstm.Parameters, lstm.CreateTrainer, t => t.Step, lstm.CreateSession, s => s.Forward)),
            ("peephole", factory.Create(peephole.Parameters, peephole.CreateTrainer, t => t.Step, peephole.CreateSession, s => s.Forward)),
        ];
    }


    public static (string Cell, SequenceNetwork<int, int> Network)[] Timing(NetworkFactory<int, int> factory, ulong seed)
    {
        var (rnn, gru, lstm, peephole) = (new TimingRnn(seed), new TimingGru(seed), new TimingLstm(seed), new TimingPeephole(seed));
        return
        [
            ("rnn", factory.Create(rnn.Parameters, rnn.CreateTrainer, t => t.Step, rnn.CreateSession, s => s.Forward)),
            ("gru", factory.Create(gru.Parameters, gru.CreateTrainer, t => t.Step, gru.CreateSession, s => s.Forward)),
            ("lstm", factory.Create(lstm.Parameters, lstm.CreateTrainer, t => t.Step, lstm.CreateSession, s => s.Forward)),
            ("peephole", factory.Create(peephole.Parameters, peephole.CreateTrainer, t => t.Step, peephole.CreateSession, s => s.Forward)),
        ];
    }

    /// <summary>Steps of these networks compute gradients and change nothing.</summary>
    public static GradientProbe[] Probes(NetworkFactory<int, float> factory, ulong seed)
    {
        var (rnn, gru, lstm) = (new ProbedRnn(), new ProbedGru(), new ProbedLstm());
        return
        [
            new("rnn", factory.Create(rnn.Parameters, rnn.CreateTrainer, t => t.Accumulate, rnn.CreateSession, s => s.Forward), seed),
            new("gru", factory.Create(gru.Parameters, gru.CreateTrainer, t => t.Accumulate, gru.CreateSession, s => s.Forward), seed),
            new("lstm", factory.Create(lstm.Parameters, lstm.CreateTrainer, t => t.Accumulate, lstm.CreateSession, s => s.Forward), seed),
        ];
    }
}
