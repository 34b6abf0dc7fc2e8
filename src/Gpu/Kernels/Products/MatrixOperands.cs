using ILGPU;

namespace NetGen.Gpu;

/// <summary>A matrix whose rows lie along the depth: element (index, depth) at index Stride + depth.</summary>
internal struct AlongDepth<TWidth> : IOperand
    where TWidth : struct, IWidth
{
    public ArrayView<float> View;
    public int Count, Stride, BatchStride;

    public static bool IsAlongDepth => true;

    public Origin OriginOf(int batch, int index) => new Origin { Count = Count - index, Offset = (batch * BatchStride) + (index * Stride) };

    public Float4 Load(Origin origin, int depth, int end)
    {
        if (origin.Count <= 0 || depth >= end)
            return default;
        int at = origin.Offset + depth;
        if (TWidth.IsFour)
            return View.Cast<Float4>()[at >> 2];
        return new Float4(View[at], depth + 1 < end ? View[at + 1] : 0f, depth + 2 < end ? View[at + 2] : 0f, depth + 3 < end ? View[at + 3] : 0f);
    }
}

/// <summary>A matrix whose rows lie along the index: element (index, depth) at depth Stride + index.</summary>
internal struct AlongIndex<TWidth> : IOperand
    where TWidth : struct, IWidth
{
    public ArrayView<float> View;
    public int Count, Stride, BatchStride;

    public static bool IsAlongDepth => false;

    public Origin OriginOf(int batch, int index) => new Origin { Count = Count - index, Offset = (batch * BatchStride) + index };

    public Float4 Load(Origin origin, int depth, int end)
    {
        if (origin.Count <= 0 || depth >= end)
            return default;
        int at = origin.Offset + (depth * Stride);
        if (TWidth.IsFour)
            return View.Cast<Float4>()[at >> 2];
        return new Float4(View[at], origin.Count > 1 ? View[at + 1] : 0f, origin.Count > 2 ? View[at + 2] : 0f, origin.Count > 3 ? View[at + 3] : 0f);
    }
}
