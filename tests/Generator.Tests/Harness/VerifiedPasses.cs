using System.Runtime.CompilerServices;
using NetGen.Generator.Passes.Verification;

namespace NetGen.Generator.Tests.Harness;

/// <summary>Every network that any test compiles is verified after every pass, in Release builds, too.</summary>
internal static class VerifiedPasses
{
    [ModuleInitializer]
    internal static void TurnOn() => Verifier.IsOn = true;
}
