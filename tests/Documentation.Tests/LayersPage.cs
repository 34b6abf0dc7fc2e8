using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using NetGen.Generator.Layers;

namespace NetGen.Documentation.Tests;

/// <summary>docs/layers.md, from the compiler's own tables and, for what only the library knows (optimizers, say), from its documentation.</summary>
internal static class LayersPage
{
    /// <summary>The same optimizer elsewhere: PyTorch, Keras.</summary>
    private static readonly Dictionary<string, (string PyTorch, string Keras)> s_optimizers = new()
    {
        ["AdaGrad"] = ("Adagrad", "Adagrad(learning_rate=0.01, initial_accumulator_value=0, epsilon=1e-10)"),
        ["Adadelta"] = ("Adadelta", "Adadelta(learning_rate=1, rho=0.9, epsilon=1e-6)"),
        ["Adam"] = ("Adam", "Adam(epsilon=1e-8)"),
        ["AdamW"] = ("AdamW", "AdamW(weight_decay=0.01, epsilon=1e-8)"),
        ["Lion"] = ("none; as in the paper's own program", "Lion(learning_rate=1e-4)"),
        ["RmsProp"] = ("RMSprop", "RMSprop(learning_rate=0.01, rho=0.99, epsilon=1e-8); there epsilon is under the root"),
        ["Sgd"] = ("SGD", "SGD; there the learning rate is inside the momentum"),
    };

    /// <summary>The same schedule elsewhere: PyTorch, Keras.</summary>
    private static readonly Dictionary<string, (string PyTorch, string Keras)> s_schedules = new()
    {
        ["Constant"] = ("ConstantLR(factor=1)", "a number"),
        ["Step"] = ("StepLR", "ExponentialDecay(staircase=True)"),
        ["Exponential"] = ("ExponentialLR", "ExponentialDecay"),
        ["Cosine"] = ("CosineAnnealingLR", "CosineDecay"),
        ["WarmUp"] = ("LinearLR, then SequentialLR", "warmup_steps of CosineDecay"),
        ["OneCycle"] = ("OneCycleLR", "none"),
        ["ReduceOnPlateau"] = ("ReduceLROnPlateau", "ReduceLROnPlateau"),
        ["Of"] = ("LambdaLR", "LearningRateSchedule"),
    };

    public static string Text()
    {
        var page = new StringBuilder();
        page.Append("# Layers, activations, losses, optimizers\n\nThis page is printed from the compiler's tables by a test of tests/Documentation.Tests; change those.\n");
        page.Append("Shapes are per sample. Settings in lower case are arguments of the attribute's constructor, the others are properties.\n");
        page.Append("\n## Inputs\n\nOne of these stands before the layers.\n\n| | |\n| --- | --- |\n");
        foreach (var input in new[] { typeof(InputAttribute), typeof(TokensAttribute), typeof(SequenceAttribute), typeof(TokenSequenceAttribute) })
        {
            var arguments = input.GetConstructors().Single().GetParameters().Select(parameter => parameter.Name);
            Row(page, $"[{Name(input)}({string.Join(", ", arguments)})]", Text(input.Assembly, $"T:{input.FullName}"));
        }

        page.Append("""

            ## Layers

            Layers with windows (convolutions, pools) have as many rows, columns or positions as windows fit: of n cells, floor((n + padding - extent) / stride) + 1, where extent = (kernel - 1) dilation + 1;
            with `Padding.Same`, ceil(n / stride).

            """);
        foreach (var layer in LayerTable.All)
        {
            Heading(page, layer.Kind, layer.Formula, layer.Twins);
            page.Append(CultureInfo.InvariantCulture, $"* Shapes: {layer.Shapes}\n");
            Settings(page, layer.Options);
        }

        page.Append("\n## Activations\n\n| `Activation.` | | PyTorch | Keras |\n| --- | --- | --- | --- |\n");
        foreach (var activation in Activations.All)
        {
            Row(page, activation.Name, activation.Formula, activation.Twins.PyTorch, activation.Twins.Keras);
        }

        page.Append("\n## Initializers\n\nOf weights [..., inputs, outputs]: fan-in is what an output is computed from, fan-out what an input goes to.\n\n| `Initializer.` | |\n| --- | --- |\n");
        foreach (string name in Enum.GetNames<Initializer>())
        {
            Row(page, name, Text(typeof(Initializer).Assembly, $"F:{typeof(Initializer).FullName}.{name}"));
        }

        page.Append("\n## Losses\n\nx is the output and t the target. `Reduction` says what becomes of the features of a sample; the batch, and the time steps that are no padding, are averaged.\n");
        foreach (var loss in LossTable.All)
        {
            Heading(page, loss.Kind, loss.Formula, loss.Twins);
            page.Append(CultureInfo.InvariantCulture, $"* Shapes: {loss.Shapes}\n");
            Settings(page, loss.Options);
        }

        Optimizers(page);
        return page.ToString();
    }

    private static void Optimizers(StringBuilder page)
    {
        var library = typeof(Optimizer).Assembly;
        page.Append("\n## Optimizers\n\nNames, formulas and defaults are PyTorch's (torch.optim); w is a parameter and g its derivative. Beside the settings below, all have `Schedule`, `Clipping` and `Average`.\n");
        foreach (var optimizer in library.GetTypes().Where(type => type.IsSubclassOf(typeof(Optimizer)) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            var (pyTorch, keras) = s_optimizers[optimizer.Name];
            page.Append(CultureInfo.InvariantCulture, $"\n### {optimizer.Name}\n\n{Text(library, $"T:{optimizer.FullName}")}\n\n* PyTorch: `{pyTorch}`; Keras: `{keras}`\n");
            Parameters(page, $"M:{optimizer.FullName}.#ctor", optimizer.GetConstructors().Single().GetParameters());
        }

        page.Append("\n## Schedules\n\nFactors on the learning rate after t updates: `new Adam(1e-3) { Schedule = Schedule.Cosine(updates) }`.\n");
        foreach (var schedule in typeof(Schedule).GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(member => member is PropertyInfo or MethodInfo { IsSpecialName: false }).OrderBy(member => member is MethodInfo).ThenBy(member => member.MetadataToken))
        {
            var (pyTorch, keras) = s_schedules[schedule.Name];
            string id = $"{(schedule is PropertyInfo ? 'P' : 'M')}:{typeof(Schedule).FullName}.{schedule.Name}";
            page.Append(CultureInfo.InvariantCulture, $"\n### {schedule.Name}\n\n{Text(library, id)}\n\n* PyTorch: `{pyTorch}`; Keras: `{keras}`\n");
            Parameters(page, id, schedule is MethodInfo method ? method.GetParameters() : []);
        }

        page.Append("\n## Clipping and averages\n\n| | | PyTorch | Keras |\n| --- | --- | --- | --- |\n");
        Row(page, "Clipping.ByValue(limit)", Text(library, $"M:{typeof(Clipping).FullName}.{nameof(Clipping.ByValue)}"), "clip_grad_value_", "clipvalue");
        Row(page, "Clipping.GlobalNorm(limit)", Text(library, $"M:{typeof(Clipping).FullName}.{nameof(Clipping.GlobalNorm)}"), "clip_grad_norm_", "global_clipnorm");
        Row(page, "new MovingAverage(decay, warmUp = true)", Text(library, $"T:{typeof(MovingAverage).FullName}"), "AveragedModel(get_ema_multi_avg_fn(decay))", "use_ema, ema_momentum");
    }

    private static void Heading(StringBuilder page, string kind, string formula, (string PyTorch, string Keras) twins) =>
        page.Append(CultureInfo.InvariantCulture, $"\n### {kind}\n\n`{formula}`\n\n* PyTorch: `{twins.PyTorch}`; Keras: `{twins.Keras}`\n");

    private static void Settings(StringBuilder page, IReadOnlyList<Option> options)
    {
        if (options.Count == 0)
        {
            return;
        }

        page.Append("\n| setting | default | |\n| --- | --- | --- |\n");
        foreach (var option in options)
        {
            Row(page, option.Name, option.Default is null ? char.IsLower(option.Name[0]) ? "required" : "" : Value(option.Default), option.Description);
        }
    }

    private static void Row(StringBuilder page, string name, params string[] cells) =>
        page.Append(CultureInfo.InvariantCulture, $"| `{name}` | {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n");

    private static void Parameters(StringBuilder page, string id, ParameterInfo[] parameters)
    {
        if (parameters.Length == 0)
        {
            return;
        }

        page.Append("\n| setting | default | |\n| --- | --- | --- |\n");
        foreach (var parameter in parameters)
        {
            var description = Member(typeof(Optimizer).Assembly, id).Elements("param").SingleOrDefault(element => (string?)element.Attribute("name") == parameter.Name);
            Row(page, parameter.Name!, parameter.HasDefaultValue ? parameter.DefaultValue is null ? "" : Value(parameter.DefaultValue) : "required", description is null ? "" : Plain(description));
        }
    }

    private static string Value(object? value) => value is bool flag ? flag ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Name(Type attribute) => attribute.Name[..^"Attribute".Length];

    /// <summary>The summary of a type or member in the documentation.</summary>
    private static string Text(Assembly assembly, string id) => Plain(Member(assembly, id).Element("summary")!);

    private static XElement Member(Assembly assembly, string id) =>
        XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member").Single(member => ((string)member.Attribute("name")!).Split('(')[0] == id);

    /// <summary>Documentation as Markdown.</summary>
    private static string Plain(XElement element) => string.Join(' ', string.Concat(element.Nodes().Select(node => node switch
    {
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement { Name.LocalName: "paramref" } parameter => (string?)parameter.Attribute("name"),
        XElement { Name.LocalName: "see" } reference => ((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("langword"))!.Split('.', ':')[^1].Replace("Attribute", "", StringComparison.Ordinal),
        _ => node.ToString(),
    })).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
