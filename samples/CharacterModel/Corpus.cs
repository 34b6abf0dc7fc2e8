using System;
using System.IO;
using System.IO.Compression;
using NetGen;
using NetGen.Samples;

namespace CharacterModel;

/// <summary>A text as tokens: the first 90 % to train with, the rest to validate with.</summary>
internal sealed class Corpus
{
    private Corpus(Vocabulary vocabulary, int[] training, int[] validation) => (Vocabulary, Training, Validation) = (vocabulary, training, validation);

    public Vocabulary Vocabulary { get; }

    public int[] Training { get; }

    public int[] Validation { get; }

    /// <summary>Reads a text file, compressed if its name ends in .gz; a relative path is also looked for in the folder that NETGEN_DATA names.</summary>
    /// <exception cref="InvalidDataException">It is too short.</exception>
    public static Corpus Load(string path, int maxCharacters, int shortest)
    {
        string file = DataFiles.Find(path);
        using Stream stream = File.OpenRead(file);
        using var reader = new StreamReader(file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream);
        string text = reader.ReadToEnd();
        if (text.Length < shortest)
        {
            throw new InvalidDataException($"{file} has {text.Length:N0} characters; at least {shortest:N0} are needed.");
        }

        // Characters that training never sees are unknown in validation.
        int split = (int)(text.Length * 0.9);
        var vocabulary = Vocabulary.OfCharacters(text.AsSpan(0, split), maxCharacters, end: false);
        return new Corpus(vocabulary, vocabulary.Encode(text.AsSpan(0, split)), vocabulary.Encode(text.AsSpan(split)));
    }
}
