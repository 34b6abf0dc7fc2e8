namespace NetGen.Generator.Diagnostics;

/// <summary>Identifiers of everything NetGen reports; never reused. 0xx declaration, 1xx shapes, 2xx graph methods, 3xx targets, 9xx internal. Texts are in <c>Descriptors</c>.</summary>
internal static class Ids
{
    public const string NotPartial = "NETGEN001";
    public const string OtherDeclaration = "NETGEN002";
    public const string NoInput = "NETGEN003";
    public const string NoLayers = "NETGEN004";
    public const string TwoLosses = "NETGEN005";
    public const string WrongOrder = "NETGEN006";
    public const string Generic = "NETGEN007";
    public const string DuplicateLayerName = "NETGEN008";
    public const string NameTaken = "NETGEN009";
    public const string ContainerNotPartial = "NETGEN010";
    public const string WrongKindOfType = "NETGEN011";
    public const string BadLayerName = "NETGEN012";
    public const string TwoInputs = "NETGEN013";
    public const string StrayAttribute = "NETGEN014";
    public const string BadInputName = "NETGEN015";
    public const string NotAnOption = "NETGEN016";
    public const string ConstructorTaken = "NETGEN017";
    public const string CannotBeConstructed = "NETGEN018";
    public const string NoNetwork = "NETGEN019";
    public const string NothingToRecompute = "NETGEN020";

    public const string WrongRank = "NETGEN101";
    public const string SizeTooSmall = "NETGEN102";
    public const string WindowTooLarge = "NETGEN103";
    public const string GroupsDoNotDivide = "NETGEN104";
    public const string OutOfRange = "NETGEN105";
    public const string LossNeedsVector = "NETGEN106";
    public const string TooLarge = "NETGEN107";

    public const string TokensNeedEmbedding = "NETGEN120";
    public const string EmbeddingNeedsTokens = "NETGEN121";
    public const string UnknownLength = "NETGEN122";
    public const string ReshapeCount = "NETGEN123";
    public const string NotAPermutation = "NETGEN124";
    public const string NothingLeft = "NETGEN125";
    public const string NormGroups = "NETGEN126";
    public const string ClassWeightCount = "NETGEN127";
    public const string NeedsWholeSequences = "NETGEN128";

    public const string NotUnderstood = "NETGEN201";
    public const string ShapesDoNotFit = "NETGEN202";
    public const string ParameterNeedsShape = "NETGEN203";
    public const string LossNeedsNumber = "NETGEN204";
    public const string BadMember = "NETGEN205";
    public const string NotConstant = "NETGEN206";
    public const string BadArgument = "NETGEN207";
    public const string TooDeep = "NETGEN208";
    public const string TwoShapes = "NETGEN209";
    public const string ChainAndGraph = "NETGEN210";
    public const string NoGraph = "NETGEN211";
    public const string BadModule = "NETGEN212";
    public const string UnknownName = "NETGEN213";
    public const string BadResult = "NETGEN214";

    // 301 to 303 are the build's own: buildTransitive/NetGen.targets.
    public const string NoGpuPackage = "NETGEN304";
    public const string GpuPrecision = "NETGEN305";
    public const string GpuAccess = "NETGEN306";
    public const string GpuRecompute = "NETGEN307";

    public const string Internal = "NETGEN999";
}
