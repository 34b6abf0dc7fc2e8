using System;
using System.IO;
using System.Linq;
using System.Runtime.Loader;

namespace NetGen.Generator.Tests.Harness;

/// <summary>A compilation as an assembly in this process; disposing unloads it.</summary>
internal sealed class LoadedNetworks : IDisposable
{
    private readonly AssemblyLoadContext _context = new("networks", isCollectible: true);
    private readonly System.Reflection.Assembly _assembly;

    public LoadedNetworks(Generated generated)
    {
        using var image = new MemoryStream();
        var emitted = generated.Compilation.Emit(image);
        if (!emitted.Success)
        {
            throw new InvalidOperationException(string.Join("\n", emitted.Diagnostics.Take(10)));
        }

        image.Position = 0;
        _assembly = _context.LoadFromStream(image);
    }

    public IProbe Probe(string network) => (IProbe)Activator.CreateInstance(_assembly.GetType($"{network}Probe", throwOnError: true)!)!;

    public Type Type(string name) => _assembly.GetType(name, throwOnError: true)!;

    public void Dispose() => _context.Unload();
}
