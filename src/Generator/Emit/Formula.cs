using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NetGen.Generator.Graph;
using NetGen.Generator.Kernels;

namespace NetGen.Generator.Emit;

/// <summary>The mathematics of a kernel as text, in the letters of the generated code.</summary>
internal static class Formula
{
    private static readonly string[] Letters = ["n", "p", "q", "r", "s", "t"];
    private static readonly string[] InnerLetters = [.. Enumerable.Range('i', 'z' - 'i' + 1).Select(letter => ((char)letter).ToString())];

    private static readonly Dictionary<Op, (string Text, int Precedence)> Operators = new()
    {
        [Op.Add] = ("{0} + {1}", 1),
        [Op.Subtract] = ("{0} - {1}", 1),
        [Op.Multiply] = ("{0} {1}", 2),
        [Op.Divide] = ("{0} / {1}", 2),
        [Op.Negate] = ("-{0}", 2),
        [Op.Minimum] = ("min({0}, {1})", 9),
        [Op.Maximum] = ("max({0}, {1})", 9),
        [Op.Power] = ("{0}^{1}", 3),
        [Op.Abs] = ("|{0}|", 9),
        [Op.Equal] = ("{0} = {1}", 0),
        [Op.Less] = ("{0} < {1}", 0),
        [Op.LessOrEqual] = ("{0} <= {1}", 0),
        [Op.And] = ("{0} and {1}", 0),
        [Op.Or] = ("{0} or {1}", 0),
        [Op.Not] = ("not {0}", 0),
        [Op.Select] = ("({1} if {0} else {2})", 9),
    };

    /// <summary>Characters of an expression that is written again wherever it is read.</summary>
    private const int LongestRepeated = 80;

    /// <summary>One line per value that the kernel makes.</summary>
    public static IEnumerable<string> Of(Kernel kernel) => kernel switch
    {
        CallKernel call => OfCall(call),
        LoopKernel loop => OfLoop(loop),
        ColumnKernel column => OfColumns(column),
        ScanKernel scan => [scan.Reverse ? "for each time step, the last first:" : "for each time step:"],
        _ => [],
    };

    private static IEnumerable<string> OfCall(CallKernel call)
    {
        var (result, sums) = Sums(call);
        if (call.Epilogue is not { } epilogue)
        {
            yield return $"{result} = {sums}";
            yield break;
        }

        int open = result.IndexOf('[');
        string indices = open < 0 ? "" : result.Substring(open);
        string[] letters = indices.Trim('[', ']').Split(',');
        string Counter(int axis) => axis == 0 ? string.Join(",", letters.Take(letters.Length - 1)) : letters[letters.Length - 1];
        var known = new Dictionary<int, string>();
        int[] uses = epilogue.Body.Uses([.. epilogue.Stores.Select(store => store.Value), epilogue.Result]);
        foreach (var (buffer, value) in epilogue.Stores.Select(store => (store.Buffer, store.Value)).Append((call.Result, epilogue.Result)))
        {
            foreach (string line in Lines($"{buffer.Name}{indices} =", epilogue.Body, value, uses, Counter, _ => "", sums, known))
            {
                yield return line;
            }

            known[value] = buffer.Name + indices;
        }
    }

    /// <summary>The result with its indices, and the sum that a call computes.</summary>
    private static (string Result, string Sum) Sums(CallKernel call)
    {
        string[] x = [.. call.Operands.Select(operand => operand.Name)];
        string y = call.Result.Name;
        switch (call.Node.Op)
        {
            case Op.MatMul:
                // Weights are W[i,o]; what is summed over the batch is summed over n.
                var (transposeA, transposeB) = call.Node.ArgumentAs<MatMulArgument>();
                return (transposeA, transposeB) switch
                {
                    (true, false) => ($"{y}[i,o]", $"sum_n {x[0]}[n,i] {x[1]}[n,o]"),
                    (false, true) => ($"{y}[n,i]", $"sum_o {x[0]}[n,o] {x[1]}[i,o]"),
                    _ => ($"{y}[n,o]", $"sum_i {x[0]}[n,i] {x[1]}[i,o]"),
                };
            case Op.Convolution:
                var (form, s) = call.Node.ArgumentAs<ConvolutionArgument>();
                string row = Tap(s.StrideHeight, "p", s.DilationHeight, "r", s.PadTop);
                string column = Tap(s.StrideWidth, "q", s.DilationWidth, "s", s.PadLeft);
                return form switch
                {
                    ConvolutionForm.Forward => ($"{y}[n,p,q,o]", $"sum_{{r,s,i}} {x[0]}[n,{row},{column},i] {x[1]}[r,s,i,o]"),
                    ConvolutionForm.Input => ($"{y}[n,h,w,i]", $"sum_{{p,q,o}} {x[0]}[n,p,q,o] {x[1]}[r,s,i,o] with h = {row}, w = {column}"),
                    _ => ($"{y}[r,s,i,o]", $"sum_{{n,p,q}} {x[0]}[n,{row},{column},i] {x[1]}[n,p,q,o]"),
                };
            case Op.MaxPool or Op.AveragePool:
                var pool = call.Node.ArgumentAs<PoolingSizes>();
                string window = $"{x[0]}[n,{Tap(pool.StrideHeight, "p", 1, "r", pool.PadTop)},{Tap(pool.StrideWidth, "q", 1, "s", pool.PadLeft)},c]";
                return ($"{y}[n,p,q,c]", $"{(call.Node.Op == Op.MaxPool ? "max" : "mean")}_{{r<{pool.WindowHeight}, s<{pool.WindowWidth}}} {window}");
            case Op.MaxPoolGradient:
                return ($"{y}[n,h,w,c]", $"sum of {x[2]}[n,p,q,c] over windows whose first maximum {x[0]}[n,h,w,c] is");
            case Op.AveragePoolGradient:
                return ($"{y}[n,h,w,c]", $"sum of {x[0]}[n,p,q,c] / cells over the windows that contain h, w");
            case Op.Gather:
                return ($"{y}[n,i]", $"{x[0]}[{x[1]}[n],i]");
            case Op.ScatterAdd:
                return ($"{y}[k,i]", $"sum of {x[0]}[n,i] over n with {x[1]}[n] = k");
            case Op.SumOverTime:
                bool first = call.Node.ArgumentAs<AxisArgument>().Axis == 0;
                return (first ? $"{y}[i]" : $"{y}[n,i]", $"sum_t {x[0]}[{(first ? "t,i" : "n,t,i")}]{(call.Phase == Passes.Segmentation.Backward ? ", the last step first" : "")}");
            default:
                return (y, $"{call.Node.Op}({string.Join(", ", x)})");
        }
    }

    private static string Tap(int stride, string window, int dilation, string tap, int pad) =>
        $"{Scaled(stride, window)}+{Scaled(dilation, tap)}{(pad == 0 ? "" : $"-{pad.ToString(CultureInfo.InvariantCulture)}")}";

    private static string Scaled(int factor, string counter) => factor == 1 ? counter : factor.ToString(CultureInfo.InvariantCulture) + counter;

    private static IEnumerable<string> OfLoop(LoopKernel loop)
    {
        var names = new Dictionary<Node, string>();
        string Register(Node node) => names.TryGetValue(node, out string? name) ? name : node.Name ?? "?";
        var counter = Counter(loop.Outer);
        string inner = string.Join(",", Enumerable.Range(loop.Outer, loop.Axes.Rank - loop.Outer).Select(counter));
        foreach (var stage in loop.Stages)
        {
            var known = new Dictionary<int, string>();
            int[] uses = stage.Elements.Uses([.. stage.ElementStores.Select(store => store.Value), .. stage.Reductions.Select(reduction => reduction.Value)]);
            foreach (var store in stage.ElementStores)
            {
                string place = Place(store.Buffer, store.Index, counter);
                foreach (string line in Lines($"{place} =", stage.Elements, store.Value, uses, counter, Register, "", known))
                {
                    yield return line;
                }

                known[store.Value] = place;
            }

            foreach (var reduction in stage.Reductions)
            {
                string name = RegisterName(reduction.Node, names);
                foreach (string line in Lines($"{name} = {Symbol(reduction.Node.Op)}_{inner}", stage.Elements, reduction.Value, uses, counter, Register, "", known, 2))
                {
                    yield return line;
                }
            }

            foreach (var (node, value) in stage.RowValues)
            {
                string name = RegisterName(node, names);
                yield return $"{name} = {Expression(stage.Row, value, counter, Register, "", [])}";
            }

            foreach (var store in stage.RowStores.Where(store => store.Value >= 0 && stage.RowValues.All(v => v.Value != store.Value)))
            {
                yield return $"{Place(store.Buffer, store.Index, counter)} = {Expression(stage.Row, store.Value, counter, Register, "", [])}";
            }
        }
    }

    private static IEnumerable<string> OfColumns(ColumnKernel column)
    {
        var counter = Counter(column.Outer);
        string reduced = string.Join(",", Enumerable.Range(column.Outer, column.Reduced).Select(counter));
        var known = new Dictionary<int, string>();
        int[] uses = column.Body.Uses([.. column.Results.Select(result => result.Reduction.Value)]);
        foreach (var (reduction, store) in column.Results)
        {
            string head = $"{Place(store.Buffer, store.Index, counter)} = {Symbol(reduction.Node.Op)}_{reduced}";
            foreach (string line in Lines(head, column.Body, reduction.Value, uses, counter, _ => "", "", known, 2))
            {
                yield return line;
            }
        }
    }

    /// <summary>Counters as kernels call them: n, p, q... for rows, i, j, k... inside.</summary>
    public static Func<int, string> Counter(int outer) => axis => axis < outer ? Letters[axis] : InnerLetters[axis - outer];

    /// <summary>What kernels call the result of a reduction or a value of the row.</summary>
    public static string RegisterName(Node node, Dictionary<Node, string> names)
    {
        string stem = node.Name ?? (node.Op.IsReduction() ? Symbol(node.Op) : "row");
        string name = stem;
        for (int k = 2; names.ContainsValue(name); k++)
        {
            name = stem + k.ToString(CultureInfo.InvariantCulture);
        }

        names[node] = name;
        return name;
    }

    private static string Symbol(Op reduction) => reduction == Op.Sum ? "sum" : reduction == Op.Max ? "max" : "min";

    private static string Place(Buffer buffer, Affine index, Func<int, string> counter)
    {
        // Rows before columns: the counter with the larger step is the first index of the array, wherever the loop has it.
        string text = "";
        long step = long.MaxValue;
        bool inOrder = true;
        for (int axis = 0; axis < index.Coefficients.Length; axis++)
        {
            if (!index.Coefficients[axis].IsZero && counter(axis) is { Length: > 0 } name)
            {
                text = text.Length == 0 ? name : $"{text},{name}";
                inOrder &= index.Coefficients[axis].Nominal <= step;
                step = index.Coefficients[axis].Nominal;
            }
        }

        if (!inOrder)
        {
            var counters = Enumerable.Range(0, index.Coefficients.Length).Where(axis => !index.Coefficients[axis].IsZero && counter(axis).Length > 0);
            text = string.Join(",", counters.OrderByDescending(axis => index.Coefficients[axis].Nominal).Select(counter));
        }

        if (text.Length > 0 && index.Constant is { IsConstant: true, IsZero: false } and { Value: var part } && index.Coefficients.Last(c => !c.IsZero).IsOne)
        {
            // A part of a row: one gate of several, say.
            text += "+" + part.ToString(CultureInfo.InvariantCulture);
        }

        return text.Length == 0 ? buffer.Name : $"{buffer.Name}[{text}]";
    }

    /// <summary>
    /// A value after its head, and before it what it reads more than once and what is long to write: named by the layer or v, v2..., and known by those names from then on.
    /// </summary>
    private static IEnumerable<string> Lines(
        string head, Body body, int value, int[] uses, Func<int, string> counter, Func<Node, string> register, string sums, Dictionary<int, string> known, int outer = 0)
    {
        int[] needed = body.Uses([value]);
        for (int k = 0; k < value; k++)
        {
            if (needed[k] == 0 || uses[k] < 2 || body.Instructions[k].Kind != InstructionKind.Apply || known.ContainsKey(k))
            {
                continue;
            }

            string text = Expression(body, k, counter, register, sums, known);
            if (text.Length > LongestRepeated)
            {
                string stem = body.Instructions[k].Name ?? "v";
                string name = stem;
                for (int other = 2; known.ContainsValue(name); other++)
                {
                    name = stem + other.ToString(CultureInfo.InvariantCulture);
                }

                known[k] = name;
                yield return $"{name} = {text}";
            }
        }

        yield return $"{head} {Expression(body, value, counter, register, sums, known, outer)}";
    }

    private static string Expression(Body body, int value, Func<int, string> counter, Func<Node, string> register, string sums, Dictionary<int, string> known, int outer = 0)
    {
        if (known.TryGetValue(value, out string? name))
        {
            return name;
        }

        var instruction = body.Instructions[value];
        switch (instruction.Kind)
        {
            case InstructionKind.Load:
                return Place(instruction.Buffer!, instruction.Index!, counter);
            case InstructionKind.Constant:
                return CSharp.Number(instruction.Value);
            case InstructionKind.Extent:
                var extent = instruction.Extent!;
                string size = extent.Extent.ToCode(symbol => symbol.ToLowerInvariant());
                return extent.Reciprocal ? outer > 1 ? $"({CSharp.Number(extent.Factor)}/{size})" : $"{CSharp.Number(extent.Factor)}/{size}" : extent.Factor == 1 ? size : $"{CSharp.Number(extent.Factor)} {size}";
            case InstructionKind.Position:
                return instruction.Index!.ToCode(counter, s => s);
            case InstructionKind.Random:
                // Counted, not stored: the backward pass makes the same numbers again. Several numbers of one stream at the same place: random0, random0', ...
                string counters = string.Join(",", instruction.Index!.Coefficients.Select((c, axis) => c.IsZero ? "" : counter(axis)).Where(c => c.Length > 0));
                return $"random{instruction.Random!.Stream.ToString(CultureInfo.InvariantCulture)}{new string('\'', instruction.Random.Word)}[{counters}]";
            case InstructionKind.Register:
                return register(instruction.Node!);
            case InstructionKind.Sums:
                return outer > 1 ? $"({sums})" : sums;
        }

        var (template, precedence) = Operators.TryGetValue(instruction.Op, out var written) ? written : (instruction.Op.ToString().ToLowerInvariant() + "({0})", 9);
        int inside = precedence == 9 ? 0 : precedence;
        var arguments = new object[instruction.Arguments.Length];
        for (int k = 0; k < arguments.Length; k++)
        {
            arguments[k] = Expression(body, instruction.Arguments[k], counter, register, sums, known, inside + (k == 1 && instruction.Op is Op.Subtract or Op.Divide ? 1 : 0));
        }

        string text = string.Format(CultureInfo.InvariantCulture, template, arguments);
        // A sign inside a product would read as a subtraction.
        return precedence < outer || (instruction.Op == Op.Negate && outer > 1) ? $"({text})" : text;
    }
}
