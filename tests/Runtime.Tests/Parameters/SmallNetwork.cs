namespace NetGen.Runtime.Tests.Parameters;

/// <summary>Four parameters that between them have every attribute: what most tests of parameters, files and optimizers use.</summary>
internal static class SmallNetwork
{
    public static ParameterLayout Layout(string name = "Small") => new(name,
        new ParameterDefinition("Conv1.weight", [3, 3, 1, 2], Initialization.HeNormal(9)),
        new ParameterDefinition("Norm1.mean", [2], Initialization.Zeros, ParameterKind.State),
        new ParameterDefinition("Norm1.scale", [2], Initialization.Ones) { Decay = false },
        new ParameterDefinition("Dense1.weight", [3, 4], Initialization.GlorotUniform(3, 4)));
}
