import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { fakeClock } from "../support/clock.ts";
import { kvolt } from "../support/kvolt.ts";
import { happens } from "../support/until.ts";

Deno.test("law 12: an answer after the time-out is told to the operator, and what it means is kept", async () => {
  const clock = fakeClock();
  const csms = await kvolt({}, { clock });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const commands = async () =>
    (await csms.csms.commands.page("CP-1", { limit: 10 })).items.map(({ value }) => value);

  const asking = csms.csms.call("CP-1", "GetConfiguration", {});
  const asked = await cp.asked("GetConfiguration");
  assert.deepEqual((await commands()).map(({ state }) => state), ["sent"]);
  const failed = assert.rejects(asking, { name: "NoAnswer" });
  clock.advance(30_000);
  await failed;
  assert.deepEqual((await commands()).map(({ state }) => state), ["timeout"]);

  // The next request goes out meanwhile: one that is not answered blocks nothing.
  const next = csms.csms.ask("CP-1", "clearCache", {});
  await cp.answers("ClearCache", { status: "Accepted" });
  await next;

  clock.advance(60_000);
  const late = happens(
    csms.csms,
    ({ type, data }) => type === "command.answered" && (data as { state: string }).state === "late",
  );
  const kept = happens(csms.csms, ({ type }) => type === "configuration.changed");
  cp.answer(asked, { configurationKey: [{ key: "A", readonly: false, value: "1" }] });
  await late;
  const [, first] = await commands();
  assert.equal(first?.action, "GetConfiguration");
  assert.equal(first?.state, "late");
  assert.deepEqual(first?.result, {
    configurationKey: [{ key: "A", readonly: false, value: "1" }],
  });
  assert.equal(first?.answeredAt, clock.now().toISOString());

  // The late answer is a result like any other: the key that it reports is known now.
  const setting = csms.csms.ask("CP-1", "setConfiguration", { key: "B", value: "2" });
  await cp.answers("ChangeConfiguration", { status: "Accepted" });
  await setting;
  await kept;
  const keys = await csms.csms.devices.configuration.all("CP-1");
  assert.deepEqual(keys.map(({ key, value }) => [key, value]), [["A", "1"], ["B", "2"]]);
  await cp.close();
  const stopping = csms.stop();
  clock.advance(100);
  await stopping;
});

Deno.test("law 12: a late refusal is told too, and a second answer to the same request is a finding", async () => {
  const clock = fakeClock();
  const csms = await kvolt({}, { clock });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const asking = csms.csms.ask("CP-1", "clearCache", {});
  const asked = await cp.asked("ClearCache");
  const failed = assert.rejects(asking, { name: "NoAnswer" });
  clock.advance(30_000);
  await failed;
  const late = happens(
    csms.csms,
    ({ type, data }) => type === "command.answered" && (data as { state: string }).state === "late",
  );
  cp.refuse(asked, "InternalError", "out of breath");
  await late;
  const { items } = await csms.csms.commands.page("CP-1", { limit: 10 });
  assert.deepEqual(items[0]?.value.result, {
    error: "CallError",
    code: "InternalError",
    message: "out of breath",
  });
  const found = happens(csms.csms, ({ type }) => type === "finding.new");
  cp.answer(asked, { status: "Accepted" });
  assert.equal(((await found).data as { kind: string }).kind, "unasked-answer");
  await cp.close();
  const stopping = csms.stop();
  clock.advance(100);
  await stopping;
});
