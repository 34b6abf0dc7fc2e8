using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Xunit;

namespace NetGen.Integration.Tests.PyTorchModules;

[Network]
[Input(4, 6, 2)]
[Conv2D(4, Padding = Padding.Same)]
[BatchNorm]
[Activation(Activation.ReLU)]
[MaxPool2D(2)]
[Conv2D(6, KernelHeight = 1, KernelWidth = 2, Groups = 2)]
[Flatten]
[Dense(5)]
public partial class ImageNetwork;

[Network]
[TokenSequence(7)]
[Embedding(4)]
[SimpleRnn(5, Name = "Cell")]
[Dense(3)]
public partial class RnnNetwork;

[Network]
[TokenSequence(7)]
[Embedding(4)]
[Gru(5, Name = "Cell")]
[Dense(3)]
public partial class GruNetwork;

[Network]
[TokenSequence(7)]
[Embedding(4)]
[Lstm(5, Name = "Cell")]
[Dense(3)]
public partial class LstmNetwork;

[Network]
[TokenSequence(7)]
[Embedding(4)]
[Lstm(5, Bidirectional = Bidirectional.Concat, Name = "First")]
[Lstm(5, Bidirectional = Bidirectional.Concat, Name = "Second")]
[Dense(3)]
public partial class DeepNetwork;

/// <summary>Parameters from PyTorch give PyTorch's outputs, and go back to it unchanged (make_modules.py).</summary>
public sealed class PyTorchTests : IDisposable
{
    private const int Sequences = 2, Time = 6;

    private static readonly Dictionary<string, string> ImageModules = new() { ["Conv1"] = "features.0", ["BatchNorm1"] = "features.1", ["Conv2"] = "features.4", ["Dense1"] = "classifier" };
    private static readonly Dictionary<string, string> SequenceModules = new() { ["Embedding1"] = "embedding", ["Cell"] = "cell", ["Dense1"] = "out" };

    private readonly string _written = Path.Combine(Directory.CreateTempSubdirectory("netgen-pytorch-").FullName, "written.safetensors");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_written)!, recursive: true);

    [Fact]
    public void Images()
    {
        var model = new ImageNetwork();
        PyTorch.Load(model.Parameters, Module("image"), ImageModules);
        using var session = model.CreateSession(maxBatch: 3);
        var output = new float[3 * 5];
        session.Forward(Numbers("image", "input"), output);
        Equal(Numbers("image", "output"), output);
        GoesBack(model.Parameters, new ImageNetwork(seed: 3).Parameters, ImageModules);
    }

    [Fact]
    public void Recurrent_networks()
    {
        var (rnn, gru, lstm) = (new RnnNetwork(), new GruNetwork(), new LstmNetwork());
        PyTorch.Load(rnn.Parameters, Module("rnn"), SequenceModules);
        PyTorch.Load(gru.Parameters, Module("gru"), SequenceModules);
        PyTorch.Load(lstm.Parameters, Module("lstm"), SequenceModules);
        var output = new float[Sequences * Time * 3];
        using (var session = rnn.CreateSession(Sequences, Time))
            session.Forward(Tokens("rnn"), output);
        Equal(Numbers("rnn", "output"), output);
        using (var session = gru.CreateSession(Sequences, Time))
            session.Forward(Tokens("gru"), output);
        Equal(Numbers("gru", "output"), output);
        using (var session = lstm.CreateSession(Sequences, Time))
            session.Forward(Tokens("lstm"), output);
        Equal(Numbers("lstm", "output"), output);
        GoesBack(gru.Parameters, new GruNetwork(seed: 3).Parameters, SequenceModules);
        GoesBack(lstm.Parameters, new LstmNetwork(seed: 3).Parameters, SequenceModules);
    }

    [Fact]
    public void Several_layers_of_one_module_in_both_directions()
    {
        var model = new DeepNetwork();
        var modules = new Dictionary<string, string> { ["Embedding1"] = "embedding", ["First"] = "cell", ["Second"] = "cell[1]", ["Dense1"] = "out" };
        PyTorch.Load(model.Parameters, Module("deep"), modules);
        var output = new float[Sequences * Time * 3];
        using var session = model.CreateSession(Sequences, Time);
        session.Forward(Tokens("deep"), output);
        Equal(Numbers("deep", "output"), output);
        GoesBack(model.Parameters, new DeepNetwork(seed: 3).Parameters, modules);
    }

    [Fact]
    public void A_file_of_another_module_is_refused()
    {
        var model = new GruNetwork();
        var before = model.Parameters.All.ToArray();
        var error = Assert.Throws<SafetensorsException>(() => PyTorch.Load(model.Parameters, Module("lstm"), SequenceModules));
        Assert.Contains("tensor 'cell.weight_ih_l0' should be F32 [15, 4] but is F32 [20, 4]", error.Problems);
        Assert.Equal(before, model.Parameters.All.ToArray());
        Assert.Equal(["embedding.weight", "out.bias", "out.weight"], PyTorch.LoadMatching(model.Parameters, Module("lstm"), SequenceModules).Loaded.Order(StringComparer.Ordinal));
        Assert.Contains("has no layer 'Dense7'", Assert.Throws<ArgumentException>(() => PyTorch.Load(model.Parameters, Module("gru"), new Dictionary<string, string> { ["Dense7"] = "x" })).Message, StringComparison.Ordinal);
    }

    private void GoesBack(ParameterSet<float> parameters, ParameterSet<float> others, Dictionary<string, string> modules)
    {
        PyTorch.Save(parameters, _written, modules);
        PyTorch.Load(others, _written, modules);
        Assert.Equal(parameters.All.ToArray(), others.All.ToArray());
    }

    private static void Equal(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-5f);
    }

    private static float[] Numbers(string module, string name) => [.. Case(module, name).Select(number => number.GetSingle())];

    private static int[] Tokens(string module) => [.. Case(module, "input").Select(number => number.GetInt32())];

    private static IEnumerable<JsonElement> Case(string module, string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder(), "modules.json"))).RootElement.GetProperty(module).GetProperty(name).EnumerateArray();

    private static string Module(string name) => Path.Combine(Folder(), name + ".safetensors");

    private static string Folder([CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;
}
