"""Computes recurrent-reference.json with PyTorch in float64: outputs, final states, loss and gradients of the networks in ../Networks/Recurrent/Twins.cs.

    python3 make_recurrent_reference.py

Gates lie side by side in the columns of NetGen's weights: weight = weight_ih.T and recurrent_weight = weight_hh.T, in PyTorch's order of gates. The plain cell
and the LSTM have one bias, the sum of PyTorch's two; the GRU has both, bias = bias_ih and recurrent_bias = bias_hh.
"""
import json
import math
import pathlib

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

torch.set_default_dtype(torch.float64)
FEATURES, LENGTHS = 3, [7, 2, 5, 1]

CASES = {
    "TwinRnn": (torch.nn.RNN, "SimpleRnn", [4, 5], {}),
    "TwinRnnReLU": (torch.nn.RNN, "SimpleRnn", [6], {"nonlinearity": "relu"}),
    "TwinGru": (torch.nn.GRU, "Gru", [4, 5], {}),
    "TwinLstm": (torch.nn.LSTM, "Lstm", [4, 5], {}),
    "TwinLstmBothWays": (torch.nn.LSTM, "Lstm", [4, 5], {"bidirectional": True}),
    "TwinGruBothWays": (torch.nn.GRU, "Gru", [5], {"bidirectional": True}),
    "TwinLstmProjected": (torch.nn.LSTM, "Lstm", [5], {"proj_size": 3}),
}


def values(shape, salt, scale):
    """As PyTorchTests.Values."""
    return torch.tensor([scale * (2 * ((i * 7919 + salt * 104729) % 10007) / 10007 - 1) for i in range(math.prod(shape))]).reshape(shape)


def numbers(tensor):
    return [float(f"{value:.12g}") for value in tensor.detach().flatten().tolist()]


def case(kind, name, units, options):
    x = values([len(LENGTHS), max(LENGTHS), FEATURES], 91, 2.0)
    places, states, width = {}, [], FEATURES
    for k, size in enumerate(units):
        layer = kind(width, size, batch_first=True, **options)
        for direction in ["", "_reverse"] if options.get("bidirectional") else [""]:
            torch.nn.init.zeros_(getattr(layer, "bias_hh_l0" + direction))
            roles = {"weight": "weight_ih_l0", "recurrent_weight": "weight_hh_l0", "bias": "bias_ih_l0"}
            if name == "Gru":
                roles["recurrent_bias"] = "bias_hh_l0"
            if "proj_size" in options:
                roles["projection"] = "weight_hr_l0"
            for role, place in roles.items():
                place = getattr(layer, place + direction)
                with torch.no_grad():
                    place.copy_(values(list(place.T.shape), len(places) + 1, 0.6).T)
                places[f"{name}{k + 1}.{role}{direction}"] = place
        packed = pack_padded_sequence(x, LENGTHS, batch_first=True, enforce_sorted=False)
        packed, final = layer(packed)
        x, _ = pad_packed_sequence(packed, batch_first=True)
        # States of one direction, then those of the other.
        final = final if isinstance(final, tuple) else (final,)
        states += [state[direction] for direction in range(len(final[0])) for state in final]
        width = x.shape[-1]
    target = values([len(LENGTHS), max(LENGTHS), width], 92, 1.0)
    running = [(n, t) for n, length in enumerate(LENGTHS) for t in range(length)]
    loss = sum(((x[n, t] - target[n, t]) ** 2).sum() for n, t in running) / len(running)
    loss.backward()
    return {
        "lengths": LENGTHS,
        "outputs": sum((numbers(x[n, t]) for n, t in running), []),
        "states": sum((numbers(state) for state in states), []),
        "loss": numbers(loss)[0],
        "gradients": {name: numbers(place.grad.T.contiguous()) for name, place in places.items()},
    }


cases = {name: case(*arguments) for name, arguments in CASES.items()}
text = ",\n".join(f"{json.dumps(name)}: {json.dumps(result, separators=(',', ':'))}" for name, result in cases.items())
(pathlib.Path(__file__).parent / "recurrent-reference.json").write_text("{\n" + text + "\n}\n")
print(f"{len(cases)} networks with PyTorch {torch.__version__}")
