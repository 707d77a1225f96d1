import assert from "node:assert/strict";
import { type Charger, charger, Refused } from "../support/charger.ts";
import { findingsOf } from "../support/findings.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { soon } from "../support/until.ts";

const kinds = async ({ csms }: TestKvolt) =>
  (await findingsOf(csms, "CP-1")).map(({ kind }) => kind);
const clear = async ({ csms }: TestKvolt) => {
  for (const { kind } of await findingsOf(csms, "CP-1")) await csms.findings.clear("CP-1", kind);
};
const boot = { chargePointVendor: "Test", chargePointModel: "One" };
const status = { connectorId: 1, errorCode: "NoError", status: "Available" };

/** What stations get wrong in a payload; the finding that it leaves; the code of 1.6 where that is refused. */
const sloppy: readonly [string, string, unknown, string, string][] = [
  [
    "an unknown field",
    "BootNotification",
    { ...boot, mood: "fine" },
    "unknown-field",
    "OccurenceConstraintViolation",
  ],
  [
    "an over-long string",
    "BootNotification",
    { ...boot, chargePointModel: "x".repeat(23) },
    "too-long",
    "PropertyConstraintViolation",
  ],
  [
    "an unknown enum value",
    "StatusNotification",
    { ...status, status: "Error" },
    "unknown-value",
    "PropertyConstraintViolation",
  ],
  [
    "null for an absent optional",
    "BootNotification",
    { ...boot, iccid: null },
    "null-field",
    "TypeConstraintViolation",
  ],
  [
    "a time without a zone",
    "StatusNotification",
    { ...status, timestamp: "2026-01-01T10:00:00" },
    "odd-time",
    "FormationViolation",
  ],
  [
    "a number as text",
    "StatusNotification",
    { ...status, connectorId: "1" },
    "text-for-number",
    "TypeConstraintViolation",
  ],
  [
    "a missing field",
    "StatusNotification",
    { connectorId: 1, status: "Available" },
    "missing-field",
    "OccurenceConstraintViolation",
  ],
];

for (const [what, action, payload, kind] of sloppy) {
  Deno.test(`law 6: ${what} is accepted, mended and noted where the station is lenient`, async () => {
    const csms = await kvolt();
    const cp = await charger(csms.ws, "CP-1");
    await cp.call(action, payload);
    assert.deepEqual(await kinds(csms), [kind]);
    await cp.close();
    await csms.stop();
  });
}

Deno.test("law 6: where the station is strict each of them is refused with the code that 1.6 spells", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  await csms.csms.stations.set("CP-1", { strictness: "strict" });
  for (const [what, action, payload, , code] of sloppy) {
    const call = cp.call(action, payload);
    await assert.rejects(call, (error) => {
      assert.ok(error instanceof Refused, what);
      assert.equal(error.code, code, what);
      assert.match(error.description, new RegExp(`^${action}: .`));
      return true;
    });
  }
  assert.deepEqual(await kinds(csms), ["refused-request"]);
  await clear(csms);
  await cp.boot();
  await cp.call("StatusNotification", { ...status, timestamp: "2026-01-01T10:00:00.123+02:00" });
  assert.deepEqual(await kinds(csms), [], "what is right is right");
  await cp.close();
  await csms.stop();
});

Deno.test("law 6: strictness is a matter of one station", async () => {
  const csms = await kvolt();
  const strict = await charger(csms.ws, "CP-2");
  const lenient = await charger(csms.ws, "CP-1");
  await strict.boot();
  await csms.csms.stations.set("CP-2", { strictness: "strict" });
  const odd = { ...boot, mood: "fine" };
  await lenient.call("BootNotification", odd);
  await assert.rejects(strict.call("BootNotification", odd), Refused);
  await strict.close();
  await lenient.close();
  await csms.stop();
});

/** Frames that are no frames as the specification has them; what each is answered, and the finding. */
const odd: readonly [string, string, unknown, string][] = [
  ["a payload of null", '[2,"x","Heartbeat",null]', 3, "null-payload"],
  ["no payload at all", '[2,"x","Heartbeat"]', 3, "missing-payload"],
  ["an array for a payload", '[2,"x","Heartbeat",[]]', 3, "array-payload"],
  ["a number for an id", '[2,12,"Heartbeat",{}]', 3, "number-id"],
  ["NUL bytes at its end", '[2,"x","Heartbeat",{}]\0\0', 3, "broken-json"],
  ["blanks around its action", '[2,"x"," Heartbeat ",{}]', 3, "padded-action"],
  ["a missing bracket", '[2,"x","Heartbeat",{}', 3, "broken-json"],
  ["one element too many", '[2,"x","Heartbeat",{},5]', 3, "extra-elements"],
  ["an unknown action", '[2,"x","Sing",{}]', 4, "refused-request"],
  ["no end in sight", '[2,"x","Heartbeat",{"a":"', 4, "broken-frame"],
];

/** Sends a frame; gives the answer to it. */
async function answerTo(cp: Charger, frame: string): Promise<unknown[]> {
  const answer = new Promise<string>((resolve) =>
    cp.socket.addEventListener("message", ({ data }) => resolve(data), { once: true })
  );
  cp.raw(frame);
  return JSON.parse(await answer);
}

Deno.test("law 6: a frame with an odd form is answered, noted, and ends nothing", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  for (const [what, frame, type, kind] of odd) {
    const answer = await answerTo(cp, frame);
    assert.equal(answer[0], type, what);
    assert.equal(answer[1], frame.includes("12") ? 12 : "x", what);
    await cp.call("Heartbeat", {});
    await soon(async () => {
      const told = await kinds(csms);
      assert.ok(told.includes(kind), `${what}: ${told}`);
    });
    await clear(csms);
  }
  await cp.close();
  await csms.stop();
});

Deno.test("law 6: what nobody can answer is counted and kept, and the connection lives", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  for (const frame of ["", " \r\n", "\0\0", "hello", "{}", "[]", "17", '[9,"x",{}]', "[2]"]) {
    cp.raw(frame);
  }
  cp.socket.send(new Uint8Array([0xff, 0xfe, 0x00]));
  await cp.boot();
  const { findings, messages } = csms.csms;
  await soon(async () => {
    const found = new Map(
      (await findingsOf({ findings }, "CP-1")).map(({ kind, count }) => [kind, count]),
    );
    assert.deepEqual([found.get("empty-frame"), found.get("broken-frame")], [3, 7]);
  });
  const { items } = await messages.page("CP-1", { limit: 50 });
  const malformed = items.filter(({ value }) => value.kind === "malformed");
  assert.equal(malformed.length, 10, "kept as they came");
  assert.ok(malformed.some(({ value }) => value.text === "hello"));
  await cp.close();
  await csms.stop();
});

Deno.test("law 6: a binary frame is read as the text that it is", async () => {
  const csms = await kvolt();
  const cp = await charger(csms.ws, "CP-1");
  cp.socket.send(new TextEncoder().encode('[2,"b","Heartbeat",{}]'));
  assert.equal((await cp.answerTo("b"))[0], 3);
  await cp.close();
  await csms.stop();
});
