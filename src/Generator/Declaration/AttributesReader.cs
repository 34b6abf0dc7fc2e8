using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Generator.Diagnostics;
using NetGen.Generator.Layers;
using NetGen.Generator.Specification;

namespace NetGen.Generator.Declaration;

/// <summary>Reads the attributes of a network, in their order.</summary>
internal sealed class AttributesReader(INamedTypeSymbol type, TypeDeclarationSyntax syntax, Compilation compilation, DeclarationFindings findings)
{
    private const string Suffix = "Attribute";

    private readonly ArgumentsReader _arguments = new(findings);
    private readonly List<(string Kind, AttributeSyntax Syntax)> _elsewhere = [];

    public Precision Precision { get; private set; }

    /// <summary>The network is compiled for devices, too.</summary>
    public bool Gpu { get; private set; }

    /// <summary>What code for devices calls is among the references.</summary>
    public bool HasGpuPackage => compilation.GetTypeByMetadataName("NetGen.Gpu.GpuSession") is not null;

    /// <summary>Where [Network] asks for recomputation; null if it does not.</summary>
    public int? RecomputeOrigin { get; private set; }

    public List<InputSpecification> Inputs { get; } = [];

    public List<LayerSpecification> Layers { get; } = [];

    public List<LossSpecification> Losses { get; } = [];

    /// <summary>An attribute is half typed or unknown: the C# compiler says what is missing, and says it better.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Methods say what the network computes, and attributes of the class only its loss.</summary>
    public bool IsGraph { get; init; }

    public void Read(CancellationToken cancellation)
    {
        foreach (var attribute in type.GetAttributes())
        {
            cancellation.ThrowIfCancellationRequested();
            if (attribute.AttributeClass is not { } attributeClass || attribute.ApplicationSyntaxReference?.GetSyntax(cancellation) is not AttributeSyntax written)
            {
                continue;
            }

            if (attributeClass.TypeKind == TypeKind.Error)
            {
                IsIncomplete = true;
            }
            else if (attributeClass.IsNetGens() || attributeClass.IsLayerOrLoss())
            {
                string kind = Kind(attributeClass);
                if (written.Parent?.Parent == syntax)
                {
                    Read(attribute, kind, written);
                }
                else
                {
                    _elsewhere.Add((kind, written));
                }
            }
        }

        CheckOtherDeclarations();
        CheckWhole();
    }

    public static string Kind(INamedTypeSymbol attributeClass) =>
        attributeClass.Name.EndsWith(Suffix, StringComparison.Ordinal) ? attributeClass.Name.Substring(0, attributeClass.Name.Length - Suffix.Length) : attributeClass.Name;

    private void Read(AttributeData attribute, string kind, AttributeSyntax written)
    {
        int origin = findings.Locate(written.GetLocation());
        if (ArgumentsReader.IsIncomplete(attribute))
        {
            IsIncomplete = true;
            return;
        }

        if (!attribute.AttributeClass!.IsNetGens())
        {
            findings.Add(Ids.StrayAttribute, origin, kind);
            return;
        }

        var arguments = _arguments.Read(attribute, origin);
        switch (kind)
        {
            case "Network":
                Precision = arguments.Any(a => a is { Name: "Precision", Value: "Double" }) ? Precision.Double : Precision.Single;
                RecomputeOrigin = arguments.Any(a => a is { Name: "Recompute", Value: true }) ? origin : null;
                Gpu = arguments.Any(a => a is { Name: "Gpu", Value: true });
                CheckGpu(origin);
                break;
            case "Input" or "Tokens" or "Sequence" or "TokenSequence":
                if (Inputs.Count > 0)
                {
                    findings.Add(Ids.TwoInputs, origin);
                }

                Inputs.Add(Input(kind, arguments, origin));
                break;
            case var _ when LayerTable.Contains(kind):
                ReadLayer(attribute, kind, arguments, origin);
                break;
            case var _ when LossTable.Contains(kind):
                if (Losses.Count > 0)
                {
                    findings.Add(Ids.TwoLosses, origin, Losses[0].Kind, kind);
                }

                string? target = _arguments.Name(arguments, "Target", Ids.BadInputName, origin);
                Losses.Add(new LossSpecification(kind, arguments.Where(a => a.Name != "Target" || target is not null).ToEquatableArray(), origin));
                break;
            default:
                findings.Add(Ids.StrayAttribute, origin, kind);
                break;
        }
    }

    private void CheckGpu(int origin)
    {
        if (!Gpu)
        {
            return;
        }

        if (Precision == Precision.Double)
        {
            findings.Add(Ids.GpuPrecision, origin);
        }
        else if (RecomputeOrigin is not null)
        {
            findings.Add(Ids.GpuRecompute, origin);
        }
        else if (!HasGpuPackage)
        {
            findings.Add(Ids.NoGpuPackage, origin);
        }
        else if (FirstPrivate() is { } hidden)
        {
            findings.Add(Ids.GpuAccess, origin, hidden);
        }
    }

    /// <summary>The class or one around it that others in the assembly cannot see.</summary>
    private string? FirstPrivate()
    {
        for (INamedTypeSymbol? around = type; around is not null; around = around.ContainingType)
        {
            if (around.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal || around.IsFileLocal)
            {
                return around.Name;
            }
        }

        return null;
    }

    private void ReadLayer(AttributeData attribute, string kind, List<ArgumentSpecification> arguments, int origin)
    {
        string? name = _arguments.Name(arguments, "Name", Ids.BadLayerName, origin);
        if (arguments.FirstOrDefault(a => a.Name is "units" or "filters" && a.Value is string) is { Value: string size } named)
        {
            findings.Add(Ids.UnknownName, origin, $"'{named.Name}'", size, "the sizes of a module: this is none");
        }

        int count = arguments.FirstOrDefault(a => a.Name == "Count")?.Value is int given ? given : 1;
        if (count < 1 || (count > 1 && name is not null))
        {
            findings.Add(Ids.BadMember, origin, name ?? kind, $"has Count = {count}", count < 1 ? "give it at least one layer" : "leave out the Name, which one layer only can have");
        }

        var modules = new ModuleReader(compilation, findings, [], CancellationToken.None);
        var layer = new LayerSpecification(kind, name, arguments.Where(a => a.Name is not ("Name" or "Count")).ToEquatableArray(), origin)
        {
            Module = LayerTable.IsClass(kind) ? modules.Read(attribute, origin) : null,
        };
        IsIncomplete |= modules.IsIncomplete;
        Layers.AddRange(Enumerable.Repeat(layer, Math.Max(count, 1)));
    }

    private InputSpecification Input(string kind, List<ArgumentSpecification> arguments, int origin)
    {
        string? name = _arguments.Name(arguments, "Name", Ids.BadInputName, origin);
        object? Setting(string setting) => arguments.First(a => a.Name == setting).Value;
        return kind switch
        {
            "Tokens" => new InputSpecification(name ?? "tokens", [(int)Setting("length")!], origin, (int)Setting("vocabulary")!),
            "TokenSequence" => new InputSpecification(name ?? "tokens", [], origin, (int)Setting("vocabulary")!, HasTime: true),
            "Sequence" => new InputSpecification(name ?? "input", [(int)Setting("features")!], origin, HasTime: true),
            _ => new InputSpecification(name ?? "input", (EquatableArray<int>)Setting("shape")!, origin),
        };
    }

    /// <summary>One finding per declaration, however many attributes stand on it.</summary>
    private void CheckOtherDeclarations()
    {
        foreach (var declaration in _elsewhere.Where(other => other.Kind != "Network").GroupBy(other => other.Syntax.Parent?.Parent))
        {
            findings.Add(Ids.OtherDeclaration, declaration.First().Syntax.GetLocation(), string.Join(", ", declaration.Select(other => $"[{other.Kind}]")));
        }
    }

    private void CheckWhole()
    {
        if (IsIncomplete || _elsewhere.Count > 0)
        {
            return;
        }

        if (IsGraph)
        {
            if (Inputs.Select(input => input.Origin).Concat(Layers.Select(layer => layer.Origin)).DefaultIfEmpty(-1).First() is var stray and >= 0)
            {
                findings.Add(Ids.ChainAndGraph, stray);
            }

            return;
        }

        if (Inputs.Count == 0)
        {
            findings.Add(Ids.NoInput, 0);
        }
        else if (Layers.Count == 0)
        {
            findings.Add(Ids.NoLayers, 0);
        }
        else
        {
            CheckOrder();
        }
    }

    /// <summary>One finding for each of input and loss that is out of place, not one for every layer that it should have preceded.</summary>
    private void CheckOrder()
    {
        if (Inputs[0].Origin > Layers[0].Origin)
        {
            findings.Add(Ids.WrongOrder, Inputs[0].Origin, "Input", "after", Layers[0].Kind);
        }

        var last = Layers[Layers.Count - 1];
        if (Losses.Count > 0 && Losses[0].Origin < last.Origin)
        {
            findings.Add(Ids.WrongOrder, Losses[0].Origin, Losses[0].Kind, "before", last.Kind);
        }
        else if (Losses.Count > 0 && Losses[0].Origin < Inputs[0].Origin)
        {
            findings.Add(Ids.WrongOrder, Losses[0].Origin, Losses[0].Kind, "before", "Input");
        }
    }
}
