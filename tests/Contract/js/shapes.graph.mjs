// The stand-in's answers and notifications against the types that Microsoft publishes: no property that Graph does not have, each of its type.
import { test } from "node:test";
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { once } from "node:events";
import ts from "typescript";

const graph = process.env.ROUTER_CONTRACT_GRAPH_URL;
const headers = { authorization: `Bearer ${process.env.ROUTER_CONTRACT_GRAPH_KEY}`, prefer: 'IdType="ImmutableId"' };
const user = `${graph}/users/support@own.example`;

async function call(url, method = "GET", body = undefined, type = "application/json") {
  const answer = await fetch(url, { method, headers: { ...headers, ...(body === undefined ? {} : { "content-type": type }) }, body });
  assert.ok(answer.ok, `${method} ${url} was answered ${answer.status}`);
  return answer.status === 204 || answer.status === 202 ? undefined : await answer.json();
}

// OData's own notes are no properties of the types.
const withoutNotes = (value) => Array.isArray(value) ? value.map(withoutNotes)
  : value === null || typeof value !== "object" ? value
  : Object.fromEntries(Object.entries(value).filter(([name]) => !name.startsWith("@")).map(([name, inner]) => [name, withoutNotes(inner)]));

// A literal of the type, so that the compiler looks for properties too many.
function complaints(type, value) {
  const file = new URL("./shape-under-test.ts", import.meta.url).pathname;
  const text = `import type * as graph from "@microsoft/microsoft-graph-types";\nexport const value: graph.${type} = ${JSON.stringify(value)};\n`;
  const options = { strict: true, noEmit: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext };
  const host = ts.createCompilerHost(options);
  const real = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) => name === file ? ts.createSourceFile(name, text, options.target) : real(name, ...rest);
  const exists = host.fileExists.bind(host);
  host.fileExists = (name) => name === file || exists(name);
  return ts.getPreEmitDiagnostics(ts.createProgram([file], options, host)).map((found) => ts.flattenDiagnosticMessageText(found.messageText, " "));
}

function fits(type, value) {
  assert.deepEqual(complaints(type, withoutNotes(value)), []);
}

const mime = (id) => Buffer.from(`From: Kim <kim@customer.example>\r\nTo: support@own.example\r\nSubject: Shapes\r\nMessage-ID: <${id}@customer.example>\r\n\r\nText\r\n`).toString("base64");

test("A made-up property is found", () => {
  assert.notDeepEqual(complaints("Message", { id: "1", madeUp: true }), []);
  assert.notDeepEqual(complaints("Message", { isDraft: "yes" }), []);
  assert.deepEqual(complaints("Message", { id: "1", isDraft: true }), []);
});

test("A draft is a Message", async () => {
  const draft = await call(`${user}/messages`, "POST", mime("draft"), "text/plain");
  fits("Message", draft);
  fits("Message", await call(`${user}/messages/${draft.id}`));
  fits("Message", await call(`${user}/messages/${draft.id}/move`, "POST", JSON.stringify({ destinationId: "inbox" })));
});

test("A search finds Messages", async () => {
  await call(`${user}/messages`, "POST", mime("search"), "text/plain");
  const found = await call(`${user}/messages?$filter=${encodeURIComponent("internetMessageId eq '<search@customer.example>'")}`);
  assert.equal(found.value.length, 1);
  found.value.forEach((message) => fits("Message", message));
});

test("A page of changes holds Messages", async () => {
  const draft = await call(`${user}/messages`, "POST", mime("delta"), "text/plain");
  await call(`${user}/messages/${draft.id}/move`, "POST", JSON.stringify({ destinationId: "inbox" }));
  const page = await call(`${user}/mailFolders/inbox/messages/delta`);
  assert.ok(page.value.length > 0 && (page["@odata.deltaLink"] || page["@odata.nextLink"]));
  page.value.forEach((message) => fits("Message", message));
});

test("A subscription and its notifications are what Graph sends", async () => {
  const posted = [];
  const subscriber = createServer(async (request, response) => {
    const token = new URL(request.url, "http://localhost").searchParams.get("validationToken");
    if (token) {
      response.writeHead(200, { "content-type": "text/plain" }).end(token);
      return;
    }
    let body = "";
    for await (const chunk of request) body += chunk;
    posted.push(JSON.parse(body));
    response.writeHead(202).end();
    subscriber.emit("posted");
  }).listen(0, "127.0.0.1");
  await once(subscriber, "listening");
  try {
    const here = `http://127.0.0.1:${subscriber.address().port}`;
    const made = await call(`${graph}/subscriptions`, "POST", JSON.stringify({
      changeType: "created", notificationUrl: `${here}/mail`, lifecycleNotificationUrl: `${here}/lifecycle`, clientState: "state",
      resource: "/users/support@own.example/mailFolders('inbox')/messages", expirationDateTime: new Date(Date.now() + 3_600_000).toISOString(),
    }));
    fits("Subscription", made);
    fits("Subscription", await call(`${graph}/subscriptions/${made.id}`, "PATCH", JSON.stringify({ expirationDateTime: new Date(Date.now() + 7_200_000).toISOString() })));
    (await call(`${graph}/subscriptions`)).value.forEach((subscription) => fits("Subscription", subscription));
    const announced = once(subscriber, "posted");
    await fetch(`${process.env.ROUTER_CONTRACT_GRAPH_ARRIVALS}`, { method: "POST" });
    await announced;
    // The resource's own data are untyped in the published types.
    fits("ChangeNotificationCollection", { value: posted[0].value.map(({ resourceData, ...item }) => item) });
    assert.deepEqual(Object.keys(posted[0].value[0].resourceData).sort(), ["@odata.etag", "@odata.id", "@odata.type", "id"]);
  } finally {
    subscriber.close();
  }
});
