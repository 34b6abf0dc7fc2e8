using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;
using NetGen.Generator.Layers;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Emit.Cpu;

/// <summary>
/// Prints a training step in segments of time: forward from the first to the last with only the states between them kept, then from the last to the first, each forward again and backward.
/// </summary>
/// <param name="arguments">Inputs, then targets.</param>
internal sealed class SegmentsEmitter(CSharp csharp, NetworkGraph network, KernelProgram training, ProgramEmitter program, CallSignature signature, IReadOnlyList<Node> arguments)
{
    private SegmentPlan Plan => training.Segments!;

    private IReadOnlyList<Node> Sequences => [.. arguments.Where(argument => argument.Shape.Rank > 1 && argument.Shape[1].IsTime)];

    private TimeAxis Time => network.Times[0];

    private string Parameters => $"{signature.SizeParameters}, {signature.Views(arguments)}";

    public void Fields(CodeWriter writer)
    {
        foreach (var sequence in Sequences)
        {
            writer.Line($"private readonly {csharp.Type(sequence.Type)}[] _{sequence.Name}Segment;");
        }

        writer.Line("private int _start;");
    }

    /// <summary>In the constructor.</summary>
    public void Begin(CodeWriter writer)
    {
        writer.Line($"HoldSegments(SegmentLength(recomputeEvery, {Time.Longest}), units: {Plan.Units});");
        foreach (var sequence in Sequences)
        {
            writer.Line($"_{sequence.Name}Segment = RoomForBatch<{csharp.Type(sequence.Type)}>({CSharp.PerSample(sequence.Shape)}, RecomputeEvery);");
        }
    }

    /// <summary>Loss and Derivatives, and what these do for each segment.</summary>
    public void Methods(CodeWriter writer)
    {
        var forward = training.Kernels.Take(training.Backward).ToList();
        var backward = training.Kernels.Skip(training.Backward).ToList();
        writer.Line();
        writer.Line("// The loss, segment by segment: between segments only states are kept.");
        using (writer.Block($"private void Loss({Parameters})"))
        {
            Calls(writer, forward.Where(kernel => kernel.Phase == Segmentation.Before));
            Clear(writer, Plan.ForwardSums);
            writer.Line($"CutIntoSegments({Time.Steps});");
            using (writer.Block("for (int segment = 0; segment < Segments; segment++)"))
            {
                if (Plan.Forward.Count > 0)
                {
                    using (writer.Block("if (segment > 0)"))
                    {
                        HandOn(writer, Plan.Forward);
                    }

                    using (writer.Block("if (segment < Segments - 1)"))
                    {
                        Checkpoints(writer, (state, checkpoint) => $"{state}.CopyTo({checkpoint});");
                    }
                }

                Segment(writer);
                writer.Line($"Segment({Passed});");
                var carried = Plan.Forward.Where(boundary => boundary.Carried is not null).ToList();
                if (carried.Count > 0)
                {
                    using (writer.Block($"if (SegmentStart(segment + 1) == StepsToCarry({Time.Steps}))"))
                    {
                        foreach (var boundary in carried)
                        {
                            writer.Line($"{program.Argument(boundary.Exit)}.CopyTo({program.Argument(boundary.Carried!)});");
                        }
                    }
                }
            }

            Calls(writer, forward.Where(kernel => kernel.Phase == Segmentation.Between));
        }

        writer.Line();
        writer.Line("// Derivatives of the loss, from the last segment to the first. The values of the last are still there; those of the others are computed again from their states.");
        using (writer.Block($"private void Derivatives({Parameters})"))
        {
            Calls(writer, backward.Where(kernel => kernel.Phase is Segmentation.Before or Segmentation.Between));
            Clear(writer, Plan.BackwardSums);
            using (writer.Block("for (int segment = Segments - 1; segment >= 0; segment--)"))
            {
                Segment(writer);
                using (writer.Block("if (segment < Segments - 1)"))
                {
                    HandOn(writer, Plan.Backward);
                    Checkpoints(writer, (state, checkpoint) => $"{checkpoint}.CopyTo({state});");
                    writer.Line($"SegmentAgain({Passed});");
                }

                writer.Line($"SegmentDerivatives({Passed});");
            }

            Calls(writer, backward.Where(kernel => kernel.Phase == Segmentation.After));
        }

        Part(writer, "Segment", "A segment forward.", forward.Where(kernel => kernel.Phase == Segmentation.Forward));
        Part(writer, "SegmentAgain", "What derivatives need of a segment's way forward.", Plan.Again);
        Part(writer, "SegmentDerivatives", "A segment backward: derivatives of weights are added to those of the segments after it.", backward.Where(kernel => kernel.Phase == Segmentation.Backward));
    }

    /// <summary>Arguments of the methods of a segment.</summary>
    private string Passed => string.Join(", ",
    [
        "n", "segmentSteps",
        .. signature.Given(arguments).Select(argument => Sequences.Contains(argument) ? $"SegmentOf({argument.Name}, n, {Time.Steps}, segment, _{argument.Name}Segment)" : argument.Name!),
    ]);

    private static void Segment(CodeWriter writer)
    {
        writer.Line("_start = SegmentStart(segment);");
        writer.Line("int segmentSteps = SegmentStart(segment + 1) - _start;");
    }

    private void Part(CodeWriter writer, string name, string summary, IEnumerable<Kernel> kernels)
    {
        writer.Line();
        writer.Line($"// {summary}");
        using (writer.Block($"private void {name}({Parameters})"))
        {
            Calls(writer, kernels);
        }
    }

    private void Calls(CodeWriter writer, IEnumerable<Kernel> kernels)
    {
        foreach (var kernel in kernels)
        {
            writer.Line(program.Call(kernel));
        }
    }

    private void Clear(CodeWriter writer, IEnumerable<Buffer> sums)
    {
        foreach (var sum in sums)
        {
            writer.Line($"{program.Argument(sum)}.Clear();");
        }
    }

    /// <summary>What one segment has left is what the next begins with.</summary>
    private void HandOn(CodeWriter writer, IEnumerable<Boundary> boundaries)
    {
        foreach (var boundary in boundaries)
        {
            writer.Line($"{program.Argument(boundary.Exit)}.CopyTo({program.Argument(boundary.Entry)});");
        }
    }

    private void Checkpoints(CodeWriter writer, System.Func<string, string, string> copy)
    {
        var offset = Dimension.Zero;
        foreach (var boundary in Plan.Forward)
        {
            var count = boundary.Entry.Shape.Count;
            string start = offset.IsZero ? "0" : $"(long){offset.ToCode(_ => "MaxBatch")}";
            writer.Line(copy(program.Argument(boundary.Entry), $"Checkpoint(segment, {start}, {count.ToCode(CSharp.Size)})"));
            offset += count;
        }
    }
}
