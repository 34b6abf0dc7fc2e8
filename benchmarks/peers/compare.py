#!/usr/bin/env python3
"""Prints one table from the JSON lines of NetGen's suite, PyTorch and ONNX Runtime: microseconds, and how many times NetGen's. From lines of the suite for devices the table has rates, too."""

import json
import math
import pathlib
import sys

# A difference to the empty call that is less than this much of it says nothing.
NOISE = 0.1


def read(path):
    lines = pathlib.Path(path).read_text().splitlines()
    return {line["case"]: line for line in map(json.loads, lines)}


def number(microseconds):
    return f"{microseconds:,.3f}" if microseconds < 10 else f"{microseconds:,.1f}" if microseconds < 1000 else f"{microseconds:,.0f}"


def geometric_mean(ratios):
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def summary(what, ratios):
    if ratios:
        worst = min(ratios, key=ratios.get)
        print(f"* {what}: geometric mean {geometric_mean(ratios.values()):.2f}, least {ratios[worst]:.2f} ({worst})")


def devices(ours, pytorch, key):
    """The suite for devices: rates, and PyTorch's times where there are any."""
    ratios = {}
    first = next(iter(ours.values()))
    print(f"NetGen: {first['device']}. PyTorch: {next(iter(pytorch.values()))['device'] if pytorch else 'not measured'}.")
    print()
    print("| case | NetGen, us | GFLOP/s | GB/s | of a copy | first, ms | PyTorch, us | ratio |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, line in ours.items():
        time = line[key]
        cells = [name, number(time), f"{2e-3 * line['multiplyAdds'] / time:,.0f}" if line["multiplyAdds"] else ""]
        rate = 1e-3 * line["bytesMoved"] / time
        cells += [f"{rate:,.0f}", f"{rate / line['copyGigabytesPerSecond']:.0%}"] if rate else ["", ""]
        cells.append(f"{line['firstMicroseconds'] * 1e-3:,.0f}")
        if name in pytorch:
            ratios[name] = pytorch[name][key] / time
            cells += [number(pytorch[name][key]), f"{ratios[name]:.2f}"]
        else:
            cells += ["", ""]
        print("| " + " | ".join(cells) + " |")
    print()
    for what, part in (("products", "gemm/"), ("elementwise", "elementwise/"), ("inference", "/infer/"), ("training", "/train/")):
        summary(f"PyTorch, {what}", {n: r for n, r in ratios.items() if part in n})
    allocating = [name for name, line in ours.items() if line["allocatedBytes"]]
    print(f"* Managed memory is allocated by {', '.join(allocating) if allocating else 'no case'}.")


def main(ours, pytorch, onnx=None, key="medianMicroseconds"):
    ours, pytorch, onnx = read(ours), read(pytorch), read(onnx) if onnx else {}
    if any("device" in line for line in ours.values()):
        devices(ours, pytorch, key)
        return
    empty = onnx.pop("empty")[key] if "empty" in onnx else 0
    torch_ratios, onnx_ratios = {}, {}
    print("| case | NetGen, us | of peak | PyTorch, us | ratio | ONNX Runtime, us | ratio |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, line in ours.items():
        time = line[key]
        peak = f"{2e-3 * line['multiplyAdds'] / time / line['peakGflops']:.0%}" if line["multiplyAdds"] > 1e5 else ""
        cells = [name, number(time), peak]
        if name in pytorch:
            torch_ratios[name] = pytorch[name][key] / time
            cells += [number(pytorch[name][key]), f"{torch_ratios[name]:.2f}"]
        else:
            cells += ["", ""]
        if name in onnx:
            # A call costs this much before it computes anything: taken off where it is most of the time.
            theirs = onnx[name][key] - (empty if "/step/" in name else 0)
            if theirs < NOISE * empty:
                cells += ["an empty call", ""]
            else:
                onnx_ratios[name] = theirs / time
                cells += [number(theirs), f"{onnx_ratios[name]:.2f}"]
        else:
            cells += ["", ""]
        print("| " + " | ".join(cells) + " |")
    print()
    print(f"An empty call of ONNX Runtime takes {empty:.1f} us; it is taken off its step cases.")
    print()
    summary("PyTorch, training", {n: r for n, r in torch_ratios.items() if "/train/" in n})
    summary("PyTorch, everything else", {n: r for n, r in torch_ratios.items() if "/train/" not in n})
    summary("ONNX Runtime, whole networks", {n: r for n, r in onnx_ratios.items() if "/infer/" in n})
    summary("ONNX Runtime, steps, less the empty call", {n: r for n, r in onnx_ratios.items() if "/step/" in n})


if __name__ == "__main__":
    main(*sys.argv[1:])
