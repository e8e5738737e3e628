// Posts every payload of GitHub's own collection, signed by GitHub's own library.
// Usage: node octokit.mjs ADDRESS SECRET. Prints JSON Lines {event, action, status, id, body}.
import { createRequire } from "node:module";
import { sign } from "@octokit/webhooks-methods";

const examples = createRequire(import.meta.url)("@octokit/webhooks-examples");
const [address, secret] = process.argv.slice(2);
let sent = 0;
for (const { name, examples: payloads } of examples) {
  for (const payload of payloads) {
    const body = JSON.stringify(payload);
    const answer = await fetch(address, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", "x-github-event": name, "x-github-delivery": `example-${sent++}`, "x-hub-signature-256": await sign(secret, body) },
    });
    const text = await answer.text();
    console.log(JSON.stringify({ event: name, action: payload.action ?? null, status: answer.status, id: answer.ok ? JSON.parse(text).id : null, body: answer.ok ? null : text }));
  }
}
console.log("all sent");
