using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Emit;

/// <summary>The API of a network that could not be compiled: everything is there and throws, so that one mistake is one error and not one per call.</summary>
internal static class PlaceholderEmitter
{
    public static SourceFile Emit(NetworkSpecification network)
    {
        var csharp = new CSharp(network.Precision);
        string name = network.Type.Name;
        string input = network.Inputs.Count > 0 ? network.Inputs[0].Name : "input";
        string given = csharp.Type(network.Inputs.Count > 0 && network.Inputs[0].Classes is not null ? ElementType.Integer : ElementType.Real);
        var loss = network.Losses.Count > 0 ? LossTable.Named(network.Losses[0].Kind) : null;
        return NetworkEmitter.File(network.Type, "Model", [$"Network     {name} was not compiled: see the errors at its declaration. Everything here throws."], writer =>
        {
            writer.Line("private const string Faulty = \"The network was not compiled; see the errors of the build.\";");
            new ModelEmitter(csharp, network.Type, loss is not null).Emit(writer, ["not compiled"], []);
            writer.Line();
            var probe = new GraphBuilder();
            var options = loss is null ? null : new Options(loss.Options, network.Losses[0].Arguments);
            var target = loss?.Target(probe, loss.TargetName(options!), probe.Input("output", [Dimension.Batch, 1]), options!);
            string types = target is null ? csharp.Real : $"{csharp.Real}, {given}, {csharp.Type(target.Type)}";
            using (writer.Block($"public sealed class Session : global::NetGen.Session<{types}>"))
            {
                writer.Line($"internal Session({name} model, int maxBatch, int threads) : base(model.Parameters, maxBatch, threads, workspace: 0) => throw new global::System.InvalidOperationException(Faulty);");
                writer.Line($"public {(loss is null ? "" : "override ")}void Forward({CSharp.ReadOnlySpan}<{given}> {input}, {CSharp.Span}<{csharp.Real}> output) => throw new global::System.InvalidOperationException(Faulty);");
                writer.Line($"public void Predict({CSharp.ReadOnlySpan}<{given}> {input}, {CSharp.Span}<{csharp.Real}> output) => throw new global::System.InvalidOperationException(Faulty);");
                if (target is not null)
                {
                    writer.Line($"public override {csharp.Real} Loss({CSharp.ReadOnlySpan}<{csharp.Real}> output, {CSharp.ReadOnlySpan}<{csharp.Type(target.Type)}> {target.Name}) => throw new global::System.InvalidOperationException(Faulty);");
                }
            }

            if (loss is null || target is null)
            {
                return;
            }

            string signature = $"{CSharp.ReadOnlySpan}<{given}> {input}, {CSharp.ReadOnlySpan}<{csharp.Type(target.Type)}> {target.Name}";
            writer.Line();
            using (writer.Block($"public sealed class Trainer : global::NetGen.Trainer<{types}>"))
            {
                writer.Line($"internal Trainer({name} model, global::NetGen.Optimizer optimizer, int batchSize, int threads, ulong seed) : base(model.Parameters, optimizer, batchSize, threads, seed, workspace: 0) => throw new global::System.InvalidOperationException(Faulty);");
                writer.Line($"public override {csharp.Real} Step({signature}) => throw new global::System.InvalidOperationException(Faulty);");
                writer.Line($"public override {csharp.Real} Accumulate({signature}) => throw new global::System.InvalidOperationException(Faulty);");
                writer.Line($"public override {csharp.Real} Forward({signature}) => throw new global::System.InvalidOperationException(Faulty);");
                writer.Line("protected override int InputLength => throw new global::System.InvalidOperationException(Faulty);");
                writer.Line("protected override int TargetLength => throw new global::System.InvalidOperationException(Faulty);");
                writer.Line("protected override int OutputLength => throw new global::System.InvalidOperationException(Faulty);");
                writer.Line($"protected override global::NetGen.Session<{types}> NewSession(int maxBatch, int threads) => throw new global::System.InvalidOperationException(Faulty);");
                writer.Line($"protected override string? FirstNonFinite({signature}) => throw new global::System.InvalidOperationException(Faulty);");
                writer.Line("public void Backward() => throw new global::System.InvalidOperationException(Faulty);");
            }
        });
    }
}
