using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using NetGen.Testing;
using Xunit;

namespace NetGen.Runtime.Tests.Data;

public class DataFileTests
{
    private const int Mutants = 10_000;

    /// <summary>Two images of 2 x 3 bytes.</summary>
    private static readonly byte[] Idx = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, .. Enumerable.Range(0, 12).Select(i => (byte)(20 * i))];

    [Fact]
    public void Idx_is_read()
    {
        var images = IdxFile.Read(new MemoryStream(Idx));
        Assert.Equal([2, 2, 3], images.Shape.ToArray());
        Assert.Equal(DataElement.UInt8, images.Element);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => 20 * i), images.To<int>());
        Assert.Equal(220 / 256f, images.To(1 / 256f)[11]);
        Assert.Equal([-2, 258], IdxFile.Read(new MemoryStream([0, 0, 0x0B, 1, 0, 0, 0, 2, 0xFF, 0xFE, 1, 2])).To<int>());
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 8, 1 }, "is no IDX file")]
    [InlineData(new byte[] { 0, 0, 7, 1, 0, 0, 0, 0 }, "0x07")]
    [InlineData(new byte[] { 0, 0, 8, 0 }, "has 0 axes")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 3, 1, 2 }, "ends within the elements of [3], after 2 of 3 bytes")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 1, 2 }, "more bytes after the last element")]
    [InlineData(new byte[] { 0, 0, 14, 3, 127, 255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 255 }, "more than an array can hold")]
    public void Malformed_Idx_is_named(byte[] bytes, string problem) =>
        Assert.Contains(problem, Assert.Throws<DataFormatException>(() => IdxFile.Read(new MemoryStream(bytes))).Message, StringComparison.Ordinal);

    [Fact]
    public void Numbers_must_fit_the_wanted_type()
    {
        var array = NumpyFile.Read(new MemoryStream(Npy("<f8", "(2,)", BitConverter.GetBytes(1.0), BitConverter.GetBytes(0.5))));
        Assert.Equal([1f, 0.5f], array.To<float>());
        Assert.Contains("element 1 is 0.5, which is no Int32", Assert.Throws<DataFormatException>(() => array.To<int>()).Message, StringComparison.Ordinal);
        Assert.Throws<DataFormatException>(() => IdxFile.Read(new MemoryStream(Idx)).To<sbyte>());
    }

    [Theory]
    [InlineData("<f4", "(2, 3)", false)]
    [InlineData(">f4", "(2, 3)", false)]
    [InlineData("<f4", "(2, 3, )", true)]
    public void Npy_is_read_in_any_order(string type, string shape, bool columnMajor)
    {
        // Row-major 0 1 2 / 3 4 5.
        float[] values = columnMajor ? [0, 3, 1, 4, 2, 5] : [0, 1, 2, 3, 4, 5];
        var bytes = values.Select(value => type[0] == '>' ? BitConverter.GetBytes(value).Reverse().ToArray() : BitConverter.GetBytes(value)).ToArray();
        var array = NumpyFile.Read(new MemoryStream(Npy(type, shape, bytes, columnMajor)));
        Assert.Equal([2, 3], array.Shape.ToArray());
        Assert.Equal([0f, 1, 2, 3, 4, 5], array.To<float>());
    }

    [Theory]
    [InlineData("|O", "(1,)", "type '|O'")]
    [InlineData("<f4", "(-1,)", "an axis ''")]
    [InlineData("<f4", "(2147483647, 2147483647)", "more than an array can hold")]
    [InlineData("<f4", "(5,)", "ends within the elements of [5]")]
    public void Malformed_npy_is_named(string type, string shape, string problem) =>
        Assert.Contains(problem, Assert.Throws<DataFormatException>(() => NumpyFile.Read(new MemoryStream(Npy(type, shape, [1, 2, 3, 4])))).Message, StringComparison.Ordinal);

    [Fact]
    public void Npz_is_read()
    {
        var arrays = NumpyFile.ReadArchive(new MemoryStream(Npz()));
        Assert.Equal(["labels", "x"], arrays.Keys.Order());
        Assert.Equal([1f, 2], arrays["x"].To<float>());
        Assert.Equal([7], arrays["labels"].To<int>());
    }

    [Fact]
    public void Csv_is_read()
    {
        var table = CsvFile.Read(Text("\uFEFFlength,\"the \"\"width\"\"\",species\r\n1.5, 2 ,setosa\n-3e-2,4,\"virginica, blue\"\r\n\n5,6,setosa"), new() { Categories = ["species"] });
        Assert.Equal(["length", "the \"width\"", "species"], table.Columns);
        Assert.Equal(3, table.RowCount);
        Assert.Equal([1.5f, 2, -0.03f, 4, 5, 6], table.Matrix<float>());
        Assert.Equal([2.0, 4, 6], table.Column<double>("the \"width\""));
        Assert.Equal([0, 1, 0], table.Classes("species", out var names));
        Assert.Equal(["setosa", "virginica, blue"], names);
        Assert.Equal([1f, 2, 3, 4], CsvFile.Read(Text("1;2\n3;4\n"), new() { HasHeader = false, Separator = ';' }).Matrix<float>());
        Assert.True(float.IsNaN(CsvFile.Read(Text("a,b\n1,\n"), new() { AllowMissing = true }).Matrix<float>()[1]));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("a,b\n1,2\n3\n", "line 3 has 1 fields, the first has 2")]
    [InlineData("a,b\n1,2,3\n", "line 2 has more than 2 fields")]
    [InlineData("a,b\n\"x\ny\",2\n", "line 2, column 'a'")]
    [InlineData("a,b\n1,2\n3,\n", "line 3, column 'b': an empty field is no number")]
    [InlineData("a,a\n", "two columns are named 'a'")]
    [InlineData("a\n\"1", "does not end")]
    public void Malformed_csv_is_named(string text, string problem) =>
        Assert.Contains(problem, Assert.Throws<DataFormatException>(() => CsvFile.Read(Text(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_column_is_named() =>
        Assert.Contains("Near names: 'length'", Assert.Throws<KeyNotFoundException>(() => CsvFile.Read(Text("length\n1")).Matrix<float>("lenght")).Message, StringComparison.Ordinal);

    [Fact]
    public void Damaged_files_are_refused_or_read()
    {
        Mutation.Try(Idx, Mutants, mutant => Attempt(() => IdxFile.Read(new MemoryStream(mutant)).To<float>()));
        Mutation.Try(Npy("<f4", "(3, 2)", new byte[24]), Mutants, mutant => Attempt(() => NumpyFile.Read(new MemoryStream(mutant)).To<float>()));
        Mutation.Try(Npz(), Mutants, mutant => Attempt(() => NumpyFile.ReadArchive(new MemoryStream(mutant))));
        Mutation.Try(Encoding.UTF8.GetBytes("a,b,\"c\"\n1,2,3\n4,5e3,\"6\"\n"), Mutants, mutant => Attempt(() => CsvFile.Read(new MemoryStream(mutant)).Matrix<float>()));
    }

    [Fact]
    public void Damaged_compressed_files_are_refused_or_read()
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Idx);
        var path = Path.Combine(Directory.CreateTempSubdirectory("netgen-idx-").FullName, "a.gz");
        File.WriteAllBytes(path, compressed.ToArray());
        Assert.Equal([2, 2, 3], IdxFile.Read(path).Shape.ToArray());
        Mutation.Try(compressed.ToArray(), Mutants, mutant =>
        {
            File.WriteAllBytes(path, mutant);
            Attempt(() => IdxFile.Read(path));
        });
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [DataFact("mnist")]
    public void Mnist_is_read()
    {
        var directory = TestData.Find("mnist")!;
        Assert.Equal(1_567_298_545, IdxFile.Read(Path.Combine(directory, "train-images-idx3-ubyte.gz")).To<int>().Sum(pixel => (long)pixel));
        Assert.Equal([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009],
            IdxFile.Read(Path.Combine(directory, "t10k-labels-idx1-ubyte.gz")).To<int>().GroupBy(label => label).OrderBy(group => group.Key).Select(group => group.Count()));
    }

    private static void Attempt(Action read)
    {
        try
        {
            read();
        }
        catch (DataFormatException)
        {
        }
    }

    private static MemoryStream Text(string text) => new(Encoding.UTF8.GetBytes(text));

    private static byte[] Npy(string type, string shape, params byte[][] elements) => Npy(type, shape, elements, columnMajor: false);

    private static byte[] Npy(string type, string shape, byte[][] elements, bool columnMajor)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': {(columnMajor ? "True" : "False")}, 'shape': {shape}, }}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. header, .. elements.SelectMany(element => element)];
    }

    private static byte[] Npz()
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            using (var x = archive.CreateEntry("x.npy").Open())
                x.Write(Npy("<f4", "(2,)", BitConverter.GetBytes(1f), BitConverter.GetBytes(2f)));
            using (var labels = archive.CreateEntry("labels.npy", CompressionLevel.NoCompression).Open())
                labels.Write(Npy("|u1", "(1,)", [7]));
        }

        return stream.ToArray();
    }
}
