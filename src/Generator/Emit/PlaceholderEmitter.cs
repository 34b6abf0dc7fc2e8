using System;
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

    /// <summary>What the loss is asked about, since the network's own output is not known.</summary>
    private Node SomeOutput { get; } = new GraphBuilder().Input("output", [Dimension.Batch, 1]);

    private PlaceholderEmitter(NetworkSpecification network)
    {
        _network = network;
        _loss = network.Losses.Count > 0 ? LossTable.Named(network.Losses[0].Kind) : null;
        _csharp = new CSharp(network.Precision);
        _taken = [.. network.Findings.Where(finding => finding.Id == Ids.NameTaken).Select(finding => finding.Arguments[1])];
        if (network.Type.Header.StartsWith("partial record", StringComparison.Ordinal))
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

    private bool HasSession => !_taken.Contains("Session");

    private bool HasTrainer => (_loss is not null || LossMethods.Count > 0) && !_taken.Contains("Trainer");

    private IReadOnlyList<MethodSpecification> Methods => _network.Graph?.Methods.ToList() ?? [];

    private IReadOnlyList<MethodSpecification> Graphs => [.. Methods.Where(method => method.Role == MethodRole.Graph)];

    private IReadOnlyList<MethodSpecification> LossMethods => [.. Methods.Where(method => method.Role == MethodRole.Loss)];

    private bool HasTime => _network.Inputs.Count > 0 && _network.Inputs[0].HasTime;

    private IReadOnlyList<TimeAxis> Times => HasTime ? [TimeAxis.Only] : GraphPlaceholder.TimesOf(Methods.SelectMany(method => method.Parameters));

    private string Longest(string suffix) => string.Concat(Times.Select(time => $"int {time.Longest}{suffix}, "));

    /// <summary>Methods of the bases exist for samples with targets only.</summary>
    private bool IsSupervised => _loss is not null && !HasTime && _network.Graph is null;

    private string Override => IsSupervised ? "override " : "";

    private MethodParameter? GraphInput => Graphs.SelectMany(graph => graph.Parameters).FirstOrDefault();

    private string InputName => _network.Inputs.Count > 0 ? _network.Inputs[0].Name : GraphInput?.Name ?? "input";

    private string InputType => (_network.Inputs.Count > 0 && _network.Inputs[0].Classes is not null) || GraphInput is { Classes: > 0 } ? "int" : _csharp.Real;

    private Options LossOptions => new(_loss!.Options, _network.Losses[0].Arguments);

    private string TargetName => Unlike(_loss!.TargetName(LossOptions));

    private string TargetType => _csharp.Type(_loss!.Target(SomeOutput.Graph, "target", SomeOutput, LossOptions).Type);

    private string PredictionName => _loss?.Link(SomeOutput, LossOptions) is null ? OutputName : Unlike("probabilities");

    private string OutputName => Unlike(_loss?.OutputName ?? "output");

    private string Input => $"{CSharp.ReadOnlySpan}<{InputType}> {InputName}";

    private string Target => $"{CSharp.ReadOnlySpan}<{TargetType}> {TargetName}";

    private string Lengths => HasTime ? $", {CSharp.ReadOnlySpan}<int> lengths = default" : "";

    /// <summary>Type arguments of the bases.</summary>
    private string Types => IsSupervised ? $"{_csharp.Real}, {InputType}, {TargetType}" : _csharp.Real;

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

        new MembersEmitter(_network, "throw new global::System.InvalidOperationException(Faulty)").Emit(writer);
        if (_network.Graph is not null)
        {
            new GraphPlaceholder(_csharp.Real, Graphs, LossMethods, [.. Methods.Where(method => method.Role == MethodRole.Gradient)]).Classes(writer, Class);
            if (HasTrainer && LossMethods.Count == 0)
            {
                Class(writer, "Trainer", "null!, null!, 1, 1, 0, workspace: 0", Trainer());
            }

            return;
        }

        if (HasSession)
        {
            Class(writer, "Session", "null!, 1, 1, workspace: 0", Session());
        }

        if (HasTrainer)
        {
            Class(writer, "Trainer", "null!, null!, 1, 1, 0, workspace: 0", Trainer());
        }
    }

    private IEnumerable<(string Name, string Declaration)> Members()
    {
        string self = _network.Type.SelfName;
        yield return ("Parameters", $"global::NetGen.ParameterSet<{_csharp.Real}> Parameters");
        yield return ("Summary", "static string Summary");
        if (HasSession)
        {
            yield return ("CreateSession", $"Session CreateSession(int maxBatch = 1, {Longest(" = 1")}int threads = 1{(_network.Graph is null ? "" : ", ulong seed = 0")})");
        }

        foreach (var loss in LossMethods.Where(_ => HasTrainer))
        {
            string trainer = GeneratedNames.OfTrainer(loss.Name, LossMethods.Count);
            yield return ("CreateTrainer", $"{trainer} Create{trainer}(global::NetGen.Optimizer optimizer, int batchSize, {Longest("")}int threads = 1, ulong seed = 0{(_network.RecomputeOrigin is null ? "" : ", int recomputeEvery = 0")})");
        }

        if (HasTrainer && LossMethods.Count == 0)
        {
            yield return ("CreateTrainer", $"Trainer CreateTrainer(global::NetGen.Optimizer optimizer, int batchSize, {Longest("")}int threads = 1, ulong seed = 0{(_network.RecomputeOrigin is null ? "" : ", int recomputeEvery = 0")})");
        }

        if (_network is { Gpu: true, HasGpuPackage: true })
        {
            // Of the kinds for the processor: what throws may do so anywhere.
            const string Device = "global::NetGen.Gpu.Device device, ";
            yield return ("CreateSession", $"Session CreateSession({Device}int maxBatch = 1, {Longest(" = 1")}ulong seed = 0)");
            foreach (string trainer in LossMethods.Select(loss => GeneratedNames.OfTrainer(loss.Name, LossMethods.Count)).DefaultIfEmpty("Trainer").Where(_ => HasTrainer))
            {
                yield return ("CreateTrainer", $"{trainer} Create{trainer}({Device}global::NetGen.Optimizer optimizer, int batchSize, {Longest("")}ulong seed = 0)");
            }
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

    private IEnumerable<string> Session()
    {
        string output = $"{CSharp.Span}<{_csharp.Real}>";
        yield return $"public {Override}void Forward({Input}, {output} {OutputName}{Lengths})";
        yield return $"public void Predict({Input}, {output} {PredictionName}{Lengths})";
        if (HasTime)
        {
            yield return $"public void Step({Input}, {output} {OutputName})";
        }

        if (IsSupervised)
        {
            yield return $"public override {_csharp.Real} Loss({CSharp.ReadOnlySpan}<{_csharp.Real}> output, {Target})";
        }
    }

    private IEnumerable<string> Trainer()
    {
        yield return $"public {Override}{_csharp.Real} Step({Input}, {Target}{Lengths})";
        yield return $"public {Override}{_csharp.Real} Accumulate({Input}, {Target}{Lengths})";
        yield return $"public {Override}{_csharp.Real} Forward({Input}, {Target}{Lengths})";
        yield return "public void Backward()";
        if (IsSupervised)
        {
            yield return "protected override int InputLength";
            yield return "protected override int TargetLength";
            yield return "protected override int OutputLength";
            yield return $"protected override global::NetGen.Session<{Types}> NewSession(int maxBatch, int threads)";
            yield return $"protected override string? FirstNonFinite({Input}, {Target})";
        }
    }

    private void Class(CodeWriter writer, string name, string baseArguments, IEnumerable<string> members)
    {
        writer.Line();
        string parent = name.EndsWith("Trainer", StringComparison.Ordinal) ? "Trainer" : "Session";
        using (writer.Block($"public sealed class {name} : global::NetGen.{parent}<{Types}>"))
        {
            writer.Line($"private {name}() : base({baseArguments}) {Throw}");
            foreach (string member in members)
            {
                writer.Line($"{member} {Throw}");
            }
        }
    }

    /// <summary>The names may be what is wrong with the network.</summary>
    private string Unlike(string name) => name == InputName ? name + "_" : name;
}
