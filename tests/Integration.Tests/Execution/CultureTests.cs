using System;
using System.Globalization;
using System.IO;
using NetGen.Integration.Tests.Networks.Typical;
using Xunit;

namespace NetGen.Integration.Tests.Execution;

/// <summary>Files and summaries are the same whatever the culture does to numbers.</summary>
public sealed class CultureTests
{
    [Fact]
    public void FilesAndSummariesKnowNoCulture()
    {
        var model = new LeNet(seed: 1);
        var (file, summary) = (Save(model), LeNet.Summary);
        var before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.NumberFormat.NumberGroupSeparator = ".";
        odd.NumberFormat.NegativeSign = "\u2212";
        CultureInfo.CurrentCulture = odd;
        try
        {
            Assert.Equal("−1,5", (-1.5).ToString(CultureInfo.CurrentCulture));
            Assert.Equal(file, Save(new LeNet(seed: 1)));
            Assert.Equal(summary, LeNet.Summary);
            Assert.Equal(model.Parameters.All.ToArray(), LeNet.Load(file).Parameters.All.ToArray());
            Assert.Contains("maxBatch", Assert.Throws<ArgumentOutOfRangeException>(() => model.CreateSession(-1)).Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>All tests run in a culture that writes numbers otherwise: <see cref="NetGen.Testing.ForeignCulture"/>.</summary>
    [Fact]
    public void MessagesKnowNoCulture()
    {
        Assert.Equal("minus 1_234·5", (-1234.5).ToString("N1", CultureInfo.CurrentCulture));
        using var session = new LeNet(seed: 1).CreateSession(maxBatch: 1);
        using var trainer = new LeNet(seed: 1).CreateTrainer(new Sgd(0.1), batchSize: 1);
        float[] image = new float[16 * 16];

        Assert.Contains("12,345 elements", Assert.Throws<ArgumentException>(() => session.Forward(new float[12_345], [])).Message, StringComparison.Ordinal);
        Assert.Contains("labels[0] is -1;", Assert.Throws<ArgumentException>(() => trainer.Step(image, [-1])).Message, StringComparison.Ordinal);
        Assert.Contains("inputs of 1,000 samples", Assert.Throws<ArgumentException>(() => Dataset.Of(new float[1_001], new int[1_000])).Message, StringComparison.Ordinal);
    }

    private static byte[] Save(LeNet model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
