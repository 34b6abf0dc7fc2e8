using System.Globalization;
using System.Runtime.CompilerServices;

namespace NetGen.Testing;

/// <summary>
/// Tests run where numbers are written as in no program: files that are read and written, and numbers in messages, are those of the invariant culture all the same. Every test of a message tests it.
/// </summary>
internal static class ForeignCulture
{
    [ModuleInitializer]
    internal static void Enter()
    {
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberDecimalSeparator = "·";
        odd.NumberFormat.NumberGroupSeparator = "_";
        odd.NumberFormat.NegativeSign = "minus ";
        CultureInfo.CurrentCulture = odd;
        CultureInfo.DefaultThreadCurrentCulture = odd;
    }
}
