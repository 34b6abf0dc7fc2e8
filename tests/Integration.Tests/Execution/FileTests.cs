using System;
using System.IO;
using NetGen.Integration.Tests.Networks;
using NetGen.Integration.Tests.Networks.Typical;
using Xunit;

namespace NetGen.Integration.Tests.Execution;

/// <summary>Models as files and as copies.</summary>
public sealed class FileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("netgen-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void ComesBackFromAPath()
    {
        var model = Trained();
        string path = Path.Combine(_directory, "model.safetensors");

        model.Save(path);

        Bits.AssertEqual<float>(model.Parameters.All, ConvolutionalClassifier.Load(path).Parameters.All, "parameters");
        Assert.Equal([path], Directory.GetFiles(_directory));
    }

    [Fact]
    public void ComesBackFromAStreamAndFromBytes()
    {
        var model = Trained();
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;

        Bits.AssertEqual<float>(model.Parameters.All, ConvolutionalClassifier.Load(stream).Parameters.All, "parameters of the stream");
        Bits.AssertEqual<float>(model.Parameters.All, ConvolutionalClassifier.Load(stream.ToArray()).Parameters.All, "parameters of the bytes");
    }

    [Fact]
    public void ALoadedModelComputesTheSame()
    {
        var model = Trained();
        using var stream = new MemoryStream();
        model.Save(stream);
        float[] input = new Batch<float>(Network, 3, seed: 1).Input, expected = new float[3 * 5], actual = new float[3 * 5];

        model.CreateSession(3).Forward(input, expected);
        ConvolutionalClassifier.Load(stream.ToArray()).CreateSession(3).Forward(input, actual);

        Bits.AssertEqual<float>(expected, actual, "outputs");
    }

    [Fact]
    public void TheOtherPrecisionLoadsToo()
    {
        var model = Trained();
        using var stream = new MemoryStream();
        model.Save(stream);
        var precise = ConvolutionalClassifierDouble.Load(stream.ToArray());
        for (int i = 0; i < model.Parameters.All.Length; i++)
            Assert.Equal(model.Parameters.All[i], precise.Parameters.All[i]);
    }

    [Fact]
    public void AFileOfAnotherNetworkNamesAllDifferences()
    {
        using var stream = new MemoryStream();
        new Perceptron(seed: 1).Save(stream);

        var thrown = Assert.Throws<SafetensorsException>(() => Regression.Load(stream.ToArray()));

        // [20, 33], [33], [33, 17], [17], [17, 10], [10] against [9, 31], [31], [31, 5], [5], [5, 4], [4].
        Assert.Equal(6, thrown.Problems.Count);
        Assert.All(["Dense1.weight", "F32 [9, 31]", "F32 [20, 33]", "Dense2.bias", "Dense3.bias"], part => Assert.Contains(part, thrown.Message, StringComparison.Ordinal));

        thrown = Assert.Throws<SafetensorsException>(() => Linear.Load(stream.ToArray()));
        Assert.Contains("Dense3.weight", thrown.Message, StringComparison.Ordinal);
        thrown = Assert.Throws<SafetensorsException>(() => LeNet.Load(stream.ToArray()));
        Assert.Contains("Conv1.weight", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFailedLoadMatchingChangesNothing()
    {
        var model = new Regression(seed: 1);
        float[] parameters = model.Parameters.All.ToArray();
        Assert.Throws<SafetensorsException>(() => model.LoadMatching(new byte[] { 1, 2, 3 }));
        Assert.Throws<SafetensorsException>(() => model.LoadMatching(Array.Empty<byte>()));
        Assert.Throws<FileNotFoundException>(() => model.LoadMatching(Path.Combine(_directory, "none")));
        Assert.Equal(parameters, model.Parameters.All.ToArray());
    }

    [Fact]
    public void LoadMatchingTakesWhatFits()
    {
        var source = new Linear(seed: 1);
        var model = new FineTuned(seed: 2);
        float[] head = model.Parameters["Dense2.weight"].Values.ToArray();
        string path = Path.Combine(_directory, "model.safetensors");
        source.Save(path);
        using var stream = File.OpenRead(path);

        foreach (var report in new[] { model.LoadMatching(path), model.LoadMatching(stream), model.LoadMatching(File.ReadAllBytes(path)) })
        {
            Assert.Equal(["Dense1.weight", "Dense1.bias"], report.Loaded);
            Assert.Equal(["Dense2.weight", "Dense2.bias"], report.MissingInFile);
            Assert.Empty(report.Mismatches);
            Assert.Empty(report.UnusedInFile);
        }

        Assert.Equal(source.Parameters["Dense1.weight"].Values.ToArray(), model.Parameters["Dense1.weight"].Values.ToArray());
        Assert.Equal(head, model.Parameters["Dense2.weight"].Values.ToArray());
    }

    [Fact]
    public void ClonesAreIndependent()
    {
        var model = Trained();
        var clone = model.Clone();
        Bits.AssertEqual<float>(model.Parameters.All, clone.Parameters.All, "parameters");

        float[] before = model.Parameters.All.ToArray();
        Train(clone, steps: 1);
        Assert.Equal(before, model.Parameters.All.ToArray());
        Assert.NotEqual(before, clone.Parameters.All.ToArray());
    }

    [Fact]
    public void CopiesAreIndependent()
    {
        var (model, copy) = (Trained(), new ConvolutionalClassifier(seed: 8));
        using var session = copy.CreateSession(maxBatch: 1);
        float[] input = new Batch<float>(Network, 1, seed: 1).Input, expected = new float[5], actual = new float[5];
        session.Forward(input, actual);
        model.CreateSession().Forward(input, expected);
        Assert.NotEqual(expected, actual);

        copy.CopyFrom(model);
        session.Forward(input, actual);
        Bits.AssertEqual<float>(expected, actual, "outputs of a session that was there before");

        Train(model, steps: 1);
        session.Forward(input, actual);
        Bits.AssertEqual<float>(expected, actual, "outputs after the other was trained");
    }

    private static NetworkClass<float> Network => NetworkClass<float>.Named("NetGen.Integration.Tests.Networks.Typical", nameof(ConvolutionalClassifier));

    /// <summary>With running statistics that are not their initial values.</summary>
    private static ConvolutionalClassifier Trained()
    {
        var model = new ConvolutionalClassifier(seed: 3);
        Train(model, steps: 3);
        return model;
    }

    private static void Train(ConvolutionalClassifier model, int steps)
    {
        using var trainer = model.CreateTrainer(new Adam(0.01), batchSize: 6);
        var batch = new Batch<float>(Network, 6, seed: 4);
        for (int step = 0; step < steps; step++)
            trainer.Step(batch.Input, batch.Labels);
    }
}
