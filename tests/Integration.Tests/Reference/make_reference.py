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
    "LogSoftmax": lambda x: F.log_softmax(x, -1),
    "ELU": F.elu,
    "SELU": F.selu,
    "GELUTanh": lambda x: F.gelu(x, approximate="tanh"),
    "SiLU": F.silu,
    "Mish": F.mish,
    "Softplus": F.softplus,
    "Softsign": F.softsign,
    "HardSigmoid": lambda x: F.relu6(x + 3) / 6,  # The derivative of F.hardsigmoid has its 1/6 in float32.
    "HardSwish": F.hardswish,
}


def per_sample(values, reduction):
    """Over the features: mean or sum; over the batch: mean."""
    values = values.flatten(1)
    return (values.sum(1) if reduction == "Sum" else values.mean(1)).mean()


def cross_entropy(x, t, layer):
    """Classes last; labels or distributions."""
    weights = layer.named.get("ClassWeights")
    weights = torch.tensor([float(weight) for weight in weights.split(";")]) if weights else None
    labels = {"ignore_index": layer.number("IgnoredIndex", -100)} if t.dtype == torch.int64 else {}
    t = t.flatten() if labels else t
    return F.cross_entropy(x.reshape(-1, x.shape[-1]), t, weight=weights, label_smoothing=float(layer.named.get("LabelSmoothing", 0)), **labels)


ELEMENTWISE_LOSSES = {
    "SigmoidCrossEntropy": lambda x, t, layer: F.binary_cross_entropy_with_logits(x, t, reduction="none"),
    "MeanSquaredError": lambda x, t, layer: F.mse_loss(x, t, reduction="none"),
    "MeanAbsoluteError": lambda x, t, layer: F.l1_loss(x, t, reduction="none"),
    "Huber": lambda x, t, layer: F.huber_loss(x, t, reduction="none", delta=float(layer.named.get("Delta", 1))),
    "Hinge": lambda x, t, layer: (1 - t * x).clamp(min=0),
    "KullbackLeibler": lambda x, t, layer: F.kl_div(x, t, reduction="none"),
    "Poisson": lambda x, t, layer: F.poisson_nll_loss(x, t, reduction="none"),
}


def values(shape, salt, scale):
    """As PyTorchTests.Values."""
    count = math.prod(shape)
    return torch.tensor([scale * (2 * ((i * 7919 + salt * 104729) % 10007) / 10007 - 1) for i in range(count)]).reshape(shape)


class Layer:
    """An attribute: its positional arguments and its settings."""

    def __init__(self, text):
        self.kind, arguments = re.fullmatch(r"(\w+)(?:\((.*)\))?", text).groups()
        arguments = re.sub(r"new\[\] \{(.*?)\}", lambda list: list[1].replace(",", ";"), arguments or "")
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
        self.input, self.vocabulary = [int(extent) for extent in layers[0].positional], 0
        if layers[0].kind == "Tokens":
            *self.input, self.vocabulary = self.input
        self.loss, self.layers = layers[-1], layers[1:-1]
        self.random = any(layer.kind in RANDOM and float(layer.positional[0]) > 0 for layer in self.layers)
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
        output = self.forward(x, True)
        if self.loss.kind == "SoftmaxCrossEntropy":
            loss = cross_entropy(output, target, self.loss)
        else:
            loss = per_sample(ELEMENTWISE_LOSSES[self.loss.kind](output, target, self.loss), self.loss.get("Reduction", "Mean"))
        for layer, name in zip(self.layers, self.names):
            for setting, term in (("L1", torch.abs), ("L2", torch.square)):
                if setting in layer.named:
                    loss = loss + float(layer.named[setting]) * term(self.parameters[f"{name}.weight"]).sum()
        return loss

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
    y = x @ network.parameter(f"{name}.weight", [x.shape[-1], int(layer.positional[0])])
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

def as_image(layer):
    """A layer of sequences as that of images of height 1: settings along the length are those along the width."""
    image = Layer("Image")
    image.kind, image.positional = layer.kind.replace("1D", "2D"), layer.positional
    image.named = dict(layer.named, KernelHeight=1, StrideHeight=1, DilationHeight=1, Height=1, PadTop=0, PadBottom=0)
    for sequence, side in (("PadBefore", "PadLeft"), ("PadAfter", "PadRight")):
        if sequence in layer.named:
            image.named[side] = layer.named[sequence]
    return image


def convolution_1d(network, layer, name, x, training):
    groups, filters, kernel = layer.number("Groups", 1), int(layer.positional[0]), layer.number("Kernel", 3)
    weight = network.parameter(f"{name}.weight", [kernel, x.shape[2] // groups, filters]).permute(2, 1, 0)
    left, right, _, _ = padding_of(as_image(layer), [1, x.shape[1]], (1, kernel), (1, layer.number("Stride", 1)), (1, layer.number("Dilation", 1)))
    y = F.conv1d(F.pad(x.permute(0, 2, 1), (left, right)), weight, stride=layer.number("Stride", 1), dilation=layer.number("Dilation", 1), groups=groups)
    return network.bias_and_activation(layer, name, y.permute(0, 2, 1))


def transposed(network, layer, name, x, training):
    """Weights [kernel..., filters / groups, channels]. Same: as Keras, the whole result cut to input * stride."""
    sequence = layer.kind.endswith("1D")
    axes = 1 if sequence else 2
    groups, filters, channels = layer.number("Groups", 1), int(layer.positional[0]), x.shape[-1]
    kernel, stride = ((layer.number("Kernel", 3),), (layer.number("Stride", 1),)) if sequence else (layer.pair("Kernel", 3), layer.pair("Stride", 1))
    weight = network.parameter(f"{name}.weight", [*kernel, filters // groups, channels])
    weight = weight.permute(2, 1, 0) if sequence else weight.permute(3, 2, 0, 1)
    explicit = layer.get("Padding", "Valid") == "Explicit"
    pad = layer.number("Pad", 0) if explicit else 0
    y = (F.conv_transpose1d if sequence else F.conv_transpose2d)(x.movedim(-1, 1), weight, stride=stride, padding=pad, output_padding=layer.number("OutputPadding", 0), groups=groups)
    if layer.get("Padding", "Valid") == "Same":
        for axis in range(axes):
            y = y.narrow(axis + 2, max(kernel[axis] - stride[axis], 0) // 2, x.shape[axis + 1] * stride[axis])
    return network.bias_and_activation(layer, name, y.movedim(1, -1))


def separable(network, layer, name, x, training):
    channels, multiplier = x.shape[-1], layer.number("Multiplier", 1)
    kernel, stride, dilation = layer.pair("Kernel", 3), layer.pair("Stride", 1), layer.pair("Dilation", 1)
    depthwise = network.parameter(f"{name}.depthwise_weight", [*kernel, 1, channels * multiplier]).permute(3, 2, 0, 1)
    pointwise = network.parameter(f"{name}.pointwise_weight", [1, 1, channels * multiplier, int(layer.positional[0])])[0, 0]
    y = F.conv2d(F.pad(x.permute(0, 3, 1, 2), padding_of(layer, x.shape[1:3], kernel, stride, dilation)), depthwise, stride=stride, dilation=dilation, groups=channels)
    return network.bias_and_activation(layer, name, y.permute(0, 2, 3, 1) @ pointwise)


def pool_1d(network, layer, name, x, training):
    image = as_image(layer)
    if "Stride" not in layer.named:
        image.named["Stride"] = layer.positional[0]
    return pool(network, image, name, x.unsqueeze(1), training).squeeze(1)


def norm(network, layer, name, x, training):
    channels = x.shape[-1]
    weight = network.parameter(f"{name}.weight", [channels])
    bias = network.parameter(f"{name}.bias", [channels]) if layer.kind != "RMSNorm" and layer.get("UseBias", "true") == "true" else None
    epsilon = float(layer.named.get("Epsilon", 1e-6 if layer.kind == "RMSNorm" else 1e-5))
    if layer.kind == "RMSNorm":
        return x / torch.sqrt((x * x).mean(-1, keepdim=True) + epsilon) * weight
    if layer.kind == "LayerNorm":
        return F.layer_norm(x, [channels], weight, bias, epsilon)
    return F.group_norm(x.movedim(-1, 1), int(layer.positional[0]), weight, bias, epsilon).movedim(1, -1)


def sides(layer, x):
    """Cells before and behind, of each axis of positions."""
    size = int(layer.positional[0])
    names = [("Before", "After")] if x.dim() == 3 else [("Top", "Bottom"), ("Left", "Right")]
    return [(layer.number(first, size), layer.number(last, size)) for first, last in names]


def zero_padding(network, layer, name, x, training):
    return F.pad(x, [0, 0] + [cells for pair in reversed(sides(layer, x)) for cells in pair])


def cropping(network, layer, name, x, training):
    for axis, (before, after) in enumerate(sides(layer, x)):
        x = x.narrow(axis + 1, before, x.shape[axis + 1] - before - after)
    return x


def upsample(network, layer, name, x, training):
    factor = int(layer.positional[0])
    factors = (factor,) if x.dim() == 3 else (layer.number("FactorHeight", factor), layer.number("FactorWidth", factor))
    nearest = layer.get("Interpolation", "Nearest") == "Nearest"
    settings = {"mode": "nearest"} if nearest else {"mode": "linear" if x.dim() == 3 else "bilinear", "align_corners": False}
    return F.interpolate(x.movedim(-1, 1), scale_factor=factors, **settings).movedim(1, -1)


def prelu(network, layer, name, x, training):
    shape = {"PerChannel": [x.shape[-1]], "One": [1], "PerElement": list(x.shape[1:])}[layer.get("Slopes", "PerChannel")]
    return torch.where(x > 0, x, network.parameter(f"{name}.weight", shape) * x)


def maxout(network, layer, name, x, training):
    units, pieces = int(layer.positional[0]), layer.number("Pieces", 2)
    y = x @ network.parameter(f"{name}.weight", [x.shape[-1], pieces * units]) + network.parameter(f"{name}.bias", [pieces * units])
    return y.reshape(-1, pieces, units).amax(1)


LAYERS |= {
    "Embedding": lambda network, layer, name, x, training: F.embedding(x, network.parameter(f"{name}.weight", [network.vocabulary, int(layer.positional[0])])),
    "Conv1D": convolution_1d,
    "ConvTranspose1D": transposed,
    "ConvTranspose2D": transposed,
    "SeparableConv2D": separable,
    "MaxPool1D": pool_1d,
    "AveragePool1D": pool_1d,
    "GlobalAveragePool1D": lambda network, layer, name, x, training: x.mean(1),
    "GlobalMaxPool1D": lambda network, layer, name, x, training: x.amax(1),
    "GlobalMaxPool2D": lambda network, layer, name, x, training: x.amax((1, 2)),
    "LayerNorm": norm,
    "GroupNorm": norm,
    "RMSNorm": norm,
    "SpatialDropout1D": lambda network, layer, name, x, training: x,
    "SpatialDropout2D": lambda network, layer, name, x, training: x,
    "GaussianNoise": lambda network, layer, name, x, training: x,
    "ZeroPadding1D": zero_padding,
    "ZeroPadding2D": zero_padding,
    "Cropping1D": cropping,
    "Cropping2D": cropping,
    "Upsample1D": upsample,
    "Upsample2D": upsample,
    "Reshape": lambda network, layer, name, x, training: x.reshape(len(x), *map(int, layer.positional)),
    "Permute": lambda network, layer, name, x, training: x.permute(0, *map(int, layer.positional)),
    "RepeatVector": lambda network, layer, name, x, training: x.unsqueeze(1).expand(-1, int(layer.positional[0]), -1),
    "LeakyReLU": lambda network, layer, name, x, training: F.leaky_relu(x, float(layer.named.get("Slope", 0.01))),
    "ELU": lambda network, layer, name, x, training: F.elu(x, float(layer.named.get("Alpha", 1))),
    "ThresholdedReLU": lambda network, layer, name, x, training: F.threshold(x, float(layer.named.get("Threshold", 1)), 0),
    "PReLU": prelu,
    "Maxout": maxout,
}

RANDOM = {"Dropout", "SpatialDropout1D", "SpatialDropout2D", "GaussianNoise"}

OPTIMIZERS = {
    "sgd": lambda parameters: torch.optim.SGD(parameters, lr=0.05, momentum=0.9),
    "adam": lambda parameters: torch.optim.Adam(parameters, lr=0.01),
}


def numbers(tensor):
    return [float(f"{value:.10g}") for value in tensor.detach().flatten().tolist()]


def case(name, attributes):
    network = Network(name, attributes)
    x = values([SAMPLES, *network.input], 91, 2.0)
    if network.vocabulary:
        x = torch.tensor([(5 * i + 2) % network.vocabulary for i in range(x.numel())]).reshape(x.shape)
    output = network.evaluate(x)
    result = {"parameters": {name: list(p.shape) for name, p in network.parameters.items()}, "outputs": numbers(output)}
    if network.random:
        return result  # Nobody else draws our random numbers.
    if network.loss.kind == "SoftmaxCrossEntropy" and network.loss.get("Distributions", "false") == "false":
        target = torch.tensor([(3 * i + 1) % output.shape[-1] for i in range(output[..., 0].numel())])
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
