// The program of a user who references the package. The tests build it, run it under the JIT and publish it as a native app.
// TO BE EXTENDED to a real network (declare, train a step, save, load, predict) when the generator lands. Each line it prints is "name: value".
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NetGen.Kernels;

var key = new RandomKey(Seed: 1, Step: 2);
Console.WriteLine($"Seed: {key.Seed}");
Console.WriteLine($"DynamicCode: {RuntimeFeature.IsDynamicCodeSupported}");
Console.WriteLine($"Vector256: {Vector256.IsHardwareAccelerated}");
Console.WriteLine($"Fma: {Fma.IsSupported}");
