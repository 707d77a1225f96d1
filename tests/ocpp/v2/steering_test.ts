import assert from "node:assert/strict";
import { card, event, shown, stage } from "./stage.ts";

const accepted = { status: "Accepted" };

for (const protocol of ["ocpp2.0.1", "ocpp2.1"]) {
  Deno.test(`a start from afar on ${protocol} is known by its number, and stopped by the station's id`, async () => {
    const { csms, cp, end } = await stage(protocol);
    await csms.csms.tokens.put({ id: "CARD-1", status: "Accepted", type: "ISO14443" });
    const started = csms.send("POST", "/stations/CP-1/start", { token: "CARD-1", evse: 1 });
    const { payload } = await cp.answers("RequestStartTransaction", accepted);
    assert.deepEqual(payload.idToken, card);
    assert.equal(payload.evseId, 1);
    assert.equal((await started).status, 200);
    const { remoteStartId } = payload;
    await cp.call(
      "TransactionEvent",
      event("Started", 0, 0, { triggerReason: "RemoteStart", transactionInfo: { remoteStartId } }),
    );
    const [transaction] = await shown(csms);
    assert.deepEqual([transaction.token, transaction.remoteStartId], ["CARD-1", remoteStartId]);
    assert.ok(!transaction.flags.includes("unknown-remote-start"));
    const stopped = csms.send("POST", "/stations/CP-1/stop", { transaction: transaction.id });
    const stop = await cp.answers("RequestStopTransaction", accepted);
    assert.deepEqual(stop.payload, { transactionId: "T-1" });
    assert.equal((await stopped).body.accepted, true);
    await end();
  });
}

Deno.test("a start from afar that goes into what has begun already is told with it, and gives it its token", async () => {
  const { csms, cp, end } = await stage();
  await cp.call(
    "TransactionEvent",
    event("Started", 0, 0, { triggerReason: "CablePluggedIn" }),
  );
  const answer = csms.send("POST", "/stations/CP-1/start", { token: "CARD-1", evse: 1 });
  const { payload } = await cp.answers("RequestStartTransaction", {
    ...{ ...accepted, transactionId: "T-1" },
  });
  const [before] = await shown(csms);
  assert.equal((await answer).body.transaction, before.id);
  const [linked] = await shown(csms);
  assert.deepEqual([linked.remoteStartId, linked.token], [payload.remoteStartId, ""]);
  await cp.call("TransactionEvent", event("Updated", 1, 1, { triggerReason: "RemoteStart" }));
  const [authorized] = await shown(csms);
  assert.deepEqual([authorized.token, authorized.state], ["CARD-1", "open"]);
  await end();
});

Deno.test("a start from afar is told with no transaction that nobody knows", async () => {
  const { csms, cp, end } = await stage();
  const answer = csms.send("POST", "/stations/CP-1/start", { token: "CARD-1", evse: 1 });
  await cp.answers("RequestStartTransaction", { ...accepted, transactionId: "T-9" });
  assert.equal((await answer).body.transaction, null);
  await end();
});

Deno.test("what is asked of a station in neutral words is valid 2.x", async () => {
  const { csms, cp, end } = await stage();
  const cases = [
    ["unlock", { evse: 1, connector: 2 }, "UnlockConnector", { evseId: 1, connectorId: 2 }],
    ["reset", { type: "soft" }, "Reset", { type: "OnIdle" }],
    ["reset", { type: "hard", evse: 2 }, "Reset", { type: "Immediate", evseId: 2 }],
    ["clear-cache", undefined, "ClearCache", {}],
    ["trigger", { message: "TransactionEvent", evse: 1 }, "TriggerMessage", {
      requestedMessage: "TransactionEvent",
      evse: { id: 1 },
    }],
    ["trigger", { message: "StatusNotification", evse: 1 }, "TriggerMessage", {
      requestedMessage: "StatusNotification",
      evse: { id: 1, connectorId: 1 },
    }],
    ["trigger", { message: "StatusNotification", evse: 2, connector: 3 }, "TriggerMessage", {
      requestedMessage: "StatusNotification",
      evse: { id: 2, connectorId: 3 },
    }],
    ["availability", { operative: false }, "ChangeAvailability", {
      operationalStatus: "Inoperative",
    }],
    ["availability", { operative: true, evse: 2, connector: 1 }, "ChangeAvailability", {
      operationalStatus: "Operative",
      evse: { id: 2, connectorId: 1 },
    }],
  ] as const;
  for (const [path, body, action, payload] of cases) {
    const answer = csms.send("POST", `/stations/CP-1/${path}`, body);
    const status = action === "UnlockConnector" ? "Unlocked" : "Accepted";
    const asked = await cp.answers(action, { status });
    assert.deepEqual(asked.payload, payload, path);
    assert.deepEqual((await answer).body, { accepted: true, status, why: null }, path);
  }
  await end();
});

Deno.test("2.1: a trigger of a vendor's own making is asked for by its name, which 2.0.1 has no word for", async () => {
  const body = { message: "CustomTrigger", custom: "org.example.Health" };
  const { csms, cp, end } = await stage("ocpp2.1");
  const answer = csms.send("POST", "/stations/CP-1/trigger", body);
  const asked = await cp.answers("TriggerMessage", { status: "NotImplemented" });
  assert.deepEqual(asked.payload, {
    ...{ requestedMessage: "CustomTrigger", customTrigger: "org.example.Health" },
  });
  assert.deepEqual((await answer).body, { accepted: false, status: "NotImplemented", why: null });
  assert.equal(
    (await csms.send("POST", "/stations/CP-1/trigger", {
      message: "CustomTrigger",
    })).status,
    409,
  );
  await end();
  const earlier = await stage("ocpp2.0.1");
  assert.equal((await earlier.csms.send("POST", "/stations/CP-1/trigger", body)).status, 422);
  await earlier.end();
});

Deno.test("quirk 54: a null statusInfo is no refusal", async () => {
  const { csms, cp, end } = await stage();
  const cleared = csms.csms.ask("CP-1", "clearCache", {});
  await cp.answers("ClearCache", { status: "Accepted", statusInfo: null });
  assert.deepEqual(await cleared, { accepted: true, status: "Accepted" });
  await end();
});

Deno.test("data of any shape is transferred, and audited as text", async () => {
  const { csms, cp, end } = await stage();
  const data = { a: [1, null] };
  const answer = await cp.call("DataTransfer", { vendorId: "default", data });
  assert.deepEqual(answer, { status: "Accepted", data });
  const sent = csms.csms.ask("CP-1", "dataTransfer", { vendorId: "v", data: "hello" });
  await cp.answers("DataTransfer", { status: "Accepted", data: [1] });
  assert.deepEqual(await sent, { accepted: true, status: "Accepted", data: "[1]" });
  const { body } = await csms.get("/stations/CP-1/data-transfers");
  assert.deepEqual(
    body.items.map((one: Record<string, string>) => [one.direction, one.data, one.response]),
    [["out", "hello", "[1]"], ["in", JSON.stringify(data), JSON.stringify(data)]],
  );
  await end();
});
