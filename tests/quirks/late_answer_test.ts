import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { findingsOf } from "../support/findings.ts";
import { scene } from "../support/scene.ts";
import { soon } from "../support/until.ts";

Deno.test("quirk 19: an answer after 60 s is a time-out first, and then the late answer", async () => {
  const { csms, clock } = await scene();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const command = async () => (await csms.csms.commands.page("CP-1", { limit: 1 })).items[0]!.value;

  const reset = csms.csms.ask("CP-1", "reset", { type: "soft" });
  const timedOut = assert.rejects(reset, { name: "NoAnswer", message: /within 30000 ms/ });
  const asked = await cp.asked("Reset");
  assert.equal((await command()).state, "sent");
  clock.advance(30_000);
  await timedOut;
  await soon(async () => assert.equal((await command()).state, "timeout"));

  clock.advance(30_000);
  cp.answer(asked, { status: "Accepted" });
  await soon(async () => assert.equal((await command()).state, "late"));
  const { state, result, answeredAt } = await command();
  assert.deepEqual([state, result], ["late", { status: "Accepted" }]);
  assert.equal(answeredAt, "2026-01-01T00:01:00.000Z");
  const { items } = await csms.csms.journal.page({ limit: 50 });
  const states = items.map(({ value }) => value).filter(({ type }) => type === "command.answered")
    .map(({ data }) => (data as { state: string }).state);
  assert.deepEqual(states.sort(), ["late", "timeout"]);
  assert.deepEqual(await findingsOf(csms.csms, "CP-1"), [], "slowness is no fault");
  await cp.close();
  await csms.stop();
});

Deno.test("quirk 19: what a late answer means is kept, and others were served meanwhile", async () => {
  const { csms, clock } = await scene();
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const set = csms.csms.ask("CP-1", "setConfiguration", { key: "HeartbeatInterval", value: "60" });
  const timedOut = assert.rejects(set, { name: "NoAnswer" });
  const asked = await cp.asked("ChangeConfiguration");
  clock.advance(30_000);
  await timedOut;
  const cleared = csms.csms.ask("CP-1", "clearCache", {});
  await cp.answers("ClearCache", { status: "Accepted" });
  assert.equal((await cleared).accepted, true);
  assert.deepEqual(await csms.csms.devices.configuration.all("CP-1"), []);

  cp.answer(asked, { status: "Accepted" });
  await soon(async () => {
    const [key] = await csms.csms.devices.configuration.all("CP-1");
    assert.deepEqual([key?.key, key?.value], ["HeartbeatInterval", "60"]);
  });
  await cp.close();
  await csms.stop();
});
