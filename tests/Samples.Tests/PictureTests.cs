using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Linq;
using NetGen.Samples.Pictures;
using Xunit;

namespace NetGen.Samples.Tests;

public sealed class PictureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("netgen-pictures-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_a_well_formed_png_of_the_pixels_drawn()
    {
        var canvas = new Canvas(10, 5);
        canvas.FillRectangle(1, 1, 2, 3, new Color(200, 100, 50));

        var (columns, rows, pixels) = Saved(canvas);

        Assert.Equal((20, 10), (columns, rows));
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                bool inside = column is >= 2 and < 6 && row is >= 2 and < 8;
                Assert.Equal(inside ? new Color(200, 100, 50) : Color.White, pixels[row * columns + column]);
            }
        }
    }

    [Fact]
    public void A_pixel_takes_the_share_of_the_colour_that_its_area_has_in_the_outline()
    {
        // A triangle over 8 x 8 pixels: half of the pixels on the diagonal, a quarter of the area of a half pixel at the left edge.
        var canvas = new Canvas(4, 4);
        canvas.Fill(new Outline().MoveTo(0, 0).LineTo(4, 4).LineTo(0, 4), new Color(0, 0, 0));

        var (columns, _, pixels) = Saved(canvas);

        Assert.Equal(128, pixels[3 * columns + 3].R, tolerance: 1.0);
        Assert.Equal(0, pixels[5 * columns + 2].R);
        Assert.Equal(255, pixels[2 * columns + 5].R);
    }

    [Fact]
    public void A_shallow_edge_over_many_pixels_and_outside_the_canvas_covers_what_it_should()
    {
        var canvas = new Canvas(10, 2);
        canvas.Fill(new Outline().MoveTo(-10, 0).LineTo(20, 1).LineTo(20, 5).LineTo(-10, 5), new Color(0, 0, 0));

        var (columns, _, pixels) = Saved(canvas);

        // At x points the edge is at (x + 10) / 30 points; the first row of pixels is half a point high.
        double white = pixels.Take(columns).Concat(pixels.Skip(columns).Take(columns)).Sum(p => p.R / 255.0) / Canvas.PixelsPerPoint / Canvas.PixelsPerPoint;
        Assert.Equal(10 * 0.5, white, tolerance: 0.05);
    }

    [Fact]
    public void The_same_chart_gives_the_same_file()
    {
        string first = Path.Combine(_folder, "a.png"), second = Path.Combine(_folder, "b.png");

        Chart().Save(first);
        Chart().Save(second);

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public void Values_that_no_axis_can_show_are_left_out()
    {
        var chart = new XYChart("odd", "x", "y") { LogY = true }
            .AddLine("a", [1, 0, double.NaN, -3, double.PositiveInfinity, 5]).AddLine("nothing", [double.NaN]).AddLine("empty", Array.Empty<double>());

        chart.Save(Path.Combine(_folder, "odd.png"));
        new XYChart("constant", "x", "y").AddDots("a", [(1, 1)]).Save(Path.Combine(_folder, "constant.png"));
        new XYChart("empty", "x", "y").Save(Path.Combine(_folder, "empty.png"));
        new ImageSheet("none", 8, 8).Save(Path.Combine(_folder, "none.png"));

        Assert.Equal(4, Directory.GetFiles(_folder).Length);
    }

    private static XYChart Chart() => new XYChart("Loss", "epoch", "loss (nats)").AddLine("training", [3, 2, 1.5]).AddLine("test", [3, 2.5, 2]);

    private (int Columns, int Rows, Color[] Pixels) Saved(Canvas canvas)
    {
        string path = Path.Combine(_folder, "canvas.png");
        canvas.Save(path);
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8].ToArray());
        int columns = BinaryPrimitives.ReadInt32BigEndian(file[16..]), rows = BinaryPrimitives.ReadInt32BigEndian(file[20..]);
        int length = BinaryPrimitives.ReadInt32BigEndian(file[33..]);
        Assert.Equal("IDAT"u8, file.Slice(37, 4));
        Assert.Equal(0xAE426082, BinaryPrimitives.ReadUInt32BigEndian(file[^4..]));     // the checksum of an IEND chunk

        var bytes = new byte[rows * (1 + 3 * columns)];
        using (var zlib = new ZLibStream(new MemoryStream(file.Slice(41, length).ToArray()), CompressionMode.Decompress))
        {
            zlib.ReadExactly(bytes);
        }

        var pixels = new Color[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                var above = row > 0 ? pixels[(row - 1) * columns + column] : default;
                int at = row * (1 + 3 * columns) + 1 + 3 * column;
                pixels[row * columns + column] = new Color((byte)(bytes[at] + above.R), (byte)(bytes[at + 1] + above.G), (byte)(bytes[at + 2] + above.B));
            }
        }

        return (columns, rows, pixels);
    }
}
