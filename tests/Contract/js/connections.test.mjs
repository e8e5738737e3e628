import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, connectWithWrongKey, one, queues, withQueue } from "./client.mjs";

const { plain } = queues;

test("a receive that drains an empty queue ends in time, again and again", () =>
  withQueue(plain, async (client, sender, receiver) => {
    for (let i = 0; i < 5; i++) assert.equal((await receiver.receiveMessages(10, { maxWaitTimeInMs: 50 })).length, 0);
    await sender.sendMessages({ body: "after drains" });
    assert.equal((await one(receiver)).body, "after drains");
  }));

test("fewer messages than asked for", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages([{ body: 1 }, { body: 2 }, { body: 3 }]);
    const got = await receiver.receiveMessages(10, { maxWaitTimeInMs: 10000 });
    assert.equal(got.length, 3);
  }));

test("subscribe delivers everything once, several at a time", () =>
  withQueue(plain, async (client, sender, receiver) => {
    const wanted = 300;
    const seen = new Map();
    const finished = new Promise((resolve, reject) => {
      receiver.subscribe(
        {
          processMessage: async (message) => {
            seen.set(message.body, (seen.get(message.body) ?? 0) + 1);
            if (seen.size === wanted) resolve();
          },
          processError: async (args) => reject(args.error),
        },
        { maxConcurrentCalls: 10 },
      );
    });
    for (let i = 0; i < 3; i++) await sender.sendMessages([...Array(100).keys()].map((n) => ({ body: i * 100 + n })));
    await finished;
    await receiver.close();
    assert.ok([...seen.values()].every((times) => times === 1));
  }));

test("competing receivers share, none gets another's", () =>
  withQueue(plain, async (client, sender, receiver) => {
    await sender.sendMessages([...Array(40).keys()].map((n) => ({ body: n })));
    const second = client.createReceiver(plain);
    const [a, b] = await Promise.all([receiver, second].map((each) => each.receiveMessages(20, { maxWaitTimeInMs: 10000 })));
    const bodies = [...a, ...b].map((message) => message.body);
    assert.equal(new Set(bodies).size, bodies.length);
  }));

test("a wrong key is refused", async () => {
  const client = connectWithWrongKey();
  await assert.rejects(client.createSender(plain).sendMessages({ body: "no" }), (error) => error.code === "UnauthorizedAccess");
  await client.close();
});

test("an unknown queue is not found", async () => {
  const client = connect();
  await assert.rejects(client.createSender("contract-nowhere").sendMessages({ body: "no" }), (error) => error.code === "MessagingEntityNotFound");
  await client.close();
});
