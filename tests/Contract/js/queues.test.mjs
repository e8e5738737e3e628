import assert from "node:assert/strict";
import { test } from "node:test";
import Long from "long";
import { one, none, queues, withClient, withQueue } from "./client.mjs";

const { plain, duplicates } = queues;
const textOf = (message) => message.body;

test("send and complete", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages({ messageId: "m1", body: { a: [1, "zwei", null] }, subject: "s", applicationProperties: { n: 7, t: "x", b: true } });
    const message = await one(receiver);
    assert.deepEqual(message.body, { a: [1, "zwei", null] });
    assert.equal(message.messageId, "m1");
    assert.deepEqual(message.applicationProperties, { n: 7, t: "x", b: true });
    assert.equal(message.deliveryCount, 0);
    assert.ok(message.lockedUntilUtc > new Date());
    await receiver.completeMessage(message);
    assert.ok(await none(receiver));
  }));

test("batch keeps order", () =>
  withQueue(plain, async (client, sender, receiver) => {
    const batch = await sender.createMessageBatch();
    for (let i = 0; i < 100; i++) assert.ok(batch.tryAddMessage({ body: `b${i}` }));
    await sender.sendMessages(batch);
    const got = [];
    while (got.length < 100) got.push(...(await receiver.receiveMessages(100 - got.length, { maxWaitTimeInMs: 10000 })));
    assert.deepEqual(got.map(textOf), [...Array(100).keys()].map((i) => `b${i}`));
    await Promise.all(got.map((message) => receiver.completeMessage(message)));
  }));

test("abandon counts and keeps the place", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages([{ body: "first" }, { body: "second" }]);
    await receiver.abandonMessage(await one(receiver), { tried: 1 });
    const again = await one(receiver);
    assert.equal(again.body, "first");
    assert.equal(again.deliveryCount, 1);
    assert.equal(again.applicationProperties.tried, 1);
    await receiver.completeMessage(again);
  }));

test("dead letter with reason, description and properties", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages({ body: "bad", applicationProperties: { kept: "yes" } });
    await receiver.deadLetterMessage(await one(receiver), { deadLetterReason: "malformed", deadLetterErrorDescription: "no subject", extra: 5 });
    const dead = client.createReceiver(plain, { subQueueType: "deadLetter" });
    const message = await one(dead);
    assert.equal(message.deadLetterReason, "malformed");
    assert.equal(message.deadLetterErrorDescription, "no subject");
    assert.equal(message.applicationProperties.kept, "yes");
    assert.equal(message.applicationProperties.extra, 5);
    await dead.completeMessage(message);
  }));

test("too many deliveries dead-letter", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages({ body: "poison" });
    for (let i = 0; i < 3; i++) await receiver.abandonMessage(await one(receiver));
    const message = await one(client.createReceiver(plain, { subQueueType: "deadLetter", receiveMode: "receiveAndDelete" }));
    assert.equal(message.deadLetterReason, "MaxDeliveryCountExceeded");
  }));

test("defer and receive by sequence number", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages({ body: "later" });
    const message = await one(receiver);
    await receiver.deferMessage(message);
    assert.ok(await none(receiver));
    const [deferred] = await receiver.receiveDeferredMessages(message.sequenceNumber);
    assert.equal(deferred.body, "later");
    await receiver.completeMessage(deferred);
    assert.equal((await receiver.peekMessages(1)).length, 0);
  }));

test("receive and delete", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages({ body: "once" });
    assert.equal((await one(client.createReceiver(plain, { receiveMode: "receiveAndDelete" }))).body, "once");
    assert.equal((await receiver.peekMessages(1)).length, 0);
  }));

test("schedule, peek its state and cancel", () =>
  withQueue(plain, async (client, sender, receiver) => {
    const numbers = await sender.scheduleMessages([{ body: "t1" }, { body: "t2" }], new Date(Date.now() + 3600e3));
    assert.equal(numbers.length, 2);
    assert.deepEqual((await receiver.peekMessages(5)).map((message) => message.state), ["scheduled", "scheduled"]);
    await sender.cancelScheduledMessages(numbers);
    assert.equal((await receiver.peekMessages(1)).length, 0);
  }));

test("a scheduled message arrives when it is due", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages({ body: "soon", scheduledEnqueueTimeUtc: new Date(Date.now() + 500) });
    assert.equal((await one(receiver)).body, "soon");
  }));

test("peek from a sequence number", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages([{ body: "p1" }, { body: "p2" }, { body: "p3" }]);
    const all = await receiver.peekMessages(10);
    const rest = await receiver.peekMessages(10, { fromSequenceNumber: all[1].sequenceNumber });
    assert.deepEqual(rest.map(textOf), ["p2", "p3"]);
  }));

test("renew lock", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages({ body: "renewed" });
    const message = await one(receiver);
    const before = message.lockedUntilUtc;
    assert.ok((await receiver.renewMessageLock(message)) >= before);
    await receiver.completeMessage(message);
  }));

test("settle twice fails on the client, and on another link tells of the lost lock", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages({ body: "x" });
    const message = await one(receiver);
    await receiver.completeMessage(message);
    await assert.rejects(receiver.completeMessage(message));
    await assert.rejects(receiver.renewMessageLock({ ...message, lockToken: message.lockToken }));
  }));

test("a lock outlives its receiver", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages({ body: "kept lock" });
    const message = await one(receiver);
    await receiver.close();
    const other = client.createReceiver(plain);
    assert.ok(await none(other));
    await assert.rejects(receiver.completeMessage(message));
  }));

test("duplicates are stored once", () =>
  withQueue(duplicates, async (client, sender, receiver) => {
    const messageId = `d-${process.hrtime.bigint()}`;
    await sender.sendMessages({ messageId, body: 1 });
    await sender.sendMessages({ messageId, body: 2 });
    const message = await one(receiver);
    assert.equal(message.body, 1);
    await receiver.completeMessage(message);
    assert.ok(await none(receiver));
  }));

test("a message above the limit is refused with its code", () =>
  withQueue(plain, async (client, sender) => {
    await assert.rejects(sender.sendMessages({ body: "x".repeat(600_000) }), (error) => error.code === "MessageSizeExceeded");
    await sender.sendMessages({ body: "the link still works" });
  }));

test("a message in several frames arrives whole", () =>
  withQueue(plain, async (client, sender, receiver) => {
    const body = "0123456789".repeat(20_000);
    await sender.sendMessages({ body });
    assert.equal((await one(receiver)).body, body);
  }));

test("bytes, numbers, dates and long ids survive", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages({ body: Buffer.from([0, 255, 1]), correlationId: "c", timeToLive: 60_000, contentType: "application/octet-stream", applicationProperties: { d: new Date(5), f: 1.5 } });
    const message = await one(receiver);
    assert.deepEqual([...message.body], [0, 255, 1]);
    assert.equal(message.contentType, "application/octet-stream");
    assert.equal(message.timeToLive, 60_000);
    assert.equal(message.correlationId, "c");
    assert.ok(Long.isLong(message.sequenceNumber));
    assert.equal(message.applicationProperties.f, 1.5);
  }));

test("raw AMQP value and sequence bodies survive", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages({ bodyType: "value", body: { k: "v" } });
    await sender.sendMessages({ bodyType: "sequence", body: [[1, 2], [3]] });
    const [value, sequence] = [await one(receiver), await one(receiver)];
    assert.equal(value._rawAmqpMessage.bodyType, "value");
    assert.equal(value.body.k, "v");
    assert.equal(sequence._rawAmqpMessage.bodyType, "sequence");
  }));

test("dead letters come back to the queue by being sent again", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages({ body: "again", applicationProperties: { n: 1 } });
    await receiver.deadLetterMessage(await one(receiver), { deadLetterReason: "later" });
    const dead = client.createReceiver(plain, { subQueueType: "deadLetter" });
    const message = await one(dead);
    await sender.sendMessages({ body: message.body, applicationProperties: { n: message.applicationProperties.n } });
    await dead.completeMessage(message);
    const replayed = await one(receiver);
    assert.deepEqual([replayed.body, replayed.applicationProperties.n], ["again", 1]);
    await receiver.completeMessage(replayed);
  }));

test("an expired lock brings the message again, counted", () =>
  withClient(async (client) => {
    await client.createSender("contract-brief").sendMessages({ body: "slow" });
    const receiver = client.createReceiver("contract-brief", { maxAutoLockRenewalDurationInMs: 0 });
    const lost = await one(receiver);
    const again = await one(receiver);
    assert.equal(again.deliveryCount, 1);
    await assert.rejects(receiver.completeMessage(lost), (error) => error.code === "MessageLockLost");
    await receiver.completeMessage(again);
  }));

test("a lock is renewed while a message is being worked on", () =>
  withClient(async (client) => {
    await client.createSender("contract-brief-too").sendMessages({ body: "long" });
    const receiver = client.createReceiver("contract-brief-too", { maxAutoLockRenewalDurationInMs: 20_000 });
    const counts = [];
    await new Promise((resolve, reject) =>
      receiver.subscribe({
        processMessage: async (message) => {
          counts.push(message.deliveryCount);
          await new Promise((worked) => setTimeout(worked, 8000));
          resolve();
        },
        processError: async (args) => reject(args.error),
      }),
    );
    await receiver.close();
    assert.deepEqual(counts, [0]);
    assert.ok(await none(client.createReceiver("contract-brief-too")));
  }));

test("an expired message goes to the dead letters", () =>
  withClient(async (client) => {
    await client.createSender("contract-short").sendMessages({ body: "old", timeToLive: 100 });
    const message = await one(client.createReceiver("contract-short", { subQueueType: "deadLetter", receiveMode: "receiveAndDelete" }));
    assert.equal(message.deadLetterReason, "TTLExpiredException");
  }));

test("many deferred messages are received at once", () =>
  withQueue("case-01", async (client, sender, receiver) => {
    await sender.sendMessages([{ body: 1 }, { body: 2 }, { body: 3 }]);
    const numbers = [];
    for (let i = 0; i < 3; i++) {
      const message = await one(receiver);
      numbers.push(message.sequenceNumber);
      await receiver.deferMessage(message);
    }
    const deferred = await receiver.receiveDeferredMessages(numbers);
    assert.deepEqual(deferred.map(textOf), [1, 2, 3]);
    for (const message of deferred) await receiver.completeMessage(message);
    assert.equal((await receiver.peekMessages(1)).length, 0);
  }));
