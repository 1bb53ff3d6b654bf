"""Embeds texts with llama.cpp's own library through its C API, to compare it with the training framework.

Written for the release that the application uses (v0.5.0 as built by node-llama-cpp 3.22.1, Linux x86-64): the byte
offsets below are those of its llama_context_params.
"""
import ctypes
import glob
import os
import struct

import numpy as np

MODEL_PARAMS_SIZE, CONTEXT_PARAMS_SIZE = 80, 160
N_CTX, N_BATCH, N_UBATCH, N_SEQ_MAX, N_THREADS, N_THREADS_BATCH, EMBEDDINGS = 0, 4, 8, 12, 28, 32, 128


class _ModelParams(ctypes.Structure):
    _fields_ = [("raw", ctypes.c_uint8 * MODEL_PARAMS_SIZE)]


class _ContextParams(ctypes.Structure):
    _fields_ = [("raw", ctypes.c_uint8 * CONTEXT_PARAMS_SIZE)]


class _Batch(ctypes.Structure):
    _fields_ = [
        ("n_tokens", ctypes.c_int32), ("token", ctypes.POINTER(ctypes.c_int32)),
        ("embd", ctypes.c_void_p), ("pos", ctypes.POINTER(ctypes.c_int32)),
        ("n_seq_id", ctypes.POINTER(ctypes.c_int32)),
        ("seq_id", ctypes.POINTER(ctypes.POINTER(ctypes.c_int32))), ("logits", ctypes.POINTER(ctypes.c_int8))]


_LOG = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p)


@_LOG
def _only_errors(level, text, _):
    if level == 4:
        os.write(2, text)


class LlamaEmbedder:
    """One model, one context. Texts go one by one: the batch shape then cannot change a vector."""

    def __init__(self, library_folder, model_path, context=4096, threads=1):
        os.environ["GGML_NO_BACKTRACE"] = "1"
        library = ctypes.CDLL(glob.glob(f"{library_folder}/libllama.v*.so")[0], ctypes.RTLD_GLOBAL)
        ggml = ctypes.CDLL(glob.glob(f"{library_folder}/libggml.v*.so")[0], ctypes.RTLD_GLOBAL)
        self._lib = library
        library.llama_log_set(_only_errors, None)
        ggml.ggml_backend_load_all_from_path(library_folder.encode())
        library.llama_backend_init()
        library.llama_model_default_params.restype = _ModelParams
        library.llama_context_default_params.restype = _ContextParams
        library.llama_model_load_from_file.argtypes = [ctypes.c_char_p, _ModelParams]
        library.llama_model_load_from_file.restype = ctypes.c_void_p
        library.llama_init_from_model.argtypes = [ctypes.c_void_p, _ContextParams]
        library.llama_init_from_model.restype = ctypes.c_void_p
        library.llama_model_get_vocab.argtypes = [ctypes.c_void_p]
        library.llama_model_get_vocab.restype = ctypes.c_void_p
        library.llama_model_n_embd.argtypes = [ctypes.c_void_p]
        library.llama_tokenize.argtypes = [
            ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int32, ctypes.POINTER(ctypes.c_int32), ctypes.c_int32,
            ctypes.c_bool, ctypes.c_bool]
        library.llama_batch_init.restype = _Batch
        library.llama_encode.argtypes = [ctypes.c_void_p, _Batch]
        library.llama_decode.argtypes = [ctypes.c_void_p, _Batch]
        library.llama_get_embeddings_seq.argtypes = [ctypes.c_void_p, ctypes.c_int32]
        library.llama_get_embeddings_seq.restype = ctypes.POINTER(ctypes.c_float)

        self._model = library.llama_model_load_from_file(model_path.encode(), library.llama_model_default_params())
        if not self._model:
            raise RuntimeError(f"llama.cpp refused {model_path}")
        params = library.llama_context_default_params()
        for offset, value in ((N_CTX, context), (N_BATCH, context), (N_UBATCH, context), (N_SEQ_MAX, 1),
                              (N_THREADS, threads), (N_THREADS_BATCH, threads)):
            struct.pack_into("<i", params.raw, offset, value)
        params.raw[EMBEDDINGS] = 1
        self._context = library.llama_init_from_model(self._model, params)
        if not self._context:
            raise RuntimeError("llama.cpp could not make a context")
        self._vocabulary = library.llama_model_get_vocab(self._model)
        self.width = library.llama_model_n_embd(self._model)
        self._batch = library.llama_batch_init(context, 0, 1)

    def tokenize(self, text):
        raw = text.encode("utf-8", "surrogatepass")
        room = len(raw) + 8
        ids = (ctypes.c_int32 * room)()
        count = self._lib.llama_tokenize(self._vocabulary, raw, len(raw), ids, room, True, False)
        return list(ids[:count])

    def embed_tokens(self, ids):
        batch = self._batch
        batch.n_tokens = len(ids)
        for i, token in enumerate(ids):
            batch.token[i], batch.pos[i], batch.n_seq_id[i], batch.logits[i] = token, i, 1, 1
            batch.seq_id[i][0] = 0
        if self._lib.llama_encode(self._context, batch) != 0:
            raise RuntimeError("llama_encode failed")
        return np.ctypeslib.as_array(self._lib.llama_get_embeddings_seq(self._context, 0), (self.width,)).copy()

    def embed(self, text):
        return self.embed_tokens(self.tokenize(text))


def metadata_u32(path, name):
    """One 32-bit number of a GGUF file's metadata, found by its key."""
    with open(path, "rb") as file:
        head = file.read(1 << 24)
    at = head.index(struct.pack("<Q", len(name)) + name.encode()) + 8 + len(name)
    return struct.unpack_from("<II", head, at)[1]
