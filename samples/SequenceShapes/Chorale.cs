using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text.Json;
using NetGen.Samples;

namespace SequenceShapes;

/// <summary>Four voices that sing together: for each, the key of a piano at every quarter note.</summary>
internal sealed class Chorale
{
    /// <summary>Keys of a piano: 0 is the lowest.</summary>
    public const int Keys = 88;

    public const int VoiceCount = 4, Bass = 0, Soprano = 3;

    /// <summary>Intervals from an octave down to an octave up; wider ones count as octaves.</summary>
    public const int Intervals = (2 * Octave) + 1;

    private const int Octave = 12, Shortest = 8;

    private const string Form = "{train|valid|test: [piece: [step: [keys that are on]]]}";

    private readonly int[][] _voices;

    private Chorale(int[][] voices) => _voices = voices;

    /// <summary>Bass, tenor, alto and soprano.</summary>
    public int[] this[int voice] => _voices[voice];

    public int Length => _voices[0].Length;

    /// <summary>Chorales to train with, and to test with.</summary>
    /// <param name="path">JSON, compressed if the name ends in .gz; a relative path is also looked for in the folder that NETGEN_DATA names.</param>
    public static (Chorale[] Training, Chorale[] Test) Load(string path)
    {
        string file = DataFiles.Find(path);
        using Stream stream = File.OpenRead(file);
        using Stream content = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        Dictionary<string, int[][][]>? parts;
        try
        {
            parts = JsonSerializer.Deserialize<Dictionary<string, int[][][]>>(content);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file} is not of the form {Form}: {e.Message}", e);
        }

        // Nothing is chosen by validation here, so those pieces train too.
        Chorale[] training = [.. Part("train"), .. Part("valid")], test = [.. Part("test")];
        return training.Length > 0 && test.Length > 0 ? (training, test) : throw new InvalidDataException($"{file} has no pieces of four voices to train with, or none to test with.");

        IEnumerable<Chorale> Part(string name) =>
            parts?.GetValueOrDefault(name) is { } pieces ? Of(pieces) : throw new InvalidDataException($"{file} is not of the form {Form}: it has no \"{name}\".");
    }

    /// <summary>The first chord as a vector: 1 for keys that are on.</summary>
    public void FirstChord(Span<float> keys)
    {
        keys.Clear();
        foreach (int[] voice in _voices)
        {
            keys[voice[0]] = 1;
        }
    }

    /// <summary>Steps of a voice from note to note. They tell nothing about how high it sings.</summary>
    public int[] IntervalsOf(int voice) =>
        [.. _voices[voice].Zip(_voices[voice].Skip(1), (note, next) => Math.Clamp(next - note, -Octave, Octave) + Octave)];

    /// <summary>The same piece in a key up to a tritone away, as far as the piano has the notes.</summary>
    public Chorale Transposed(Random random)
    {
        int lowest = _voices.Min(voice => voice.Min()), highest = _voices.Max(voice => voice.Max());
        int by = random.Next(Math.Max(-5, -lowest), Math.Min(6, Keys - 1 - highest) + 1);
        return new Chorale([.. _voices.Select(voice => voice.Select(key => key + by).ToArray())]);
    }

    /// <summary>Where two voices sing the same note a piano roll shows one key: steps that have not four are left out.</summary>
    private static IEnumerable<Chorale> Of(int[][][] pieces) =>
        from piece in pieces
        let chords = piece.Where(chord => chord.Length == VoiceCount && chord.All(key => key is >= 0 and < Keys)).Select(chord => chord.Order().ToArray()).ToArray()
        where chords.Length >= Shortest
        select new Chorale([.. Enumerable.Range(0, VoiceCount).Select(voice => chords.Select(chord => chord[voice]).ToArray())]);
}
