import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { soon } from "../support/until.ts";
import { finding, shown } from "../support/facts.ts";
import { kvolt } from "../support/kvolt.ts";
import { rawPeer } from "../support/raw_peer.ts";

const status = { connectorId: 1, errorCode: "NoError", status: "Available" };

Deno.test("quirk 8: a half-open socket is replaced by the new one, and its late end changes nothing", async () => {
  const csms = await kvolt();
  const old = await rawPeer(csms.ws, "/ocpp/CP-1");
  await old.send('[2,"1","Heartbeat",{}]');
  assert.equal((await old.message())[0], 3);

  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  assert.equal(await old.closed, 1000, "the old one is told to go");
  // What the dead socket still had on its way is not answered, and its end is not the station's.
  await old.send('[2,"2","Heartbeat",{}]');
  old.drop();

  await cp.call("StatusNotification", status);
  assert.equal((await shown(csms, "CP-1")).online, true);
  const { items } = await csms.csms.journal.page({ limit: 50 });
  assert.deepEqual(
    items.map(({ value }) => value.type).filter((type) => type.startsWith("station.")).sort(),
    ["station.booted", "station.connected", "station.connected", "station.discovered"],
  );
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 8: a station that dials ten times at once has one connection, the last", async () => {
  const csms = await kvolt();
  const all = [];
  for (let dial = 0; dial < 10; dial++) all.push(await charger(csms.ws, "CP-1"));
  const last = all.pop()!;
  await last.boot();
  for (const cp of all) assert.equal((await cp.closed).code, 1000);
  assert.equal([...csms.csms.links.all()].length, 1);
  await last.call("Heartbeat", {});
  await last.close();
  await soon(async () => assert.equal((await shown(csms, "CP-1")).online, false));
  await csms.stop();
});

Deno.test("quirk 9: nothing that an operator or the station does to its record costs the connection", async () => {
  const csms = await kvolt({ DISCOVERY: "approve" });
  const cp = await charger(csms.ws, "CP-1");
  const boot = { chargePointVendor: "V", chargePointModel: "M" };
  assert.equal((await cp.call("BootNotification", boot)).status, "Pending");
  await csms.csms.stations.decide("CP-1", "Accepted");
  assert.equal((await cp.call("BootNotification", boot)).status, "Accepted");
  await cp.answers("TriggerMessage", { status: "Accepted" });
  await csms.csms.stations.set("CP-1", { strictness: "strict", connectorZero: "any" });
  await csms.csms.stations.giveKey("CP-1");
  await assert.rejects(cp.call("Nonsense", {}), /NotImplemented/);
  await assert.rejects(cp.call("StatusNotification", { ...status, status: "Odd" }), /Violation/);
  assert.equal((await cp.call("BootNotification", boot)).status, "Accepted", "on the same socket");
  await cp.call("Heartbeat", {});
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 9: a stopping kvolt says 1001, after what it acknowledged is written", async () => {
  const csms = await kvolt();
  const cps = await Promise.all(["A", "B", "C"].map((id) => charger(csms.ws, id)));
  for (const cp of cps) await cp.boot();
  const stopped = csms.stop();
  for (const cp of cps) {
    const { code, reason } = await cp.closed;
    assert.equal(code, 1001);
    assert.match(reason, /dial again/);
  }
  await stopped;
});

Deno.test("quirk 10: frames in the same write as the upgrade are all answered, in order", async () => {
  const csms = await kvolt();
  const boot = { chargePointVendor: "Fast", chargePointModel: "One" };
  const cp = await rawPeer(csms.ws, "/ocpp/CP-1", {
    first: [
      JSON.stringify([2, "1", "BootNotification", boot]),
      JSON.stringify([2, "2", "StatusNotification", status]),
      JSON.stringify([2, "3", "Heartbeat", {}]),
    ],
  });
  assert.equal(cp.status, 101);
  const answers = [await cp.message(), await cp.message(), await cp.message()];
  assert.deepEqual(answers.map(([type, id]) => [type, id]), [[3, "1"], [3, "2"], [3, "3"]]);
  assert.equal(answers[0][2].status, "Accepted");
  const station = await shown(csms, "CP-1");
  assert.equal(station.vendor, "Fast");
  assert.equal(station.connectors[0]?.status, "Available");
  cp.drop();
  await csms.stop();
});

for (
  const [name, payload, opcode] of [
    ["an empty text frame", "", 1],
    ["blanks and line ends", " \r\n\t", 1],
    ["NUL bytes", "\0\0\0", 1],
    ["an empty binary frame", "", 2],
  ] as const
) {
  Deno.test(`quirk 11: ${name} is not answered but counted`, async () => {
    const csms = await kvolt();
    const cp = await rawPeer(csms.ws, "/ocpp/CP-1");
    for (let n = 0; n < 3; n++) await cp.send(payload, opcode);
    await cp.send('[2,"after","Heartbeat",{}]');
    assert.deepEqual(
      (await cp.message()).slice(0, 2),
      [3, "after"],
      "the first answer is this one",
    );
    await soon(async () => {
      const { count, text } = await finding(csms, "CP-1", "empty-frame");
      assert.equal(count, 3);
      assert.match(text, /frame is empty/i);
    });
    cp.drop();
    await csms.stop();
  });
}

Deno.test("quirk 13: a payload of null, missing or an empty array is read as an empty object", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  for (
    const [id, text, kind] of [
      ["1", '[2,"1","Heartbeat",null]', "null-payload"],
      ["2", '[2,"2","Heartbeat"]', "missing-payload"],
      ["3", '[2,"3","Heartbeat",[]]', "array-payload"],
    ] as const
  ) {
    cp.raw(text);
    const [type, , { currentTime }] = await cp.answerTo(id);
    assert.equal(type, 3);
    assert.match(currentTime, /Z$/);
    assert.match((await finding(csms, "CP-1", kind)).text, /payload/);
  }
  await cp.boot();
  const list = csms.csms.ask("CP-1", "getConfiguration", { keys: ["A"] });
  cp.raw(`[3,"${(await cp.asked("GetConfiguration")).id}",null]`);
  assert.deepEqual((await list).keys, []);
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 13: a CALLERROR of two, three or four elements is an answer", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  for (
    const [rest, code, description] of [
      ["", "GenericError", ""],
      [',"NotSupported"', "NotSupported", ""],
      [',"InternalError","busy"', "InternalError", "busy"],
      [',"InternalError","",null', "InternalError", ""],
    ]
  ) {
    const reset = csms.csms.ask("CP-1", "reset", { type: "soft" }, { force: true });
    cp.raw(`[4,"${(await cp.asked("Reset")).id}"${rest}]`);
    await assert.rejects(reset, { name: "CallError", code, message: description });
  }
  await finding(csms, "CP-1", "missing-error-code");
  await finding(csms, "CP-1", "missing-description");
  await finding(csms, "CP-1", "odd-details");
  const { items } = await csms.csms.commands.page("CP-1", { limit: 10 });
  assert.deepEqual(items.map(({ value }) => value.state), Array(4).fill("refused"));
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 14: who answers no ping but speaks is alive", async () => {
  const csms = await kvolt({}, { idleSeconds: 0.4 });
  const cp = await rawPeer(csms.ws, "/ocpp/CP-1", { pongs: false });
  for (let pings = 1; pings <= 4; pings++) {
    await cp.pinged(pings);
    await cp.send(JSON.stringify([2, `${pings}`, "StatusNotification", status]));
    assert.equal((await cp.message())[1], `${pings}`, "still connected");
  }
  assert.equal((await shown(csms, "CP-1")).online, true);
  cp.drop();
  await csms.stop();
});

Deno.test("quirk 14: who never says a word but answers pings is alive", async () => {
  const csms = await kvolt({}, { idleSeconds: 0.4 });
  const cp = await rawPeer(csms.ws, "/ocpp/CP-1");
  await cp.pinged(4);
  assert.equal((await shown(csms, "CP-1")).online, true);
  cp.drop();
  await csms.stop();
});

Deno.test("quirk 14: who neither speaks nor answers pings is gone", async () => {
  const csms = await kvolt({}, { idleSeconds: 0.4 });
  const cp = await rawPeer(csms.ws, "/ocpp/CP-1", { pongs: false });
  await cp.pinged(1);
  const again = cp.pinged(2).then(() => "pinged again");
  assert.notEqual(await Promise.race([again, cp.closed]), "pinged again", "no second chance");
  await soon(async () => assert.equal((await shown(csms, "CP-1")).online, false));
  cp.drop();
  await csms.stop();
});
