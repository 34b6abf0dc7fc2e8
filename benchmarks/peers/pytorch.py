#!/usr/bin/env python3
"""The suite's cases in PyTorch, eager, on one thread: a JSON line per case. With --export writes each network for inference as ONNX instead.

With --device cuda the cases of the suite for devices, in float32 without TF32: data comes from pinned memory, steps of training are queued and waited for at the end of a sample, and Adam is fused."""

import argparse
import json
import pathlib
import time

import torch
from torch import nn
from torch.nn import functional

import networks


def measure(name, work, options):
    if options.case not in name:
        return
    clock = time.thread_time if options.processor_time else time.perf_counter
    wait = torch.cuda.synchronize if options.device == "cuda" else lambda: None
    # Waiting takes microseconds, so queued work is waited for once in many calls.
    sample = 10e-3 if options.device == "cuda" else 20e-6
    work()
    wait()
    calls, start = 0, time.perf_counter()
    while calls < 5 or time.perf_counter() - start < 0.3:
        work()
        wait()
        calls += 1
    repetitions = max(1, int(sample * calls / (time.perf_counter() - start)))
    samples, start = [], time.perf_counter()
    while len(samples) < 5 or time.perf_counter() - start < options.seconds:
        before = clock()
        for _ in range(repetitions):
            work()
        wait()
        samples.append((clock() - before) / repetitions * 1e6)
    samples.sort()
    device = {"device": torch.cuda.get_device_name(), "peakBytes": torch.cuda.max_memory_allocated()} if options.device == "cuda" else {}
    print(json.dumps({
        "case": name,
        **device,
        "bestMicroseconds": samples[0],
        "medianMicroseconds": samples[len(samples) // 2],
        "p95Microseconds": samples[int(len(samples) * 0.95)],
    }), flush=True)


def kernels():
    for m, n, k in networks.PRODUCTS:
        a, b, c = torch.rand(m, k), torch.rand(k, n), torch.empty(m, n)
        at, bt = torch.rand(k, m).t(), torch.rand(n, k).t()
        yield f"gemm/nn/{m}x{n}x{k}", lambda a=a, b=b, c=c: torch.mm(a, b, out=c)
        yield f"gemm/nt/{m}x{n}x{k}", lambda a=a, b=bt, c=c: torch.mm(a, b, out=c)
        yield f"gemm/tn/{m}x{n}x{k}", lambda a=at, b=b, c=c: torch.mm(a, b, out=c)
    for n, k in ((128, 784), (1024, 1024)):
        a, b, c = torch.rand(1, k), torch.rand(k, n), torch.empty(1, n)
        yield f"gemv/1x{n}x{k}", lambda a=a, b=b, c=c: torch.mm(a, b, out=c)
    x = torch.rand(1 << 20) * 8 - 4
    y = torch.empty_like(x)
    yield "tanh/1M", lambda: torch.tanh(x, out=y)
    yield "exp/1M", lambda: torch.exp(x, out=y)
    weight = torch.rand(1 << 20, requires_grad=True)
    weight.grad = torch.rand(1 << 20)
    adam = torch.optim.Adam([weight], lr=1e-4)
    yield "optimizer/adam/1M", adam.step
    logits, labels = torch.rand(64, 1000), torch.randint(1000, (64,))
    yield "softmax-xent/b64x1000", lambda: functional.cross_entropy(logits, labels)
    rows, norm = torch.rand(64, 1024), nn.LayerNorm(1024)
    yield "layernorm/b64x1024", lambda: norm(rows)


def inference():
    """name, network, arguments: what is run without gradients and may be exported."""
    for name, (make, shape, batches, _) in networks.FEED_FORWARD.items():
        for batch in batches:
            yield f"{name}/infer/b{batch}", make().eval(), (torch.rand(batch, *shape),)
    for size in networks.STEP_SIZES:
        yield f"dense-{size}/step/b1", nn.Linear(size, size), (torch.rand(1, size),)
        for kind in ("gru", "lstm"):
            states = [torch.zeros(1, 1, size) for _ in range(2 if kind == "lstm" else 1)]
            yield f"{kind}-{size}/step/b1", networks.Cell(kind, size, size), (torch.rand(1, 1, size), *states)
    for kind in networks.CELLS:
        states = [torch.zeros(1, 1, 128) for _ in range(2 if kind == "lstm" else 1)]
        yield f"charlm-{kind}/step/b1", networks.CharacterModel(kind), (torch.tensor([[7]]), *states)


def training_step(network, x, labels, device="cpu"):
    network = network.to(device)
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-4, **({"fused": True} if device == "cuda" else {}))

    def step():
        optimizer.zero_grad(set_to_none=True)
        y = network(x.to(device, non_blocking=True))
        y = y[0] if isinstance(y, tuple) else y
        functional.cross_entropy(y.reshape(-1, y.shape[-1]), labels.to(device, non_blocking=True)).backward()
        optimizer.step()

    return step


def training():
    for name, (make, shape, _, batches) in networks.FEED_FORWARD.items():
        for batch in batches:
            yield f"{name}/train/b{batch}", training_step(make(), torch.rand(batch, *shape), torch.randint(10, (batch,)))
    for kind in networks.CELLS:
        tokens = torch.randint(65, (32, 64))
        yield f"charlm-{kind}/train/b32xt64", training_step(networks.CharacterModel(kind), tokens, torch.randint(65, (32 * 64,)))


def device_kernels():
    size, count = "64M", 64 << 20
    x, y, b = (torch.rand(n, device="cuda") for n in (count, count, 1024))
    yield f"elementwise/device-copy/{size}", lambda: y.copy_(x)
    yield f"elementwise/copy/{size}", lambda: y.copy_(x)
    rows = x.view(-1, 1024)
    yield f"elementwise/bias-relu/{size}", lambda: torch.relu(rows + b)
    weight = torch.rand(count, device="cuda", requires_grad=True)
    weight.grad = torch.rand(count, device="cuda")
    adam = torch.optim.Adam([weight], lr=1e-4, fused=True)
    yield f"elementwise/adam/{size}", adam.step
    del x, y, rows, weight, adam
    for n in networks.DEVICE_PRODUCTS:
        a, b, c = (torch.rand(n, n, device="cuda") for _ in range(3))
        yield f"gemm/nn/{n}x{n}x{n}", lambda a=a, b=b, c=c: torch.mm(a, b, out=c)
        yield f"gemm/nt/{n}x{n}x{n}", lambda a=a, b=b, c=c: torch.mm(a, b.t(), out=c)
        yield f"gemm/tn/{n}x{n}x{n}", lambda a=a, b=b, c=c: torch.mm(a.t(), b, out=c)


def device_inference():
    for name, (batches, _) in networks.DEVICE_BATCHES.items():
        make, shape, *_ = networks.FEED_FORWARD[name]
        for batch in batches:
            network, x = make().eval().cuda(), torch.rand(batch, *shape).pin_memory()
            yield f"{name}/infer/b{batch}", lambda network=network, x=x: network(x.to("cuda", non_blocking=True)).cpu()


def device_training():
    for name, (_, batches) in networks.DEVICE_BATCHES.items():
        make, shape, *_ = networks.FEED_FORWARD[name]
        for batch in batches:
            x, labels = torch.rand(batch, *shape).pin_memory(), torch.randint(10, (batch,)).pin_memory()
            yield f"{name}/train/b{batch}", training_step(make(), x, labels, "cuda")
    for kind in networks.CELLS:
        tokens, labels = torch.randint(65, (32, 64)).pin_memory(), torch.randint(65, (32 * 64,)).pin_memory()
        yield f"charlm-{kind}/train/b32xt64", training_step(networks.CharacterModel(kind), tokens, labels, "cuda")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", default="", help="run the cases whose names contain this")
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--processor-time", action="store_true", help="the thread's time on a processor instead of time that passes")
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--export", type=pathlib.Path, help="a folder for ONNX files; nothing is measured")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    if options.export:
        options.export.mkdir(parents=True, exist_ok=True)
        for name, network, arguments in [("empty", nn.Identity(), (torch.rand(1, 4),)), *inference()]:
            torch.onnx.export(network, arguments, str(options.export / (name.replace("/", "_") + ".onnx")), opset_version=14)
        return
    if options.device == "cuda":
        torch.backends.cuda.matmul.allow_tf32 = False
        torch.backends.cudnn.allow_tf32 = False
        torch.backends.cudnn.benchmark = True
        with torch.inference_mode():
            for name, work in device_inference():
                measure(name, work, options)
        for name, work in device_training():
            measure(name, work, options)
        with torch.no_grad():
            for name, work in device_kernels():
                measure(name, work, options)
        return
    with torch.inference_mode():
        for name, work in kernels():
            measure(name, work, options)
        for name, network, arguments in inference():
            measure(name, lambda: network(*arguments), options)
    for name, work in training():
        measure(name, work, options)


if __name__ == "__main__":
    main()
