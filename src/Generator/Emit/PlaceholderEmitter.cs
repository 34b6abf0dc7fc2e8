using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Emit;

/// <summary>The API of a network that could not be compiled: everything is there and throws, so that one mistake is one error and not one per call.</summary>
internal static class PlaceholderEmitter
{
    private const string Throw = "throw new global::System.InvalidOperationException(Faulty);";

    public static SourceFile Emit(NetworkSpecification network)
    {
        var csharp = new CSharp(network.Precision);
        string name = network.Type.Name;
        var input = network.Inputs.Count > 0 ? network.Inputs[0] : new InputSpecification("input", [1], 0);
        var loss = network.Losses.Count > 0 ? LossTable.Named(network.Losses[0].Kind) : null;
        var target = loss is null ? null : Target(loss, new Options(loss.Options, network.Losses[0].Arguments));
        bool supervised = target is not null && !input.HasTime;

        string given = csharp.Type(input.Classes is null ? ElementType.Real : ElementType.Integer);
        string sizes = input.HasTime ? "int maxTime, " : "";
        string lengths = input.HasTime ? $", {CSharp.ReadOnlySpan}<int> lengths = default" : "";
        string types = supervised ? $"{csharp.Real}, {given}, {csharp.Type(target!.Type)}" : csharp.Real;
        string overrides = supervised ? "override " : "";
        string call = $"({CSharp.ReadOnlySpan}<{given}> {input.Name}, {CSharp.Span}<{csharp.Real}> output{lengths}) => {Throw}";
        return NetworkEmitter.File(network.Type, "Model", [$"Network     {name} was not compiled: see the errors at its declaration. Everything here throws."], writer =>
        {
            writer.Line("private const string Faulty = \"The network was not compiled; see the errors of the build.\";");
            new ModelEmitter(csharp, network.Type, loss is not null, input.HasTime).Emit(writer, ["not compiled"], []);
            writer.Line();
            using (writer.Block($"public sealed class Session : global::NetGen.Session<{types}>"))
            {
                writer.Line($"internal Session({name} model, int maxBatch, {sizes}int threads) : base(model.Parameters, maxBatch, threads, workspace: 0) => {Throw}");
                writer.Line($"public {overrides}void Forward{call}");
                writer.Line($"public void Predict{call}");
                if (input.HasTime)
                {
                    writer.Line($"public void Step({CSharp.ReadOnlySpan}<{given}> {input.Name}, {CSharp.Span}<{csharp.Real}> output) => {Throw}");
                }

                if (supervised)
                {
                    writer.Line($"public override {csharp.Real} Loss({CSharp.ReadOnlySpan}<{csharp.Real}> output, {CSharp.ReadOnlySpan}<{csharp.Type(target!.Type)}> {target.Name}) => {Throw}");
                }
            }

            if (target is null)
            {
                return;
            }

            string signature = $"({CSharp.ReadOnlySpan}<{given}> {input.Name}, {CSharp.ReadOnlySpan}<{csharp.Type(target.Type)}> {target.Name}{lengths}) => {Throw}";
            writer.Line();
            using (writer.Block($"public sealed class Trainer : global::NetGen.Trainer<{types}>"))
            {
                writer.Line($"internal Trainer({name} model, global::NetGen.Optimizer optimizer, int batchSize, {sizes}int threads, ulong seed) : base(model.Parameters, optimizer, batchSize, threads, seed, workspace: 0) => {Throw}");
                foreach (string method in new[] { "Step", "Accumulate", "Forward" })
                {
                    writer.Line($"public {overrides}{csharp.Real} {method}{signature}");
                }

                writer.Line($"public void Backward() => {Throw}");
                if (supervised)
                {
                    writer.Line($"protected override int InputLength => {Throw}");
                    writer.Line($"protected override int TargetLength => {Throw}");
                    writer.Line($"protected override int OutputLength => {Throw}");
                    writer.Line($"protected override global::NetGen.Session<{types}> NewSession(int maxBatch, int threads) => {Throw}");
                    writer.Line($"protected override string? FirstNonFinite{signature}");
                }
            }
        });
    }

    private static Node Target(LossDefinition loss, Options options)
    {
        var probe = new GraphBuilder();
        return loss.Target(probe, loss.TargetName(options), probe.Input("output", [Dimension.Batch, 1]), options);
    }
}
