import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { migrate } from "../../../kv/migrate.ts";
import { identify } from "../../../kv/steps/identify.ts";
import { room } from "../../csms/room.ts";

const KEY = "00112233445566778899aabbccddeeff00112233";
const salt = "a-salt";
const key = { salt, hash: createHash("sha256").update(salt + KEY).digest("hex") };
const before = (id: string) => ({
  ...{ id, registration: "Accepted", learned: { unsupported: [] } },
  ...{ createdAt: "2026-01-01T00:00:00.000Z", lastSeen: "2026-01-01T00:00:00.000Z" },
  settings: { strictness: "lenient", connectorZero: "station", reapply: false },
});

Deno.test("a station of the first schema keeps its key, in its identity, and one without a key needs none", async () => {
  const kv = await Deno.openKv(":memory:");
  await kv.set(["meta", "schema"], 1);
  await kv.set(["stations", "KEYED"], { ...before("KEYED"), key });
  await kv.set(["stations", "OPEN"], before("OPEN"));
  await migrate(kv);
  const stored = async (id: string) => (await kv.get(["stations", id])).value;
  assert.deepEqual(await stored("OPEN"), {
    ...before("OPEN"),
    identity: { status: "active", auth: { type: "none" }, labels: [] },
  });
  const keyed = await stored("KEYED");
  assert.deepEqual(keyed, {
    ...before("KEYED"),
    identity: { status: "active", auth: { type: "basic", key }, labels: [] },
  });

  await identify(kv);
  assert.deepEqual(await stored("KEYED"), keyed, "cut short, it may be run again");

  {
    await using it = await room({}, { kv });
    const admitted = async (id: string, ...passwords: string[]) => {
      const credentials = passwords.map((text) => ({
        ...{ user: id, password: new TextEncoder().encode(text) },
      }));
      return (await it.csms.stations.admit({ id, address: "10.0.0.1", credentials })).ok;
    };
    assert.deepEqual(
      [await admitted("KEYED", KEY), await admitted("KEYED"), await admitted("OPEN")],
      [true, false, true],
    );
  }
  kv.close();
});
