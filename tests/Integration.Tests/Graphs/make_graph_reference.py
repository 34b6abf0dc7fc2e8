"""Computes graph-reference.json with PyTorch in float64: losses, gradients and outputs of the networks in Networks.cs.

    python3 make_graph_reference.py

Parameters are kept in NetGen's layouts (dense [inputs, outputs], convolutions HWIO, images NHWC); PyTorch's are views of them. Inputs and parameters come from a formula that the tests know too (GraphPyTorchTests.Values).
"""
import json
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
SAMPLES = 4


def values(shape, salt, scale, offset=0.0):
    i = torch.arange(int(torch.tensor(shape).prod()), dtype=torch.int64)
    return (scale * (2.0 * ((i * 7919 + salt * 104729) % 10007) / 10007 - 1) + offset).reshape(shape)


class Parameters(dict):
    """By name, made in the order of their first use."""

    def new(self, name, shape, offset=0.0):
        self[name] = values(shape, len(self) + 1, 0.6, offset).requires_grad_()
        return self[name]


def dense(p, name, inputs, outputs):
    weight, bias = p.new(f"{name}.weight", [inputs, outputs]), p.new(f"{name}.bias", [outputs])
    return lambda x: x @ weight + bias


def residual():
    p = Parameters()
    layers = []
    for k in (1, 2):
        weight = p.new(f"Block.Conv{k}.weight", [3, 3, 3, 3])
        scale, shift = p.new(f"Block.Norm{k}.weight", [3], 1.0), p.new(f"Block.Norm{k}.bias", [3])
        layers.append((weight, scale, shift, torch.zeros(3), torch.ones(3)))

    def normalised(x, layer, training):
        weight, scale, shift, mean, variance = layer
        x = F.conv2d(x, weight.permute(3, 2, 0, 1), padding=1)
        return F.batch_norm(x, mean, variance, scale, shift, training=training)

    def block(x, training):
        x = x.permute(0, 3, 1, 2)
        y = normalised(torch.relu(normalised(x, layers[0], training)), layers[1], training)
        return torch.relu(x + y).permute(0, 2, 3, 1)

    x, t = values([SAMPLES, 5, 4, 3], 91, 2), values([SAMPLES, 5, 4, 3], 92, 1)
    loss = ((block(x, True) - t) ** 2).sum() / SAMPLES
    return p, loss, lambda: {"output": block(x, False)}


def variational():
    p = Parameters()
    encoder, to_mean, to_log_variance = dense(p, "Encoder", 12, 7), dense(p, "ToMean", 7, 3), dense(p, "ToLogVariance", 7, 3)
    decoder, to_pixels = dense(p, "Decoder", 3, 7), dense(p, "ToPixels", 7, 12)
    image, noise = values([SAMPLES, 12], 91, 0.5, 0.5), values([SAMPLES, 3], 92, 2)
    hidden = torch.relu(encoder(image))
    mean, log_variance = to_mean(hidden), to_log_variance(hidden)
    pixels = to_pixels(torch.relu(decoder(mean + torch.exp(0.5 * log_variance) * noise)))
    divergence = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum()
    loss = (F.binary_cross_entropy_with_logits(pixels, image, reduction="sum") + divergence) / SAMPLES
    return p, loss, lambda: {"pixels": pixels, "mean": mean, "logVariance": log_variance}


def contrast():
    p = Parameters()
    hidden, embedding = dense(p, "Hidden", 6, 8), dense(p, "Embedding", 8, 5)
    network = lambda x: embedding(torch.tanh(hidden(x)))
    x, other = values([SAMPLES, 6], 91, 2), values([SAMPLES, 6], 92, 2)
    z = F.normalize(torch.cat([network(x), network(other)]), dim=1)
    similarity = (z @ z.T / 0.3).masked_fill(torch.eye(2 * SAMPLES, dtype=torch.bool), float("-inf"))
    loss = F.cross_entropy(similarity, torch.arange(2 * SAMPLES).roll(SAMPLES))
    return p, loss, lambda: {"output": network(x)}


reference = {}
for name, make in {"Residual": residual, "Variational": variational, "Contrast": contrast}.items():
    parameters, loss, outputs = make()
    loss.backward()
    rounded = lambda x: [float(f"{value:.12g}") for value in x.detach().flatten().tolist()]
    reference[name] = {
        "loss": rounded(loss)[0],
        "gradients": {key: rounded(parameter.grad) for key, parameter in parameters.items()},
        "outputs": {key: rounded(value) for key, value in outputs().items()},
    }

pathlib.Path(__file__).with_name("graph-reference.json").write_text(json.dumps(reference, indent=1) + "\n")
