using System;
using NetGen.Benchmarks;

switch (args is [] ? "" : args[0])
{
    case "suite":
        return Suite.Run(args.AsSpan(1));
#if GENERATOR
    case "generator":
        return GeneratorBenchmark.Run(args.AsSpan(1));
#endif
    default:
        Console.Error.WriteLine("usage: NetGen.Benchmarks suite [--threads N] [--case PATTERN] [--seconds S] [--processor-time] [--json]");
        Console.Error.WriteLine("       NetGen.Benchmarks generator [--processor-time] [--json]");
        return 1;
}
