using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NetGen.Testing;
using Xunit;

namespace NetGen.Runtime.Tests.Serialization;

public class SafetensorsFormatTests
{
    [DataFact("golden/safetensors-vectors")]
    public void The_verdict_on_each_reference_vector_is_that_of_the_reference_implementation()
    {
        var directory = TestData.Find("golden/safetensors-vectors")!;
        var rows = File.ReadLines(Path.Combine(directory, "index.tsv")).Skip(1).Select(line => line.Split('\t')).ToArray();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
            Assert.Equal((row[0], row[2]), (row[0], Check(File.ReadAllBytes(Path.Combine(directory, row[0]))) is null ? "accept" : "reject"));
    }

    public static TheoryData<string, string> Malformed => new()
    {
        { "[]", "must be a JSON object, but is an array" },
        { "null", "must be a JSON object, but is null" },
        { "", "not valid JSON" },
        { "{", "not valid JSON" },
        { "{} {}", "not valid JSON" },
        { "{} x", "not valid JSON" },
        { "{\"a\":1}", "tensor 'a': must be an object with dtype, shape and data_offsets, but is the number 1" },
        { """{"a":{"shape":[1],"data_offsets":[0,4]}}""", "tensor 'a': no dtype" },
        { """{"a":{"dtype":"F32","data_offsets":[0,4]}}""", "tensor 'a': no shape" },
        { """{"a":{"dtype":"F32","shape":[1]}}""", "tensor 'a': no data_offsets" },
        { """{"a":{"dtype":"F31","shape":[1],"data_offsets":[0,4]}}""", "tensor 'a': unknown dtype 'F31'" },
        { """{"a":{"dtype":32,"shape":[1],"data_offsets":[0,4]}}""", "tensor 'a': dtype must be a string, but is the number 32" },
        { """{"a":{"dtype":"F32","shape":1,"data_offsets":[0,4]}}""", "tensor 'a': shape must be an array of integers, but is the number 1" },
        { """{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}""", "tensor 'a': shape must hold integers from 0 to 2^64 - 1, but holds the number 1.0" },
        { """{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "but holds the number -1" },
        { """{"a":{"dtype":"F32","shape":[[1]],"data_offsets":[0,4]}}""", "but holds an array" },
        { """{"a":{"dtype":"F32","shape":["1"],"data_offsets":[0,4]}}""", "but holds a string" },
        { """{"a":{"dtype":"F32","shape":[18446744073709551616],"data_offsets":[0,4]}}""", "but holds the number 18446744073709551616" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", "tensor 'a': data_offsets must be two numbers, begin and end, but are 1" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}""", "but are 3" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "tensor 'a': data_offsets are [4, 0], but its data must begin at 0" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "must begin at 0" },
        { """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", "tensor 'a': F32 [2] takes 8 bytes, but data_offsets [0, 4] enclose 4" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", "tensor 'b': data_offsets are [2, 6], but its data must begin at 4" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}""", "tensor 'b': data_offsets are [8, 12], but its data must begin at 4" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "the header names 'a' twice" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"\u0061":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "the header names 'a' twice" },
        { """{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "tensor 'a': dtype is there twice" },
        { """{"a":{"dtype":"F4","shape":[1],"data_offsets":[0,1]}}""", "F4 [1] is not a whole number of bytes" },
        { """{"a":{"dtype":"F32","shape":[4294967296,4294967296,0],"data_offsets":[0,0]}}""", "the size of F32 [4294967296, 4294967296, 0] overflows 64 bits" },
        { """{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],}}""", "not valid JSON" },
        { """{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "not valid JSON" },
        { """{"__metadata__":[]}""", "__metadata__ must be an object of strings, but is an array" },
        { """{"__metadata__":{"a":1}}""", "__metadata__: 'a' must be a string, but is the number 1" },
        { """{"__metadata__":{},"__metadata__":{}}""", "the header names '__metadata__' twice" },
        { """{"__metadata__":{"format":"netgen","version":"2"}}""", "version '2' of its files; this one reads version '1'" },
        { "{\"a\":" + new string('[', 100_000), "data_offsets, but is an array" },
        { "{\"a\":{\"x\":" + new string('[', 100_000), "not valid JSON" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public void Malformed_headers_are_refused_by_name(string header, string message)
    {
        var error = Assert.Throws<SafetensorsException>(() => Load(Files.Of(header, new byte[16])));
        Assert.StartsWith("bytes: ", error.Message);
        Assert.Contains(message, error.Message);
        Assert.Equal("bytes", error.File);
    }

    [Theory]
    [InlineData(new byte[0], "has only 0 bytes, where the first 8 are the header's length")]
    [InlineData(new byte[] { 1, 0, 0 }, "has only 3 bytes")]
    [InlineData(new byte[] { 5, 0, 0, 0, 0, 0, 0, 0, 123 }, "claims a header of 5 bytes, but ends after 1 of them")]
    [InlineData(new byte[] { 1, 0xe1, 0xf5, 5, 0, 0, 0, 0 }, "claims a header of 100000001 bytes; the format allows 100000000")]
    [InlineData(new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, "claims a header of 18446744073709551615 bytes")]
    [InlineData(new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 255 }, "the header is not UTF-8")]
    public void Files_that_end_early_or_are_no_text_are_refused(byte[] file, string message)
        => Assert.Contains(message, Assert.Throws<SafetensorsException>(() => Load(file)).Message);

    [Fact]
    public void Valid_oddities_are_accepted()
    {
        Assert.Null(Check(Files.Of("{}")));
        Assert.Null(Check(Files.Of(" {\"__metadata__\":null}\n\t ")));
        Assert.Null(Check(Files.Of("""{"__metadata__":{"a":"1","a":"2"}}""")));
        Assert.Null(Check(Files.Of("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":[{"x":[null]}]}}""", new byte[4])));
        Assert.Null(Check(Files.Of("""{"b":{"dtype":"U8","shape":[3],"data_offsets":[1,4]},"a":{"dtype":"BOOL","shape":[],"data_offsets":[0,1]},"z":{"dtype":"F64","shape":[0],"data_offsets":[1,1]}}""", new byte[4])));
        Assert.Null(Check(Files.Of("""{"a":{"dtype":"F4","shape":[3,2],"data_offsets":[0,3]}}""", new byte[3])));
    }

    [Fact]
    public void Data_ends_with_the_last_tensor()
    {
        Assert.Contains("the data ends within tensor 'w', which should have 8 bytes but has 5", Check(Files.OfOne("F32", "[2]", new byte[8])[..^3])!.Message);
        Assert.Contains("more bytes after the last tensor", Check([.. Files.OfOne("F32", "[2]", new byte[8]), 0])!.Message);
    }

    [Fact]
    public void Long_names_are_cut_in_messages_and_long_lists_too()
    {
        var name = new string('n', 100_000);
        Assert.InRange(Assert.Throws<SafetensorsException>(() => Load(Files.Of($$"""{"{{name}}":1}"""))).Message.Length, 200, 500);

        var tensors = string.Join(',', Enumerable.Range(0, 1000).Select(i => $$"""
            "t{{i}}":{"dtype":"U8","shape":[1],"data_offsets":[{{i}},{{i + 1}}]}
            """));
        var error = Assert.Throws<SafetensorsException>(() => Load(Files.Of($"{{{tensors}}}", new byte[1000])));
        Assert.Equal(1001, error.Problems.Count);
        Assert.Contains("and 981 more", error.Message);
        Assert.InRange(error.Message.Length, 500, 2000);
    }

    [Fact]
    public void Claims_without_bytes_behind_them_cost_no_memory()
    {
        byte[] header = [0, 0xe1, 0xf5, 5, 0, 0, 0, 0, (byte)'{'];
        var tensor = Files.Of("""{"w":{"dtype":"F32","shape":[4000000000000],"data_offsets":[0,16000000000000]}}""", 1, 2, 3);
        Check(header);
        Check(tensor);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(Check(header));
        Assert.NotNull(Check(tensor));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 400_000);
    }

    private static SafetensorsException? Check(byte[] file)
    {
        try
        {
            new SafetensorsReader(new MemoryStream(file), "file").ReadData<float>([], new Dictionary<TensorEntry, Range>());
            return null;
        }
        catch (SafetensorsException error)
        {
            return error;
        }
    }

    private static void Load(byte[] file)
        => Safetensors.Load(new ParameterSet<float>(new ParameterLayout("Net", new ParameterDefinition("w", [1], Initialization.Ones)), 1), file);
}
