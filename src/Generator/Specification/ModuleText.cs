using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace NetGen.Generator.Specification;

/// <summary>
/// A module as text, for an attribute on its class: projects that use it from a referenced assembly have no source to read. Values are written one after the other, each with its kind: i12; a whole
/// number, d0.5; a real one, t and f, n for none, s3:abc a text with its length, [...] a list. Places in the source are left out.
/// </summary>
internal static class ModuleText
{
    /// <summary>Of the form of the text; one that a later version has written cannot be read.</summary>
    public const int Version = 1;

    public static string Write(ModuleSpecification module)
    {
        var text = new StringBuilder();
        Write(text, Values(module));
        return text.ToString();
    }

    /// <param name="origin">Where the module is used: what is wrong in it is reported there.</param>
    /// <exception cref="FormatException">The text is no module.</exception>
    public static ModuleSpecification Read(string text, int origin)
    {
        int position = 0;
        try
        {
            return Module(List(Value(text, ref position)), origin);
        }
        catch (Exception exception) when (exception is InvalidCastException or ArgumentException or IndexOutOfRangeException or NullReferenceException or OverflowException)
        {
            throw new FormatException($"The module's text is damaged at {position.ToString(CultureInfo.InvariantCulture)}.", exception);
        }
    }

    private static object[] Values(ModuleSpecification module) =>
    [
        module.Name,
        module.Sizes.ToArray<object>(),
        module.Graph.Members.Select(member => (object)new object?[] { member.Name, (int)member.Type, member.Count, member.Layer.Kind, member.Layer.Arguments.Select(a => (object)new[] { a.Name, a.Value }).ToArray(), member.Layer.Module is { } inner ? Values(inner) : null }).ToArray(),
        module.Graph.Methods.Select(method => (object)new object[]
        {
            method.Key, method.Name, (int)method.Role,
            method.Parameters.Select(p => (object)new object?[] { p.Name, p.Shape, p.Classes, p.State }).ToArray(),
            method.Results.ToArray<object>(), method.Settings.ToArray<object>(), Values(method.Body),
        }).ToArray(),
    ];

    private static object?[] Values(Term term) => [(int)term.Kind, term.Name, term.Value, term.Terms.Select(t => (object)Values(t)).ToArray()];

    private static ModuleSpecification Module(object?[] values, int origin) => new(
        (string)values[0]!,
        Texts(values[1]),
        new GraphSpecification(
            List(values[2]).Select(value => Member(List(value), origin)).ToEquatableArray(),
            List(values[3]).Select(value => Method(List(value), origin)).ToEquatableArray()));

    private static MemberSpecification Member(object?[] values, int origin)
    {
        var arguments = List(values[4]).Select(List).Select(a => new ArgumentSpecification((string)a[0]!, Argument(a[1]))).ToEquatableArray();
        var layer = new LayerSpecification((string)values[3]!, null, arguments, origin) { Module = values[5] is object?[] inner ? Module(inner, origin) : null };
        return new MemberSpecification((string)values[0]!, (MemberType)(int)values[1]!, layer, (int)values[2]!, "");
    }

    private static MethodSpecification Method(object?[] values, int origin) => new(
        (string)values[0]!,
        (string)values[1]!,
        (MethodRole)(int)values[2]!,
        List(values[3]).Select(List).Select(p => new MethodParameter((string)p[0]!, p[1] is object?[] shape ? shape.Select(e => (int)e!).ToEquatableArray() : null, (int)p[2]!, origin) { State = p[3] }).ToEquatableArray(),
        Texts(values[4]),
        Texts(values[5]),
        Term(List(values[6]), origin),
        origin);

    private static Term Term(object?[] values, int origin) =>
        new((TermKind)(int)values[0]!, (string)values[1]!, values[2], List(values[3]).Select(value => Term(List(value), origin)).ToEquatableArray(), origin);

    /// <summary>Settings that are lists hold whole numbers, real ones, or sizes by name.</summary>
    private static object? Argument(object? value) => value is not object?[] list ? value
        : list.Length > 0 && list.All(item => item is double) ? list.Select(item => (double)item!).ToEquatableArray()
        : list.All(item => item is int) ? list.Select(item => (int)item!).ToEquatableArray()
        : list.Select(item => item!).ToEquatableArray();

    private static object?[] List(object? value) => (object?[])value!;

    private static EquatableArray<string> Texts(object? value) => List(value).Select(item => (string)item!).ToEquatableArray();

    private static void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append('n');
                break;
            case bool truth:
                text.Append(truth ? 't' : 'f');
                break;
            case int whole:
                text.Append('i').Append(whole.ToString(CultureInfo.InvariantCulture)).Append(';');
                break;
            case double real:
                text.Append('d').Append(real.ToString("R", CultureInfo.InvariantCulture)).Append(';');
                break;
            case string word:
                text.Append('s').Append(word.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(word);
                break;
            case System.Collections.IEnumerable list:
                text.Append('[');
                foreach (object? item in list)
                {
                    Write(text, item);
                }

                text.Append(']');
                break;
            default:
                throw new NotSupportedException(value.GetType().Name);
        }
    }

    private static object? Value(string text, ref int position)
    {
        switch (text[position++])
        {
            case 'n':
                return null;
            case 't':
                return true;
            case 'f':
                return false;
            case 'i':
                return int.Parse(Until(text, ';', ref position), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            case 'd':
                return double.Parse(Until(text, ';', ref position), NumberStyles.Float, CultureInfo.InvariantCulture);
            case 's':
                int length = int.Parse(Until(text, ':', ref position), NumberStyles.None, CultureInfo.InvariantCulture);
                position += length;
                return text.Substring(position - length, length);
            case '[':
                var items = new List<object?>();
                while (text[position] != ']')
                {
                    items.Add(Value(text, ref position));
                }

                position++;
                return items.ToArray();
            default:
                throw new FormatException($"The module's text is damaged at {position.ToString(CultureInfo.InvariantCulture)}.");
        }
    }

    private static string Until(string text, char end, ref int position)
    {
        int at = text.IndexOf(end, position);
        string part = text.Substring(position, at - position);
        position = at + 1;
        return part;
    }
}
