import assert from "node:assert/strict";
import { kvolt } from "../../support/kvolt.ts";
import { charger } from "../../support/charger.ts";
import type { Audited } from "../../../csms/model/people.ts";
import type { Running } from "../../../main.ts";

async function lines({ csms }: Running): Promise<readonly Audited[]> {
  return (await csms.audit.find({}, { limit: 100 })).items;
}

Deno.test("audit log: a change through REST leaves one line that says who, what, on what and with what", async () => {
  const csms = await kvolt();
  const body = { status: "Blocked", note: "lost" };
  assert.equal((await csms.send("PUT", "/tokens/AB12", body)).status, 200);
  const [line, ...others] = await lines(csms);
  assert.equal(others.length, 0);
  assert.equal(line!.what, "PUT /tokens/{token}");
  assert.deepEqual(line!.on, { token: "AB12" });
  assert.deepEqual(line!.parameters, { aliases: [], ...body });
  assert.deepEqual(line!.by, { kind: "environment", id: "", name: "API_TOKEN" });
  assert.equal(line!.outcome, "done");
  assert.equal(line!.address, "127.0.0.1");
  await csms.stop();
});

Deno.test("audit log: what fails leaves a line too, with why", async () => {
  const csms = await kvolt();
  assert.equal((await csms.send("POST", "/stations/NOBODY/reset", {})).status, 404);
  assert.equal((await csms.send("PUT", "/tokens/AB12", { status: 7 })).status, 422);
  const [wrong, missing] = await lines(csms);
  assert.equal(missing!.station, "NOBODY");
  assert.match(missing!.outcome, /NOBODY/);
  assert.match(wrong!.outcome, /status/);
  await csms.stop();
});

Deno.test("audit log: a command's line has what the station answered, and its record who asked", async () => {
  const csms = await kvolt();
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  station.answers("Reset", { status: "Rejected" });
  await csms.send("POST", "/stations/CP-1/reset", { type: "hard" });
  const [line] = await lines(csms);
  assert.equal(line!.outcome, "answered: Rejected");
  const { items } = await csms.csms.commands.page("CP-1", { limit: 1 });
  assert.equal(items[0]!.value.by?.name, "API_TOKEN");
  await station.close();
  await csms.stop();
});

Deno.test("audit log: reading leaves no line, and neither does what kvolt does by itself", async () => {
  const csms = await kvolt();
  await csms.get("/stations");
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  await station.close();
  assert.deepEqual(await lines(csms), []);
  await csms.stop();
});

Deno.test("audit log: the value of a setting that is a secret is in no line, whatever became of it", async () => {
  const csms = await kvolt();
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  station.answers("ChangeConfiguration", { status: "Accepted" });
  const value = "0123456789abcdef";
  await csms.send("PUT", "/stations/CP-1/configuration/AuthorizationKey", { value });
  await csms.send("PUT", "/stations/CP-1/configuration/AuthorizationKey/desired", { value });
  await csms.send("PUT", "/stations/CP-1/configuration/Other/desired", { value: "plain" });
  const [plain, desired, set] = await lines(csms);
  assert.deepEqual(plain!.parameters, { value: "plain" });
  for (const line of [desired, set]) assert.equal(JSON.stringify(line).includes(value), false);
  const { body } = await csms.get("/stations/CP-1/configuration");
  assert.equal(JSON.stringify(body).includes(value), false);
  await station.close();
  await csms.stop();
});

Deno.test("audit log: a handshake that is refused is a line with its address and the reason, once", async () => {
  const csms = await kvolt({ DISCOVERY: "closed" });
  for (let n = 0; n < 3; n++) await assert.rejects(charger(csms.ws, "CP-1"));
  const [line, ...others] = await lines(csms);
  assert.equal(others.length, 0);
  const { by, what, station, outcome, on } = line!;
  assert.deepEqual([by.kind, by.name, what, station], [
    ...["address", "127.0.0.1", "handshake", "CP-1"],
  ]);
  assert.deepEqual(on, { path: "/ocpp/CP-1" });
  assert.match(outcome, /not registered/);
  await csms.stop();
});
