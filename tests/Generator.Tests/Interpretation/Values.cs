using System.Linq;

namespace NetGen.Generator.Tests.Interpretation;

/// <summary>A tensor as plainly as can be: extents and elements, row-major.</summary>
internal sealed class Values(int[] extents, double[] elements)
{
    public int[] Extents => extents;

    public double[] Elements => elements;

    public double this[int[] index] => elements[Position(index)];

    public static Values Zeros(int[] extents) => new(extents, new double[extents.Aggregate(1, (count, extent) => count * extent)]);

    public int Position(int[] index)
    {
        int position = 0;
        for (int axis = 0; axis < extents.Length; axis++)
        {
            position = (position * extents[axis]) + index[axis];
        }

        return position;
    }

    public int[] Index(int position)
    {
        var index = new int[extents.Length];
        for (int axis = extents.Length - 1; axis >= 0; axis--)
        {
            index[axis] = position % extents[axis];
            position /= extents[axis];
        }

        return index;
    }
}
