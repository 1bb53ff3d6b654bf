"""Writes GGUF version 3 files (the format of llama.cpp) with numpy only."""
import struct

import numpy as np

ALIGNMENT = 32
U32, I32, F32, BOOL, STRING, ARRAY, I8 = 4, 5, 6, 7, 8, 9, 1
TENSOR_TYPES = {"f32": 0, "f16": 1, "q8_0": 8}
FILE_TYPES = {"f32": 0, "f16": 1, "q8_0": 7}  # general.file_type


def _text(value):
    raw = value.encode("utf-8")
    return struct.pack("<Q", len(raw)) + raw


def quantize_q8_0(values):
    """Blocks of 32: one half-precision scale, then 32 signed bytes."""
    rows = np.ascontiguousarray(values, dtype="<f4").reshape(-1, 32)
    scale = np.abs(rows).max(axis=1) / 127.0
    divisor = np.where(scale > 0, scale, 1)[:, None]
    out = np.zeros((len(rows), 34), np.uint8)
    out[:, :2] = scale.astype("<f2").view(np.uint8).reshape(-1, 2)
    out[:, 2:] = np.round(rows / divisor).astype(np.int8).view(np.uint8)
    return out.tobytes()


class GgufFile:
    def __init__(self):
        self._metadata = []
        self._tensors = []

    def u32(self, key, value):
        self._metadata.append(_text(key) + struct.pack("<II", U32, value))

    def f32(self, key, value):
        self._metadata.append(_text(key) + struct.pack("<If", F32, value))

    def flag(self, key, value):
        self._metadata.append(_text(key) + struct.pack("<I?", BOOL, value))

    def string(self, key, value):
        self._metadata.append(_text(key) + struct.pack("<I", STRING) + _text(value))

    def _array(self, key, kind, count, raw):
        self._metadata.append(_text(key) + struct.pack("<IIQ", ARRAY, kind, count) + raw)

    def strings(self, key, values):
        self._array(key, STRING, len(values), b"".join(_text(v) for v in values))

    def numbers(self, key, values, kind):
        dtype = {F32: "<f4", I32: "<i4", U32: "<u4", I8: "<i1"}[kind]
        self._array(key, kind, len(values), np.asarray(values).astype(dtype).tobytes())

    def bytes_as_i8(self, key, raw):
        self._array(key, I8, len(raw), raw)

    def tensor(self, name, values, kind):
        values = np.ascontiguousarray(values, dtype="<f4")
        raw = {
            "f32": lambda: values.tobytes(),
            "f16": lambda: values.astype("<f2").tobytes(),
            "q8_0": lambda: quantize_q8_0(values),
        }[kind]()
        # GGUF lists dimensions innermost first: the row length comes before the number of rows.
        self._tensors.append((name, values.shape[::-1], TENSOR_TYPES[kind], raw))

    def write(self, path):
        head = b"GGUF" + struct.pack("<IQQ", 3, len(self._tensors), len(self._metadata)) + b"".join(self._metadata)
        offset = 0
        for name, shape, kind, raw in self._tensors:
            head += _text(name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *shape)
            head += struct.pack("<IQ", kind, offset)
            offset += len(raw) + _padding(len(raw))
        with open(path, "wb") as file:
            file.write(head + b"\0" * _padding(len(head)))
            for _, _, _, raw in self._tensors:
                file.write(raw + b"\0" * _padding(len(raw)))


def _padding(size):
    return -size % ALIGNMENT
