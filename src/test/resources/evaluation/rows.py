"""Makes the rows that no model gives: random ones, ties, and every edge case. Seeded.

Run in this folder: python3 rows.py
"""
import csv

import numpy as np

random = np.random.default_rng(20261124)


def read(name):
    with open(name + ".csv", newline="") as file:
        lines = list(csv.reader(file))
    return lines[0], lines[1:]


def write(name, header, rows):
    with open(name + ".csv", "w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def classes(name, labels, truth, probabilities):
    rows = [[labels[t]] + [str(np.float32(p)) for p in row] for t, row in zip(truth, probabilities)]
    write(name, ["truth"] + labels, rows)


def values(name, actual, predicted):
    write(name, ["actual", "predicted"], [[repr(float(a)), repr(float(p))] for a, p in zip(actual, predicted)])


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def shaken(name, strength):
    """A second version of a model: its probabilities, disturbed."""
    header, rows = read(name)
    labels = header[1:]
    p = np.array([[float(v) for v in row[1:]] for row in rows])
    logits = np.log(np.clip(p, 1e-7, 1)) + strength * random.normal(size=p.shape)
    classes(name + "-2", labels, [labels.index(row[0]) for row in rows], softmax(logits))


def binary(p):
    return np.stack([1 - p, p], axis=1)


# Three classes, one of them rare.
truth = random.choice(3, size=600, p=[0.6, 0.37, 0.03])
logits = random.normal(size=(600, 3))
logits[np.arange(600), truth] += 1.2
classes("random", ["common", "other", "rare"], truth, softmax(logits))

# Eleven distinct probabilities only, 0 and 1 among them.
truth = random.choice(2, size=500, p=[0.7, 0.3])
score = np.clip(np.round((random.normal(size=500) + truth) / 5 + 0.4, 1), 0, 1)
classes("ties", ["no", "yes"], truth, binary(score))

# The positive class is the first label, and says one thing only.
classes("coin", ["heads", "tails"], random.choice(2, size=40), np.full((40, 2), 0.5))

classes("one-class", ["no", "yes"], np.zeros(30, int), binary(random.random(30)))
classes("never-predicted", ["no", "yes"], random.choice(2, size=30), binary(random.random(30) * 0.4))
truth = random.choice(2, size=30)
classes("perfect", ["no", "yes"], truth, binary(np.where(truth == 1, 0.8, 0.1) + random.random(30) * 0.1))

# The third of four classes has no rows, the fourth is never predicted.
truth = random.choice([0, 1, 3], size=80)
logits = random.normal(size=(80, 4))
logits[:, 3] = -5
classes("missing", ["a", "b", "c", "d"], truth, softmax(logits))

actual = np.round(random.normal(size=300) * 10, 1)
actual[:20] = 0
predicted = actual + random.standard_t(3, size=300) * 3
values("quantity", actual, predicted)
values("quantity-2", actual, actual + random.standard_t(3, size=300) * 2.5)
values("constant", np.full(20, 7.5), 7.5 + random.normal(size=20))
values("noughts", np.zeros(5), random.normal(size=5))

shaken("breast-cancer", 2.0)
shaken("digits", 2.5)
shaken("ties", 0.7)
header, rows = read("salary")
actual = np.array([float(r[0]) for r in rows])
predicted = np.array([float(r[1]) for r in rows])
values("salary-2", actual, predicted + random.normal(size=len(rows)) * 8000)
