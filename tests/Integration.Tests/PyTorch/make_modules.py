"""Modules of PyTorch with their parameters, inputs and outputs, for PyTorchTests: python3 make_modules.py, with PyTorch 1.13.1 (Debian's python3-torch)."""
import json
import struct

import numpy
import torch

torch.manual_seed(1)


def save(state, path):
    """As safetensors.torch.save_file does."""
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in state.items():
        array = numpy.ascontiguousarray(tensor.detach().numpy())
        kind = {"float32": "F32", "int64": "I64"}[str(array.dtype)]
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [len(data), len(data) + array.nbytes]}
        data += array.tobytes()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


class Image(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.features = torch.nn.Sequential(torch.nn.Conv2d(2, 4, 3, padding=1), torch.nn.BatchNorm2d(4), torch.nn.ReLU(), torch.nn.MaxPool2d(2), torch.nn.Conv2d(4, 6, (1, 2), groups=2))
        self.classifier = torch.nn.Linear(24, 5)

    def forward(self, x):
        return self.classifier(torch.flatten(self.features(x), 1))


class Sequence(torch.nn.Module):
    def __init__(self, cell, **options):
        super().__init__()
        self.embedding = torch.nn.Embedding(7, 4)
        self.cell = cell(4, 5, batch_first=True, **options)
        self.out = torch.nn.Linear(10 if options else 5, 3)

    def forward(self, x):
        return self.out(self.cell(self.embedding(x))[0])


cases = {}
image = Image()
with torch.no_grad():
    # Statistics and scales that are not the initial ones.
    image(torch.randn(8, 2, 4, 6) + 1)
    image.features[1].weight.uniform_(0.5, 2)
    image.features[1].bias.uniform_(-1, 1)
    image.eval()
    x = torch.randn(3, 2, 4, 6)
    cases["image"] = {"input": x.permute(0, 2, 3, 1).flatten().tolist(), "output": image(x).flatten().tolist()}
    save(image.state_dict(), "image.safetensors")
    for name, cell, options in (("rnn", torch.nn.RNN, {}), ("gru", torch.nn.GRU, {}), ("lstm", torch.nn.LSTM, {}), ("deep", torch.nn.LSTM, {"num_layers": 2, "bidirectional": True})):
        module = Sequence(cell, **options)
        tokens = torch.randint(0, 7, (2, 6))
        cases[name] = {"input": tokens.flatten().tolist(), "output": module(tokens).flatten().tolist()}
        save(module.state_dict(), name + ".safetensors")
with open("modules.json", "w") as file:
    json.dump(cases, file, indent=1)
