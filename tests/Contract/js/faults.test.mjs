import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, inject, one, queues, withQueue } from "./client.mjs";

const { plain } = queues;
const retryOptions = { maxRetries: 5, retryDelayInMs: 100, maxRetryDelayInMs: 1000, timeoutInMs: 15000 };

/** Sends and receives before and after what happens to the client in between. */
function recovers(name, happen) {
  return withQueue(plain, async () => {
    const client = connect({ retryOptions });
    const sender = client.createSender(plain);
    const receiver = client.createReceiver(plain);
    await sender.sendMessages({ body: "before" });
    await receiver.completeMessage(await one(receiver));
    await happen();
    // This client gives up a call that falls between the broker's close and the end of its socket.
    await sender.sendMessages({ body: "after" }).catch(() => sender.sendMessages({ body: "after" }));
    const message = await one(receiver).catch(() => one(receiver));
    assert.equal(message.body, "after");
    await receiver.completeMessage(message);
    await client.close();
  });
}

test("sender and receiver come back after their connection was cut", () => recovers("cut", () => inject("drop-connections")));

test("sender and receiver come back after their connection was closed", () => recovers("closed", () => inject("close-connections")));

test("sender and receiver come back after their links were detached", () => recovers("detached", () => inject("detach-forced")));

test("a busy server is retried", () =>
  withQueue(plain, async () => {
    const client = connect({ retryOptions: { ...retryOptions, maxRetries: 1 } });
    await inject(`server-busy?count=1&entity=${plain}`);
    await client.createSender(plain).sendMessages({ body: "at last" });
    assert.equal((await one(client.createReceiver(plain, { receiveMode: "receiveAndDelete" }))).body, "at last");
    await client.close();
  }));

test("a busy server is told as such", () =>
  withQueue(plain, async (client, sender) => {
    await inject(`server-busy?count=1&entity=${plain}`);
    await assert.rejects(sender.sendMessages({ body: "no" }), (error) => error.code === "ServiceBusy");
  }));

test("a subscription goes on after its link was detached", () =>
  withQueue(plain, async () => {
    const client = connect({ retryOptions });
    const [seen, errors] = [[], []];
    let more = () => {};
    client.createReceiver(plain).subscribe({
      processMessage: async (message) => {
        seen.push(message.body);
        more();
      },
      processError: async (args) => errors.push(args.error),
    });
    const sender = client.createSender(plain);
    for (const body of ["before", "after"]) {
      const arrived = new Promise((resolve) => (more = resolve));
      await sender.sendMessages({ body });
      await arrived;
      await inject("detach-forced");
    }
    assert.deepEqual(seen, ["before", "after"]);
    await client.close();
  }));

test("a lost lock fails the settlement, the message comes again", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages({ body: "lost" });
    const message = await one(receiver);
    await inject("lose-lock");
    await assert.rejects(receiver.completeMessage(message), (error) => error.code === "MessageLockLost");
    const again = await one(receiver);
    assert.equal(again.deliveryCount, 1);
    await receiver.completeMessage(again);
  }));
