using ILGPU;

namespace NetGen.Gpu;

/// <summary>Sums of a correlation whose results are not all cells of the image: row (sample, a, b) is a cell as the axes say, and slices are groups of channels.</summary>
internal struct ImageSums<TEpilogue> : IResult
    where TEpilogue : struct, IEpilogue
{
    public ArrayView<float> View;
    public ImageAxis Rows, Columns;

    /// <summary>Rows of the product; height and width of the image; channels of a group and all channels.</summary>
    public int Count, Height, Width, Channels, AllChannels;

    public int MoveWidth;
    public TEpilogue Epilogue;

    public void Store(Float4 sums, int slice, int row, int column)
    {
        if (row >= Count)
            return;
        int sample = Rows.Length.Divide(Columns.Length.Divide(row, out int b), out int a);
        int pixel = (((sample * Height) + Rows.FirstOutput + (a * Rows.OutputStep)) * Width) + Columns.FirstOutput + (b * Columns.OutputStep);
        int channel = (slice * Channels) + column;
        FourSums.Store(View, sums, (pixel * AllChannels) + channel, Channels - column, pixel, channel, MoveWidth, Epilogue);
    }
}

/// <summary>The epilogue of a convolution whose filter is as large as the image, for the product that it is: a row of the product holds all pixels of a sample.</summary>
internal struct PixelsOfRow<TEpilogue> : IEpilogue
    where TEpilogue : struct, IEpilogue
{
    public Divisor Channels;
    public int Pixels;
    public TEpilogue Epilogue;

    public float Apply(float sum, int row, int column)
    {
        int pixel = Channels.Divide(column, out int channel);
        return Epilogue.Apply(sum, (row * Pixels) + pixel, channel);
    }
}
