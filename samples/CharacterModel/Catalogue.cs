using System;
using System.Collections.Generic;
using System.IO;

namespace CharacterModel;

/// <summary>The networks that the command line can choose from.</summary>
internal static class Catalogue
{
    private static readonly Dictionary<(string Cell, int Hidden, int Layers), Func<ulong, LanguageModel>> s_choices = new()
    {
        [("lstm", 128, 1)] = seed => { var model = new Lstm128(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("lstm", 256, 1)] = seed => { var model = new Lstm256(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("lstm", 128, 2)] = seed => { var model = new Lstm128x2(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("lstm", 256, 2)] = seed => { var model = new Lstm256x2(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("rnn", 128, 1)] = seed => { var model = new Rnn128(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("rnn", 256, 1)] = seed => { var model = new Rnn256(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("rnn", 128, 2)] = seed => { var model = new Rnn128x2(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("rnn", 256, 2)] = seed => { var model = new Rnn256x2(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("gru", 128, 1)] = seed => { var model = new Gru128(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("gru", 256, 1)] = seed => { var model = new Gru256(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("gru", 128, 2)] = seed => { var model = new Gru128x2(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("gru", 256, 2)] = seed => { var model = new Gru256x2(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("peephole", 128, 1)] = seed => { var model = new Peephole128(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("peephole", 256, 1)] = seed => { var model = new Peephole256(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("peephole", 128, 2)] = seed => { var model = new Peephole128x2(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("peephole", 256, 2)] = seed => { var model = new Peephole256x2(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("custom", 128, 1)] = seed => { var model = new Custom128(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("custom", 256, 1)] = seed => { var model = new Custom256(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("custom", 128, 2)] = seed => { var model = new Custom128x2(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
        [("custom", 256, 2)] = seed => { var model = new Custom256x2(seed); return LanguageModel.Of(model.Parameters, model.CreateTrainer, t => t.Step, model.CreateSession, s => s.Step); },
    };

    /// <exception cref="InvalidDataException">There is none with these sizes.</exception>
    public static LanguageModel Create(string cell, int hidden, int layers, ulong seed) =>
        s_choices.TryGetValue((cell, hidden, layers), out var create)
            ? create(seed)
            : throw new InvalidDataException($"There is no network of {layers} x {hidden} {cell}: sizes are compiled, and compiled are --hidden 128 and 256 with --layers 1 and 2. Another one is another class in Networks.cs and another line in Catalogue.cs.");
}
