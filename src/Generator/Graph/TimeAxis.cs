namespace NetGen.Generator.Graph;

/// <summary>A number of time steps that the call says, and what generated code calls everything about it. Networks with one of them need no name for it.</summary>
/// <param name="Name">As in the source: empty, or <c>question</c>.</param>
internal sealed record TimeAxis(string Name)
{
    public static readonly TimeAxis Only = new("");

    private const string Suffix = "Time";

    private string Capitalised => Name.Length == 0 ? "" : char.ToUpperInvariant(Name[0]) + Name.Substring(1);

    /// <summary>The symbol in dimensions.</summary>
    public string Symbol => Capitalised + Suffix;

    /// <summary>Time steps of the current call, padding included.</summary>
    public Dimension Extent => Dimension.Symbol(Symbol);

    /// <summary>Local and parameter: the steps of a call.</summary>
    public string Steps => Name.Length == 0 ? "steps" : Name + "Steps";

    /// <summary>Parameter: the steps of each sequence.</summary>
    public string Lengths => Name.Length == 0 ? "lengths" : Name + "Lengths";

    /// <summary>Parameter: most steps in a call.</summary>
    public string Longest => $"max{Symbol}";

    /// <summary>Property: most steps in a call.</summary>
    public string LongestProperty => $"Max{Symbol}";

    private const string CarriedPrefix = "Carried";

    /// <summary>Steps of the current call after which the states are those that the next call begins with.</summary>
    public Dimension Carried => Dimension.Symbol(CarriedPrefix + Symbol);

    /// <summary>What holds them in generated trainers.</summary>
    public string CarriedSteps => $"_carried{char.ToUpperInvariant(Steps[0])}{Steps.Substring(1)}";

    /// <summary>The time axis of a symbol for <see cref="Carried"/>; null for others.</summary>
    public static TimeAxis? OfCarried(string symbol) => symbol.StartsWith(CarriedPrefix, System.StringComparison.Ordinal) && IsSymbol(symbol) ? OfSymbol(symbol.Substring(CarriedPrefix.Length)) : null;

    /// <summary>In small letters, as no name of an axis begins.</summary>
    private const string StartPrefix = "start";

    /// <summary>The step of the sequence that a segment begins with.</summary>
    public Dimension Start => Dimension.Symbol(StartPrefix + Symbol);

    /// <summary>The time axis of a symbol for <see cref="Start"/>; null for others.</summary>
    public static TimeAxis? OfStart(string symbol) => symbol.StartsWith(StartPrefix, System.StringComparison.Ordinal) && IsSymbol(symbol) ? OfSymbol(symbol.Substring(StartPrefix.Length)) : null;

    public static bool IsSymbol(string symbol) => symbol.EndsWith(Suffix, System.StringComparison.Ordinal);

    public static TimeAxis OfSymbol(string symbol) => symbol == Suffix ? Only : new(char.ToLowerInvariant(symbol[0]) + symbol.Substring(1, symbol.Length - Suffix.Length - 1));

    /// <summary>The time axis that an extent is, if it is one.</summary>
    public static TimeAxis? Of(Dimension extent) => extent.SingleSymbol is { } symbol && IsSymbol(symbol) ? OfSymbol(symbol) : null;
}
