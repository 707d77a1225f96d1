import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";

/** The ids of the next `count` answers that a charger gets, in the order in which they come. */
function answersOf(socket: WebSocket, count: number): Promise<string[]> {
  const ids: string[] = [];
  return new Promise((resolve) =>
    socket.addEventListener("message", ({ data }) => {
      const [type, id] = JSON.parse(data);
      if (type !== 2 && ids.push(id) === count) resolve(ids);
    })
  );
}

Deno.test("law 4: a burst of 200 requests of every kind is answered in the order of arrival", async () => {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
  const cp = await charger(csms.ws, "CP-1");
  const answers = answersOf(cp.socket, 200);
  const kinds: [string, unknown][] = [
    ["Heartbeat", {}],
    ["StatusNotification", { connectorId: 1, errorCode: "NoError", status: "Charging" }],
    ["Unknown", {}],
    ["Authorize", { idTag: "TAG-1" }],
    ["DataTransfer", { vendorId: "default", data: "x" }],
    ["Authorize", {}],
    ["MeterValues", { connectorId: 1, meterValue: [] }],
  ];
  const ids = Array.from({ length: 200 }, (_, i) => `m-${i}`);
  for (const [i, id] of ids.entries()) {
    const [action, payload] = kinds[i % kinds.length]!;
    cp.raw(JSON.stringify([2, id, action, payload]));
  }
  assert.deepEqual(await answers, ids);
  await cp.close();
  await csms.stop();
});

Deno.test("law 4: a request that cannot be read is answered in its turn", async () => {
  const csms = await kvolt();
  const gate = Promise.withResolvers<void>();
  csms.csms.devices.transfers.handle("V", async () => {
    await gate.promise;
    return { status: "Accepted" };
  });
  const cp = await charger(csms.ws, "CP-1");
  const answers = answersOf(cp.socket, 4);
  cp.raw(JSON.stringify([2, "a", "DataTransfer", { vendorId: "V" }]));
  cp.raw('[2,"b","Heartbeat",{"x": ]]}');
  cp.raw(JSON.stringify([2, "c", 5, {}]));
  cp.raw(JSON.stringify([2, "d", "Heartbeat", {}]));
  const other = await charger(csms.ws, "CP-2");
  for (let i = 0; i < 3; i++) await other.call("Heartbeat", {});
  gate.resolve();
  assert.deepEqual(await answers, ["a", "b", "c", "d"]);
  await cp.close();
  await other.close();
  await csms.stop();
});

Deno.test("law 4: while a station owes us an answer its own requests are answered, and the other way round", async () => {
  const csms = await kvolt();
  const gate = Promise.withResolvers<void>();
  csms.csms.devices.transfers.handle("V", async () => {
    await gate.promise;
    return { status: "Accepted" };
  });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const asking = csms.csms.ask("CP-1", "clearCache", {});
  const asked = await cp.asked("ClearCache");
  await cp.call("Heartbeat", {});
  await cp.call("StatusNotification", {
    connectorId: 1,
    errorCode: "NoError",
    status: "Available",
  });
  const transfer = cp.call("DataTransfer", { vendorId: "V" });
  // Our request is answered although one of the station's own still waits for us.
  cp.answer(asked, { status: "Accepted" });
  assert.equal((await asking).accepted, true);
  gate.resolve();
  await transfer;
  await cp.close();
  await csms.stop();
});

Deno.test("law 4: our requests go out one at a time, first in first out, and none is refused for another", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const keys = Array.from({ length: 8 }, (_, i) => `Key${i}`);
  const asking = keys.map((key) =>
    csms.csms.call("CP-1", "GetConfiguration", { key: [key] }) as Promise<
      { unknownKey: string[] }
    >
  );
  let outstanding = 0;
  let most = 0;
  cp.socket.addEventListener("message", ({ data }) => {
    if (JSON.parse(data)[0] === 2) most = Math.max(most, ++outstanding);
  });
  const order: string[] = [];
  for (const _ of keys) {
    const asked = await cp.asked("GetConfiguration");
    order.push(asked.payload.key[0]);
    await cp.call("Heartbeat", {});
    outstanding--;
    cp.answer(asked, { unknownKey: asked.payload.key });
  }
  assert.deepEqual(order, keys);
  assert.ok(most <= 1, `${most} at once`);
  const answers = await Promise.all(asking);
  assert.deepEqual(answers.map(({ unknownKey }) => unknownKey[0]), keys, "each gets its own");
  await cp.close();
  await csms.stop();
});

Deno.test("law 4: one slow station holds up no other", async () => {
  const csms = await kvolt();
  const gate = Promise.withResolvers<void>();
  csms.csms.devices.transfers.handle("V", async () => {
    await gate.promise;
    return { status: "Accepted" };
  });
  const slow = await charger(csms.ws, "CP-1");
  const quick = await charger(csms.ws, "CP-2");
  const waiting = slow.call("DataTransfer", { vendorId: "V" });
  await quick.call("DataTransfer", { vendorId: "default" });
  await quick.boot();
  gate.resolve();
  await waiting;
  await slow.close();
  await quick.close();
  await csms.stop();
});
