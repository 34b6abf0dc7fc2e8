namespace NetGen.Generator.Emit;

internal static class Version
{
    /// <summary>Of the generator, as in the attribute on generated classes: major and minor only, so that a patch changes no file.</summary>
    public static readonly string Text = typeof(Version).Assembly.GetName().Version is { } v ? $"{v.Major}.{v.Minor}" : "0.0";
}
