using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace NetGen.Generator.Diagnostics;

/// <summary>Every diagnostic of the generator: what it says and how serious it is. Each has a page in docs/diagnostics.</summary>
internal static class Descriptors
{
    private const string Category = "NetGen";

    public static readonly DiagnosticDescriptor NotPartial = Error(Ids.NotPartial, "A network is a partial class", "Network '{0}' must be partial, so that NetGen can write the rest of it: write 'partial class {0}'");
    public static readonly DiagnosticDescriptor OtherDeclaration = Error(Ids.OtherDeclaration, "Attributes of a network stand on one declaration", "Network '{0}' has {1} on another part of the class, where the order would depend on the order of files; move to the declaration with [Network]");
    public static readonly DiagnosticDescriptor NoInput = Error(Ids.NoInput, "A network needs an input", "Network '{0}' does not say what one sample looks like; add [Input(784)] for a vector or [Input(28, 28, 1)] for an image, before the layers");
    public static readonly DiagnosticDescriptor NoLayers = Error(Ids.NoLayers, "A network needs layers", "Network '{0}' has no layers; add at least one, such as [Dense(10)], after [Input]");
    public static readonly DiagnosticDescriptor TwoLosses = Error(Ids.TwoLosses, "A network has one loss", "Network '{0}' already has the loss [{1}]; remove [{2}]");
    public static readonly DiagnosticDescriptor WrongOrder = Error(Ids.WrongOrder, "Attributes follow the data", "Network '{0}': [{1}] stands {2} [{3}]; the order is [Network], [Input], layers, loss");
    public static readonly DiagnosticDescriptor Generic = Error(Ids.Generic, "A network is not generic", "Network '{0}' is generic or lies in a generic type, so its sizes would not be known; make a class without type parameters");
    public static readonly DiagnosticDescriptor DuplicateLayerName = Error(Ids.DuplicateLayerName, "Layer names are unique", "Network '{0}' has two layers named '{1}'; names are what parameters are called in files, so give one of them another Name");
    public static readonly DiagnosticDescriptor NameTaken = Error(Ids.NameTaken, "A name that NetGen generates", "Network '{0}' has a '{1}' of its own, which NetGen generates; rename yours");
    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(Ids.ContainerNotPartial, "Enclosing types are partial", "Network '{0}' lies in '{1}', which must be partial too: write 'partial' before its declaration");
    public static readonly DiagnosticDescriptor WrongKindOfType = Error(Ids.WrongKindOfType, "A network is a plain class", "Network '{0}' is {1}; make it a class that can be created with new");
    public static readonly DiagnosticDescriptor BadLayerName = Error(Ids.BadLayerName, "Layer names are identifiers", "Network '{0}': the layer name '{1}' is not a C# identifier; use letters, digits and underscores, beginning with a letter");
    public static readonly DiagnosticDescriptor TwoInputs = Error(Ids.TwoInputs, "A chain has one input", "Network '{0}' has more than one [Input]; a chain of layers takes one");
    public static readonly DiagnosticDescriptor StrayAttribute = Error(Ids.StrayAttribute, "Unknown layer", "Network '{0}': NetGen knows no layer or loss [{1}]; use one of those that it ships");
    public static readonly DiagnosticDescriptor BadInputName = Error(Ids.BadInputName, "Names of inputs and targets", "Network '{0}': '{1}' cannot be the name of an input or target; use an identifier that nothing else of the network has");
    public static readonly DiagnosticDescriptor NotAnOption = Error(Ids.NotAnOption, "Unknown value of a setting", "Network '{0}': {1} is set to {2}, which is no member of its enumeration");
    public static readonly DiagnosticDescriptor ConstructorTaken = Error(Ids.ConstructorTaken, "A constructor that NetGen generates", "Network '{0}' declares {1}, but NetGen generates the constructor {0}(ulong seed); remove yours, or write one with other parameters that calls this(seed)");
    public static readonly DiagnosticDescriptor CannotBeConstructed = Error(Ids.CannotBeConstructed, "NetGen constructs networks", "Network '{0}' cannot be constructed by the Load and Clone that NetGen generates: {1}; {2}");
    public static readonly DiagnosticDescriptor NoNetwork = Error(Ids.NoNetwork, "An input without a network", "'{0}' has [{1}] but not [Network], so NetGen generates nothing for it; write [Network] before [{1}]");
    public static readonly DiagnosticDescriptor NothingToRecompute = Error(Ids.NothingToRecompute, "Nothing to recompute", "Network '{0}': Recompute cuts the one time axis of a network with a loss into segments, but this network {1}; leave Recompute out");

    public static readonly DiagnosticDescriptor WrongRank = Error(Ids.WrongRank, "A layer got data of another kind", "Network '{0}': {1} needs {2} but gets {3}; {4}");
    public static readonly DiagnosticDescriptor SizeTooSmall = Error(Ids.SizeTooSmall, "A size is too small", "Network '{0}': {1} has {2} {3}; it must be at least {4}");
    public static readonly DiagnosticDescriptor WindowTooLarge = Error(Ids.WindowTooLarge, "A window is larger than the image", "Network '{0}': {1} slides a window of {2} over a {4} of {3}; make the window smaller or set Padding = Padding.Same");
    public static readonly DiagnosticDescriptor GroupsDoNotDivide = Error(Ids.GroupsDoNotDivide, "Groups do not divide the channels", "Network '{0}': {1} has {2} groups, which must divide both its {3} input channels and its {4} filters");
    public static readonly DiagnosticDescriptor OutOfRange = Error(Ids.OutOfRange, "A setting is out of range", "Network '{0}': {1} has {2} = {3}; it must be {4}");
    public static readonly DiagnosticDescriptor LossNeedsVector = Error(Ids.LossNeedsVector, "The loss needs a vector", "Network '{0}': [{1}] compares one class per sample, so the output must be a vector with an element per class, but it is {2}; put [Flatten] and [Dense(classes)] before it");
    public static readonly DiagnosticDescriptor TooLarge = Error(Ids.TooLarge, "A value is too large", "Network '{0}': {1} makes more values or parameters than can be addressed (2,147,483,647); make its sizes smaller");

    public static readonly DiagnosticDescriptor TokensNeedEmbedding = Error(Ids.TokensNeedEmbedding, "A layer got tokens", "Network '{0}': {1} computes with numbers but gets tokens; put [Embedding(features)] before it");
    public static readonly DiagnosticDescriptor EmbeddingNeedsTokens = Error(Ids.EmbeddingNeedsTokens, "An embedding needs tokens", "Network '{0}': {1} looks tokens up but gets numbers ({2}); make it the first layer and declare the input as [Tokens(length, vocabulary)]");
    public static readonly DiagnosticDescriptor UnknownLength = Error(Ids.UnknownLength, "A layer needs a fixed length", "Network '{0}': {1} needs a length that is known when the network is compiled but gets {2}; declare an input of fixed length, such as [Input(100, 8)] or [Tokens(100, vocabulary)]");
    public static readonly DiagnosticDescriptor ReshapeCount = Error(Ids.ReshapeCount, "A reshape keeps the number of elements", "Network '{0}': {1} gets {2}, which is {3} elements, and cannot make {4} of it; the extents must have the product {3}, where one of them may be -1 for what is left");
    public static readonly DiagnosticDescriptor NotAPermutation = Error(Ids.NotAPermutation, "Axes of a permutation", "Network '{0}': {1} is given the axes {2}; it must name each axis of {3} once, counted from 1");
    public static readonly DiagnosticDescriptor NothingLeft = Error(Ids.NothingLeft, "Nothing is left", "Network '{0}': {1} takes {2} cells off a {3} of {4}, which leaves none; take off fewer");
    public static readonly DiagnosticDescriptor NormGroups = Error(Ids.NormGroups, "Groups do not divide the channels", "Network '{0}': {1} has {2} groups, which must divide its {3} channels");
    public static readonly DiagnosticDescriptor ClassWeightCount = Error(Ids.ClassWeightCount, "One weight per class", "Network '{0}': {1} has {2} class weights for {3} classes; give one per class, each at least 0");
    public static readonly DiagnosticDescriptor NeedsWholeSequences = Error(Ids.NeedsWholeSequences, "A layer needs whole sequences", "Network '{0}': {1} looks at whole sequences, of which training sees one segment at a time, as [Network(Recompute = true)] says; {2}");

    public static readonly DiagnosticDescriptor NotUnderstood = Error(Ids.NotUnderstood, "Not part of a graph method", "Network '{0}': '{1}' cannot stand in a method that NetGen reads; {2}");
    public static readonly DiagnosticDescriptor ShapesDoNotFit = Error(Ids.ShapesDoNotFit, "Shapes do not fit", "Network '{0}': {1} cannot take {2} and {3}; {4}");
    public static readonly DiagnosticDescriptor ParameterNeedsShape = Error(Ids.ParameterNeedsShape, "A parameter needs a shape", "Network '{0}': '{1}' {2}; write [Shape(784)] before it, with the extents of one sample");
    public static readonly DiagnosticDescriptor LossNeedsNumber = Error(Ids.LossNeedsNumber, "An objective is one number", "Network '{0}': '{1}' returns {2}, but must return one number per sample or one for the batch; write Sum or Mean around it");
    public static readonly DiagnosticDescriptor BadMember = Error(Ids.BadMember, "Layers of graph networks are partial properties", "Network '{0}': '{1}' {2}; {3}");
    public static readonly DiagnosticDescriptor NotConstant = Error(Ids.NotConstant, "Not known when the network is compiled", "Network '{0}': {1} must be known when the network is compiled, but {2}");
    public static readonly DiagnosticDescriptor BadArgument = Error(Ids.BadArgument, "An argument is out of range", "Network '{0}': {1} got {2}, but needs {3}");
    public static readonly DiagnosticDescriptor TooDeep = Error(Ids.TooDeep, "A method does not end", "Network '{0}': '{1}' calls itself or loops without end; the generator reads methods to their end, so calls and loops must be finite");
    public static readonly DiagnosticDescriptor TwoShapes = Error(Ids.TwoShapes, "A layer with two shapes", "Network '{0}': {1} was applied to {2} and is applied to {3} here; all applications share its parameters, so use a layer of its own for the other shape");
    public static readonly DiagnosticDescriptor ChainAndGraph = Error(Ids.ChainAndGraph, "Chain or graph", "Network '{0}' has layers as members and on the class; layers of a network with a [Graph] method all stand on partial properties, and its inputs are the method's parameters");
    public static readonly DiagnosticDescriptor NoGraph = Error(Ids.NoGraph, "A network needs a graph method", "Network '{0}' has layers as members but no method that wires them; write one with [Graph]");
    public static readonly DiagnosticDescriptor BadModule = Error(Ids.BadModule, "Not a module or cell", "Network '{0}': {1} is no module or recurrent cell that can be used here; {2}");
    public static readonly DiagnosticDescriptor UnknownName = Error(Ids.UnknownName, "An unknown name", "Network '{0}': {1} names '{2}', which is none of {3}");
    public static readonly DiagnosticDescriptor BadResult = Error(Ids.BadResult, "A result that cannot be given", "Network '{0}': '{1}' {2}; {3}");

    public static readonly DiagnosticDescriptor NoGpuPackage = Error(Ids.NoGpuPackage, "Networks for devices need a package", "Network '{0}' is to be compiled for GPUs, which needs the package NetGen.Gpu; add it to the project: dotnet add package NetGen.Gpu");
    public static readonly DiagnosticDescriptor GpuPrecision = Error(Ids.GpuPrecision, "Devices compute in float32", "Network '{0}' is of double precision, but code for GPUs is float32; leave out Gpu = true or Precision = Precision.Double");
    public static readonly DiagnosticDescriptor GpuAccess = Error(Ids.GpuAccess, "Networks for devices are not private", "Network '{0}' is to be compiled for GPUs, but '{1}' is private, so that ILGPU cannot reach what is generated; make it internal or public");
    public static readonly DiagnosticDescriptor GpuRecompute = Error(Ids.GpuRecompute, "Devices keep the values of all steps", "Network '{0}' is to be trained segment by segment (Recompute), which code for GPUs cannot do; leave out Gpu = true or Recompute = true");

    public static readonly DiagnosticDescriptor Internal = Error(Ids.Internal, "NetGen failed", "NetGen failed on network '{0}': {1}. This is a defect of NetGen; please report it with the network's declaration");

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = typeof(Descriptors)
        .GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .OfType<DiagnosticDescriptor>()
        .ToDictionary(descriptor => descriptor.Id);

    public static IReadOnlyCollection<DiagnosticDescriptor> All => ById.Values;

    public static DiagnosticDescriptor Named(string id) => ById[id];

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: $"https://github.com/netgen/netgen/blob/main/docs/diagnostics/{id}.md");
}
