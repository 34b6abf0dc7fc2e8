using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit.Cpu;

/// <summary>The processor: memory is spans, arguments are used where they are, and kernels work on registers of vectors.</summary>
internal sealed class CpuTarget(CSharp csharp) : Target(csharp)
{
    public override string? Usings => CSharp.Aliases;

    public override string Prefix => "";

    public override bool HasSharedMemory => true;

    public override bool CutsBySamples => true;

    public override string Loss => CSharp.Real;

    public override string NoEpilogue => $"default({CSharp.Kernels}.Identity<{CSharp.Real}>)";

    public override string Base(string kind, (Node Input, Node Target)? sample) =>
        $"global::NetGen.{kind}<{CSharp.Real}{(sample is var (input, target) ? $", {CSharp.Type(input.Type)}, {CSharp.Type(target.Type)}" : "")}>";

    public override string View(ElementType type, bool written = true) => $"{(written ? CSharp.Span : CSharp.ReadOnlySpan)}<{CSharp.Type(type)}>";

    public override string Part(string view, string start, string length) => $"{view}.Slice({start}, {length})";

    public override string First(string view) => $"{view}[0]";

    public override IEnumerable<string> LossOf(string view, string then) =>
        then.Length == 0 ? [$"var value = {First(view)};"] : [$"var value = {First(view)};", $"{then}(n, value);"];

    public override Place Where { get; } =
        new("int", "threads", "Threads to compute with, the caller's included; 0 for all processors. The results do not depend on it.", IsFirst: false, Default: "1");

    public override void Hold(CodeWriter writer, IEnumerable<(string Name, ElementType Type, Shape Shape)> arguments, Func<Dimension, string> length)
    {
    }

    public override void Open(CodeWriter writer, IEnumerable<Node> given, IEnumerable<(string Name, Shape Shape)> results)
    {
    }

    public override string Inside(string argument) => argument;

    public override void Close(CodeWriter writer, IEnumerable<string> results) => writer.Line("global::System.GC.KeepAlive(this);");

    public override string Exposed(string name, string view) => view;

    public override (string Type, string? Make) Kept(Node argument, string perSample, string? longest) =>
        ($"{CSharp.Type(argument.Type)}[]", $"RoomForBatch<{CSharp.Type(argument.Type)}>({perSample}{(longest is null ? "" : ", " + longest)})");

    public override string Keep(string argument, string field) => $"{argument}.CopyTo({field});";

    public override string Take(string field, string length) => $"global::System.MemoryExtensions.AsSpan({field}, 0, {length})";

    public override string Epilogue(CallKernel call, KernelStruct code, Func<Buffer, string> argument) => new EpilogueEmitter(this, call, code).New(argument);

    public override string Run(Kernel kernel, KernelStruct code, Func<Buffer, string> argument, Func<Dimension, string> size) => kernel switch
    {
        LoopKernel loop => new LoopEmitter(this, loop, code).Call(argument, size),
        ColumnKernel column => new ColumnEmitter(this, column, code).Call(argument, size),
        _ => throw new NotSupportedException(kernel.GetType().Name),
    };

    public override void Struct(CodeWriter writer, KernelStruct code)
    {
        switch (code.First)
        {
            case CallKernel call:
                new EpilogueEmitter(this, call, code).Emit(writer);
                break;
            case LoopKernel loop:
                new LoopEmitter(this, loop, code).Emit(writer);
                break;
            case ColumnKernel column:
                new ColumnEmitter(this, column, code).Emit(writer);
                break;
        }
    }

    /// <summary>Extents that the loops themselves count to.</summary>
    public override IEnumerable<Dimension> Extents(Kernel kernel) => kernel switch
    {
        LoopKernel { Outer: 0, HasReductions: true } loop => loop.Axes,
        LoopKernel loop => loop.Axes.Skip(1),
        ColumnKernel column => column.Outer == 0 ? column.Axes.Take(column.Axes.Rank - 1) : column.Axes.Skip(1),
        _ => [],
    };
}
