namespace ILGPU.Runtime;

/// <summary>A one-dimensional view with its stride; converts to the view that kernels take.</summary>
public readonly struct ArrayView1D<T, TStride>
    where T : unmanaged
    where TStride : struct, IStride1D
{
    internal ArrayView1D(ArrayView<T> view)
    {
        BaseView = view;
    }

    public ArrayView<T> BaseView { get; }

    public long Length => BaseView.Length;

    public int IntLength => BaseView.IntLength;

    public long LengthInBytes => BaseView.LengthInBytes;

    public bool IsValid => BaseView.IsValid;

    public static implicit operator ArrayView<T>(ArrayView1D<T, TStride> view) => view.BaseView;

    public static implicit operator ArrayView1D<T, TStride>(ArrayView<T> view) => new(view);

    public ArrayView<T> AsContiguous() => BaseView;
}
