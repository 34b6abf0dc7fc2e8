"""The networks of the suite in PyTorch, with NetGen's sizes. Images are NCHW, as PyTorch wants them by default."""

from torch import nn

CELLS = {"rnn": nn.RNN, "gru": nn.GRU, "lstm": nn.LSTM}


class Cell(nn.Module):
    """A recurrent layer whose states go in and come out."""

    def __init__(self, kind, inputs, units):
        super().__init__()
        self.kind = kind
        self.cell = CELLS[kind](inputs, units, batch_first=True)

    def forward(self, x, *states):
        packed = None if not states else states if self.kind == "lstm" else states[0]
        y, after = self.cell(x, packed)
        return (y, *after) if self.kind == "lstm" else (y, after)


class CharacterModel(nn.Module):
    """Embedding, one recurrent layer, logits of 65 characters."""

    def __init__(self, kind):
        super().__init__()
        self.embedding = nn.Embedding(65, 64)
        self.cell = Cell(kind, 64, 128)
        self.logits = nn.Linear(128, 65)

    def forward(self, x, *states):
        h, *after = self.cell(self.embedding(x), *states)
        return (self.logits(h), *after)


def mlp(*sizes):
    layers = []
    for inputs, outputs in zip(sizes, sizes[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def same(inputs, outputs, kernel=3, **options):
    return nn.Conv2d(inputs, outputs, kernel, padding=kernel // 2, **options)


def lenet5():
    return nn.Sequential(
        same(1, 6, 5), nn.Tanh(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Tanh(), nn.AvgPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.Tanh(), nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, 10))


def cnn():
    return nn.Sequential(
        same(1, 32), nn.ReLU(), same(32, 64), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(14 * 14 * 64, 128), nn.ReLU(), nn.Linear(128, 10))


def vgg_block():
    return nn.Sequential(same(64, 64), nn.ReLU(), same(64, 64), nn.ReLU(), nn.MaxPool2d(2))


def mobile_block():
    return nn.Sequential(
        same(32, 32, groups=32), nn.BatchNorm2d(32), nn.ReLU(), nn.Conv2d(32, 64, 1), nn.BatchNorm2d(64), nn.ReLU())


# name -> (network, shape of a sample, batches of inference, batches of training)
FEED_FORWARD = {
    "mlp-784-128-10": (lambda: mlp(784, 128, 10), (784,), (1, 32), (64, 128)),
    "mlp-784-1024-1024-10": (lambda: mlp(784, 1024, 1024, 10), (784,), (1, 32), (64, 128)),
    "lenet5": (lenet5, (1, 28, 28), (1,), (64,)),
    "cnn-32-64": (cnn, (1, 28, 28), (1, 32), (64,)),
    "vgg-block": (vgg_block, (64, 56, 56), (1,), ()),
    "mobile-block": (mobile_block, (32, 56, 56), (1,), ()),
}

STEP_SIZES = (4, 8, 16, 32, 64)
# Of the suite for devices: name -> (batches of inference, batches of training).
DEVICE_BATCHES = {
    "mlp-784-128-10": ((1, 32), (64, 128, 1024)),
    "mlp-784-1024-1024-10": ((1, 32), (64, 128, 1024)),
    "lenet5": ((1,), (64, 256)),
    "cnn-32-64": ((1, 32), (64, 256)),
}
DEVICE_PRODUCTS = (1024, 2048, 4096)

PRODUCTS = ((64, 128, 784), (128, 1024, 1024), (512, 512, 512), (1024, 1024, 1024))
