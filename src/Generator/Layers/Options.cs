using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Layers;

/// <summary>A setting of a layer or loss: an argument of its attribute.</summary>
/// <param name="Name">Constructor parameter or property of the attribute.</param>
/// <param name="Default">The value when not given; null where the attribute requires it or the layer derives it.</param>
/// <param name="Description">For the documentation.</param>
internal sealed record Option(string Name, object? Default, string Description);

/// <summary>The settings of one layer as written, over the defaults of its definition.</summary>
internal sealed class Options(IReadOnlyList<Option> declared, EquatableArray<ArgumentSpecification> given)
{
    public int Integer(string name) => (int)this[name]!;

    /// <summary>A setting that falls back to another, as KernelHeight does to Kernel.</summary>
    public int Integer(string name, string otherwise) => this[name] is int value ? value : Integer(otherwise);

    public double Number(string name) => this[name] is int value ? value : (double)this[name]!;

    /// <summary>An array of integers.</summary>
    public EquatableArray<int> Integers(string name) => (EquatableArray<int>)this[name]!;

    /// <summary>An array of numbers; empty where none is given.</summary>
    public EquatableArray<double> Numbers(string name) => this[name] is EquatableArray<double> values ? values : [];

    public bool Flag(string name) => (bool)this[name]!;

    /// <summary>The member's name of an enumeration.</summary>
    public string Choice(string name) => (string)this[name]!;

    public bool IsDeclared(string name) => declared.Any(option => option.Name == name);

    public bool IsGiven(string name) => given.Any(argument => argument.Name == name);

    private object? this[string name]
    {
        get
        {
            foreach (var argument in given)
            {
                if (argument.Name == name)
                {
                    return argument.Value;
                }
            }

            foreach (var option in declared)
            {
                if (option.Name == name)
                {
                    return option.Default;
                }
            }

            throw new KeyNotFoundException($"{name} is no setting of the layer.");
        }
    }
}
