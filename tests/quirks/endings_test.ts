import assert from "node:assert/strict";
import type { Event } from "../../csms/events.ts";
import type { TestKvolt } from "../support/kvolt.ts";
import { rawPeer } from "../support/raw_peer.ts";
import { happens } from "../support/until.ts";
import { onStage, start, t } from "./stage.ts";

async function failures({ csms }: TestKvolt): Promise<Event[]> {
  const { items } = await csms.journal.page({ limit: 100 });
  return items.map(({ value }) => value).filter(({ type }) => type === "handshake.failed");
}

const boot = `[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]`;

for (const how of ["closes without a code", "vanishes"]) {
  Deno.test(`quirk 57: a station that ${how} is offline, and its transaction is there when it comes back`, () =>
    onStage(async ({ kvolt, connected, transaction }) => {
      const socket = await rawPeer(kvolt.ws, "/ocpp/CP-1", { first: [boot] });
      assert.equal((await socket.message())[2].status, "Accepted");
      const begin = { connectorId: 1, idTag: "TAG", meterStart: 0, timestamp: t(0) };
      await socket.send(JSON.stringify([2, "2", "StartTransaction", begin]));
      const { transactionId } = (await socket.message())[2];
      const gone = happens(kvolt.csms, ({ type }) => type === "station.disconnected");
      if (how === "closes without a code") await socket.send(new Uint8Array(), 8);
      else socket.drop();
      assert.equal((await gone).station, "CP-1");
      if (how === "closes without a code") socket.drop();
      assert.equal(kvolt.csms.links.get("CP-1"), undefined);
      assert.equal((await transaction(transactionId)).state, "open");
      const again = await connected();
      const stop = { transactionId, meterStop: 900, timestamp: t(0) };
      await again.call("StopTransaction", stop);
      assert.equal((await transaction(transactionId)).register.energyWh, 900);
    }));
}

Deno.test("quirk 57: a wrong password that is tried every 30 s is shown once, with a count", () =>
  onStage(async ({ kvolt, clock, connected, booted, findings }) => {
    const { csms } = kvolt;
    await csms.stations.register("CP-1");
    const key = (await csms.stations.giveKey("CP-1"))!;
    const basic = (password: string) => ({
      headers: { authorization: `Basic ${btoa(`CP-1:${password}`)}` },
    });
    for (let n = 0; n < 20; n++) {
      await assert.rejects(connected("CP-1", basic("wrong")));
      clock.advance(30_000);
    }
    const [shown, ...others] = await csms.handshakes.list();
    assert.deepEqual(others, []);
    assert.match(shown!.reason, /CP-1 sent a wrong key/);
    assert.deepEqual([shown!.count, shown!.firstAt, shown!.at], [
      20,
      new Date(t(0)).toISOString(),
      new Date(t(570)).toISOString(),
    ]);
    assert.equal((await failures(kvolt)).length, 1);
    // With the right one it is let in, as ever.
    const cp = await booted("CP-1", basic(key));
    await start(cp);
    assert.deepEqual(await findings("CP-1"), {});
  }));

Deno.test("quirk 57: many tries at once are counted one by one and written once", async () => {
  const folder = await Deno.makeTempDir();
  const env = { KV_PATH: `${folder}/kvolt.db`, DISCOVERY: "closed" };
  await onStage(async ({ kvolt, connected }) => {
    for (let n = 0; n < 15; n++) await assert.rejects(connected("NOBODY"));
    const [shown] = await kvolt.csms.handshakes.list();
    assert.equal(shown!.count, 15);
    assert.match(shown!.reason, /NOBODY is not registered, and DISCOVERY is closed/);
    assert.equal((await failures(kvolt)).length, 1);
  }, env);
  // Fifteen tries in one second were one write: what stands there is the first.
  await onStage(async ({ kvolt, connected }) => {
    assert.equal((await kvolt.csms.handshakes.list())[0]!.count, 1);
    await assert.rejects(connected("NOBODY"));
    assert.equal((await kvolt.csms.handshakes.list())[0]!.count, 2);
  }, env);
  await Deno.remove(folder, { recursive: true });
});

Deno.test("quirk 57: another reason for the same station is told anew", () =>
  onStage(async ({ kvolt, connected }) => {
    const { csms } = kvolt;
    await csms.stations.register("CP-1");
    await csms.stations.giveKey("CP-1");
    await assert.rejects(connected("CP-1"));
    const headers = { authorization: `Basic ${btoa("CP-1:wrong")}` };
    await assert.rejects(connected("CP-1", { headers }));
    const [shown, ...others] = await csms.handshakes.list();
    assert.deepEqual([shown!.count, others], [2, []]);
    assert.deepEqual(
      (await failures(kvolt)).map(({ data }) => (data as { reason: string }).reason).sort(),
      ["CP-1 sent a wrong key", "CP-1 sent no key, and has to"],
    );
  }));
