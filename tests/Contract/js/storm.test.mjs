import assert from "node:assert/strict";
import { test } from "node:test";
import { queues, withClient } from "./client.mjs";

const { other, plain } = queues;
const patience = 30_000;
// Every hang costs its patience, so that a broker that hangs now and then is seen as such and not as a slow one.
const cycles = process.env.ROUTER_TEST_ALL === "1" ? 3000 : 300;

function inTime(promise, what) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(`${what} hangs`)), patience)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function count(client, queue, expected) {
  const receiver = client.createReceiver(queue, { receiveMode: "receiveAndDelete" });
  let got = 0;
  while (got < expected) {
    const some = await receiver.receiveMessages(expected - got, { maxWaitTimeInMs: 10000 });
    if (some.length === 0) break;
    got += some.length;
  }
  await receiver.close();
  return got;
}

test("a storm of 500 connections, all at once", async () => {
  const started = performance.now();
  const results = await Promise.allSettled(
    [...Array(500).keys()].map((n) => inTime(withClient((client) => client.createSender(other).sendMessages({ body: n })), `connection ${n}`)),
  );
  assert.deepEqual(results.filter((result) => result.status === "rejected").map((result) => String(result.reason)), []);
  assert.equal(await withClient((client) => count(client, other, 500)), 500);
  console.log(`# 500 connections in ${((performance.now() - started) / 1000).toFixed(1)} s, 0 hangs`);
});

test("closing in mid-flow, again and again, never hangs and leaves the client alive", async () => {
  const started = performance.now();
  let hangs = 0;
  await withClient(async (client) => {
    const sender = client.createSender(plain);
    const seen = new Set();
    for (let cycle = 0; cycle < cycles; cycle++) {
      await sender.sendMessages([...Array(5).keys()].map((n) => ({ body: cycle * 5 + n })));
      const receiver = client.createReceiver(plain, { receiveMode: cycle % 2 ? "peekLock" : "receiveAndDelete" });
      let first;
      const begun = new Promise((resolve) => (first = resolve));
      receiver.subscribe(
        {
          processMessage: async (message) => {
            seen.add(message.body);
            first();
          },
          processError: async () => {},
        },
        { autoCompleteMessages: true },
      );
      await inTime(begun.then(() => receiver.close()), `cycle ${cycle}`).catch(() => hangs++);
    }
    assert.equal(hangs, 0);
    assert.ok(seen.size >= cycles);
    await sender.sendMessages({ body: "alive" });
    const receiver = client.createReceiver(plain, { receiveMode: "receiveAndDelete" });
    for (let body; body !== "alive"; ) [{ body }] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 10000 });
  });
  console.log(`# ${cycles} closes in mid-flow in ${((performance.now() - started) / 1000).toFixed(1)} s, ${hangs} hangs`);
});
