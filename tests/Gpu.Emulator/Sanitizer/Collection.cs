using System;
using System.Collections.Generic;
using System.Linq;

namespace NetGen.Gpu.Emulator;

/// <summary>
/// While it is open, what the launches, copies and frees of this host thread do wrong is collected, once for each kind, kernel and line; otherwise the first is thrown.
/// </summary>
public sealed class Collection : IDisposable
{
    [ThreadStatic]
    private static Collection? t_open;

    private readonly Collection? _outer;
    private readonly List<Violation> _violations = [];
    private readonly HashSet<(ViolationKind, string?, string, int, string?)> _seen = [];

    private Collection()
    {
        _outer = t_open;
        t_open = this;
    }

    public IReadOnlyList<Violation> Violations => _violations;

    internal static Collection? OpenOnThisThread => t_open;

    public static Collection Open() => new();

    public void Dispose() => t_open = _outer;

    public override string ToString() => string.Join('\n', _violations.Select(violation => violation.ToString()));

    internal bool IsNew(Violation violation) => !_seen.Contains(Key(violation));

    internal void Add(Violation violation)
    {
        if (_seen.Add(Key(violation)))
            _violations.Add(violation);
    }

    private static (ViolationKind, string?, string, int, string?) Key(Violation violation) =>
        (violation.Kind, violation.Kernel, violation.File, violation.Line, violation.Kernel is null ? violation.Memory : null);
}
