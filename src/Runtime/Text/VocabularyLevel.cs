namespace NetGen;

/// <summary>What a token of a <see cref="Vocabulary"/> stands for.</summary>
public enum VocabularyLevel
{
    /// <summary>A character: one Unicode scalar value. Decoding gives the text back as it was.</summary>
    Character,

    /// <summary>A word, a punctuation mark or a line break. Spaces only separate; decoding puts them where they usually stand.</summary>
    Word,
}
