using System;

namespace NetGen.Integration.Tests.Networks.Keras;

/// <summary>The cases of the Keras data that a network reproduces; a new one is declared in one line.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KerasAttribute(params string[] cases) : Attribute
{
    public string[] Cases => cases;

    /// <summary>The axis that is the last one in NetGen, counted as Keras does: 1 for <c>channels_first</c>.</summary>
    public int ChannelAxis { get; set; } = -1;

    /// <summary>Parameters that Keras's weights are, in Keras's order. Default: all, in the network's order.</summary>
    public string[]? Weights { get; set; }
}
