// Embeds what EmbeddingBenchmark sends, through node-llama-cpp: node peer.mjs <folder with node_modules> <model> <threads>
// A line in is {"texts": [...]}; a line out is {"ms": ..., "cpuMs": ..., "vector": [the first text's], "peakMiB": ...}.
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {createInterface} from "node:readline";
import {pathToFileURL} from "node:url";

const [folder, modelPath, threads] = process.argv.slice(2);
const {getLlama} = await import(pathToFileURL(join(folder, "node_modules/node-llama-cpp/dist/index.js")).href);
const llama = await getLlama({gpu: false, build: "never", logLevel: "error"});
const model = await llama.loadModel({modelPath});
const context = await model.createEmbeddingContext({threads: Number(threads), contextSize: 2304, batchSize: 2304});
console.log(JSON.stringify({ready: true}));

for await (const line of createInterface({input: process.stdin})) {
  const {texts} = JSON.parse(line);
  const started = performance.now();
  const cpu = process.cpuUsage();
  const embeddings = await Promise.all(texts.map((text) => context.getEmbeddingFor(text)));
  const ms = performance.now() - started;
  const used = process.cpuUsage(cpu);
  const peak = /VmHWM:\s+(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1];
  console.log(JSON.stringify({ms, cpuMs: (used.user + used.system) / 1000, vector: embeddings[0].vector, peakMiB: Math.round(peak / 1024)}));
}

process.exit(0);
