using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen;

/// <summary>What the bits of a result depend on beside the program: the order of addition follows the width of registers.</summary>
internal static class MachineKind
{
    /// <summary>For example <c>X64, 256-bit registers, fused multiply-add</c>.</summary>
    public static string Name { get; } = $"{RuntimeInformation.ProcessArchitecture}, {Width}-bit registers, {(HasFusedMultiplyAdd ? "" : "no ")}fused multiply-add";

    /// <summary>Of the NetGen library: <c>0.1.0</c>.</summary>
    public static string NetGenVersion { get; } = typeof(MachineKind).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    private static int Width => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;

    private static bool HasFusedMultiplyAdd => Fma.IsSupported || RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
}
