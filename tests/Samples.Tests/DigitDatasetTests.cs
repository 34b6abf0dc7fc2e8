using System;
using System.IO;
using System.Linq;
using Digits;
using Xunit;

namespace NetGen.Samples.Tests;

public sealed class DigitDatasetTests
{
    private static readonly string s_line = string.Join(',', Enumerable.Repeat("16", 64));

    [Fact]
    public void The_shipped_file_has_1797_digits_from_0_to_1()
    {
        var digits = DigitDataset.Load(Path.Combine(AppContext.BaseDirectory, "digits.csv.gz"));

        Assert.Equal(1797, digits.Count);
        Assert.Equal(1797 * 64, digits.Pixels.Length);
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], digits.Labels[..10].ToArray());
        Assert.Equal(0, digits.Pixels.ToArray().Min());
        Assert.Equal(1, digits.Pixels.ToArray().Max());
    }

    [Fact]
    public void Split_keeps_every_digit_once_with_its_label_and_is_the_same_each_time()
    {
        var all = DigitDataset.Load(Path.Combine(AppContext.BaseDirectory, "digits.csv.gz"));
        var (training, test) = all.Split(testShare: 0.2, seed: 1);
        var again = all.Split(testShare: 0.2, seed: 1);

        Assert.Equal((1437, 360), (training.Count, test.Count));
        Assert.Equal(Rows(all).Order(), Rows(training).Concat(Rows(test)).Order());
        Assert.NotEqual(Rows(all), Rows(training).Concat(Rows(test)));
        Assert.Equal(Rows(test), Rows(again.Test));
    }

    [Theory]
    [InlineData("1,2,3", "line 2: 64 pixels and a digit are 65 fields, not 3")]
    [InlineData("", "line 2: 64 pixels and a digit are 65 fields, not 1")]
    [InlineData("LINE,10", "line 2, field 65: expected a whole number from 0 to 9, found '10'")]
    [InlineData("LINE,-1", "line 2, field 65: expected a whole number from 0 to 9, found '-1'")]
    [InlineData("17LINE,1", "line 2, field 1: expected a whole number from 0 to 16, found '1716'")]
    [InlineData("x LINE,1", "line 2, field 1: expected a whole number from 0 to 16, found 'x 16'")]
    public void A_malformed_line_is_named(string line, string message)
    {
        string text = $"{s_line},3\n{line.Replace("LINE", s_line, StringComparison.Ordinal)}\n";

        var error = Assert.Throws<InvalidDataException>(() => DigitDataset.Parse(new StringReader(text), "some.csv"));

        Assert.Equal($"some.csv, {message}.", error.Message);
    }

    [Fact]
    public void An_empty_file_is_an_error()
    {
        var error = Assert.Throws<InvalidDataException>(() => DigitDataset.Parse(new StringReader(""), "some.csv"));

        Assert.Equal("some.csv is empty.", error.Message);
    }

    private static string[] Rows(DigitDataset digits) => [.. Enumerable.Range(0, digits.Count)
        .Select(i => $"{digits.Labels[i]}: {string.Join(' ', digits.PixelsOf(i).ToArray())}")];
}
