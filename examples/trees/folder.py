"""What both model folders consist of beside the weights: golden samples, a baseline, and answers to random rows."""

import json

import numpy as np

TOLERANCE = {"absolute": 1e-5, "relative": 1e-4}
SINGLES, BATCHES = 16, (2, 3, 2, 3)
RANDOM_ROWS = 1000
MISSING = 0.05
BASELINE_ROWS = 5000


def number(value):
    """The shortest decimal that reads back as the same number."""
    return float(str(value))


def tensor(name, array, datatype):
    data = [number(value) for value in array.ravel()]
    return {"name": name, "shape": list(array.shape), "datatype": datatype, "data": data}


def write_samples(path, rows, predict, datatype):
    """Golden samples of rows that were held out and miss nothing: JSON has no word for a missing number."""
    lines, at = [], 0
    for size in (1,) * SINGLES + BATCHES:
        batch = rows[at : at + size]
        at += size
        lines.append(
            {
                "request": {"inputs": [tensor("x", batch, datatype)]},
                "response": {"outputs": [tensor("prediction", predict(batch), datatype)]},
                "tolerance": TOLERANCE,
            }
        )
    text = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8", newline="\n")


def write_baseline(path, frame, random):
    """Rows that it was trained on, features under their names; nothing stands where a number is missing."""
    rows = np.sort(random.choice(len(frame), BASELINE_ROWS, replace=False))
    frame.iloc[rows].to_csv(path, index=False, lineterminator="\n")


def random_rows(frame, random):
    """Rows that no model was trained on: each feature anywhere in its range and a tenth beyond, and some missing."""
    low, high = frame.min().to_numpy(np.float64), frame.max().to_numpy(np.float64)
    margin = (high - low) / 10
    rows = random.uniform(low - margin, high + margin, (RANDOM_ROWS, len(low)))
    rows[random.random(rows.shape) < MISSING] = np.nan
    return rows.astype(np.float32)


def write_expected(folder, name, rows, answers):
    """Rows and Python's answers, in NumPy's own format."""
    np.save(folder / f"{name}-rows.npy", rows)
    np.save(folder / f"{name}-answers.npy", answers)
