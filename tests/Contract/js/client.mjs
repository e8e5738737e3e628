import { ServiceBusClient } from "@azure/service-bus";

const connectionString = process.env.ROUTER_CONTRACT_CONNECTION_STRING;
const retryOptions = { maxRetries: 0, timeoutInMs: 15000 };

export const queues = {
  plain: "contract-plain",
  other: "contract-other",
  duplicates: "contract-duplicates",
  sessions: "contract-sessions",
};

export function connect(options = {}) {
  return new ServiceBusClient(connectionString, { retryOptions, ...options });
}

export function connectWithWrongKey() {
  return new ServiceBusClient(connectionString.replace(/SharedAccessKey=[^;]*/, "SharedAccessKey=wrong"), { retryOptions });
}

/** Runs with a client and closes it whatever happens. */
export async function withClient(use) {
  const client = connect();
  try {
    return await use(client);
  } finally {
    await client.close();
  }
}

/** Runs with a queue that is empty before, so that the cases don't see each other's messages. */
export function withQueue(queue, use) {
  return withClient(async (client) => {
    for (const subQueueType of [undefined, "deadLetter"]) {
      const cleaner = client.createReceiver(queue, { receiveMode: "receiveAndDelete", subQueueType });
      while ((await cleaner.peekMessages(1, {})).length > 0) {
        if ((await cleaner.receiveMessages(50, { maxWaitTimeInMs: 300 })).length === 0) break;
      }
      await cleaner.close();
    }
    return use(client, client.createSender(queue), client.createReceiver(queue));
  });
}

/** As the broker's page does it; what is injected is over before this returns. */
export async function inject(fault) {
  const answer = await fetch(`${process.env.ROUTER_CONTRACT_HTTP}/faults/${fault}`, { method: "POST" });
  if (!answer.ok) throw new Error(`${fault}: ${answer.status}`);
}

export async function one(receiver) {
  const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 10000 });
  if (!message) throw new Error("nothing was delivered");
  return message;
}

export async function none(receiver) {
  return (await receiver.receiveMessages(1, { maxWaitTimeInMs: 200 })).length === 0;
}
