using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Emit.Gpu;

/// <summary>
/// A device, by ILGPU: memory is views, arguments of calls are copied there and results back, and a kernel is a struct whose methods one thread runs. Nothing waits for the device
/// but what brings numbers back.
/// </summary>
internal sealed class GpuTarget(CSharp csharp) : Target(csharp)
{
    /// <summary>Characters of an expression that makes a kernel's struct in one line.</summary>
    private const int LongestLine = 160;

    /// <summary>Where each argument of the class's methods has its room, by name and type.</summary>
    private readonly Dictionary<(string, ElementType), int> _places = [];

    /// <summary>Names of arguments in the method being written.</summary>
    private readonly HashSet<string> _arguments = [];

    public override string? Usings => CSharp.HidesAlias ? null : string.Join("\n",
    [
        $"using {ReservedNames.Reals} = global::ILGPU.ArrayView<float>;",
        $"using {ReservedNames.Integers} = global::ILGPU.ArrayView<int>;",
        $"using {ReservedNames.GpuMath} = {Namespace}.GpuMath;",
    ]);

    public override string Prefix => "Gpu";

    /// <summary>Where the package's types are.</summary>
    public static string Namespace => "global::NetGen.Gpu";

    public override bool HasSharedMemory => false;

    public override bool CutsBySamples => false;

    public override string Loss => $"{Namespace}.PendingLoss";

    public override string NoEpilogue => $"default({Namespace}.Identity)";

    public override string Base(string kind, (Node Input, Node Target)? sample) =>
        $"{Namespace}.{Prefix}{kind}{(sample is var (input, target) ? $"<{CSharp.Type(input.Type)}, {CSharp.Type(target.Type)}>" : "")}";

    /// <summary>How functions of numbers are called.</summary>
    public static string MathName(CSharp csharp) => csharp.HidesAlias ? $"global::NetGen.Gpu.{ReservedNames.GpuMath}." : ReservedNames.GpuMath + ".";

    public override string View(ElementType type, bool written = true) =>
        CSharp.HidesAlias ? $"global::ILGPU.ArrayView<{CSharp.Type(type)}>" : type == ElementType.Integer ? ReservedNames.Integers : ReservedNames.Reals;

    public override string Part(string view, string start, string length) => $"{view}.SubView({start}, {length})";

    public override string First(string view) => $"ValueOf({view})";

    public override string Waiting => " Nothing waits for the device before the loss is read.";

    public override IEnumerable<string> LossOf(string view, string then) => [$"var value = {(then.Length == 0 ? $"LossOf({view})" : $"{then}(n, {view})")};"];

    public override Place Where { get; } = new("global::NetGen.Gpu.Device", "device", "The device to compute on.", IsFirst: true);

    public override void Hold(CodeWriter writer, IEnumerable<(string Name, ElementType Type, Shape Shape)> arguments, Func<Dimension, string> length)
    {
        foreach (var argument in arguments.GroupBy(argument => (argument.Name, argument.Type)))
        {
            _places.Add(argument.Key, _places.Count);
            string most = argument.Select(a => length(a.Shape.Count)).Distinct().Aggregate((a, b) => $"global::System.Math.Max({a}, {b})");
            writer.Line($"HoldArgument<{CSharp.Type(argument.Key.Type)}>({Place(argument.Key)}, {most});");
        }
    }

    public override void Open(CodeWriter writer, IEnumerable<Node> given, IEnumerable<(string Name, Shape Shape)> results)
    {
        _arguments.Clear();
        foreach (var argument in given)
        {
            _arguments.Add(argument.Name!);
            writer.Line($"var {Inside(argument.Name!)} = Upload({Place((argument.Name!, argument.Type))}, {argument.Name});");
        }

        foreach (var (name, _) in results)
        {
            _arguments.Add(name);
            writer.Line($"var {Inside(name)} = RoomFor({Place((name, ElementType.Real))}, {name}.Length);");
        }
    }

    public override string Inside(string argument) => _arguments.Contains(argument) ? "device" + char.ToUpperInvariant(argument[0]) + argument.Substring(1) : argument;

    public override void Close(CodeWriter writer, IEnumerable<string> results)
    {
        foreach (string name in results)
        {
            writer.Line($"Download({Inside(name)}, {name});");
        }

        writer.Line("global::System.GC.KeepAlive(this);");
    }

    public override string Exposed(string name, string view) => $"ReadBack({Place((name, ElementType.Real))}, {view})";

    public override (string Type, string? Make) Kept(Node argument, string perSample, string? longest) => (View(argument.Type), null);

    public override string Keep(string argument, string field) => $"{field} = {argument};";

    public override string Take(string field, string length) => field;

    public override string Epilogue(CallKernel call, KernelStruct code, Func<Buffer, string> argument) => New(call, code, argument);

    public override string Run(Kernel kernel, KernelStruct code, Func<Buffer, string> argument, Func<Dimension, string> size)
    {
        string loop = New(kernel, code, argument);
        switch (kernel)
        {
            case LoopKernel elements when ElementsEmitter.Fits(elements):
                return $"RunElements({size(elements.Axes.Count)}, {loop});";
            case LoopKernel rows:
                return $"RunRows({size(new Shape([.. rows.Axes.Take(rows.Outer)]).Count)}, {size(new Shape([.. rows.Axes.Skip(rows.Outer)]).Count)}, {loop});";
            case ColumnKernel columns:
                return $"RunColumns<{ColumnsEmitter.Sums(columns, code.Name)}, {code.Name}>({size(ColumnsEmitter.Kept(columns).Count)}, {size(ColumnsEmitter.Terms(columns).Count)}, {loop});";
            default:
                throw new NotSupportedException(kernel.GetType().Name);
        }
    }

    /// <summary>What one thread does, of each kind of struct.</summary>
    public override IEnumerable<string> AboutStructs(IReadOnlyCollection<Kernel> kernels)
    {
        (bool IsThere, string Line)[] kinds =
        [
            (kernels.OfType<LoopKernel>().Any(ElementsEmitter.Fits), "IElements   elements, each independent of the others"),
            (kernels.OfType<LoopKernel>().Any(loop => !ElementsEmitter.Fits(loop)), "IRows       a row together with its team: every so many elements are its own, reductions are the team's"),
            (kernels.OfType<ColumnKernel>().Any(), "IColumns    some of the terms of a column; the sums of several threads are joined in a fixed order"),
            (kernels.OfType<CallKernel>().Any(), "IEpilogue   the end of an element of a product or convolution, whose sum is in a register"),
        ];
        string[] there = [.. kinds.Where(kind => kind.IsThere).Select(kind => kind.Line)];
        return ["Code of the device. One thread runs", .. there.Select((line, k) => $"  {line}{(k == there.Length - 1 ? "." : ";")}")];
    }

    public override void Struct(CodeWriter writer, KernelStruct code)
    {
        switch (code.First)
        {
            case CallKernel call:
                new EpilogueEmitter(this, call, code.Name).Emit(writer);
                break;
            case LoopKernel loop when ElementsEmitter.Fits(loop):
                new ElementsEmitter(this, loop, code.Name).Emit(writer);
                break;
            case LoopKernel loop:
                new RowsEmitter(this, loop, code.Name).Emit(writer);
                break;
            case ColumnKernel column:
                new ColumnsEmitter(this, column, code.Name).Emit(writer);
                break;
        }
    }

    /// <summary>Where indices are divided by it, the host prepares that: devices have no division.</summary>
    public override string SizeType(Kernel kernel, string symbol)
    {
        var divisors = kernel switch
        {
            LoopKernel loop when ElementsEmitter.Fits(loop) => ElementsEmitter.Extents(loop),
            LoopKernel loop => RowsEmitter.Divisors(loop),
            ColumnKernel column => ColumnsEmitter.Extents(column),
            _ => [],
        };
        return divisors.Any(extent => extent.SingleSymbol == symbol) ? $"{Namespace}.Divisor" : "int";
    }

    public override IEnumerable<Dimension> Extents(Kernel kernel) => kernel switch
    {
        LoopKernel loop when ElementsEmitter.Fits(loop) => ElementsEmitter.Extents(loop),
        LoopKernel loop => RowsEmitter.Extents(loop),
        ColumnKernel column => ColumnsEmitter.Extents(column),
        _ => [],
    };

    /// <summary>The head of a kernel's struct.</summary>
    public string Header(Kernel kernel, string code, string kind) =>
        $"internal struct {code}({string.Join(", ", Parameters(kernel).Select(p => p.Declaration))}) : {Namespace}.{kind}";

    /// <summary>Makes a kernel's struct; many arguments one below the other, with the names that the struct has for them.</summary>
    private string New(Kernel kernel, KernelStruct code, Func<Buffer, string> argument)
    {
        string[] arguments = [.. Parameters(kernel).Select(p => p.Buffer is { } buffer ? argument(buffer) : p.Argument)];
        string line = $"new {code.Name}({string.Join(", ", arguments)})";
        return line.Length <= LongestLine ? line
            : $"new {code.Name}(\n    {string.Join(",\n    ", Parameters(code.First).Zip(arguments, (parameter, value) => $"{parameter.Name}: {value}"))})";
    }

    /// <summary>Of a call, only what its end touches.</summary>
    private IReadOnlyList<KernelParameter> Parameters(Kernel kernel) => kernel is CallKernel { Epilogue: { } epilogue } call
        ? [.. epilogue.Body.Loads.Concat(epilogue.Stores.Select(store => store.Buffer)).Distinct().Select(buffer => KernelParameters.OfBuffer(this, buffer, written: true)), .. KernelParameters.Sizes(this, call)]
        : KernelParameters.Of(this, kernel);

    private string Place((string, ElementType) argument) => _places[argument].ToString(CultureInfo.InvariantCulture);
}
