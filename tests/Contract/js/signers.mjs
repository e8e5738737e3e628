// Lets the reference signers of Standard Webhooks and GitHub sign random payloads, each once as it is and once with one thing changed afterwards.
// Usage: node signers.mjs FILE COUNT. Writes JSON Lines {signer, source, secret, headers, body (base64), honest}.
import { randomBytes, randomInt } from "node:crypto";
import { writeFileSync } from "node:fs";
import { sign as signGitHub } from "@octokit/webhooks-methods";
import { Webhook as Standard } from "standardwebhooks";
import { Webhook as Svix } from "svix";

const [file, count] = [process.argv[2], Number(process.argv[3])];
const text = (length) => Array.from({ length }, () => String.fromCodePoint(randomInt(0x20, 0xd7ff))).join("");
const body = () => JSON.stringify({ type: "request.created", n: randomInt(1 << 30), data: { text: text(randomInt(200)), list: Array.from({ length: randomInt(9) }, () => text(3)) } });

const standard = (Webhook) => async (content) => {
  const secret = `whsec_${randomBytes(randomInt(24, 65)).toString("base64")}`;
  const [id, at] = [`msg_${randomBytes(9).toString("hex")}`, new Date()];
  const headers = { "webhook-id": id, "webhook-timestamp": `${Math.floor(at / 1000)}`, "webhook-signature": new Webhook(secret).sign(id, at, content) };
  return { source: "standard", secret, headers };
};
const gitHub = async (content) => {
  const secret = randomBytes(randomInt(16, 60)).toString("base64");
  return { source: "github", secret, headers: { "X-Hub-Signature-256": await signGitHub(secret, content) } };
};

const changed = (signed, content) => {
  const names = Object.keys(signed.headers);
  const name = names[randomInt(names.length)];
  const bytes = Buffer.from(content);
  switch (randomInt(4)) {
    case 0:
      bytes[randomInt(bytes.length)] ^= randomInt(1, 256);
      return [signed, bytes];
    case 1:
      return [signed, Buffer.concat([bytes, Buffer.from(" ")])];
    case 2: {
      const at = randomInt(signed.secret.startsWith("whsec_") ? 6 : 0, signed.secret.length - 4);
      const other = signed.secret[at] === "A" ? "B" : "A";
      return [{ ...signed, secret: signed.secret.slice(0, at) + other + signed.secret.slice(at + 1) }, bytes];
    }
    default: {
      const value = signed.headers[name];
      const at = randomInt(value.length);
      return [{ ...signed, headers: { ...signed.headers, [name]: value.slice(0, at) + (value[at] === "7" ? "8" : "7") + value.slice(at + 1) } }, bytes];
    }
  }
};

const lines = [];
for (const [signer, sign] of [["standardwebhooks", standard(Standard)], ["svix", standard(Svix)], ["octokit", gitHub]]) {
  for (let i = 0; i < count; i++) {
    const content = body();
    const signed = await sign(content);
    const [other, bytes] = changed(signed, content);
    lines.push({ signer, ...signed, body: Buffer.from(content).toString("base64"), honest: true });
    lines.push({ signer, ...other, body: bytes.toString("base64"), honest: false });
  }
}
writeFileSync(file, lines.map((line) => JSON.stringify(line)).join("\n"));
console.log("signed");
