import assert from "node:assert/strict";
import { test } from "node:test";
import { one, queues, withClient } from "./client.mjs";

const { sessions } = queues;
const unique = (name) => `${name}-${process.hrtime.bigint()}`;

test("a named session delivers only its own, in order", () =>
  withClient(async (client) => {
    const [mine, other] = [unique("mine"), unique("other")];
    await client.createSender(sessions).sendMessages([
      { sessionId: mine, body: 1 },
      { sessionId: other, body: "x" },
      { sessionId: mine, body: 2 },
    ]);
    const receiver = await client.acceptSession(sessions, mine);
    assert.equal(receiver.sessionId, mine);
    assert.ok(receiver.sessionLockedUntilUtc > new Date());
    for (const expected of [1, 2]) {
      const message = await one(receiver);
      assert.equal(message.body, expected);
      await receiver.completeMessage(message);
    }
    await receiver.close();
    const rest = await client.acceptSession(sessions, other, { receiveMode: "receiveAndDelete" });
    assert.equal((await one(rest)).body, "x");
    await rest.close();
  }));

test("a held session can't be taken twice, and can after it is closed", () =>
  withClient(async (client) => {
    const id = unique("held");
    await client.createSender(sessions).sendMessages({ sessionId: id, body: 1 });
    const first = await client.acceptSession(sessions, id);
    await assert.rejects(client.acceptSession(sessions, id), (error) => error.code === "SessionCannotBeLocked");
    await first.close();
    const second = await client.acceptSession(sessions, id);
    await second.completeMessage(await one(second));
    await second.close();
  }));

test("next session takes a free one", () =>
  withClient(async (client) => {
    const id = unique("next");
    await client.createSender(sessions).sendMessages({ sessionId: id, body: 1 });
    const next = await client.acceptNextSession(sessions);
    assert.equal(next.sessionId, id);
    await next.completeMessage(await one(next));
    await next.close();
  }));

test("session state and lock renewal", () =>
  withClient(async (client) => {
    const id = unique("state");
    await client.createSender(sessions).sendMessages({ sessionId: id, body: 1 });
    const receiver = await client.acceptSession(sessions, id);
    await receiver.setSessionState({ step: 3 });
    assert.deepEqual(await receiver.getSessionState(), { step: 3 });
    assert.ok((await receiver.renewSessionLock()) > new Date());
    await receiver.completeMessage(await one(receiver));
    await receiver.close();
  }));

test("a message without session is refused", () =>
  withClient(async (client) => {
    await assert.rejects(client.createSender(sessions).sendMessages({ body: "no session" }));
  }));

test("without a free session the wait ends in time", () =>
  withClient(async (client) => {
    await assert.rejects(client.acceptNextSession(sessions, { maxAutoLockRenewalDurationInMs: 0, abortSignal: AbortSignal.timeout(1500) }));
  }));

test("session state that was never set is none", () =>
  withClient(async (client) => {
    const receiver = await client.acceptSession(sessions, unique("stateless"));
    assert.equal(await receiver.getSessionState(), null);
    await receiver.setSessionState("x");
    await receiver.setSessionState(null);
    assert.equal(await receiver.getSessionState(), null);
    await receiver.close();
  }));

test("two sessions are worked on at once, each in order", () =>
  withClient(async (client) => {
    const ids = [unique("left"), unique("right")];
    const sender = client.createSender(sessions);
    for (let n = 0; n < 10; n++) await sender.sendMessages(ids.map((sessionId) => ({ sessionId, body: n })));
    await Promise.all(
      ids.map(async (id) => {
        const receiver = await client.acceptSession(sessions, id);
        for (let n = 0; n < 10; n++) {
          const message = await one(receiver);
          assert.equal(message.body, n);
          await receiver.completeMessage(message);
        }
        await receiver.close();
      }),
    );
  }));
