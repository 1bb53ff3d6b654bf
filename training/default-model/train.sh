#!/bin/bash
# From a data folder to the bundled model: ./train.sh DATA OUT.gguf
# Takes about half an hour on two idle cores. Needs Debian's python3-torch, python3-sentencepiece, python3-sklearn and
# libopenblas0-pthread (without OpenBLAS torch is 40 times slower). TOKENIZER=file uses that tokenizer instead of making one;
# WORK=folder keeps what lies between; LIBRARIES is the folder with llama.cpp's shared libraries of a built application.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
data=${1:?the data folder} out=${2:?the .gguf to write}
work=${WORK:-$(mktemp -d)} python=${PYTHON:-/usr/bin/python3}
mkdir -p "$work"
libraries=${LIBRARIES:-$here/../../artifacts/native/node_modules/@node-llama-cpp/linux-x64/bins/linux-x64}
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-2} OPENBLAS_NUM_THREADS=${OMP_NUM_THREADS:-2} PYTHONHASHSEED=0

"$python" "$here/generate.py" "$data" "$work/generated"
tokenizer=${TOKENIZER:-$work/tokenizer.model}
[ -n "${TOKENIZER:-}" ] || "$python" "$here/tokenizer.py" "$data" "$work/generated" "$tokenizer"
"$python" "$here/corpus.py" "$data" "$work/generated" "$tokenizer" "$work/corpus.npz"
# Each of these is best at something: low temperatures at shared words, high ones at the same meaning in other words. One
# thread each, so that nothing but the seed decides the result.
member() {
  OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 "$python" "$here/train.py" "$work/corpus.npz" "$tokenizer" "$work/$1.npz" \
    --threads 1 "${@:2}" > "$work/$1.log"
}
trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
member in-domain --emphasis in-domain --steps 2000 --temperature 0.1 --narrow_temperature 0.1 & beside=$!
member mixed --steps 1500 --temperature 0.06 --narrow_temperature 0.1
wait $beside
member second --steps 1500 --temperature 0.06 --narrow_temperature 0.06 --seed 2
"$python" "$here/merge.py" "$work/corpus.npz" "$work/table.npz" 256 "$work"/{in-domain,in-domain,mixed,second}.npz  # the first counts twice
"$python" "$here/export.py" "$work/table.npz" "$tokenizer" "$out" q8_0
"$python" "$here/export.py" "$work/table.npz" "$tokenizer" "$work/model-f16.gguf" f16
"$python" "$here/parity.py" "$data" "$work/table.npz" "$tokenizer" "$work/model-f16.gguf" "$libraries" 0.9999
"$python" "$here/parity.py" "$data" "$work/table.npz" "$tokenizer" "$out" "$libraries" 0.999
"$python" "$here/evaluate.py" "$data" "$out" --libraries "$libraries"
