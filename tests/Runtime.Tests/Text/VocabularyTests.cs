using System;
using System.IO;
using System.Linq;
using System.Text;
using Xunit;

namespace NetGen.Runtime.Tests.Text;

public sealed class VocabularyTests
{
    private const string Verse = "To be, or not to be:\nthat is the question. \U0001F600\n";

    [Fact]
    public void CharactersComeBackAsTheyWere()
    {
        var vocabulary = Vocabulary.OfCharacters(Verse);

        Assert.Equal(Verse, vocabulary.Decode(vocabulary.Encode(Verse)));
        Assert.Equal((0, 1), (vocabulary.Unknown, vocabulary.End));
        // The face is one character of two halves.
        Assert.Equal(Verse.Distinct().Count() - 1 + 2, vocabulary.Count);
        Assert.Equal(Enumerable.Range(2, vocabulary.Count - 3).Select(token => vocabulary[token]).Order(StringComparer.Ordinal), Enumerable.Range(2, vocabulary.Count - 3).Select(token => vocabulary[token]));
        Assert.Equal("\U0001F600", vocabulary[vocabulary.Count - 1]);
    }

    [Fact]
    public void WordsPunctuationAndLineBreaks()
    {
        var vocabulary = Vocabulary.OfWords("Don't stop (the well-known end).\nDon't!");

        Assert.Equal(["Don't", "stop", "(", "the", "well-known", "end", ")", ".", "\n", "Don't", "!"], vocabulary.Encode("Don't   stop ( the well-known end).\n Don't !").Select(token => vocabulary[token]));
        Assert.Equal("Don't stop (the well-known end).\nDon't!", vocabulary.Decode(vocabulary.Encode("Don't   stop ( the well-known end) .\n Don't !")));
        Assert.Equal("Don't", vocabulary[2]);
    }

    [Fact]
    public void TheRareAreUnknown()
    {
        var characters = Vocabulary.OfCharacters("aaabbc", maxCount: 4);
        Assert.Equal(["\uFFFD", "<end>", "a", "b"], Enumerable.Range(0, characters.Count).Select(token => characters[token]));
        Assert.Equal([2, 0, 3, 1], characters.Encode("acb", end: true));
        Assert.Equal("a\uFFFDb", characters.Decode([2, 0, 3, 1, 2]));
        Assert.Equal(["\uFFFD", "<end>", "the"], Words(Vocabulary.OfWords("the cat the dog", minFrequency: 2)));
    }

    [Fact]
    public void WithoutSpecialTokens()
    {
        var vocabulary = Vocabulary.OfCharacters("ba", unknown: false, end: false);

        Assert.Equal(["a", "b"], Words(vocabulary));
        Assert.Equal((-1, -1, -1), (vocabulary.Unknown, vocabulary.End, vocabulary.TokenOf("c")));
        Assert.Contains("\"c\"", Assert.Throws<ArgumentException>(() => vocabulary.Encode("abc")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => vocabulary.Encode("ab", end: true));
        Assert.Throws<ArgumentException>(() => vocabulary.Encode("ab", new int[1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => vocabulary.Decode([2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Vocabulary.OfCharacters("a", maxCount: 2));
    }

    [Fact]
    public void TextMayLookLikeASpecialToken()
    {
        var vocabulary = Vocabulary.OfCharacters("\uFFFDa");
        Assert.Equal("\uFFFDa", vocabulary.Decode(vocabulary.Encode("\uFFFDa")));
        Assert.Equal(4, vocabulary.Count);
    }

    [Fact]
    public void EncodingIntoMemoryAllocatesNothing()
    {
        var vocabulary = Vocabulary.OfCharacters(Verse);
        int[] tokens = new int[Verse.Length];
        int count = vocabulary.Encode(Verse, tokens);
        Assert.Equal(vocabulary.Encode(Verse), tokens[..count]);

        long before = GC.GetAllocatedBytesForCurrentThread();
        vocabulary.Encode(Verse, tokens);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [InlineData(VocabularyLevel.Character, true)]
    [InlineData(VocabularyLevel.Word, true)]
    [InlineData(VocabularyLevel.Character, false)]
    public void FilesGiveTheSameVocabulary(VocabularyLevel level, bool special)
    {
        var vocabulary = level == VocabularyLevel.Word ? Vocabulary.OfWords(Verse, unknown: special, end: special) : Vocabulary.OfCharacters(Verse, unknown: special, end: special);
        using var stream = new MemoryStream();
        vocabulary.Save(stream);
        stream.Position = 0;

        var loaded = Vocabulary.Load(stream);

        Assert.Equal(Words(vocabulary), Words(loaded));
        Assert.Equal((vocabulary.Level, vocabulary.Unknown, vocabulary.End), (loaded.Level, loaded.Unknown, loaded.End));
        Assert.Equal(vocabulary.Encode(Verse), loaded.Encode(Verse));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"version":2,"level":"word","unknown":-1,"end":-1,"tokens":[]}""")]
    [InlineData("""{"version":1,"level":"line","unknown":-1,"end":-1,"tokens":[]}""")]
    [InlineData("""{"version":1,"level":"word","unknown":3,"end":-1,"tokens":["a"]}""")]
    [InlineData("""{"version":1,"level":"word","unknown":-1,"end":-1,"tokens":["a","a"]}""")]
    [InlineData("""{"version":1,"level":"word","unknown":-1,"end":-1,"tokens":[null]}""")]
    [InlineData("""{"version":1,"level":"word","unknown":-1,"end":-1,"tokens":7}""")]
    public void BrokenFilesAreNamedSo(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        Assert.Throws<InvalidDataException>(() => Vocabulary.Load(stream));
    }

    private static string[] Words(Vocabulary vocabulary) => [.. Enumerable.Range(0, vocabulary.Count).Select(token => vocabulary[token])];
}
