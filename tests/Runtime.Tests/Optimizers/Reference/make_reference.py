"""Writes reference.json: parameters after some steps of each optimizer, by PyTorch in float64 (Lion, which PyTorch lacks, by its formula in NumPy).

Run with Debian's python3-torch 1.13: /usr/bin/python3 make_reference.py
"""
import json
import pathlib

import numpy as np
import torch

STEPS = 10
RECORDED = [1, 2, 5, 10]
LENGTH = 37  # Whole registers of every width, and a rest.

generator = np.random.default_rng(20240607)
# Multiples of 1/1024, so exact in float32 too.
initial = np.round(generator.normal(size=LENGTH) * 1024) / 1024
gradients = np.round(generator.normal(size=(STEPS, LENGTH)) * 1024) / 1024
gradients[:, 0] = 0  # Never any gradient.
gradients[:, 1] = 0.5  # Always the same.
gradients[3, :] *= 64

TORCH = {
    "Sgd": (torch.optim.SGD, dict(lr=0.1)),
    "Sgd decay": (torch.optim.SGD, dict(lr=0.1, weight_decay=0.05)),
    "Sgd momentum decay": (torch.optim.SGD, dict(lr=0.1, momentum=0.9, weight_decay=0.05)),
    "Sgd nesterov decay": (torch.optim.SGD, dict(lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.05)),
    "Adam": (torch.optim.Adam, dict()),
    "Adam all": (torch.optim.Adam, dict(lr=0.02, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.05)),
    "AdamW": (torch.optim.AdamW, dict()),
    "AdamW all": (torch.optim.AdamW, dict(lr=0.02, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1)),
    "RmsProp": (torch.optim.RMSprop, dict()),
    "RmsProp momentum": (torch.optim.RMSprop, dict(lr=0.02, alpha=0.9, eps=1e-4, momentum=0.8, weight_decay=0.05)),
    "RmsProp centered": (torch.optim.RMSprop, dict(lr=0.02, alpha=0.9, eps=1e-4, centered=True)),
    "RmsProp centered momentum": (torch.optim.RMSprop, dict(lr=0.02, alpha=0.9, eps=1e-4, centered=True, momentum=0.8, weight_decay=0.05)),
    "AdaGrad": (torch.optim.Adagrad, dict()),
    "AdaGrad all": (torch.optim.Adagrad, dict(lr=0.1, lr_decay=0.05, initial_accumulator_value=0.3, eps=1e-3, weight_decay=0.05)),
    "Adadelta": (torch.optim.Adadelta, dict()),
    "Adadelta all": (torch.optim.Adadelta, dict(lr=0.5, rho=0.8, eps=1e-3, weight_decay=0.05)),
}


def by_torch(kind, arguments):
    w = torch.tensor(initial, dtype=torch.float64, requires_grad=True)
    optimizer = kind([w], **arguments)
    for step in range(STEPS):
        w.grad = torch.tensor(gradients[step], dtype=torch.float64)
        optimizer.step()
        yield w.detach().numpy().copy()


def lion(lr=1e-4, beta1=0.9, beta2=0.99, weight_decay=0.0):
    """Chen et al. 2023, algorithm 2."""
    w, m = initial.copy(), np.zeros(LENGTH)
    for step in range(STEPS):
        g = gradients[step]
        w = w - lr * (np.sign(beta1 * m + (1 - beta1) * g) + weight_decay * w)
        m = beta2 * m + (1 - beta2) * g
        yield w.copy()


runs = {name: list(by_torch(*arguments)) for name, arguments in TORCH.items()}
runs["Lion"] = list(lion())
runs["Lion all"] = list(lion(lr=0.02, beta1=0.8, beta2=0.95, weight_decay=0.1))

reference = {
    "initial": initial.tolist(),
    "gradients": gradients.tolist(),
    "steps": RECORDED,
    "parameters": {name: [steps[step - 1].tolist() for step in RECORDED] for name, steps in runs.items()},
}
text = json.dumps(reference).replace("], ", "],\n").replace("}, ", "},\n")
pathlib.Path(__file__).with_name("reference.json").write_text(text + "\n")
