#!/usr/bin/env python3
"""Trains the two scores of `understanding/urgency` and writes their weights.

    python3 -m venv target/venv && target/venv/bin/pip install numpy scipy scikit-learn torch
    target/venv/bin/python tools/urgency/train.py [SET.jsonl]            # writes linear.bin and network.bin, reports on what is held out
    target/venv/bin/python tools/urgency/train.py [SET.jsonl] --dump     # and prints the scores of every held-out sentence
    target/venv/bin/python tools/urgency/train.py SET.jsonl --unseen     # writes nothing; reports on the set without learning from it

Reads our own sentences (sentences/*.tsv: label, tab, sentence; held_out.tsv is never trained on) and, where one is given, a set of
labelled utterances (JSON lines with id, text, label and life_safety). Labels: E emergency, L emergency with danger to people,
R routine, X where two sensible people would disagree (not used).
"""
import json
import struct
import sys
from pathlib import Path

import network
import numpy as np
from sklearn.linear_model import LogisticRegression
from words import URGENCY, Lexicon, matrix

TOOLS = Path(__file__).resolve().parent
STRENGTH = 20.0


def own(path):
    rows = [line.split("\t", 1) for line in path.read_text().splitlines() if line]
    return [{"id": f"{path.stem}-{at}", "label": label, "text": text} for at, (label, text) in enumerate(rows)]


def given(path):
    names = {"routine": "R", "emergency": "E"}
    rows = [json.loads(line) for line in Path(path).open()]
    for row in rows:
        label = names.get(row["label"], "X")
        row["label"] = "L" if label == "E" and row["life_safety"] else label
    return rows


class Scores:
    """Both scores, trained on some rows; each gives two columns: urgent, harmful."""

    def __init__(self, lexicon, encoder, rows):
        rows = [row for row in rows if row["label"] != "X"]
        self.lexicon, self.encoder = lexicon, encoder
        texts = [row["text"] for row in rows]
        urgent = np.array([row["label"] != "R" for row in rows])
        harmful = np.array([row["label"] == "L" for row in rows])
        features = matrix(texts, lexicon)
        self.linear = [LogisticRegression(C=STRENGTH, max_iter=1000).fit(features, y) for y in (urgent, harmful)]
        self.network = network.fit(encoder, encoder.pack(texts), urgent, harmful)

    def of(self, rows):
        texts = [row["text"] for row in rows]
        linear = np.stack([model.decision_function(matrix(texts, self.lexicon)) for model in self.linear], 1)
        return (linear + network.score(self.network, self.encoder.pack(texts))) / 2


def report(name, rows, scores):
    label = np.array([row["label"] for row in rows])
    routine = np.sort(scores[label == "R", 0])[::-1]
    alarm, ask = routine[int(0.03 * len(routine))], routine[int(0.25 * len(routine))]
    urgent = np.isin(label, ["E", "L"])
    print(
        f"{name}: {urgent.sum()} emergencies, {len(routine)} routine; with 3 % of routine above ({alarm:.2f}): "
        f"{np.mean(scores[urgent, 0] > alarm):.3f} above, {np.mean(scores[label == 'L', 0] > alarm):.3f} of danger to people; "
        f"with 25 % above ({ask:.2f}): {np.sum(scores[urgent, 0] <= ask)} below; lowest {np.sort(scores[urgent, 0])[:4].round(2)}; "
        f"danger told right {np.mean((scores[urgent, 1] > 0) == (label[urgent] == 'L')):.3f}",
        flush=True,
    )


def quantised(models):
    out = b""
    for model in models:
        step = float(np.abs(model.coef_[0]).max()) / 127
        whole = np.round(model.coef_[0] / step).astype(np.int8)
        model.coef_[0] = whole * step
        out += struct.pack("<ff", step, model.intercept_[0]) + whole.tobytes()
    return out


def main():
    files = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    lexicon = Lexicon(URGENCY / "concepts.txt")
    encoder = network.Encoder(lexicon)
    sentences = [row for path in sorted((TOOLS / "sentences").glob("*.tsv")) for row in own(path)]
    held_out = own(TOOLS / "held_out.tsv")
    labelled = given(files[0]) if files else []
    if "--unseen" in sys.argv:
        trained = Scores(lexicon, encoder, sentences)
        scores = trained.of(labelled)
        for part in sorted({row["id"][:2] for row in labelled}):
            at = [index for index, row in enumerate(labelled) if row["id"].startswith(part)]
            report(f"given, {part}, unseen", [labelled[index] for index in at], scores[at])
        return
    trained = Scores(lexicon, encoder, sentences + labelled)
    report("held out, before rounding", held_out, trained.of(held_out))
    (URGENCY / "linear.bin").write_bytes(quantised(trained.linear))
    (URGENCY / "network.bin").write_bytes(network.quantised(trained.network))
    scores = trained.of(held_out)
    report("held out", held_out, scores)
    if "--dump" in sys.argv:
        for row, (urgent, harmful) in zip(held_out, scores):
            print(row["id"], row["label"], f"{urgent:.3f} {harmful:.3f}")


if __name__ == "__main__":
    main()
