namespace ILGPU;

/// <summary>A view of elements that follow one another in a buffer.</summary>
public interface IContiguousArrayView
{
    /// <summary>Where it begins in its buffer, in elements.</summary>
    long Index { get; }

    long IndexInBytes { get; }

    bool IsValid { get; }

    long Length { get; }

    long LengthInBytes { get; }
}
