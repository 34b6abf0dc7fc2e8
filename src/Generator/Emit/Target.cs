using System;
using System.Collections.Generic;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit;

/// <summary>
/// Where generated code runs. Sessions, trainers and the methods of kernels are the same text everywhere but for what is asked here: how memory is spoken of, what becomes of the
/// caller's arrays, and how a kernel's own code is written and run. One per generated class.
/// </summary>
internal abstract class Target(CSharp csharp)
{
    /// <summary>How C# is written.</summary>
    public CSharp CSharp => csharp;

    /// <summary>The using directives that files for the target begin with, if any.</summary>
    public abstract string? Usings { get; }

    /// <summary>What names of classes begin with.</summary>
    public abstract string Prefix { get; }

    /// <summary>The base class of sessions or trainers.</summary>
    /// <param name="kind">Session or Trainer.</param>
    /// <param name="sample">Where trainers know how to go through a data set by themselves, and sessions how to compute the loss of it.</param>
    public abstract string Base(string kind, (Node Input, Node Target)? sample);

    /// <summary>Kernels work on the caller's memory.</summary>
    public abstract bool HasSharedMemory { get; }

    /// <summary>Threads of the caller's machine share the work, so loops over time are cut by samples where they can be.</summary>
    public abstract bool CutsBySamples { get; }

    /// <summary>What the methods of a trainer return.</summary>
    public abstract string Loss { get; }

    /// <summary>A sentence for the documentation of a trainer's methods: what waits until when, if that is not self-evident.</summary>
    public virtual string Waiting => "";

    /// <summary>The type of values in memory.</summary>
    /// <param name="type">Their elements.</param>
    /// <param name="written">Whether they are written, too.</param>
    public abstract string View(ElementType type, bool written = true);

    /// <summary>A part of values in memory.</summary>
    public abstract string Part(string view, string start, string length);

    /// <summary>The first element, as a number that the caller can have.</summary>
    public abstract string First(string view);

    /// <summary>The loss, as the methods of a trainer return it.</summary>
    /// <param name="then">The method that goes on with it, or empty.</param>
    public abstract IEnumerable<string> LossOf(string view, string then);

    /// <summary>The argument that says where to compute: on how many threads, or on which device.</summary>
    public abstract Place Where { get; }

    /// <summary>Parameters of constructors.</summary>
    public string Declaration(string sizes) => Where.IsFirst ? $"{Where.Type} {Where.Name}, {sizes}" : $"{sizes}, {Where.Type} {Where.Name}";

    /// <summary>Parameters of the methods that make sessions and trainers.</summary>
    public string Optional(string sizes) => Where.IsFirst ? Declaration(sizes) : $"{Declaration(sizes)} = {Where.Default}";

    /// <summary>Arguments of constructors.</summary>
    public string Arguments(string sizes) => Where.IsFirst ? $"{Where.Name}, {sizes}" : $"{sizes}, {Where.Name}";

    /// <summary>Statements of a constructor that make room for the arguments of calls.</summary>
    /// <param name="length">An extent at its largest, as C#.</param>
    public abstract void Hold(CodeWriter writer, IEnumerable<(string Name, ElementType Type, Shape Shape)> arguments, Func<Dimension, string> length);

    /// <summary>The beginning of a public method, once its arguments are checked: brings them to where kernels find them.</summary>
    public abstract void Open(CodeWriter writer, IEnumerable<Node> given, IEnumerable<(string Name, Shape Shape)> results);

    /// <summary>What methods of kernels are given for an argument of the caller.</summary>
    public abstract string Inside(string argument);

    /// <summary>The end of a public method: results are with the caller.</summary>
    public abstract void Close(CodeWriter writer, IEnumerable<string> results);

    /// <summary>The values of the last call that users may read.</summary>
    public abstract string Exposed(string name, string view);

    /// <summary>Copies of arguments that Backward needs: a field's type, and what the constructor makes it.</summary>
    public abstract (string Type, string? Make) Kept(Node argument, string perSample, string? longest);

    /// <summary>Keeps an argument.</summary>
    public abstract string Keep(string argument, string field);

    /// <summary>Gives a kept argument back, for the sizes of its call.</summary>
    public abstract string Take(string field, string length);

    /// <summary>The end of a product or convolution that does nothing to the sums.</summary>
    public abstract string NoEpilogue { get; }

    /// <summary>The end of a product or convolution.</summary>
    public abstract string Epilogue(CallKernel call, KernelStruct code, Func<Buffer, string> argument);

    /// <summary>The call that runs an emitted loop.</summary>
    public abstract string Run(Kernel kernel, KernelStruct code, Func<Buffer, string> argument, Func<Dimension, string> size);

    /// <summary>A comment before the structs of a class: how they are run.</summary>
    /// <param name="kernels">One of each struct.</param>
    public virtual IEnumerable<string> AboutStructs(IReadOnlyCollection<Kernel> kernels) => [];

    /// <summary>The struct that is an emitted loop or the end of a call.</summary>
    public abstract void Struct(CodeWriter writer, KernelStruct code);

    /// <summary>The type of a run-time size in an emitted struct.</summary>
    public virtual string SizeType(Kernel kernel, string symbol) => "int";

    /// <summary>Extents that an emitted loop itself counts to or divides by.</summary>
    public abstract IEnumerable<Dimension> Extents(Kernel kernel);
}

/// <param name="Text">For its documentation.</param>
/// <param name="IsFirst">Stands before sizes, not after them.</param>
internal sealed record Place(string Type, string Name, string Text, bool IsFirst, string Default = "");
