"""Computes every figure of the rows in this folder a second time, in another language and by other ways.

Uses scikit-learn 1.2, SciPy 1.10 and NumPy 1.24 (Debian: python3-sklearn). Where scikit-learn answers 0
for what is not defined, or defines otherwise, the definition is written out here; it then says why.

Run in this folder: python3 figures.py > expected.json
"""
import csv
import json
import sys
import warnings

import numpy as np
from scipy import stats
from sklearn import metrics

warnings.filterwarnings("ignore")  # scikit-learn warns where it answers 0 for what is not defined.

POSITIVE = {
    "breast-cancer": "malignant",
    "breast-cancer-2": "malignant",
    "ties": "yes",
    "ties-2": "yes",
    "coin": "heads",
    "one-class": "yes",
    "never-predicted": "yes",
    "perfect": "yes",
}
CLASSIFICATIONS = list(POSITIVE) + ["iris", "digits", "digits-2", "random", "missing"]
REGRESSIONS = ["salary", "salary-2", "quantity", "quantity-2", "constant", "noughts"]
PAIRS = ["breast-cancer", "digits", "ties", "salary", "quantity"]
LEVEL = 0.95
Z = stats.norm.ppf((1 + LEVEL) / 2)
random = np.random.default_rng(1)


def lines(name):
    with open(name + ".csv", newline="") as file:
        return list(csv.reader(file))


def classification(name):
    header, *rows = lines(name)
    labels = header[1:]
    y = np.array([labels.index(row[0]) for row in rows])
    p = np.array([[np.float32(v) for v in row[1:]] for row in rows]).astype(np.float64)
    positive = labels.index(POSITIVE[name]) if name in POSITIVE else None
    return labels, positive, y, p


def regression(name):
    _, *rows = lines(name)
    values = np.array([[float(v) for v in row] for row in rows])
    return values[:, 0], values[:, 1]


def mean(values):
    defined = [v for v in values if v is not None]
    return float(np.mean(defined)) if defined else None


def weighted(values, weights):
    pairs = [(v, w) for v, w in zip(values, weights) if v is not None and w > 0]
    return sum(v * w for v, w in pairs) / sum(w for _, w in pairs) if pairs else None


def only(**values):
    return {k: float(v) for k, v in values.items() if v is not None}


def predicted_figures(labels, positive, y, guess):
    k = len(labels)
    per = {}
    tables = metrics.multilabel_confusion_matrix(y, guess, labels=range(k))
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        y, guess, labels=range(k), zero_division=0
    )
    for c in range(k):
        (tn, fp), (fn, tp) = tables[c]
        # Not defined, where scikit-learn says 0.
        per[c] = {
            "precision": precision[c] if tp + fp else None,
            "recall": recall[c] if tp + fn else None,
            "f1": f1[c] if tp + fp + fn else None,
            "specificity": tn / (tn + fp) if tn + fp else None,
        }
    out = {
        "accuracy": metrics.accuracy_score(y, guess),
        "balancedAccuracy": metrics.balanced_accuracy_score(y, guess),
        "mcc": metrics.matthews_corrcoef(y, guess) if len(set(y)) > 1 and len(set(guess)) > 1 else None,
    }
    kappa = metrics.cohen_kappa_score(y, guess, labels=range(k))
    out["kappa"] = None if np.isnan(kappa) else kappa
    micro = tables.sum(axis=0)
    for figure in ["precision", "recall", "f1", "specificity"]:
        name = figure[0].upper() + figure[1:]
        values = [per[c][figure] for c in range(k)]
        out["macro" + name] = mean(values)
        out["weighted" + name] = weighted(values, support)
        out[figure] = out["macro" + name] if positive is None else values[positive]
        if figure != "specificity":
            score = getattr(metrics, figure + "_score")
            out["micro" + name] = score(y, guess, labels=range(k), average="micro")
    out["microSpecificity"] = micro[0][0] / (micro[0][0] + micro[0][1])
    return per, out


def calibration_error(y, p, positive, guess):
    asked = p[:, positive] if positive is not None else p.max(axis=1)
    true = (y == positive) if positive is not None else (y == guess)
    bins = np.minimum(np.floor(asked * 10).astype(int), 9)
    error = 0
    for b in range(10):
        at = bins == b
        if at.any():
            error += at.mean() * abs(true[at].mean() - asked[at].mean())
    return error


def placements(y, s):
    """How each row is placed among those of the other kind, by comparing all pairs."""
    wins = (s[y][:, None] > s[~y][None, :]) + 0.5 * (s[y][:, None] == s[~y][None, :])
    return wins.mean(axis=1), wins.mean(axis=0)


def delong(y, s):
    if y.sum() < 2 or (~y).sum() < 2:
        return None
    v10, v01 = placements(y, s)
    variance = np.var(v10, ddof=1) / len(v10) + np.var(v01, ddof=1) / len(v01)
    if variance < 1e-20:
        return None
    area = v10.mean()
    return [max(0, area - Z * np.sqrt(variance)), min(1, area + Z * np.sqrt(variance))]


def logit(area, positives):
    if not 1e-12 < area < 1 - 1e-12:  # scikit-learn's sum may miss 1 by a bit
        return None
    centre = np.log(area / (1 - area))
    reach = Z / np.sqrt(positives * area * (1 - area))
    return [1 / (1 + np.exp(-(centre - reach))), 1 / (1 + np.exp(-(centre + reach)))]


def ranking(y, s):
    out = {}
    if y.any() and not y.all():
        out["rocAuc"] = metrics.roc_auc_score(y, s)
        out["rocInterval"] = delong(y, s)
        fpr, tpr, thresholds = metrics.roc_curve(y, s, drop_intermediate=False)
        # In whole numbers, since equal ones may differ in their last bit.
        youden = np.round(tpr * y.sum()) * (~y).sum() - np.round(fpr * (~y).sum()) * y.sum()
        best = 1 + np.argmax(youden[1:])
        out["youden"] = [thresholds[best], tpr[best] - fpr[best]]
    if y.any():
        out["prAuc"] = metrics.average_precision_score(y, s)
        out["prInterval"] = logit(out["prAuc"], y.sum())
        best = None
        for threshold in sorted(set(s), reverse=True):
            f1 = metrics.f1_score(y, s >= threshold)
            if best is None or f1 > best[1] + 1e-12:
                best = [threshold, f1]
        out["f1"] = best
        out["gain"] = gain(y, s)
    return {k: v for k, v in out.items() if v is not None}


def gain(y, s):
    """Each row of a tie stands for the mean of the tie."""
    order = np.argsort(-s, kind="stable")
    expected = np.array([y[s == t].mean() for t in s[order]])
    found = np.concatenate([[0], np.cumsum(expected)]) / y.sum()
    return [float(np.interp(len(y) * m / 20, np.arange(len(y) + 1), found)) for m in range(1, 21)]


def wilson(hits, rows):
    if rows == 0:
        return None
    low, high = stats.binomtest(int(hits), int(rows)).proportion_ci(LEVEL, method="wilson")
    return [low, high]


def normal(values):
    if len(values) < 2 or np.std(values) == 0:
        return None
    reach = Z * stats.sem(values)
    return [max(0, values.mean() - reach), values.mean() + reach]


def classification_case(name):
    labels, positive, y, p = classification(name)
    k = len(labels)
    guess = p.argmax(axis=1)
    per, figures = predicted_figures(labels, positive, y, guess)
    # scikit-learn scales probabilities to a sum of 1 and has another least one.
    losses = -np.log(np.maximum(p[np.arange(len(y)), y], 1e-15))
    if k == 2:
        briers = (p[:, 1] - (y == 1)) ** 2
        assert abs(briers.mean() - metrics.brier_score_loss(y == 1, np.clip(p[:, 1], 0, 1))) < 1e-12
    else:
        briers = ((p - np.eye(k)[y]) ** 2).sum(axis=1)
    figures["logLoss"] = losses.mean()
    figures["brier"] = briers.mean()
    figures["calibrationError"] = calibration_error(y, p, positive, guess)
    # scikit-learn breaks ties the other way round.
    order = np.argsort(-p, axis=1, kind="stable")
    within = [float(np.mean((order[:, :n] == y[:, None]).any(axis=1))) for n in range(1, k + 1)]
    figures["top3Accuracy"] = within[2] if k > 3 else None
    figures["top5Accuracy"] = within[4] if k > 5 else None
    ranks = [ranking(y == c, p[:, c]) for c in range(k)]
    support = [int((y == c).sum()) for c in range(k)]
    pooled = ranking(np.eye(k, dtype=bool)[y].ravel(), p.ravel())
    for area in ["rocAuc", "prAuc"]:
        name_of = area[0].upper() + area[1:]
        values = [r.get(area) for r in ranks]
        figures["macro" + name_of] = mean(values)
        figures["weighted" + name_of] = weighted(values, support)
        figures["micro" + name_of] = pooled.get(area)
        figures[area] = figures["macro" + name_of] if positive is None else values[positive]
    intervals = {"accuracy": wilson((y == guess).sum(), len(y)), "logLoss": normal(losses), "brier": normal(briers)}
    if positive is not None:
        tp = ((y == positive) & (guess == positive)).sum()
        intervals["precision"] = wilson(tp, (guess == positive).sum())
        intervals["recall"] = wilson(tp, (y == positive).sum())
        intervals["specificity"] = wilson(
            ((y != positive) & (guess != positive)).sum(), (y != positive).sum()
        )
        intervals["rocAuc"] = ranks[positive].get("rocInterval")
        intervals["prAuc"] = ranks[positive].get("prInterval")
    draws = {"f1": [], "mcc": [], "balancedAccuracy": []}
    if name in ["breast-cancer", "ties", "random"]:
        for _ in range(4000):
            at = random.integers(len(y), size=len(y))
            drawn = predicted_figures(labels, positive, y[at], guess[at])[1]
            for figure in draws:
                draws[figure].append(drawn[figure])
    return {
        "figures": only(**figures),
        "intervals": {k: v for k, v in intervals.items() if v is not None},
        "bootstrap": {k: list(np.percentile(v, [2.5, 97.5])) for k, v in draws.items() if v},
        "topK": within[:10],
        "confusion": metrics.confusion_matrix(y, guess, labels=range(k)).tolist(),
        "classes": [{**only(**per[c]), "ranking": ranks[c]} for c in range(k)],
    }


def regression_figures(actual, predicted):
    spread = ((actual - actual.mean()) ** 2).sum()
    # scikit-learn divides by 2e-16 where the actual value is 0; those rows are left out here.
    some = actual != 0
    return only(
        mae=metrics.mean_absolute_error(actual, predicted),
        mse=metrics.mean_squared_error(actual, predicted),
        rmse=metrics.mean_squared_error(actual, predicted, squared=False),
        r2=metrics.r2_score(actual, predicted) if spread > 0 else None,
        mape=metrics.mean_absolute_percentage_error(actual[some], predicted[some]) if some.any() else None,
        medianAbsoluteError=metrics.median_absolute_error(actual, predicted),
    )


def regression_case(name):
    actual, predicted = regression(name)
    draws = []
    if name in ["salary", "quantity"]:
        for _ in range(4000):
            at = random.integers(len(actual), size=len(actual))
            draws.append(regression_figures(actual[at], predicted[at]))
    return {
        "figures": regression_figures(actual, predicted),
        "bias": float((predicted - actual).mean()),
        "residuals": list(np.quantile(predicted - actual, [0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1])),
        "bootstrap": {
            f: list(np.percentile([d[f] for d in draws], [2.5, 97.5]))
            for f in (["mae", "rmse", "r2"] if draws else [])
        },
    }


def comparison(name):
    """The second version less the first, on the same rows."""
    if name in REGRESSIONS:
        actual, first = regression(name)
        _, second = regression(name + "-2")
        draws = []
        for _ in range(4000):
            at = random.integers(len(actual), size=len(actual))
            a = regression_figures(actual[at], first[at])
            b = regression_figures(actual[at], second[at])
            draws.append({f: b[f] - a[f] for f in ["mae", "rmse", "r2"]})
        return {"bootstrap": {f: list(np.percentile([d[f] for d in draws], [2.5, 97.5])) for f in draws[0]}}
    labels, positive, y, p = classification(name)
    _, _, _, q = classification(name + "-2")
    first, second = p.argmax(axis=1), q.argmax(axis=1)
    only_first = int(((first == y) & (second != y)).sum())
    only_second = int(((first != y) & (second == y)).sum())
    out = {
        "onlyFirst": only_first,
        "onlySecond": only_second,
        "mcnemar": stats.binomtest(only_first, only_first + only_second).pvalue,
    }
    if positive is not None:
        truth = y == positive
        a10, a01 = placements(truth, p[:, positive])
        b10, b01 = placements(truth, q[:, positive])
        difference = b10.mean() - a10.mean()
        covariance = np.cov(a10, b10) / len(a10) + np.cov(a01, b01) / len(a01)
        variance = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
        z = difference / np.sqrt(variance)
        out["delong"] = {
            "difference": difference,
            "lower": difference - Z * np.sqrt(variance),
            "upper": difference + Z * np.sqrt(variance),
            "pValue": 2 * stats.norm.sf(abs(z)),
        }
    draws = {"f1": [], "accuracy": []}
    for _ in range(2000):
        at = random.integers(len(y), size=len(y))
        a = predicted_figures(labels, positive, y[at], first[at])[1]
        b = predicted_figures(labels, positive, y[at], second[at])[1]
        for figure in draws:
            draws[figure].append(b[figure] - a[figure])
    out["bootstrap"] = {f: list(np.percentile(v, [2.5, 97.5])) for f, v in draws.items()}
    return out


json.dump(
    {
        "classification": {name: classification_case(name) for name in CLASSIFICATIONS},
        "regression": {name: regression_case(name) for name in REGRESSIONS},
        "comparison": {name: comparison(name) for name in PAIRS},
    },
    sys.stdout,
    indent=1,
    default=float,
)
print()
