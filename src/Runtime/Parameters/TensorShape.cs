using System;
using System.Globalization;
using System.Text;

namespace NetGen;

/// <summary>How messages print a shape.</summary>
internal static class TensorShape
{
    /// <summary><c>[784, 128]</c>; <c>[]</c> for a scalar.</summary>
    public static string Format(ReadOnlySpan<int> shape)
    {
        var text = new StringBuilder("[");
        for (var axis = 0; axis < shape.Length; axis++)
            text.Append(axis == 0 ? "" : ", ").Append(shape[axis].ToString(CultureInfo.InvariantCulture));
        return text.Append(']').ToString();
    }
}
