import assert from "node:assert/strict";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { teller } from "../support/story.ts";

const MINUTE = 60_000;

/** Tells a day of one station, over a restart of kvolt, and gives what REST then shows of it. */
async function story(protocol: string, env: Record<string, string>): Promise<unknown> {
  const begin = Math.floor(Date.now() / 1_000) * 1_000 - 60 * MINUTE;
  const at = (minutes: number) => begin + minutes * MINUTE;
  let csms: TestKvolt = await kvolt(env);
  let told = await teller(csms.ws, "CP-1", protocol);
  await csms.send("PUT", "/tokens/CARD", { status: "Accepted" });
  await told.cp.boot();
  await told.status(false, at(0));
  assert.equal(await told.authorize("CARD"), "Accepted");
  assert.equal(await told.authorize("STRANGER"), "Invalid");
  await told.status(true, at(1));
  await told.start("CARD", at(2), 10_000);
  await told.sample(at(3), 10_200);

  const taken = told.takesLimit();
  const limit = csms.send("POST", "/stations/CP-1/limit", { evse: 1, value: 16, unit: "A" });
  assert.equal(await taken, 16);
  assert.equal((await limit).body.accepted, true);
  assert.equal((await csms.get("/stations/CP-1/profiles")).body.items.length, 1);

  await told.cp.close();
  await csms.stop();
  csms = await kvolt(env);
  told = await teller(csms.ws, "CP-1", protocol);
  told.goesOn();
  await told.cp.boot();
  await told.sample(at(4), 10_400);
  const [open] = (await csms.get("/transactions")).body.items;
  assert.deepEqual([open.state, open.token, open.energyWh], ["open", "CARD", 400]);

  const agreed = told.agreesToStop();
  const stop = csms.send("POST", "/stations/CP-1/stop", { evse: 1 });
  await agreed;
  assert.deepEqual((await stop).body, {
    ...{ transaction: open.id, accepted: true, status: "Accepted", why: null },
  });
  await told.stop(at(5), 10_600, "Remote");
  await told.status(false, at(6));

  // What happened while it was offline comes when it is back.
  await told.cp.close();
  told = await teller(csms.ws, "CP-1", protocol);
  await told.start("CARD", at(20), 10_600);
  await told.sample(at(25), 11_100);
  await told.stop(at(30), 11_600, "Local");

  const [{ body: station }, { body: { items } }] = await Promise.all([
    csms.get("/stations/CP-1"),
    csms.get("/transactions"),
  ]);
  const facts = {
    station: [station.vendor, station.model, station.protocol, station.registration],
    connectors: station.connectors.map(({ evse, connector, status }: Record<string, unknown>) => [
      ...[evse, connector, status],
    ]),
    // deno-lint-ignore no-explicit-any
    transactions: items.map((one: any) => [
      ...[one.evse, one.connector, one.token, one.state, one.reason, one.energyWh],
      ...[one.meterStart, one.meterStop, one.flags, Date.parse(one.startedAt) - begin],
      Date.parse(one.stoppedAt) - begin,
    ]),
  };
  await told.cp.close();
  await csms.stop();
  return facts;
}

for (const protocol of ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"]) {
  Deno.test(`a station of ${protocol} tells the same story, and the same facts come of it`, async () => {
    const folder = await Deno.makeTempDir();
    try {
      assert.deepEqual(await story(protocol, { KV_PATH: `${folder}/kvolt.db` }), {
        station: ["Test", "One", protocol, "Accepted"],
        connectors: [[1, 1, "Available"]],
        transactions: [
          [
            ...[1, 1, "CARD", "closed", "Local", 1_000, 10_600, 11_600, ["offline"]],
            ...[20 * MINUTE, 30 * MINUTE],
          ],
          [
            ...[1, 1, "CARD", "closed", "Remote", 600, 10_000, 10_600, ["offline"]],
            ...[2 * MINUTE, 5 * MINUTE],
          ],
        ],
      });
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  });
}
