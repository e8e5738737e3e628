// Lets the reference verifiers of Standard Webhooks judge what our signer signed.
// Reads JSON Lines {secret, id, timestamp, signature, body (base64), honest} from the file given; prints one JSON object with the verdicts.
import { readFileSync } from "node:fs";
import { Webhook as Standard } from "standardwebhooks";
import { Webhook as Svix } from "svix";

const verdicts = { standardwebhooks: { honest: 0, accepted: 0, mutated: 0, refused: 0 }, svix: { honest: 0, accepted: 0, mutated: 0, refused: 0 } };
for (const line of readFileSync(process.argv[2], "utf8").split("\n").filter((text) => text.length > 0)) {
  const { secret, id, timestamp, signature, body, honest } = JSON.parse(line);
  const headers = { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature };
  for (const [name, Webhook] of [["standardwebhooks", Standard], ["svix", Svix]]) {
    const count = verdicts[name];
    count[honest ? "honest" : "mutated"]++;
    let accepted = true;
    try {
      new Webhook(secret).verify(Buffer.from(body, "base64"), headers);
    } catch (refusal) {
      // Any other failure is a fault of this file, and must not pass for a refusal.
      if (refusal.name !== "WebhookVerificationError" && refusal.constructor.name !== "WebhookVerificationError") throw refusal;
      accepted = false;
    }
    if (honest && accepted) count.accepted++;
    if (!honest && !accepted) count.refused++;
  }
}
console.log(JSON.stringify(verdicts));
