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

/// <summary>docs/layers.md, from the compiler's own tables and, for optimizers, from their constructors and documentation.</summary>
internal static class LayersPage
{
    public static string Text()
    {
        var page = new StringBuilder();
        page.Append("# Layers, activations, losses, optimizers\n\nThis page is printed from the compiler's tables by a test of tests/Documentation.Tests; change those.\n");
        page.Append("Shapes are per sample. Settings in lower case are arguments of the attribute's constructor, the others are properties.\n");
        page.Append("\n## Layers\n");
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

        page.Append("\n## Losses\n\nx is the output and t the target. `Reduction` says what becomes of the features of a sample; the batch, and the time steps that are no padding, are averaged.\n");
        foreach (var loss in LossTable.All)
        {
            Heading(page, loss.Kind, loss.Formula, loss.Twins);
            Settings(page, loss.Options);
        }

        page.Append("\n## Optimizers\n\nNames, formulas and defaults are PyTorch's (torch.optim).\n\n| | | settings |\n| --- | --- | --- |\n");
        foreach (var optimizer in typeof(Optimizer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Optimizer)) && !type.IsAbstract).OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            Row(page, optimizer.Name, Summary(optimizer), string.Join(", ", optimizer.GetConstructors().Single().GetParameters().Select(Parameter)));
        }

        return page.ToString();
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

    private static string Parameter(ParameterInfo parameter) =>
        parameter.HasDefaultValue ? $"{parameter.Name} = {Value(parameter.DefaultValue)}" : parameter.Name!;

    private static string Value(object? value) => value is bool flag ? flag ? "true" : "false" : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Summary(Type type)
    {
        var documentation = XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml"));
        var summary = documentation.Descendants("member").Single(member => (string?)member.Attribute("name") == $"T:{type.FullName}").Element("summary")!;
        return string.Join(' ', summary.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
