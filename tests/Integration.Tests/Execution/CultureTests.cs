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

    private static byte[] Save(LeNet model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
