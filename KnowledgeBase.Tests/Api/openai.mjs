// Embeds through OpenAI's own client: node openai.mjs <folder with node_modules> <address> <key>; prints one line of JSON.
import {createRequire} from "node:module";
import {join} from "node:path";

const [folder, baseURL, apiKey] = process.argv.slice(2);
const {OpenAI} = createRequire(join(folder, "package.json"))("openai");
const client = new OpenAI({baseURL, apiKey, maxRetries: 0});
const input = ["供应商延迟交货怎么办", "How do I reset my password?"];
const base64 = await client.embeddings.create({model: "any", input}); // the client asks for base64 and decodes it
const floats = await client.embeddings.create({model: "any", input, encoding_format: "float", dimensions: 64});
const models = await client.models.list();
let error;
try {
  await client.embeddings.create({model: "any", input: ""});
} catch (e) {
  error = {status: e.status, code: e.code, type: e.type, param: e.param, name: e.constructor.name};
}

console.log(JSON.stringify({
  base64: base64.data.map((item) => Array.from(item.embedding)), floats: floats.data.map((item) => item.embedding), usage: base64.usage,
  model: base64.model, models: models.data.map((model) => model.id), error,
}));
