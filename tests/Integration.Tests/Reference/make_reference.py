"""Computes reference.json with PyTorch in float64: outputs, losses, gradients and ten optimizer steps of the networks in ../Networks/Gradients.

    python3 make_reference.py

The networks are read from their C# declarations, so a new one needs nothing here unless it has a layer, activation or loss that is not in the tables below.
Parameters are kept in NetGen's layouts (dense [inputs, outputs], convolutions HWIO, images NHWC); PyTorch's are views of them. Inputs and parameters come from a
formula that the tests know too (PyTorchTests.Values), so the file holds results only.
"""
import json
import math
import pathlib
import re

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
SAMPLES, STEPS = 4, 10

ACTIVATIONS = {
    "None": lambda x: x,
    "ReLU": F.relu,
    "LeakyReLU": F.leaky_relu,
    "Sigmoid": torch.sigmoid,
    "Tanh": torch.tanh,
    "GELU": F.gelu,
    "Softmax": lambda x: F.softmax(x, -1),
}


def per_sample(values, reduction):
    """Over the features: mean or sum; over the batch: mean."""
    values = values.flatten(1)
    return (values.sum(1) if reduction == "Sum" else values.mean(1)).mean()


LOSSES = {
    "SoftmaxCrossEntropy": lambda x, t, reduction: F.cross_entropy(x, t),
    "SigmoidCrossEntropy": lambda x, t, reduction: per_sample(F.binary_cross_entropy_with_logits(x, t, reduction="none"), reduction),
    "MeanSquaredError": lambda x, t, reduction: per_sample(F.mse_loss(x, t, reduction="none"), reduction),
}


def values(shape, salt, scale):
    """As PyTorchTests.Values."""
    count = math.prod(shape)
    return torch.tensor([scale * (2 * ((i * 7919 + salt * 104729) % 10007) / 10007 - 1) for i in range(count)]).reshape(shape)


class Layer:
    """An attribute: its positional arguments and its settings."""

    def __init__(self, text):
        self.kind, arguments = re.fullmatch(r"(\w+)(?:\((.*)\))?", text).groups()
        parts = [part.strip() for part in (arguments or "").split(",") if part.strip()]
        self.positional = [part for part in parts if "=" not in part]
        self.named = dict(re.split(r"\s*=\s*", part) for part in parts if "=" in part)

    def get(self, name, default):
        return self.named.get(name, default).split(".")[-1]

    def number(self, name, default):
        return int(self.named.get(name, default))

    def pair(self, name, default):
        both = self.number(name, default)
        return self.number(name + "Height", both), self.number(name + "Width", both)


class Network:
    def __init__(self, name, attributes):
        self.name, self.parameters, self.state, self.counts = name, {}, {}, {}
        layers = [Layer(text) for text in attributes if not text.startswith(("Network", "Outputs"))]
        self.input = [int(extent) for extent in layers[0].positional]
        self.loss, self.layers = layers[-1], layers[1:-1]
        self.random = any(layer.kind == "Dropout" and float(layer.positional[0]) > 0 for layer in self.layers)
        self.names = [self.name_of(layer) for layer in self.layers]

    def name_of(self, layer):
        stem = re.sub("[12]D$", "", layer.kind)
        self.counts[stem] = self.counts.get(stem, 0) + 1
        return f"{stem}{self.counts[stem]}"

    def parameter(self, name, shape, offset=0.0):
        if name not in self.parameters:
            self.parameters[name] = (values(shape, len(self.parameters) + 1, 0.6) + offset).requires_grad_()
        return self.parameters[name]

    def forward(self, x, training):
        for layer, name in zip(self.layers, self.names):
            x = LAYERS[layer.kind](self, layer, name, x, training)
        return x

    def evaluate(self, x):
        with torch.no_grad():
            return self.forward(x, False)

    def loss_of(self, x, target):
        return LOSSES[self.loss.kind](self.forward(x, True), target, self.loss.get("Reduction", "Mean"))

    def bias_and_activation(self, layer, name, x):
        if layer.get("UseBias", "true") == "true":
            x = x + self.parameter(f"{name}.bias", [x.shape[-1]])
        return ACTIVATIONS[layer.get("Activation", "None")](x)


def padding_of(layer, sizes, kernel, stride, dilation):
    """Left, right, top, bottom."""
    kind = layer.get("Padding", "Valid")
    if kind == "Explicit":
        pad = layer.number("Pad", 0)
        return [layer.number(side, pad) for side in ("PadLeft", "PadRight", "PadTop", "PadBottom")]
    if kind == "Valid":
        return [0, 0, 0, 0]
    result = []
    for axis in (1, 0):
        total = max((math.ceil(sizes[axis] / stride[axis]) - 1) * stride[axis] + (kernel[axis] - 1) * dilation[axis] + 1 - sizes[axis], 0)
        result += [total // 2, total - total // 2]
    return result


def dense(network, layer, name, x, training):
    y = x @ network.parameter(f"{name}.weight", [x.shape[1], int(layer.positional[0])])
    return network.bias_and_activation(layer, name, y)


def convolution(network, layer, name, x, training):
    channels = x.shape[-1]
    depthwise = layer.kind == "DepthwiseConv2D"
    filters = channels * layer.number("Multiplier", 1) if depthwise else int(layer.positional[0])
    groups = channels if depthwise else layer.number("Groups", 1)
    kernel, stride, dilation = layer.pair("Kernel", 3), layer.pair("Stride", 1), layer.pair("Dilation", 1)
    weight = network.parameter(f"{name}.weight", [*kernel, channels // groups, filters]).permute(3, 2, 0, 1)
    x = F.pad(x.permute(0, 3, 1, 2), padding_of(layer, x.shape[1:3], kernel, stride, dilation))
    y = F.conv2d(x, weight, stride=stride, dilation=dilation, groups=groups).permute(0, 2, 3, 1)
    return network.bias_and_activation(layer, name, y)


def pool(network, layer, name, x, training):
    size = layer.positional[0]
    window = layer.number("Height", size), layer.number("Width", size)
    stride = (layer.number("Stride", 0),) * 2 if "Stride" in layer.named else window
    padding = padding_of(layer, x.shape[1:3], window, stride, (1, 1))
    x = x.permute(0, 3, 1, 2)
    if layer.kind == "MaxPool2D":
        y = F.max_pool2d(F.pad(x, padding, value=-math.inf), window, stride)
    else:
        # Padding does not count.
        total = F.avg_pool2d(F.pad(x, padding), window, stride, divisor_override=1)
        y = total / F.avg_pool2d(F.pad(torch.ones_like(x), padding), window, stride, divisor_override=1)
    return y.permute(0, 2, 3, 1)


def batch_norm(network, layer, name, x, training):
    channels = x.shape[-1]
    weight, bias = network.parameter(f"{name}.weight", [channels], 1.0), network.parameter(f"{name}.bias", [channels])
    mean = network.state.setdefault(f"{name}.running_mean", torch.zeros(channels))
    variance = network.state.setdefault(f"{name}.running_var", torch.ones(channels))
    momentum, epsilon = float(layer.named.get("Momentum", 0.1)), float(layer.named.get("Epsilon", 1e-5))
    return F.batch_norm(x.reshape(-1, channels), mean, variance, weight, bias, training, momentum, epsilon).reshape(x.shape)


LAYERS = {
    "Dense": dense,
    "Conv2D": convolution,
    "DepthwiseConv2D": convolution,
    "MaxPool2D": pool,
    "AveragePool2D": pool,
    "GlobalAveragePool2D": lambda network, layer, name, x, training: x.mean((1, 2)),
    "BatchNorm": batch_norm,
    "Dropout": lambda network, layer, name, x, training: x,
    "Flatten": lambda network, layer, name, x, training: x.flatten(1),
    "Activation": lambda network, layer, name, x, training: ACTIVATIONS[layer.positional[0].split(".")[-1]](x),
}

OPTIMIZERS = {
    "sgd": lambda parameters: torch.optim.SGD(parameters, lr=0.05, momentum=0.9),
    "adam": lambda parameters: torch.optim.Adam(parameters, lr=0.01),
}


def numbers(tensor):
    return [float(f"{value:.10g}") for value in tensor.detach().flatten().tolist()]


def case(name, attributes):
    network = Network(name, attributes)
    x = values([SAMPLES, *network.input], 91, 2.0)
    output = network.evaluate(x)
    result = {"parameters": {name: list(p.shape) for name, p in network.parameters.items()}, "outputs": numbers(output)}
    if network.random:
        return result  # Nobody else draws our random numbers.
    if network.loss.kind == "SoftmaxCrossEntropy":
        target = torch.tensor([(3 * i + 1) % output.shape[1] for i in range(SAMPLES)])
    else:
        target = values(output.shape, 92, 0.5) + 0.5
    loss = network.loss_of(x, target)
    loss.backward()
    result["loss"] = numbers(loss)[0]
    result["gradients"] = {name: numbers(p.grad) for name, p in network.parameters.items()}
    for key, optimizer in OPTIMIZERS.items():
        network = Network(name, attributes)
        network.evaluate(x)  # Makes the parameters.
        optimizer, losses = optimizer(network.parameters.values()), []
        for _ in range(STEPS):
            optimizer.zero_grad()
            loss = network.loss_of(x, target)
            loss.backward()
            optimizer.step()
            losses.append(loss)
        result[key] = {"losses": numbers(torch.stack(losses)), "outputs": numbers(network.evaluate(x)), "state": {name: numbers(s) for name, s in network.state.items()}}
    return result


def declarations(text):
    attributes = []
    for line in text.splitlines():
        if line.startswith("["):
            # Several may share brackets.
            attributes += re.findall(r"\w+(?:\([^()]*\))?", line[1:-1])
        elif declared := re.fullmatch(r"public partial class (\w+);", line):
            yield declared[1], attributes
            attributes = []


here = pathlib.Path(__file__).parent
cases = {}
for file in sorted((here / "../Networks/Gradients").glob("*.cs")):
    for name, attributes in declarations(file.read_text()):
        cases[name] = case(name, attributes)
text = ",\n".join(f"{json.dumps(name)}: {json.dumps(result, separators=(',', ':'))}" for name, result in cases.items())
(here / "reference.json").write_text("{\n" + text + "\n}\n")
print(f"{len(cases)} networks with PyTorch {torch.__version__}")
