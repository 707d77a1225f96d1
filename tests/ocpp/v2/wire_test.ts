import assert from "node:assert/strict";
import { charger } from "../../support/charger.ts";
import { kvolt } from "../../support/kvolt.ts";
import { soon } from "../../support/until.ts";
import { card, event, stage } from "./stage.ts";

Deno.test("the best version that both speak is chosen, in whatever order and spacing it is offered", async () => {
  const csms = await kvolt();
  const offers = [
    [["ocpp1.6", "ocpp2.0.1", "ocpp2.1"], "ocpp2.1"],
    [["ocpp2.0.1", "ocpp1.6"], "ocpp2.0.1"],
    [["ocpp1.6", "ocpp2.0.1"], "ocpp2.0.1"],
    [["ocpp2.0.1.1", "ocpp1.6"], "ocpp1.6"],
  ] as const;
  for (const [protocols, chosen] of offers) {
    const cp = await charger(csms.ws, "CP-1", { protocols: [...protocols] });
    assert.equal(cp.protocol, chosen);
    await cp.boot();
    await cp.close();
  }
  await csms.stop();
});

Deno.test("quirk 3: a station that flips its version keeps its transactions, and can be pinned", async () => {
  const { csms, cp, end } = await stage();
  await cp.call("TransactionEvent", event("Started", 0, 0, { idToken: card }));
  const flipped = await charger(csms.ws, "CP-1");
  await flipped.boot();
  const { body } = await csms.get("/stations/CP-1");
  assert.equal(body.protocol, "ocpp1.6");
  assert.equal((await csms.get("/transactions")).body.items[0].state, "open");
  await flipped.close();
  await csms.csms.stations.set("CP-1", { protocol: "ocpp2.0.1" });
  await assert.rejects(charger(csms.ws, "CP-1"));
  const all = ["ocpp2.1", "ocpp2.0.1", "ocpp1.6"];
  const pinned = await charger(csms.ws, "CP-1", { protocols: all });
  assert.equal(pinned.protocol, "ocpp2.0.1");
  await pinned.close();
  await end();
});

Deno.test("quirk 23: connectors are learned from transactions where no status names them", async () => {
  const { csms, cp, end } = await stage("ocpp2.1");
  const evse = { id: 2, connectorId: 3 };
  await cp.call("TransactionEvent", event("Started", 0, 0, { idToken: card, evse }));
  const { connectors } = (await csms.get("/stations/CP-1")).body;
  assert.deepEqual(
    connectors.map(({ evse, connector, status }: Record<string, unknown>) => [
      ...[evse, connector, status],
    ]),
    [[2, 3, "Occupied"]],
  );
  await end();
});

Deno.test("quirk 23: a connector is learned where a later event is the first to name it", async () => {
  const { csms, cp, end } = await stage();
  await cp.call("TransactionEvent", event("Started", 0, 0, { idToken: card, evse: undefined }));
  assert.deepEqual((await csms.get("/stations/CP-1")).body.connectors, []);
  await cp.call("TransactionEvent", event("Updated", 1, 1, { evse: { id: 2, connectorId: 1 } }));
  const { connectors } = (await csms.get("/stations/CP-1")).body;
  assert.deepEqual(connectors.map(({ evse }: { evse: number }) => evse), [2]);
  await end();
});

Deno.test("a SEND is never answered, whatever is in it", async () => {
  const { csms, cp, end } = await stage("ocpp2.1");
  const frames: unknown[][] = [];
  cp.socket.addEventListener("message", ({ data }) => frames.push(JSON.parse(data)));
  cp.raw(JSON.stringify([6, "s-1", "NotifyPeriodicEventStream", { broken: true }]));
  cp.raw(JSON.stringify([6, "s-2", "Heartbeat", {}]));
  cp.raw(JSON.stringify([6, "s-3", "NoSuchThing", {}]));
  await cp.call("Heartbeat", {}, "after");
  assert.deepEqual(frames.map(([type, id]) => [type, id]), [[3, "after"]]);
  await soon(async () => {
    const { findings } = (await csms.get("/stations/CP-1")).body;
    const kinds = findings.map(({ kind }: { kind: string }) => kind);
    assert.ok(kinds.includes("unknown-message-type"), String(kinds));
  });
  await end();
});

Deno.test("a CALLRESULTERROR for our answer is kept, and ends nothing", async () => {
  const { csms, cp, end } = await stage("ocpp2.1");
  await cp.call("Heartbeat", {}, "h-1");
  cp.raw(JSON.stringify([5, "h-1", "FormatViolation", "currentTime", {}]));
  await cp.call("Heartbeat", {});
  await soon(async () => {
    const { items } = (await csms.get("/stations/CP-1/messages")).body;
    assert.ok(
      items.some(({ kind, text }: Record<string, string>) =>
        kind === "error" && text?.includes("FormatViolation")
      ),
    );
  });
  await end();
});
