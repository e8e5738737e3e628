// Runs the script for Google Forms that the documentation gives, with stand-ins for Google's services, and prints what it would send as one JSON line.
// Usage: node googleforms.mjs README SECRET
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";

const [readme, secret] = process.argv.slice(2);
const recipe = /## Google Forms[\s\S]*?```js\n([\s\S]*?)```/.exec(readFileSync(readme, "utf8"))[1];
const google = {
  PropertiesService: { getScriptProperties: () => ({ getProperty: (name) => (name === "ROUTER_SECRET" ? secret : null) }) },
  // Google gives signed bytes in a plain list.
  Utilities: { Charset: { UTF_8: "utf8" }, computeHmacSha256Signature: (text, key) => [...new Int8Array(createHmac("sha256", key).update(text, "utf8").digest())] },
  UrlFetchApp: { fetch: (url, options) => console.log(JSON.stringify({ url, headers: options.headers, type: options.contentType, body: options.payload })) },
};
const answer = (question, words) => ({ getItem: () => ({ getTitle: () => question }), getResponse: () => words });
const event = {
  source: { getId: () => "form-1" },
  response: {
    getId: () => "response-1",
    getTimestamp: () => new Date(),
    getRespondentEmail: () => "ann@b.example",
    getItemResponses: () => [answer("Subject", "Export hängt"), answer("Message", "Since Monday."), answer("Which tools?", ["A", "B"])],
  },
};
new Function(...Object.keys(google), "event", `${recipe}\nonSubmit(event);`)(...Object.values(google), event);
