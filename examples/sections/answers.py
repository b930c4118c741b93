"""What the model answers by Python's tokenizers and ONNX Runtime: golden samples, and a thousand texts for the tests."""

import gzip
import json

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

import words

MODEL = "sections"
TOLERANCE = {"absolute": 1e-5, "relative": 1e-4}
GOLDEN = 24
EXPECTED = 1000
BATCH = 8

# What no package says of itself, and clients send all the same.
ODD = [
    "",
    " ",
    "\n\n\t",
    "a",
    "?!",
    "\u0000",
    "before\u0000after",
    "Ein Spiel, in dem man Steine verschiebt",
    "un éditeur de texte pour les programmeurs",
    "программа для просмотра электронной почты",
    "用于编辑图像的程序",
    "日本語のフォントファミリー",
    "مشغل الوسائط المتعددة",
    "ספריית גופנים בעברית",
    "노래를 재생하는 프로그램",
    "เว็บเซิร์ฟเวอร์ขนาดเล็ก",
    "ﬁle ①② ｆｕｌｌｗｉｄｔｈ",
    "e\u0301 decomposed, é composed",
    "🎮 a game 👩‍👩‍👧‍👦 for the family 🇪🇺",
    "\U0001f600" * 300,
    "\ufeffbyte order mark",
    "\u202eright to left override",
    "İstanbul ıI SS ß ẞ",
    "zero\u200bwidth\u200djoined",
    "[PAD] [START] [END]",
    "chess " * 500,
    "x" * 10_000,
    "the quick brown fox " * 2_000,
]


class Model:
    """A model folder as Python serves it."""

    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            (folder / "model.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
        )

    def answer(self, texts):
        """Names and probabilities of one batch."""
        ids, mask = words.tensors(self.tokenizer, texts)
        return self.session.run(["label", "probabilities"], {"input_ids": ids, "attention_mask": mask})

    def answer_all(self, texts):
        """The same of any number of texts, each asked alone."""
        named, probabilities = zip(*(self.answer([text]) for text in texts), strict=True)
        return np.concatenate(named), np.concatenate(probabilities)


def sample(model, texts):
    """One golden sample: a request and the model's own answer to it."""
    named, probabilities = model.answer(texts)
    return {
        "request": {"inputs": [{"name": "text", "shape": [len(texts)], "datatype": "BYTES", "data": list(texts)}]},
        "response": {
            "model_name": MODEL,
            "outputs": [
                {"name": "label", "shape": [len(texts)], "datatype": "BYTES", "data": named.tolist()},
                {
                    "name": "probabilities",
                    "shape": list(probabilities.shape),
                    "datatype": "FP32",
                    "data": [float(str(value)) for value in probabilities.ravel()],
                },
            ],
        },
        "tolerance": TOLERANCE,
    }


def samples(model, held_out):
    """Descriptions alone, a few in other languages, and batches whose texts differ in length."""
    step = len(held_out) // GOLDEN
    chosen = [package.synopsis for package in held_out[::step]][:GOLDEN]
    alone = [[text] for text in chosen[:16]] + [[text] for text in ODD[7:11]] + [[""]]
    return lines(sample(model, texts) for texts in [*alone, chosen[16:19], [*chosen[19:], "", ODD[18]]])


def expected(model, held_out):
    """A thousand texts with what Python answers, in batches of eight, as `text` and `probabilities` of the batch."""
    texts = ODD + [package.synopsis for package in held_out]
    texts = texts[:EXPECTED]
    batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
    return gzip.compress(lines(answered(model, batch) for batch in batches), 9, mtime=0)


def answered(model, texts):
    named, probabilities = model.answer(texts)
    return {
        "text": texts,
        "label": named.tolist(),
        "probabilities": [float(f"{value:.7g}") for value in probabilities.ravel()],
    }


def lines(documents):
    """One JSON document a line."""
    return "".join(
        json.dumps(document, separators=(",", ":"), ensure_ascii=False) + "\n" for document in documents
    ).encode("utf-8")
