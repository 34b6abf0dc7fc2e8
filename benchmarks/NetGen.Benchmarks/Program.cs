using System;
using NetGen.Benchmarks;

if (args.Length == 0 || args[0] != "suite")
{
    Console.Error.WriteLine("usage: NetGen.Benchmarks suite [--threads N] [--case PATTERN] [--seconds S] [--json]");
    return 1;
}
return Suite.Run(args.AsSpan(1));
