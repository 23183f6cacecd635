"""The second score: a small convolution over the words, as src/understanding/urgency/network.rs computes it."""
import struct

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from words import hashed, words

WORDS = 1 << 13
PARTS = 1 << 13
DEPTH = 32
FILTERS = 64
HIDDEN = 64
WIDTHS = (1, 3, 5)
LONGEST = 96
MOST_PARTS = 16
MOST_CONCEPTS = 16
EPOCHS = 10
BATCH = 64
RATE = 2e-3
DROPPED_WORDS = 0.15
DROPPED = 0.4
SMOOTHED = 0.02


class Encoder:
    """Turns text into the numbers of its words, their parts and their concepts; 0 stands for nothing."""

    def __init__(self, lexicon):
        self.lexicon, self.cache = lexicon, {}
        self.names = list(dict.fromkeys(name for name, _ in lexicon.patterns))
        self.number = {name: at + 1 for at, name in enumerate(self.names)}

    def word(self, word):
        if word not in self.cache:
            plain = "#" if word[0].isdigit() else word
            edged = "^" + plain + "$"
            parts = [edged[i : i + n] for n in (3, 4, 5) for i in range(len(edged) - n + 1)][:MOST_PARTS]
            self.cache[word] = hashed(plain, WORDS - 1) + 1, [hashed(part, PARTS - 1) + 1 for part in parts]
        return self.cache[word]

    def encode(self, text):
        said = words(text)
        if len(said) > LONGEST:
            said = said[: LONGEST // 2] + said[-LONGEST // 2 :]
        word, parts = np.zeros(LONGEST, np.int64), np.zeros((LONGEST, MOST_PARTS), np.int64)
        concepts, filled = np.zeros((LONGEST, MOST_CONCEPTS), np.int64), [0] * LONGEST
        for at, plain in enumerate(said):
            word[at], found = self.word(plain)
            parts[at, : len(found)] = found
        for name, first, end, denied in self.lexicon.hits(said):
            for at in range(first, min(end, LONGEST)):
                if filled[at] < MOST_CONCEPTS:
                    concepts[at, filled[at]] = self.number[name] + (len(self.names) if denied else 0)
                    filled[at] += 1
        return word, parts, concepts

    def pack(self, texts):
        encoded = [self.encode(text) for text in texts]
        return [torch.tensor(np.stack([one[k] for one in encoded])) for k in range(3)]


class Network(nn.Module):
    def __init__(self, concepts):
        super().__init__()
        self.words, self.parts, self.concepts = (nn.Embedding(n, DEPTH, padding_idx=0) for n in (WORDS, PARTS, 2 * concepts + 1))
        for embedding in (self.words, self.parts, self.concepts):
            nn.init.normal_(embedding.weight, 0, 0.1)
            embedding.weight.data[0] = 0
        self.filters = nn.ModuleList([nn.Conv1d(DEPTH, FILTERS, width, padding=width // 2) for width in WIDTHS])
        self.hidden = nn.Linear(len(WIDTHS) * FILTERS, HIDDEN)
        self.scores = nn.Linear(HIDDEN, 2)
        self.direct = nn.Linear(len(WIDTHS) * FILTERS, 2, bias=False)

    def forward(self, word, parts, concepts):
        said = (word > 0).float()
        keep, keep_concepts = said, said
        if self.training:
            keep, keep_concepts = ((torch.rand_like(said) > DROPPED_WORDS).float() for _ in range(2))
        share = (parts > 0).sum(-1, keepdim=True).clamp(min=1).sqrt()
        x = (self.words(word) + self.parts(parts).sum(2) / share) * keep.unsqueeze(-1)
        x = x + self.concepts(concepts).sum(2) * keep_concepts.unsqueeze(-1)
        x = F.dropout(x, DROPPED, self.training).transpose(1, 2)
        strongest = [(F.relu(filters(x)) * said.unsqueeze(1)).max(2).values for filters in self.filters]
        pooled = F.dropout(torch.cat(strongest, 1), DROPPED, self.training)
        hidden = F.dropout(F.relu(self.hidden(pooled)), DROPPED, self.training)
        return self.scores(hidden) + self.direct(pooled)


def fit(encoder, packed, urgent, harmful, seed=0):
    torch.manual_seed(seed)
    network = Network(len(encoder.names))
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-4)
    wanted = torch.tensor(np.stack([urgent, harmful], 1), dtype=torch.float32) * (1 - 2 * SMOOTHED) + SMOOTHED
    count = len(wanted)
    steps, step = EPOCHS * -(-count // BATCH), 0
    network.train()
    for _ in range(EPOCHS):
        order = torch.randperm(count)
        for batch in order.split(BATCH):
            for group in optimizer.param_groups:
                group["lr"] = RATE * (1 - step / steps)
            step += 1
            longest = int((packed[0][batch] > 0).sum(1).max().clamp(min=1))
            loss = F.binary_cross_entropy_with_logits(network(*[part[batch][:, :longest] for part in packed]), wanted[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return network


def score(network, packed):
    network.eval()
    with torch.no_grad():
        return torch.cat([network(*batch) for batch in zip(*(part.split(256) for part in packed))]).numpy()


def quantised(network):
    """Every table as one step and whole numbers from -127 to 127, in the order in which the recogniser reads them.

    The network is set to what was written, so that scores after this are those of the recogniser.
    """
    tables = [network.words.weight, network.parts.weight, network.concepts.weight]
    for filters in network.filters:
        tables += [filters.weight.permute(0, 2, 1), filters.bias]
    tables += [network.hidden.weight, network.hidden.bias, network.scores.weight, network.scores.bias, network.direct.weight]
    out = b""
    for table in tables:
        values = table.detach().numpy()
        step = float(np.abs(values).max()) / 127 or 1.0
        whole = np.clip(np.round(values / step), -127, 127).astype(np.int8)
        out += struct.pack("<f", step) + np.ascontiguousarray(whole).tobytes()
        table.data.copy_(torch.tensor(whole.astype(np.float32) * np.float32(step)))
    return out
