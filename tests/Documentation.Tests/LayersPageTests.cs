using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Documentation.Tests;

/// <summary>The tables of the compiler, the attributes and docs/layers.md say the same.</summary>
public sealed class LayersPageTests
{
    private static IEnumerable<string> AllKinds => LayerTable.All.Select(layer => layer.Kind).Concat(LossTable.All.Select(loss => loss.Kind));

    public static TheoryData<string> Kinds => new(AllKinds);

    [Fact]
    public void ThePageIsCurrent()
    {
        string text = LayersPage.Text();
        if (Environment.GetEnvironmentVariable("NETGEN_WRITE_DOCS") == "1")
        {
            File.WriteAllText(Path.Combine(Path.GetDirectoryName(SourceFile())!, "..", "..", "docs", "layers.md"), text);
            return;
        }

        string page = Path.Combine(AppContext.BaseDirectory, "Pages", "layers.md");
        Assert.True(File.Exists(page) && File.ReadAllText(page).ReplaceLineEndings("\n") == text, "docs/layers.md is not what the tables say: run the tests with NETGEN_WRITE_DOCS=1 and commit it");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SettingsAreThoseOfTheAttribute(string kind)
    {
        var type = typeof(LayerAttribute).Assembly.GetType($"NetGen.{kind}Attribute")!;
        Assert.NotNull(type);
        // Not the one of modules, which takes the name of a size.
        var constructor = type.GetConstructors().Single(c => c.GetParameters() is not [{ ParameterType: var only }] || only != typeof(string));
        var attribute = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Example(parameter.ParameterType))]);
        var properties = type.GetProperties().Where(property => property.CanWrite && property.Name is not ("Name" or "Count")).ToDictionary(property => property.Name);
        var options = Options(kind);

        Assert.Equal(
            constructor.GetParameters().Select(parameter => parameter.Name!).Concat(properties.Keys).Order(StringComparer.Ordinal),
            options.Select(option => option.Name).Order(StringComparer.Ordinal));
        foreach (var option in options.Where(option => properties.ContainsKey(option.Name)))
        {
            object? value = properties[option.Name].GetValue(attribute);
            object? expected = option.Default ?? (value is int ? 0 : null);
            Assert.Equal(expected is Enum ? expected.ToString() : expected, value is Enum ? value.ToString() : value);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void DefaultsAreMembersOfTheirEnumerations(string kind)
    {
        var type = typeof(LayerAttribute).Assembly.GetType($"NetGen.{kind}Attribute")!;
        foreach (var property in type.GetProperties().Where(property => property.PropertyType.IsEnum && property.CanWrite))
        {
            Assert.Contains((string)Options(kind).Single(option => option.Name == property.Name).Default!, Enum.GetNames(property.PropertyType));
        }
    }

    [Fact]
    public void EveryActivationIsInTheTable() =>
        Assert.Equal(Enum.GetNames<NetGen.Activation>().Order(StringComparer.Ordinal), Activations.All.Select(activation => activation.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void EveryAttributeIsInATable()
    {
        var attributes = typeof(LayerAttribute).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && type != typeof(ModuleAttribute) && (type.IsSubclassOf(typeof(LayerAttribute)) || type.IsSubclassOf(typeof(LossFunctionAttribute))));
        Assert.Equal(AllKinds.Select(kind => kind + "Attribute").Order(StringComparer.Ordinal), attributes.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    private static IReadOnlyList<Option> Options(string kind) => LayerTable.Contains(kind) ? LayerTable.Named(kind).Options : LossTable.Named(kind).Options;

    private static object Example(Type type) =>
        type == typeof(int) ? 1 : type == typeof(double) ? 0.5 : type == typeof(int[]) ? new[] { 1 } : type == typeof(object[]) ? Array.Empty<object>() : type == typeof(Type) ? typeof(object) : Activator.CreateInstance(type)!;

    private static string SourceFile([CallerFilePath] string path = "") => path;
}
