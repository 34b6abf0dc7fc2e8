using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Emit;

/// <summary>
/// The API of a network that could not be compiled: everything is there and throws, so that one mistake is one error and not one per call.
/// Left out is what the user's own members stand in the way of.
/// </summary>
internal sealed class PlaceholderEmitter
{
    private const string Throw = "=> throw new global::System.InvalidOperationException(Faulty);";

    private readonly NetworkSpecification _network;
    private readonly LossDefinition? _loss;
    private readonly CSharp _csharp;
    private readonly HashSet<string> _taken;

    private PlaceholderEmitter(NetworkSpecification network)
    {
        _network = network;
        _loss = network.Losses.Count > 0 ? LossTable.Named(network.Losses[0].Kind) : null;
        _csharp = new CSharp(network.Precision);
        _taken = [.. network.Findings.Where(finding => finding.Id == Ids.NameTaken).Select(finding => finding.Arguments[1])];
        if (network.Type.Header.StartsWith("partial record", System.StringComparison.Ordinal))
        {
            // Records have a copy method of their own that none may be named like.
            _taken.Add("Clone");
        }
    }

    public static SourceFile Emit(NetworkSpecification network) => NetworkEmitter.File(
        network.Type,
        "Model",
        [$"Network     {network.Type.Name} was not compiled: see the errors at its declaration. Everything here throws."],
        new PlaceholderEmitter(network).Emit);

    private string Set => $"global::NetGen.ParameterSet<{_csharp.Real}>";

    private string Input => _network.Inputs.Count > 0 ? _network.Inputs[0].Name : "input";

    private string Output => Unlike(_loss?.OutputName ?? "output");

    private string RealInput => $"{CSharp.ReadOnlySpan}<{(_network.Inputs.Count > 0 && _network.Inputs[0].Classes is not null ? "int" : _csharp.Real)}> {Input}";

    private void Emit(CodeWriter writer)
    {
        writer.Line("private const string Faulty = \"The network was not compiled; see the errors of the build.\";");
        writer.Line();
        if (_network.Findings.All(finding => finding.Id != Ids.ConstructorTaken))
        {
            writer.Line($"public {_network.Type.Name}(ulong seed = 0) {Throw}");
        }

        foreach (var (name, declaration) in Members().Where(member => !_taken.Contains(member.Name)))
        {
            writer.Line($"public {declaration} {Throw}");
        }

        if (!_taken.Contains("Session"))
        {
            Session(writer);
        }

        if (_loss is not null && !_taken.Contains("Trainer"))
        {
            Trainer(writer, _loss);
        }
    }

    private IEnumerable<(string Name, string Declaration)> Members()
    {
        string self = _network.Type.SelfName;
        yield return ("Parameters", $"{Set} Parameters");
        yield return ("Summary", "static string Summary");
        if (!_taken.Contains("Session"))
        {
            yield return ("CreateSession", "Session CreateSession(int maxBatch = 1, int threads = 1)");
        }

        if (_loss is not null && !_taken.Contains("Trainer"))
        {
            yield return ("CreateTrainer", "Trainer CreateTrainer(global::NetGen.Optimizer optimizer, int batchSize, int threads = 1, ulong seed = 0)");
        }

        yield return ("Save", "void Save(string path)");
        yield return ("Save", "void Save(global::System.IO.Stream stream)");
        foreach (string source in new[] { "string path", "global::System.IO.Stream stream", $"{CSharp.ReadOnlySpan}<byte> bytes" })
        {
            yield return ("Load", $"static {self} Load({source})");
            yield return ("LoadMatching", $"global::NetGen.LoadReport LoadMatching({source})");
        }

        yield return ("Clone", $"{self} Clone()");
        yield return ("CopyFrom", $"void CopyFrom({self} other)");
    }

    private void Session(CodeWriter writer)
    {
        writer.Line();
        using (writer.Block($"public sealed class Session : global::NetGen.Session<{_csharp.Real}>"))
        {
            string output = $"{RealInput}, {CSharp.Span}<{_csharp.Real}>";
            writer.Line($"private Session() : base(null!, 1, 1, workspace: 0) {Throw}");
            writer.Line($"public void Forward({output} {Output}) {Throw}");
            writer.Line($"public void Predict({output} {(_loss?.Link is null ? Output : Unlike("probabilities"))}) {Throw}");
        }
    }

    private void Trainer(CodeWriter writer, LossDefinition loss)
    {
        var probe = new GraphBuilder();
        var type = loss.Target(probe, "targets", probe.Input("output", [Dimension.Batch, 1])).Type;
        string name = _network.Losses[0].Arguments.FirstOrDefault(argument => argument.Name == "Target")?.Value as string ?? loss.TargetName;
        string signature = $"{RealInput}, {CSharp.ReadOnlySpan}<{_csharp.Type(type)}> {Unlike(name)}";
        writer.Line();
        using (writer.Block($"public sealed class Trainer : global::NetGen.Trainer<{_csharp.Real}>"))
        {
            writer.Line($"private Trainer() : base(null!, null!, 1, 1, 0, workspace: 0) {Throw}");
            writer.Line($"public {_csharp.Real} Step({signature}) {Throw}");
            writer.Line($"public {_csharp.Real} Forward({signature}) {Throw}");
            writer.Line($"public void Backward() {Throw}");
        }
    }

    /// <summary>The names may be what is wrong with the network.</summary>
    private string Unlike(string name) => name == Input ? name + "_" : name;
}
