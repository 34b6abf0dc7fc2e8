using System.Collections.Generic;
using System.IO;

namespace CharacterModel;

/// <summary>The networks that the command line can choose from.</summary>
internal static class Catalogue
{
    /// <exception cref="InvalidDataException">There is none with these sizes.</exception>
    public static LanguageModel Create(string cell, int hidden, int layers, ulong seed) =>
        Choices(seed).TryGetValue((cell, hidden, layers), out var create)
            ? create()
            : throw new InvalidDataException($"There is no network of {layers} x {hidden} {cell}: sizes are compiled, and compiled are --hidden 128 and 256 with --layers 1 and 2. Another one is another class in Networks.cs and another line in Catalogue.cs.");

    private static Dictionary<(string Cell, int Hidden, int Layers), System.Func<LanguageModel>> Choices(ulong seed) => new()
    {
        [("lstm", 128, 1)] = () => Of(new Lstm128(seed)),
        [("lstm", 256, 1)] = () => Of(new Lstm256(seed)),
        [("lstm", 128, 2)] = () => Of(new Lstm128x2(seed)),
        [("lstm", 256, 2)] = () => Of(new Lstm256x2(seed)),
        [("rnn", 128, 1)] = () => Of(new Rnn128(seed)),
        [("rnn", 256, 1)] = () => Of(new Rnn256(seed)),
        [("rnn", 128, 2)] = () => Of(new Rnn128x2(seed)),
        [("rnn", 256, 2)] = () => Of(new Rnn256x2(seed)),
        [("gru", 128, 1)] = () => Of(new Gru128(seed)),
        [("gru", 256, 1)] = () => Of(new Gru256(seed)),
        [("gru", 128, 2)] = () => Of(new Gru128x2(seed)),
        [("gru", 256, 2)] = () => Of(new Gru256x2(seed)),
        [("peephole", 128, 1)] = () => Of(new Peephole128(seed)),
        [("peephole", 256, 1)] = () => Of(new Peephole256(seed)),
        [("peephole", 128, 2)] = () => Of(new Peephole128x2(seed)),
        [("peephole", 256, 2)] = () => Of(new Peephole256x2(seed)),
    };

    private static LanguageModel Of(Lstm128 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });

    private static LanguageModel Of(Lstm256 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });

    private static LanguageModel Of(Lstm128x2 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });

    private static LanguageModel Of(Lstm256x2 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });

    private static LanguageModel Of(Rnn128 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });

    private static LanguageModel Of(Rnn256 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });

    private static LanguageModel Of(Rnn128x2 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });

    private static LanguageModel Of(Rnn256x2 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });

    private static LanguageModel Of(Gru128 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });

    private static LanguageModel Of(Gru256 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });

    private static LanguageModel Of(Gru128x2 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });

    private static LanguageModel Of(Gru256x2 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });

    private static LanguageModel Of(Peephole128 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });

    private static LanguageModel Of(Peephole256 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });

    private static LanguageModel Of(Peephole128x2 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });

    private static LanguageModel Of(Peephole256x2 model) => new(
        model.Parameters,
        (optimizer, batch, steps, threads, seed) => { var trainer = model.CreateTrainer(optimizer, batch, steps, threads, seed); return (trainer, trainer.Step); },
        (batch, threads) => { var session = model.CreateSession(batch, threads: threads); return (session, session.Step); });
}
