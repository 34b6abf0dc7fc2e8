using System;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace NetGen;

public sealed partial class Vocabulary
{
    private const int FileVersion = 1;

    /// <summary>Writes the vocabulary as JSON. The file holds the old content or the new, whole, whatever happens.</summary>
    public void Save(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        AtomicFile.Write(path, Save);
    }

    /// <summary>Writes the vocabulary as JSON.</summary>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartObject();
        writer.WriteNumber("version", FileVersion);
        writer.WriteString("level", Level == VocabularyLevel.Word ? "word" : "character");
        writer.WriteNumber("unknown", Unknown);
        writer.WriteNumber("end", End);
        writer.WriteStartArray("tokens");
        foreach (string entry in _entries)
            writer.WriteStringValue(entry);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Reads what <see cref="Save(string)"/> has written.</summary>
    /// <exception cref="InvalidDataException">It is no vocabulary.</exception>
    public static Vocabulary Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        using var stream = File.OpenRead(path);
        return Load(stream);
    }

    /// <summary>Reads what <see cref="Save(Stream)"/> has written.</summary>
    /// <exception cref="InvalidDataException">It is no vocabulary.</exception>
    public static Vocabulary Load(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            using var document = JsonDocument.Parse(stream);
            var root = document.RootElement;
            int version = root.GetProperty("version").GetInt32();
            if (version != FileVersion)
                throw new InvalidDataException(FormattableString.Invariant($"The vocabulary has version {version}; this NetGen reads version {FileVersion}."));
            string[] entries = [.. root.GetProperty("tokens").EnumerateArray().Select(entry => entry.GetString() ?? throw new InvalidDataException("A token of the vocabulary is null."))];
            var level = root.GetProperty("level").GetString() switch
            {
                "word" => VocabularyLevel.Word,
                "character" => VocabularyLevel.Character,
                var other => throw new InvalidDataException($"The vocabulary has the level '{other}', neither character nor word."),
            };
            return new Vocabulary(level, entries, Special(root, "unknown", entries.Length), Special(root, "end", entries.Length));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or System.Collections.Generic.KeyNotFoundException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"This is no vocabulary: {error.Message}", error);
        }
    }

    private static int Special(JsonElement root, string name, int count)
    {
        int token = root.GetProperty(name).GetInt32();
        return token >= -1 && token < count ? token : throw new InvalidDataException(FormattableString.Invariant($"The token '{name}' of the vocabulary is {token}, which is none of its {count}."));
    }
}
