using System;
using NetGen;

namespace CharacterModel;

/// <summary>Inference character by character: how well the model predicts a text, and what it writes itself.</summary>
internal sealed class Reader(LanguageModel model, int streams, int threads) : IDisposable
{
    private readonly (Session<float> Session, StreamingStep Step) _session = model.CreateSession(streams, threads);
    private readonly float[] _logits = new float[streams * LogitsPerStep];
    private readonly int[] _tokens = new int[streams], _next = new int[streams];

    public const int LogitsPerStep = 96;

    /// <summary>Nats per character of a text, which is cut into as many streams as there are, each with its state from character to character.</summary>
    public double Loss(ReadOnlySpan<int> text)
    {
        var score = new LanguageModelScore();
        int length = (text.Length - 1) / streams;
        _session.Session.Reset();
        for (int t = 0; t < length; t++)
        {
            for (int n = 0; n < streams; n++)
            {
                (_tokens[n], _next[n]) = (text[(n * length) + t], text[(n * length) + t + 1]);
            }

            _session.Step(_tokens, _logits);
            score.Add<float>(_logits, _next);
        }

        return score.NatsPerToken;
    }

    /// <summary>Lets the model go on after a beginning.</summary>
    public string Write(Vocabulary vocabulary, string beginning, int characters, double temperature, ulong seed)
    {
        var sampler = new TokenSampler(LogitsPerStep, seed) { Temperature = temperature };
        int[] written = new int[characters];
        var one = _tokens.AsSpan(0, 1);
        var logits = _logits.AsSpan(0, LogitsPerStep);
        _session.Session.Reset();
        foreach (int token in vocabulary.Encode(beginning))
        {
            one[0] = token;
            _session.Step(one, logits);
        }

        for (int i = 0; i < characters; i++)
        {
            // Neither the unknown nor what the vocabulary has no character for.
            logits[vocabulary.Unknown] = float.NegativeInfinity;
            logits[vocabulary.Count..].Fill(float.NegativeInfinity);
            written[i] = one[0] = sampler.Sample<float>(logits);
            _session.Step(one, logits);
        }

        return vocabulary.Decode(written);
    }

    public void Dispose() => _session.Session.Dispose();
}
