"""Reads and writes SentencePiece model files without a protobuf package.

Only what this project needs: the pieces (text, score, type) can be listed and changed, every other field is carried
over byte for byte.
"""
import struct

PIECES, TRAINER_SPEC, NORMALIZER_SPEC = 1, 2, 3  # field numbers of ModelProto
TRAINER_VOCAB_SIZE = 4
NORMALIZER_CHARSMAP = 2
NORMAL, UNKNOWN, CONTROL, USER_DEFINED, UNUSED, BYTE = 1, 2, 3, 4, 5, 6


def _read_varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def _varint(value):
    out = b""
    while True:
        low = value & 127
        value >>= 7
        if not value:
            return out + bytes([low])
        out += bytes([low | 128])


def _fields(data):
    """Yields (field number, wire type, value) of one message."""
    at = 0
    while at < len(data):
        tag, at = _read_varint(data, at)
        field, wire = tag >> 3, tag & 7
        if wire == 0:
            value, at = _read_varint(data, at)
        elif wire == 1:
            value, at = data[at:at + 8], at + 8
        elif wire == 2:
            size, at = _read_varint(data, at)
            value, at = data[at:at + size], at + size
        elif wire == 5:
            value, at = data[at:at + 4], at + 4
        else:
            raise ValueError(f"wire type {wire} is not expected in a SentencePiece model")
        yield field, wire, value


def _field(number, wire, value):
    head = _varint(number << 3 | wire)
    if wire == 0:
        return head + _varint(value)
    if wire == 2:
        return head + _varint(len(value)) + value
    return head + value


def load(path):
    """Returns (pieces, other fields, character map); a piece is (text, score, type)."""
    pieces, others, charsmap = [], [], b""
    with open(path, "rb") as file:
        data = file.read()
    for number, wire, value in _fields(data):
        if number == PIECES:
            parts = {n: v for n, _, v in _fields(value)}
            score = struct.unpack("<f", parts.get(2, b"\0\0\0\0"))[0]
            pieces.append((parts[1].decode("utf-8"), score, parts.get(3, NORMAL)))
        else:
            others.append((number, wire, value))
            if number == NORMALIZER_SPEC:
                charsmap = {n: v for n, _, v in _fields(value)}.get(NORMALIZER_CHARSMAP, b"")
    return pieces, others, charsmap


def save(path, pieces, others):
    out = b""
    for text, score, kind in pieces:
        body = _field(1, 2, text.encode("utf-8")) + _field(2, 5, struct.pack("<f", score))
        out += _field(PIECES, 2, body + (_field(3, 0, kind) if kind != NORMAL else b""))
    for number, wire, value in others:
        if number == TRAINER_SPEC:  # it repeats the vocabulary size, which must match the list
            value = b"".join(
                _field(n, w, len(pieces) if n == TRAINER_VOCAB_SIZE else v) for n, w, v in _fields(value))
        out += _field(number, wire, value)
    with open(path, "wb") as file:
        file.write(out)
