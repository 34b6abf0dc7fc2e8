"""Learning rates of PyTorch's schedulers and clipped gradients, for ScheduleTests. Written with PyTorch 1.13.1 (Debian's python3-torch):
python3 make_schedules.py > schedules.json"""
import json
import math
import torch


def rates(make, updates, metrics=None):
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=0.5)
    scheduler = make(optimizer)
    result = []
    for update in range(updates):
        result.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step(*([metrics[update]] if metrics else []))
    return result


schedulers = torch.optim.lr_scheduler
metrics = [1.0, 0.9, 0.95, 0.93, 0.94, 0.92, 0.5, 0.5, 0.49999, 0.5, 0.6, 0.5, 0.4, 0.41, 0.42, 0.43, 0.44, 0.45, 0.46, 0.47]
gradients = [3.0, -4.0, 12.0, 0.5]
clipped = torch.nn.Parameter(torch.zeros(4))
clipped.grad = torch.tensor(gradients)
norm = torch.nn.utils.clip_grad_norm_([clipped], 2.5)
json.dump({
    "step": rates(lambda o: schedulers.StepLR(o, 3, 0.5), 10),
    "exponential": rates(lambda o: schedulers.ExponentialLR(o, 0.9), 10),
    "cosine": rates(lambda o: schedulers.CosineAnnealingLR(o, 8, eta_min=0.05), 9),
    "oneCycle": rates(lambda o: schedulers.OneCycleLR(o, max_lr=0.5, total_steps=20), 19),
    "plateau": rates(lambda o: schedulers.ReduceLROnPlateau(o, factor=0.5, patience=2, cooldown=1, min_lr=0.1), 20, metrics),
    "metrics": metrics,
    "gradients": gradients,
    "clippedByNorm": clipped.grad.tolist(),
    "norm": norm.item(),
}, __import__("sys").stdout, indent=1)
