using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;
using NetGen.Generator.Layers;
using NetGen.Generator.Passes;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Emit;

/// <summary>
/// Prints the kernels of a program inside a session or trainer: one method per kernel, headed by its layer and its formula; then
/// where each value lives; then the structs that the methods use.
/// </summary>
internal sealed class ProgramEmitter
{
    private readonly Target _target;
    private readonly string _owner;
    private readonly NetworkGraph _network;
    private readonly IReadOnlyList<KernelProgram> _programs;
    private readonly Dictionary<object, string> _sizes = [];

    private readonly SharedStructs _structs;
    private readonly Dictionary<Buffer, string> _arguments = [];

    /// <summary>Sizes of a call that the methods of its kernels get; inside a loop over time the step, too.</summary>
    private readonly Dictionary<Kernel, string[]> _sizeNames = [];

    /// <summary>Loops over time that threads cut by samples, and the kernels in them: their methods compute samples [first, first + samples).</summary>
    private readonly HashSet<Kernel> _cut = [];

    /// <param name="owner">Name of the class.</param>
    /// <param name="programs">Programs that share the class; one runs at a time, so they share the workspace.</param>
    public ProgramEmitter(Target target, string owner, NetworkGraph network, ParameterPlaces places, IEnumerable<KernelProgram> programs)
    {
        _target = target;
        _owner = owner;
        _network = network;
        _programs = [.. programs];
        Storage = new StorageEmitter(target, network, places, _programs);
        foreach (var program in _programs)
        {
            string[] sizes = ["n", .. Times(program).Select(time => time.Steps)];
            foreach (var kernel in program.AllKernels)
            {
                _sizeNames.Add(kernel, sizes.Length > 1 ? [.. sizes, "t"] : sizes);
            }

            foreach (var kernel in program.Kernels)
            {
                _sizeNames[kernel] = sizes;
            }

            foreach (var scan in program.Kernels.OfType<ScanKernel>().Where(scan => target.CutsBySamples && SampleCut.IsPossible(scan)))
            {
                _cut.UnionWith(scan.Nested);
                foreach (var kernel in scan.Kernels)
                {
                    _sizeNames[kernel] = [.. _sizeNames[kernel], "first", "samples"];
                }
            }
        }

        _structs = new SharedStructs(target, Kernels);
        foreach (var call in Kernels.OfType<CallKernel>())
        {
            if (CallEmitter.SizesOf(call) is { } sizes && !_sizes.ContainsKey(sizes))
            {
                string name = StepOf(call.Step)!.Name + (sizes is PoolingSizes ? "Windows" : "Sizes");
                _sizes.Add(sizes, _sizes.ContainsValue(name) ? $"{name}{_sizes.Count}" : name);
            }
        }
    }

    /// <summary>Where values live.</summary>
    public StorageEmitter Storage { get; }

    private IEnumerable<Kernel> Kernels => _programs.SelectMany(program => program.AllKernels);

    /// <summary>A call of a kernel's method.</summary>
    /// <param name="name">What an array of the caller's is called here, if not as in the kernel.</param>
    public string Call(Kernel kernel, Func<Buffer, string>? name = null) =>
        $"{kernel.Name}({string.Join(", ", [.. _sizeNames[kernel], .. Arguments(kernel).Select(buffer => name?.Invoke(buffer) ?? buffer.Name)])});";

    /// <summary>Time axes that a program has to do with.</summary>
    private IEnumerable<TimeAxis> Times(KernelProgram program)
    {
        var symbols = new HashSet<string>(program.AllKernels.SelectMany(k => k.Touched).Select(b => b.Root.Shape).Distinct().SelectMany(shape => shape).SelectMany(extent => extent.SymbolsUsed));
        return _network.Times.Where(time => symbols.Contains(time.Symbol));
    }

    /// <summary>One method per kernel.</summary>
    public void Methods(CodeWriter writer, IEnumerable<Kernel> kernels)
    {
        foreach (var kernel in kernels)
        {
            writer.Line();
            writer.Line($"// {Title(kernel)}");
            foreach (string line in Formula.Of(kernel))
            {
                writer.Line($"//   {line}");
            }

            string parameters = string.Join(", ",
            [
                .. _sizeNames[kernel].Select(name => $"int {name}"),
                .. Arguments(kernel).Select(buffer => KernelParameters.OfBuffer(_target, buffer, kernel.Writes.Any(written => written.Root == buffer)).Declaration),
            ]);
            if (kernel is ScanKernel scan)
            {
                Steps(writer, scan, parameters);
                Methods(writer, scan.Kernels);
                continue;
            }

            writer.Line($"private void {kernel.Name}({parameters}) =>");
            using (writer.Indent())
            {
                writer.Line(Body(kernel));
            }
        }
    }

    private void Steps(CodeWriter writer, ScanKernel scan, string parameters)
    {
        if (_cut.Contains(scan))
        {
            string work = Size(scan.Time * SampleCut.Work(scan));
            writer.Line($"private void {scan.Name}({parameters}) =>");
            using (writer.Indent())
            {
                writer.Line($"RunSamples(n, {work}, new {scan.Name}Loop(this, {string.Join(", ", _sizeNames[scan])}));");
            }

            writer.Line();
            writer.Line("// Of samples [first, first + samples): threads need not wait for one another.");
            parameters += ", int first, int samples";
        }

        string time = Size(scan.Time);
        using (writer.Block($"private void {scan.Name}({parameters})"))
        using (writer.Block(scan.Reverse ? $"for (int t = {time} - 1; t >= 0; t--)" : $"for (int t = 0; t < {time}; t++)"))
        {
            foreach (var kernel in scan.Kernels)
            {
                writer.Line(Call(kernel));
            }
        }
    }

    /// <summary>Where values live, and sizes of convolutions.</summary>
    public void Places(CodeWriter writer)
    {
        Storage.Emit(writer);
        if (_sizes.Count > 0)
        {
            writer.Line();
            foreach (var sizes in _sizes)
            {
                writer.Line(CallEmitter.Declare(sizes.Value, sizes.Key));
            }
        }
    }

    /// <summary>The loops and epilogues that the methods hand to the runtime.</summary>
    public void Structs(CodeWriter writer)
    {
        foreach (var scan in _cut.OfType<ScanKernel>())
        {
            string sizes = string.Join(", ", _sizeNames[scan]);
            writer.Line();
            writer.Line($"// All steps of {scan.Name}, for some samples.");
            using (writer.Block($"private readonly struct {scan.Name}Loop({_owner} owner, {string.Join(", ", _sizeNames[scan].Select(size => $"int {size}"))}) : {CSharp.Kernels}.ISampleLoop"))
            {
                writer.Line($"public void Run(int first, int samples) => owner.{scan.Name}({sizes}, first, samples);");
            }
        }

        _structs.Emit(writer);
    }

    private string Body(Kernel kernel) => kernel switch
    {
        CallKernel call => new CallEmitter(_target, call, _structs.Of(call), sizes => _sizes[sizes]).Call(ArgumentOf(kernel), SizeOf(kernel)),
        _ => _target.Run(kernel, _structs.Of(kernel)!, ArgumentOf(kernel), SizeOf(kernel)),
    };

    private Func<Buffer, string> ArgumentOf(Kernel kernel) => _cut.Contains(kernel) ? SamplesOf : Argument;

    private Func<Dimension, string> SizeOf(Kernel kernel) => _cut.Contains(kernel) ? size => size.ToCode(symbol => symbol == "Batch" ? "samples" : CSharp.Size(symbol)) : Size;

    /// <summary>The part of a buffer that belongs to samples [first, first + samples).</summary>
    private string SamplesOf(Buffer buffer)
    {
        if (SampleCut.SampleOf(buffer) is not { } sample)
        {
            return Argument(buffer);
        }

        string size = sample.IsOne ? "" : $" * {Factor(sample)}";
        return buffer.Parent is { } parent
            ? _target.Part(Argument(parent), $"{StartOf(buffer)} + first{size}", $"samples{size}")
            : _target.Part(Argument(buffer), $"first{size}", $"samples{size}");
    }

    private static string Factor(Dimension size) => Size(size) is var code && code.Contains(" + ") ? $"({code})" : code;

    /// <summary>How a method of a kernel speaks of a buffer.</summary>
    public string Argument(Buffer buffer)
    {
        if (!_arguments.TryGetValue(buffer, out string? text))
        {
            _arguments.Add(buffer, text = Spoken(buffer));
        }

        return text;
    }

    private string Spoken(Buffer buffer)
    {
        if (buffer.Parent is not { } parent)
        {
            string sizes = buffer.Kind is BufferKind.Workspace or BufferKind.State ? string.Join(", ", SizesOf(buffer)) : "";
            return sizes.Length == 0 ? buffer.Name : $"{buffer.Name}({sizes})";
        }

        return _target.Part(Argument(parent), StartOf(buffer), Size(buffer.Shape.Count));
    }

    /// <summary>Where a part begins.</summary>
    private static string StartOf(Buffer part) =>
        !part.MovesWithTime ? Size(part.Offset) : part.Offset.IsZero ? $"t * {Size(part.Shape.Count)}" : $"(t + 1) * {Size(part.Shape.Count)}";

    /// <summary>Run-time sizes that a buffer's length depends on.</summary>
    public static IEnumerable<string> SizesOf(Buffer buffer) => SymbolsOf(buffer.Shape.Count).Select(CSharp.Size);

    /// <summary>The symbols of a size in the order of parameters: the batch first.</summary>
    public static IEnumerable<string> SymbolsOf(Dimension size) => size.SymbolsUsed.Count < 2 ? size.SymbolsUsed : size.SymbolsUsed.OrderBy(symbol => symbol == "Batch" ? "" : symbol, StringComparer.Ordinal);

    /// <summary>Buffers of the caller are parameters of the method.</summary>
    private static IEnumerable<Buffer> Arguments(Kernel kernel) =>
        kernel.Touched.Where(buffer => buffer.Kind is BufferKind.Input or BufferKind.Output).Select(buffer => buffer.Root).Distinct();

    public static string Size(Dimension size) => size.ToCode(CSharp.Size);

    private string Title(Kernel kernel)
    {
        if (StepOf(kernel.Step) is not { } step)
        {
            return "Shared by several layers";
        }

        bool isLoss = _network.Losses.Any(loss => loss.Step == step);
        string number = isLoss ? "loss" : $"{step.Number}";
        if (step.Kind == Step.Expression)
        {
            return $"{number}  {step.Name}: {step.Text}";
        }

        string fused = kernel is CallKernel { Epilogue: not null } && step.Fused.Count > 0 ? " + " + string.Join(" + ", step.Fused) : "";
        return $"{number}  {step.Name}{fused}: {CSharp.SampleShape(step.Input)} -> {CSharp.SampleShape(step.Output)}";
    }

    private Step? StepOf(int number) =>
        _network.StepOf(number);
}
