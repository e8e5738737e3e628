import assert from "node:assert/strict";
import { test } from "node:test";
import { none, one, withClient } from "./client.mjs";

const target = "contract-forwarded";
const unique = (name) => `${name}-${process.hrtime.bigint()}`;

test("what is sent to a forwarding queue arrives in the other, in order", () =>
  withClient(async (client) => {
    const sender = client.createSender("contract-forwarding");
    for (let i = 0; i < 20; i++) await sender.sendMessages({ body: i, messageId: unique("f"), applicationProperties: { kept: i } });
    const receiver = client.createReceiver(target, { receiveMode: "receiveAndDelete" });
    for (let i = 0; i < 20; i++) {
      const message = await one(receiver);
      assert.equal(message.body, i);
      assert.equal(message.applicationProperties.kept, i);
      assert.equal(message.enqueuedSequenceNumber, i + 1);
    }
    assert.ok(await none(receiver));
  }));

test("a forwarding queue can't be received from", () =>
  withClient(async (client) => {
    await assert.rejects(client.createReceiver("contract-forwarding").receiveMessages(1, { maxWaitTimeInMs: 1000 }));
  }));

test("dead letters are forwarded with their reason and source", () =>
  withClient(async (client) => {
    await client.createSender("contract-forwarding-dead").sendMessages({ body: "poison" });
    const receiver = client.createReceiver("contract-forwarding-dead");
    await receiver.abandonMessage(await one(receiver));
    const message = await one(client.createReceiver(target, { receiveMode: "receiveAndDelete" }));
    assert.equal(message.deadLetterReason, "MaxDeliveryCountExceeded");
    assert.equal(message.deadLetterSource, "contract-forwarding-dead");
    assert.equal(message.deliveryCount, 0);
  }));

test("a scheduled message is forwarded when it is due", () =>
  withClient(async (client) => {
    await client.createSender("contract-forwarding").sendMessages({ body: "soon", scheduledEnqueueTimeUtc: new Date(Date.now() + 400) });
    assert.equal((await one(client.createReceiver(target, { receiveMode: "receiveAndDelete" }))).body, "soon");
  }));
