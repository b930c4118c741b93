"""The tokenizer: byte-level byte-pair encoding, so that any text in any language has tokens and none is unknown."""

import os

os.environ["TOKENIZERS_PARALLELISM"] = "false"

import numpy as np
from scipy import sparse
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

VOCABULARY = 6000
LONGEST = 128  # tokens of a text, the two that mark its ends among them; the rest is cut off
SPECIAL = ["[PAD]", "[START]", "[END]"]


def train(texts):
    """A tokenizer of these texts' commonest pieces. Small and capital letters are the same."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        min_frequency=3,
        special_tokens=SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[START] $A [END]",
        special_tokens=[(word, tokenizer.token_to_id(word)) for word in SPECIAL[1:]],
    )
    tokenizer.enable_truncation(max_length=LONGEST)
    tokenizer.enable_padding(pad_id=tokenizer.token_to_id("[PAD]"), pad_token="[PAD]")
    return tokenizer


def tensors(tokenizer, texts):
    """`input_ids` and `attention_mask` as the model takes them: int64 [texts, tokens of the longest]."""
    encodings = tokenizer.encode_batch(list(texts))
    ids = np.array([encoding.ids for encoding in encodings], dtype=np.int64)
    mask = np.array([encoding.attention_mask for encoding in encodings], dtype=np.int64)
    return ids, mask


def shares(tokenizer, texts):
    """Each text as the share that each token of the vocabulary has in it: a sparse matrix [texts, vocabulary]."""
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        ids = tokenizer.encode(text).ids
        rows += [row] * len(ids)
        columns += ids
        values += [1 / len(ids)] * len(ids)
    size = (len(texts), tokenizer.get_vocab_size())
    return sparse.csr_matrix((np.array(values, dtype=np.float32), (rows, columns)), shape=size)
