import assert from "node:assert/strict";
import { test } from "node:test";
import { none, one, withClient } from "./client.mjs";

const topic = "contract-topic";
const unique = (name) => `${name}-${process.hrtime.bigint()}`;

async function publish(client, ...messages) {
  await client.createSender(topic).sendMessages(messages);
}

async function take(client, subscription, count) {
  const receiver = client.createReceiver(topic, subscription, { receiveMode: "receiveAndDelete" });
  const bodies = [];
  for (let i = 0; i < count; i++) bodies.push((await one(receiver)).body);
  assert.ok(await none(receiver));
  await receiver.close();
  return bodies;
}

test("a subscription without rules gets everything, one with rules what a rule lets through", () =>
  withClient(async (client) => {
    await publish(
      client,
      { messageId: unique("a"), body: "bug", subject: "bug", applicationProperties: { severity: 1 } },
      { messageId: unique("b"), body: "minor", subject: "bug", applicationProperties: { severity: 2 } },
      { messageId: unique("c"), body: "typed", contentType: "application/bug" },
      { messageId: unique("d"), body: "question", subject: "question" },
    );
    assert.deepEqual(await take(client, "all", 4), ["bug", "minor", "typed", "question"]);
    assert.deepEqual(await take(client, "bugs", 2), ["bug", "typed"]);
  }));

test("what one subscription completes, the other still has", () =>
  withClient(async (client) => {
    await publish(client, { messageId: unique("e"), body: 1, contentType: "application/bug" });
    assert.deepEqual(await take(client, "all", 1), [1]);
    assert.deepEqual(await take(client, "bugs", 1), [1]);
  }));

test("duplicates of a topic are dropped", () =>
  withClient(async (client) => {
    const messageId = unique("same");
    await publish(client, { messageId, body: 1 });
    await publish(client, { messageId, body: 2 });
    assert.deepEqual(await take(client, "all", 1), [1]);
  }));

test("a subscription has its own dead letters", () =>
  withClient(async (client) => {
    await publish(client, { messageId: unique("f"), body: "poison", contentType: "application/bug" });
    const receiver = client.createReceiver(topic, "bugs");
    for (let i = 0; i < 2; i++) await receiver.abandonMessage(await one(receiver));
    const dead = client.createReceiver(topic, "bugs", { subQueueType: "deadLetter", receiveMode: "receiveAndDelete" });
    assert.equal((await one(dead)).deadLetterReason, "MaxDeliveryCountExceeded");
    assert.deepEqual(await take(client, "all", 1), ["poison"]);
  }));

test("a batch is split by message", () =>
  withClient(async (client) => {
    const sender = client.createSender(topic);
    const batch = await sender.createMessageBatch();
    batch.tryAddMessage({ messageId: unique("g"), body: "yes", contentType: "application/bug" });
    batch.tryAddMessage({ messageId: unique("h"), body: "no" });
    await sender.sendMessages(batch);
    assert.deepEqual(await take(client, "bugs", 1), ["yes"]);
    assert.deepEqual(await take(client, "all", 2), ["yes", "no"]);
  }));

test("a SQL rule chooses by system and user properties", () =>
  withClient(async (client) => {
    await publish(
      client,
      { messageId: unique("i"), body: "grave", subject: "bug: login", applicationProperties: { severity: 3 } },
      { messageId: unique("j"), body: "light", subject: "bug: login", applicationProperties: { severity: 2 } },
      { messageId: unique("k"), body: "pay", subject: "bug: pay", applicationProperties: { severity: 1, area: "pay" } },
      { messageId: unique("l"), body: "muted", subject: "bug: pay", applicationProperties: { severity: 9, muted: true } },
      { messageId: unique("m"), body: "no bug", subject: "wish", applicationProperties: { severity: 9 } },
    );
    assert.deepEqual(await take(client, "sql", 2), ["grave", "pay"]);
    await take(client, "all", 5);
  }));
