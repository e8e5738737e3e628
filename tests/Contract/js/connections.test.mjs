import assert from "node:assert/strict";
import { test } from "node:test";
import { connect, connectWithWrongKey, one, queues, withClient, withQueue } from "./client.mjs";

const { plain, other } = queues;

test("a storm of connects", async () => {
  for (let round = 0; round < 5; round++) {
    await Promise.all(
      [...Array(20).keys()].map(() =>
        withClient(async (client) => {
          await client.createSender(other).sendMessages({ body: "storm" });
        }),
      ),
    );
  }
  await withClient(async (client) => {
    const receiver = client.createReceiver(other, { receiveMode: "receiveAndDelete" });
    let got = 0;
    while (got < 100) {
      const some = await receiver.receiveMessages(100, { maxWaitTimeInMs: 10000 });
      assert.notEqual(some.length, 0);
      got += some.length;
    }
    assert.equal(got, 100);
  });
});

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

test("closing in mid-flow leaves the session of the client alive", () =>
  withQueue(plain, async (client, sender) => {
    for (let round = 0; round < 5; round++) {
      await sender.sendMessages([...Array(50).keys()].map((n) => ({ body: n })));
      const busy = client.createReceiver(plain, { receiveMode: "receiveAndDelete" });
      let first;
      const started = new Promise((resolve) => (first = resolve));
      busy.subscribe({ processMessage: async () => first(), processError: async () => {} });
      await started;
      await busy.close();
    }
    await sender.sendMessages({ body: "still here" });
    assert.ok((await client.createReceiver(plain).peekMessages(1)).length === 1);
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
