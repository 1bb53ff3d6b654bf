"""The two searches by words that the model is measured against: TF-IDF cosine and BM25.

Chinese is cut into single characters and pairs of them, anything else into words.
"""
import re
import unicodedata

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer


def words(text):
    out = []
    for run in re.findall(r"[a-z0-9%]+|[一-鿿]+", unicodedata.normalize("NFKC", text).lower()):
        out += [run] if run[0] < "一" else [run[i:i + 2] for i in range(len(run) - 1)] + list(run)
    return out or ["?"]


class TfIdf:
    def __init__(self):
        self._make = lambda: TfidfVectorizer(analyzer=words, sublinear_tf=True)

    def scores(self, queries, documents):
        maker = self._make().fit(list(documents) + list(queries))
        return (maker.transform(queries) @ maker.transform(documents).T).toarray()

    def pairs(self, left, right):
        maker = self._make().fit(list(left) + list(right))
        return np.asarray(maker.transform(left).multiply(maker.transform(right)).sum(axis=1)).ravel()


class Bm25:
    K1, B = 1.2, 0.75

    def _weights(self, documents):
        counter = CountVectorizer(analyzer=words)
        counts = counter.fit_transform(documents).astype(np.float64)
        length = np.asarray(counts.sum(axis=1)).ravel()
        found = np.bincount(counts.indices, minlength=counts.shape[1])
        rarity = np.log(1 + (len(documents) - found + 0.5) / (found + 0.5))
        damping = self.K1 * (1 - self.B + self.B * length / length.mean())
        row = np.repeat(np.arange(len(documents)), np.diff(counts.indptr))
        counts.data = counts.data * (self.K1 + 1) / (counts.data + damping[row]) * rarity[counts.indices]
        return counter, sparse.csr_matrix(counts)

    def _queries(self, counter, queries):
        found = counter.transform(queries)
        found.data[:] = 1
        return found

    def scores(self, queries, documents):
        counter, weights = self._weights(list(documents))
        return (self._queries(counter, queries) @ weights.T).toarray()

    def pairs(self, left, right):
        counter, weights = self._weights(list(right))
        return np.asarray(self._queries(counter, left).multiply(weights).sum(axis=1)).ravel()
