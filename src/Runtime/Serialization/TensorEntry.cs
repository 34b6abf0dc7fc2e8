using System;
using System.Text;

namespace NetGen;

/// <summary>One tensor of a safetensors header: bytes [Begin, End) of the data that follows the header.</summary>
internal sealed record TensorEntry(string Name, TensorDataType Type, ulong[] Shape, ulong Begin, ulong End)
{
    private const int LongestName = 200, MostSizes = 16;

    /// <summary>Bytes of data.</summary>
    public ulong Size => End - Begin;

    /// <summary>Whether the shape is the given one.</summary>
    public bool HasShape(ReadOnlySpan<int> shape)
    {
        if (shape.Length != Shape.Length)
            return false;
        for (var axis = 0; axis < shape.Length; axis++)
        {
            if (Shape[axis] != (ulong)shape[axis])
                return false;
        }

        return true;
    }

    /// <summary>Type and shape, for messages: <c>F32 [784, 128]</c>.</summary>
    public string Description
    {
        get
        {
            var text = new StringBuilder(Type.Name).Append(" [");
            for (var axis = 0; axis < Shape.Length && axis < MostSizes; axis++)
                text.Append(axis == 0 ? "" : ", ").Append(Shape[axis]);
            return text.Append(Shape.Length > MostSizes ? ", ...]" : "]").ToString();
        }
    }

    /// <summary>A name in quotes, for messages; names of hostile files are cut.</summary>
    public static string Quote(string name)
        => name.Length <= LongestName ? $"'{name}'" : $"'{name[..LongestName]}...' ({name.Length} characters)";
}
