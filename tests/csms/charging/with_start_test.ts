import assert from "node:assert/strict";
import type { ChargingProfile } from "../../../csms/model.ts";
import { soon } from "../../support/until.ts";
import { type Room, room } from "../room.ts";

const profile: ChargingProfile = {
  ...{ id: 7, stackLevel: 0, purpose: "TxProfile", kind: "Relative" },
  schedule: { unit: "A", periods: [{ startPeriod: 0, limit: 10 }] },
};
const sent = (it: Room, evse: number, token = "TAG-1") =>
  it.apply((change) => it.csms.charging.withStart.sent(change, "CP-1", evse, token, profile));
const kept = async (it: Room) =>
  (await it.csms.charging.all("CP-1")).map(({ evse, transaction }) => [evse, transaction]);

Deno.test("the profile of a remote start waits ten minutes for its transaction, and no longer", async () => {
  await using it = await room();
  await it.station();
  await sent(it, 1);
  it.clock.advance(10 * 60_000 + 1);
  await it.start("TAG-1", 1);
  // What begins in time after it shows that the first was looked at.
  await sent(it, 2);
  it.clock.advance(10 * 60_000 - 1);
  const id = await it.start("tag-1", 2);
  await soon(async () => assert.deepEqual(await kept(it), [[2, id]]));
});

Deno.test("a start that was refused takes its profile with it, and leaves that of another EVSE", async () => {
  await using it = await room();
  await it.station();
  const takeBack = await sent(it, 1);
  await sent(it, 2);
  await takeBack();
  await it.start("TAG-1", 1);
  const id = await it.start("TAG-1", 2);
  await soon(async () => assert.deepEqual(await kept(it), [[2, id]]));
});
