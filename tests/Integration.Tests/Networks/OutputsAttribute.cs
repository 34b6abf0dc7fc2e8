using System;

namespace NetGen.Integration.Tests.Networks;

/// <summary>How many numbers a network of the tests gives per sample, as computed by hand.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OutputsAttribute(int count) : Attribute
{
    public int Count { get; } = count;

    /// <summary>Of labels, where there are several per sample; by default all outputs are the classes of one label.</summary>
    public int Classes { get; set; } = count;
}
