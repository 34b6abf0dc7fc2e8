using System;
using System.Collections.Generic;
using System.Linq;
using NetGen.Generator.Emit;
using NetGen.Generator.Specification;

namespace NetGen.Generator;

/// <summary>
/// Names of generated files. The compiler tells them apart without regard to case, so networks whose names differ in nothing else are numbered.
/// Holds such networks only: nearly always it is empty, and equal to what it was before an edit.
/// </summary>
internal sealed record FileNames(EquatableArray<(string Identity, int Number)> Numbered)
{
    public static FileNames Of(IEnumerable<TypeSpecification> types) => new(types
        .GroupBy(type => type.FileStem, StringComparer.OrdinalIgnoreCase)
        .OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
        .SelectMany(group => group.OrderBy(type => type.Identity, StringComparer.Ordinal).Select((type, k) => (type.Identity, Number: k + 1)))
        .Where(numbered => numbered.Number > 1)
        .ToEquatableArray());

    public string HintName(TypeSpecification type, SourceFile file)
    {
        int number = Numbered.FirstOrDefault(numbered => numbered.Identity == type.Identity).Number;
        return number == 0 ? file.HintName : $"{type.FileStem}({number}){file.HintName.Substring(type.FileStem.Length)}";
    }
}
