using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace NetGen.Generator.Graph;

/// <summary>
/// An extent of a tensor: a polynomial with integer coefficients over named sizes that are known only at run time (the batch, a number of time steps).
/// A plain number is the polynomial of degree 0.
/// </summary>
internal sealed class Dimension : IEquatable<Dimension>
{
    /// <summary>Most extents are small numbers: one object for each.</summary>
    private static readonly Dimension[] Small = [.. Enumerable.Range(0, 1024).Select(value => new Dimension(value))];

    /// <summary>The number of samples in a call.</summary>
    public static readonly Dimension Batch = Symbol("Batch");
    /// <summary>The number of time steps in a call, padding included, where there is one such number.</summary>
    public static readonly Dimension Time = TimeAxis.Only.Extent;
    public static readonly Dimension Zero = 0;
    public static readonly Dimension One = 1;

    /// <summary>Monomials in descending ordinal order of their symbols; no coefficient is 0.</summary>
    private readonly Term[] _terms;
    private readonly long _value;
    /// <summary>Boxed, so that it is written at once: compilations that run side by side share dimensions.</summary>
    private object? _nominal;
    private string[]? _symbolsUsed;

    private Dimension(long value) => (_terms, _value, IsConstant) = (value == 0 ? [] : [new Term("", value)], value, true);

    private Dimension(Term[] terms) => _terms = terms;

    public static Dimension Symbol(string name) => new([new Term(name, 1)]);

    public static implicit operator Dimension(int value) => (long)value;

    public static implicit operator Dimension(long value) => value >= 0 && value < Small.Length ? Small[value] : new Dimension(value);

    private static Dimension Of(string symbols, long coefficient) => symbols.Length == 0 || coefficient == 0 ? coefficient : new Dimension([new Term(symbols, coefficient)]);

    private static Dimension Of(Term[] terms) => terms.Length == 0 ? Zero : terms.Length == 1 ? Of(terms[0].Symbols, terms[0].Coefficient) : new(terms);

    public bool IsConstant { get; }

    /// <summary>The number; only of a constant.</summary>
    public long Value => IsConstant ? _value : throw new InvalidOperationException($"{this} is not a number.");

    /// <summary>The symbol that the extent is, if it is one by itself.</summary>
    public string? SingleSymbol => _terms.Length == 1 && _terms[0].Coefficient == 1 && _terms[0].Symbols.Length > 0 && !_terms[0].Symbols.Contains('*') ? _terms[0].Symbols : null;

    /// <summary>A number of time steps.</summary>
    public bool IsTime => SingleSymbol is { } symbol && TimeAxis.IsSymbol(symbol);

    /// <summary>Whether the extent changes with a number of time steps.</summary>
    public bool DependsOnTime => SymbolsUsed.Any(TimeAxis.IsSymbol);

    public bool IsOne => _value == 1;

    /// <summary>Whether the extent changes with a symbol.</summary>
    public bool DependsOn(Dimension symbol) => symbol._terms.Length == 1 && _terms.Any(term => Remove(term.Symbols, symbol._terms[0].Symbols) is not null);

    public bool IsZero => _terms.Length == 0;

    public static Dimension operator +(Dimension left, Dimension right) =>
        left.IsZero ? right
        : right.IsZero ? left
        : left.IsConstant && right.IsConstant ? left._value + right._value
        : left.Plus(right);

    public static Dimension operator -(Dimension left, Dimension right) => left + (right * -1);

    public static Dimension operator *(Dimension left, Dimension right) =>
        left.IsConstant ? right.Times(left._value)
        : right.IsConstant ? left.Times(right._value)
        : Collect(
            from a in left._terms
            from b in right._terms
            select new Term(Join(a.Symbols, b.Symbols), checked(a.Coefficient * b.Coefficient)));

    private Dimension Plus(Dimension other)
    {
        var sum = new List<Term>(_terms.Length + other._terms.Length);
        int k = 0, o = 0;
        while (k < _terms.Length || o < other._terms.Length)
        {
            int order = k == _terms.Length ? 1 : o == other._terms.Length ? -1 : string.CompareOrdinal(other._terms[o].Symbols, _terms[k].Symbols);
            var term = order < 0 ? _terms[k] : order > 0 ? other._terms[o] : new Term(_terms[k].Symbols, _terms[k].Coefficient + other._terms[o].Coefficient);
            k += order <= 0 ? 1 : 0;
            o += order >= 0 ? 1 : 0;
            if (term.Coefficient != 0)
            {
                sum.Add(term);
            }
        }

        return Of([.. sum]);
    }

    private Dimension Times(long factor)
    {
        if (factor == 1)
        {
            return this;
        }

        if (IsConstant || factor == 0)
        {
            return _value * factor;
        }

        var terms = new Term[_terms.Length];
        for (int k = 0; k < terms.Length; k++)
        {
            terms[k] = new Term(_terms[k].Symbols, _terms[k].Coefficient * factor);
        }

        return new(terms);
    }

    /// <summary>The exact quotient, or null where the divisor is no single term or does not divide.</summary>
    public Dimension? DividedBy(Dimension divisor)
    {
        if (Equals(divisor))
        {
            return One;
        }

        if (divisor._terms.Length != 1)
        {
            return null;
        }

        if (IsConstant && divisor.IsConstant)
        {
            return _value % divisor._value == 0 ? _value / divisor._value : null;
        }

        var by = divisor._terms[0];
        var quotient = new List<Term>(_terms.Length);
        foreach (var term in _terms)
        {
            if (term.Coefficient % by.Coefficient != 0 || Remove(term.Symbols, by.Symbols) is not { } rest)
            {
                return null;
            }

            quotient.Add(new Term(rest, term.Coefficient / by.Coefficient));
        }

        return Collect(quotient);
    }

    /// <summary>The value for given sizes.</summary>
    public long Evaluate(Func<string, long> size) =>
        IsConstant ? Value : _terms.Sum(term => term.Coefficient * Symbols(term.Symbols).Aggregate(1L, (product, symbol) => product * size(symbol)));

    /// <summary>A size typical of training, for choices between orders that only matter for speed.</summary>
    public long Nominal => IsConstant ? _value : (long)(_nominal ??= Evaluate(static _ => 64));

    /// <summary>C# text, with each symbol written as <paramref name="symbol"/> says.</summary>
    public string ToCode(Func<string, string> symbol)
    {
        if (IsConstant)
        {
            return Value.ToString(CultureInfo.InvariantCulture);
        }

        string text = "";
        foreach (var term in _terms)
        {
            string factors = term.Symbols.Length == 0 ? "" : term.Symbols.Contains('*') ? string.Join(" * ", Symbols(term.Symbols).Select(symbol)) : symbol(term.Symbols);
            if (term.Coefficient != 1 || factors.Length == 0)
            {
                string number = term.Coefficient.ToString(CultureInfo.InvariantCulture);
                factors = factors.Length == 0 ? number : $"{factors} * {number}";
            }

            text = text.Length == 0 ? factors : $"{text} + {factors}";
        }

        return text;
    }

    /// <summary>The polynomial with every coefficient rounded up to a multiple.</summary>
    public Dimension RoundTermsUp(int multiple) =>
        Of([.. _terms.Select(term => term with { Coefficient = (term.Coefficient + multiple - 1) / multiple * multiple })]);

    public IReadOnlyList<string> SymbolsUsed => _symbolsUsed ??= IsConstant ? [] : [.. _terms.SelectMany(term => Symbols(term.Symbols)).Distinct()];

    public bool Equals(Dimension? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || _value != other._value || _terms.Length != other._terms.Length)
        {
            return false;
        }

        for (int k = 0; k < _terms.Length; k++)
        {
            if (_terms[k].Coefficient != other._terms[k].Coefficient || _terms[k].Symbols != other._terms[k].Symbols)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>At least as large as another whatever the sizes: every coefficient is.</summary>
    public bool Bounds(Dimension other)
    {
        foreach (var term in _terms)
        {
            if (term.Coefficient < other.Coefficient(term.Symbols))
            {
                return false;
            }
        }

        foreach (var term in other._terms)
        {
            if (Coefficient(term.Symbols) < term.Coefficient)
            {
                return false;
            }
        }

        return true;
    }

    private long Coefficient(string symbols)
    {
        foreach (var term in _terms)
        {
            if (term.Symbols == symbols)
            {
                return term.Coefficient;
            }
        }

        return 0;
    }

    public override bool Equals(object? obj) => Equals(obj as Dimension);

    public override int GetHashCode()
    {
        int hash = 17;
        foreach (var term in _terms)
        {
            hash = unchecked((hash * 31) + (int)term.Coefficient + (term.Symbols.Length << 24));
        }

        return hash;
    }

    public override string ToString() => ToCode(static s => s);

    private static Dimension Collect(IEnumerable<Term> terms) =>
        Of([.. terms
            .GroupBy(term => term.Symbols, StringComparer.Ordinal)
            .Select(group => new Term(group.Key, group.Sum(term => term.Coefficient)))
            .Where(term => term.Coefficient != 0)
            .OrderByDescending(term => term.Symbols, StringComparer.Ordinal)]);

    private static IEnumerable<string> Symbols(string product) => product.Length == 0 ? [] : product.Split('*');

    private static string Join(string left, string right) =>
        string.Join("*", Symbols(left).Concat(Symbols(right)).OrderBy(s => s, StringComparer.Ordinal));

    private static string? Remove(string product, string divisor)
    {
        if (divisor.Length == 0 || product == divisor)
        {
            return divisor.Length == 0 ? product : "";
        }

        var rest = Symbols(product).ToList();
        return Symbols(divisor).All(rest.Remove) ? string.Join("*", rest) : null;
    }

    /// <param name="Symbols">Names joined by '*', in ordinal order; empty for the constant term.</param>
    private readonly record struct Term(string Symbols, long Coefficient);
}
