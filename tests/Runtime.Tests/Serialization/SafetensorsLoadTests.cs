using System;
using System.IO;
using System.Linq;
using System.Numerics;
using System.Text;
using NetGen.Runtime.Tests.Data;
using NetGen.Runtime.Tests.Parameters;
using Xunit;

namespace NetGen.Runtime.Tests.Serialization;

public class SafetensorsLoadTests
{
    [Fact]
    public void Saved_parameters_load_bit_for_bit()
    {
        RoundTrip<float>();
        RoundTrip<double>();

        static void RoundTrip<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var (saved, loaded) = (new ParameterSet<T>(SmallNetwork.Layout(), 1), new ParameterSet<T>(SmallNetwork.Layout(), 2));
            saved.State[0] = T.NaN;
            var version = loaded.Version;
            Safetensors.Load(loaded, Files.Save(saved));
            Assert.Equal(saved.All.ToArray(), loaded.All.ToArray());
            Assert.NotEqual(version, loaded.Version);
        }
    }

    [Fact]
    public void The_file_is_the_documented_one()
    {
        var parameters = new ParameterSet<float>(new ParameterLayout("Größe",
            new ParameterDefinition("running \"mean\"", [], Initialization.Constant(2), ParameterKind.State),
            new ParameterDefinition("Ebene1.weight", [1, 2], Initialization.Ones)), 1);
        var header = """{"__metadata__":{"format":"netgen","network":"Größe","version":"1"},"Ebene1.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]},"running \"mean\"":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}""";
        header += new string(' ', (8 - Encoding.UTF8.GetByteCount(header) % 8) % 8);

        Assert.Equal(Files.Of(header, Files.Bytes(1f, 1f, 2f)), Files.Save(parameters));
        Assert.Equal(Files.Save(parameters), Files.Save(parameters.Clone()));
    }

    [Fact]
    public void Other_floating_point_types_are_converted()
    {
        float[] values = [1.5f, -0.25f, 3e-5f, float.NegativeInfinity];
        Assert.Equal(values, LoadOne<float>(Files.OfOne("F64", "[4]", Files.Bytes(values.Select(value => (double)value).ToArray()))));
        Assert.Equal(values.Select(value => (double)value), LoadOne<double>(Files.OfOne("F32", "[4]", Files.Bytes(values))));
        Assert.Equal(values.Select(value => (float)(Half)value), LoadOne<float>(Files.OfOne("F16", "[4]", Files.Bytes(values.Select(value => (Half)value).ToArray()))));
        Assert.Equal(values.Select(value => (double)(Half)value), LoadOne<double>(Files.OfOne("F16", "[4]", Files.Bytes(values.Select(value => (Half)value).ToArray()))));
        Assert.Equal([1, -2, float.PositiveInfinity, 3.140625f], LoadOne<float>(Files.OfOne("BF16", "[4]", Files.Bytes<ushort>(0x3f80, 0xc000, 0x7f80, 0x4049))));
        // 1 + 2^-24 lies in the middle of two floats and goes to the even one; above it rounds up.
        Assert.Equal([1, 1.0000001f, 0, float.PositiveInfinity], LoadOne<float>(Files.OfOne("F64", "[4]", Files.Bytes(1 + Math.Pow(2, -24), 1 + Math.Pow(2, -24) + Math.Pow(2, -50), 1e-60, 1e60))));
    }

    [Fact]
    public void Large_tensors_come_through_in_pieces()
    {
        var layout = new ParameterLayout("Net", new ParameterDefinition("a", [100_003], Initialization.Normal(1)), new ParameterDefinition("b", [33_333], Initialization.Normal(1)));
        var (saved, loaded) = (new ParameterSet<double>(layout, 1), new ParameterSet<float>(layout, 2));
        using var stream = new StutteringStream(Files.Save(saved));
        Safetensors.Load(loaded, stream);
        Assert.Equal(saved.All.ToArray().Select(value => (float)value), loaded.All.ToArray());
    }

    [Fact]
    public void All_differences_are_named_at_once_and_nothing_is_loaded()
    {
        var file = Files.Of("""
            {"Conv1.weight":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"Norm1.scale":{"dtype":"I64","shape":[2],"data_offsets":[4,20]},"Dense7.bias":{"dtype":"F32","shape":[],"data_offsets":[20,24]},"Norm1.mean":{"dtype":"F32","shape":[2],"data_offsets":[24,32]}}
            """, new byte[32]);
        var parameters = new ParameterSet<float>(SmallNetwork.Layout(), 1);
        var before = parameters.All.ToArray();
        var error = Assert.Throws<SafetensorsException>(() => Safetensors.Load(parameters, file));

        Assert.Equal(
        [
            "parameter 'Dense1.weight' of the network is not in the file",
            "tensor 'Conv1.weight' should be F32 [3, 3, 1, 2] but is F32 [1]",
            "tensor 'Norm1.scale' should be F32 [2] but is I64 [2]",
            "tensor 'Dense7.bias' of the file is not in the network",
        ], error.Problems);
        Assert.All(error.Problems, problem => Assert.Contains(problem, error.Message));
        Assert.Equal(before, parameters.All.ToArray());
        Assert.Equal(0, parameters.Version);
    }

    [Fact]
    public void LoadMatching_loads_what_fits_and_reports_the_rest()
    {
        var source = new ParameterSet<float>(new ParameterLayout("Old",
            new ParameterDefinition("Conv1.weight", [3, 3, 1, 2], Initialization.Constant(5)),
            new ParameterDefinition("Dense1.weight", [3, 5], Initialization.Constant(6)),
            new ParameterDefinition("Extra", [70_000], Initialization.Constant(7)),
            new ParameterDefinition("Norm1.mean", [2], Initialization.Constant(8), ParameterKind.State)), 1);
        var parameters = new ParameterSet<float>(SmallNetwork.Layout(), 1);
        var dense = parameters["Dense1.weight"].Values.ToArray();
        var report = Safetensors.LoadMatching(parameters, Files.Save(source));

        Assert.Equal(["Conv1.weight", "Norm1.mean"], report.Loaded);
        Assert.Equal(["Norm1.scale"], report.MissingInFile);
        Assert.Equal([new TensorMismatch("Dense1.weight", "F32 [3, 4]", "F32 [3, 5]")], report.Mismatches);
        Assert.Equal(["Extra"], report.UnusedInFile);
        Assert.Equal(Enumerable.Repeat(5f, 18), parameters["Conv1.weight"].Values.ToArray());
        Assert.Equal([8, 8], parameters.State.ToArray());
        Assert.Equal(dense, parameters["Dense1.weight"].Values.ToArray());
        Assert.Equal([1, 1], parameters["Norm1.scale"].Values.ToArray());
        Assert.Contains("2 parameters loaded", report.ToString());
    }

    [Fact]
    public void A_stream_is_read_from_its_position_and_its_length_is_not_believed()
    {
        var saved = new ParameterSet<float>(SmallNetwork.Layout(), 1);
        var file = Files.Save(saved);
        var loaded = new ParameterSet<float>(SmallNetwork.Layout(), 2);
        using var later = new MemoryStream([1, 2, 3, .. file]) { Position = 3 };
        Safetensors.Load(loaded, later);
        Assert.Equal(saved.All.ToArray(), loaded.All.ToArray());

        foreach (var claimed in new[] { 0, 10, long.MaxValue })
        {
            loaded.All.Clear();
            using var lying = new StutteringStream(file) { ClaimedLength = claimed };
            Safetensors.Load(loaded, lying);
            Assert.Equal(saved.All.ToArray(), loaded.All.ToArray());
        }
    }

    [Fact]
    public void Ten_thousand_mutations_load_or_fail_cleanly()
    {
        var valid = Files.Save(new ParameterSet<float>(SmallNetwork.Layout(), 1));
        var header = valid.Length - 34 * sizeof(float);
        var parameters = new ParameterSet<float>(SmallNetwork.Layout(), 2);
        var before = parameters.All.ToArray();
        var random = new Random(20_240_607);
        var loaded = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var mutation = Mutate(valid, header, random);
            Mutation.Try($"Mutation {i}", () =>
            {
                try
                {
                    if (i % 2 == 0)
                        Safetensors.Load(parameters, mutation);
                    else
                        Safetensors.LoadMatching(parameters, new MemoryStream(mutation));
                    loaded++;
                    before.CopyTo(parameters.All);
                }
                catch (SafetensorsException)
                {
                    Assert.True(parameters.All.SequenceEqual(before), "The parameters were changed, and then it failed.");
                }
            });
        }

        // Neither all mutations are harmless nor all harmful, or this would test nothing.
        Assert.InRange(loaded, 500, 9_000);
    }

    private static byte[] Mutate(byte[] valid, int header, Random random)
    {
        var bytes = valid.ToList();
        for (var edits = random.Next(1, 4); edits > 0; edits--)
        {
            var position = random.Next(random.Next(4) == 0 ? bytes.Count : Math.Min(header, bytes.Count));
            switch (random.Next(7))
            {
                case 0:
                    bytes[position] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[position] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    bytes.Insert(position, (byte)"{}[],:\"0123456789 \\e-."[random.Next(22)]);
                    break;
                case 3:
                    bytes.RemoveAt(position);
                    break;
                case 4 when random.Next(4) == 0:
                    bytes.RemoveRange(position, bytes.Count - position);
                    break;
                case 5:
                    var piece = bytes.GetRange(position, Math.Min(random.Next(60), bytes.Count - position));
                    bytes.InsertRange(random.Next(bytes.Count), piece);
                    break;
                default:
                    var digit = bytes.FindIndex(position, value => value is >= (byte)'0' and <= (byte)'9');
                    if (digit >= 0)
                        bytes[digit] = (byte)('0' + random.Next(10));
                    break;
            }

            if (bytes.Count == 0)
                break;
        }

        // Half of the time repair the header's length, so that mutations reach beyond the first check.
        var change = bytes.Count - valid.Length;
        if (bytes.Count >= 8 && random.Next(2) == 0)
            BitConverter.GetBytes((long)(header - 8 + change)).CopyTo(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes));
        return [.. bytes];
    }

    private static T[] LoadOne<T>(byte[] file)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var parameters = new ParameterSet<T>(new ParameterLayout("Net", new ParameterDefinition("w", [4], Initialization.Zeros)), 1);
        Safetensors.Load(parameters, file);
        return parameters.All.ToArray();
    }
}
