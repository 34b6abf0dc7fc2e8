using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using NetGen.Generator.Layers;
using Xunit;

namespace NetGen.Generator.Tests;

/// <summary>What docs/DESIGN promises of the generator's structure, and what must agree with the library.</summary>
public sealed class ArchitectureTests
{
    private static readonly string Generator = Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "src", "Generator");

    /// <summary>Declarations are read in one place; what follows is a plain library.</summary>
    [Theory]
    [InlineData("Graph")]
    [InlineData("Layers")]
    [InlineData("Passes")]
    [InlineData("Kernels")]
    [InlineData("Emit")]
    [InlineData("Specification")]
    public void TheCompilerKnowsNothingOfRoslyn(string folder)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(Generator, folder), "*.cs", SearchOption.AllDirectories))
        {
            Assert.False(File.ReadAllText(file).Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal), file);
        }
    }

    [Fact]
    public void AnAttributeOfEveryKind()
    {
        var attributes = typeof(NetworkAttribute).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && type != typeof(ModuleAttribute)).ToList();
        Assert.Equal(Kinds(attributes, typeof(LayerAttribute)), LayerTable.All.Select(layer => layer.Kind).Order());
        Assert.Equal(Kinds(attributes, typeof(LossFunctionAttribute)), LossTable.All.Select(loss => loss.Kind).Order());
    }

    public static TheoryData<string> AllKinds => [.. LayerTable.All.Select(layer => layer.Kind), .. LossTable.All.Select(loss => loss.Kind)];

    /// <summary>Every setting of the attribute is an option of the definition, and the other way round.</summary>
    [Theory]
    [MemberData(nameof(AllKinds))]
    public void AttributesAndOptionsAgreeInNames(string kind)
    {
        var attribute = Attribute(kind);
        var settings = Parameters(attribute).Select(parameter => parameter.Name!)
            .Concat(Properties(attribute).Where(property => property.CanWrite).Select(property => property.Name))
            .Where(name => name is not ("Name" or "Count")).Order();
        Assert.Equal(settings, Options(kind).Select(option => option.Name).Distinct().Order());
    }

    /// <summary>A property that is not set has the value that the definition takes for its default.</summary>
    [Theory]
    [MemberData(nameof(AllKinds))]
    public void AttributesAndOptionsAgreeInDefaults(string kind)
    {
        var type = Attribute(kind);
        var instance = Activator.CreateInstance(type, [.. Parameters(type).Select(parameter => Some(parameter.ParameterType))])!;
        foreach (var property in Properties(type).Where(property => property.CanWrite && property.Name is not ("Name" or "Count" or "Target")))
        {
            object? expected = Options(kind).Single(option => option.Name == property.Name).Default;
            object? actual = property.GetValue(instance);
            if (expected is null)
            {
                // Derived from another setting: what the property holds is never read.
                continue;
            }

            Assert.Equal(expected, actual is Enum member ? member.ToString() : actual);
        }
    }

    [Fact]
    public void EnumerationsAgree() =>
        Assert.Equal(Enum.GetNames<NetGen.Activation>().Order(), Activations.All.Select(activation => activation.Name).Order());

    private static IEnumerable<string> Kinds(IEnumerable<Type> types, Type parent) =>
        types.Where(type => type.IsSubclassOf(parent)).Select(type => type.Name[..^"Attribute".Length]).Order();

    private static Type Attribute(string kind) => typeof(NetworkAttribute).Assembly.GetType($"NetGen.{kind}Attribute", throwOnError: true)!;

    private static ParameterInfo[] Parameters(Type attribute) => attribute.GetConstructors().Single(IsForSizes).GetParameters();

    /// <summary>Not the one of modules, which takes the name of a size.</summary>
    private static bool IsForSizes(ConstructorInfo constructor) => constructor.GetParameters() is not [{ ParameterType: var type }] || type != typeof(string);

    private static PropertyInfo[] Properties(Type attribute) => attribute.GetProperties(BindingFlags.Instance | BindingFlags.Public);

    private static IReadOnlyList<Option> Options(string kind) => LayerTable.Contains(kind) ? LayerTable.Named(kind).Options : LossTable.Named(kind).Options;

    private static object? Some(Type type) => type.IsArray ? Array.CreateInstance(type.GetElementType()!, 1) : type == typeof(string) ? "" : type == typeof(Type) ? typeof(object) : Activator.CreateInstance(type);

    private static string Here([CallerFilePath] string path = "") => path;
}
