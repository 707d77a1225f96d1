import assert from "node:assert/strict";
import { MOST_CONTROLS } from "../../csms/der/controls.ts";
import { MOST_KEYS } from "../../csms/devices/configuration.ts";
import { MOST_MESSAGES } from "../../csms/devices/displays.ts";
import { MOST_VARIABLES } from "../../csms/devices/model.ts";
import { MOST_MONITORS } from "../../csms/devices/monitors.ts";
import { placeId } from "../../csms/devices/place.ts";
import { roomFor } from "../../csms/room.ts";
import { charger } from "../support/charger.ts";
import { database } from "../support/database.ts";
import { findingsOf } from "../support/findings.ts";
import { kvolt } from "../support/kvolt.ts";
import { room } from "./room.ts";

const at = "2026-01-01T00:00:00Z";
const place = (n: number) => ({ component: { name: "C" }, variable: { name: `V${n}` } });
const gradient = { priority: 1, gradient: 0.5, softGradient: 0 };

/** Each collection with what a station may fill of it, and how its entries are named. */
const full: [name: string, most: number, id: (n: number) => Deno.KvKeyPart[]][] = [
  ["deviceVariables", MOST_VARIABLES, (n) => [...placeId(place(n))]],
  ["configuration", MOST_KEYS, (n) => [`k${n}`]],
  ["monitors", MOST_MONITORS, (n) => [n]],
  ["displayMessages", MOST_MESSAGES, (n) => [n]],
  ["derControls", MOST_CONTROLS, (n) => [`D${n}`]],
];

/** A database in which CP-1 has made up all the names that are kept. */
async function filled(path: string): Promise<void> {
  const kv = await Deno.openKv(path);
  for (const [name, most, id] of full) {
    for (let from = 0; from < most; from += 500) {
      const atomic = kv.atomic();
      for (let n = from; n < Math.min(most, from + 500); n++) {
        const kept = { station: "CP-1", attributes: [], key: `k${n}`, ...place(n) };
        const value = name === "displayMessages" ? { value: kept } : kept;
        atomic.set([name, "CP-1", ...id(n)], value);
      }
      await atomic.commit();
    }
  }
  kv.close();
}

Deno.test("a station that makes up ever more names is answered, only so many are kept, and the known ones go on", async () => {
  await using file = await database();
  await filled(file.path);
  const csms = await kvolt({ KV_PATH: file.path });
  const cp = await charger(csms.ws, "CP-1", { protocols: ["ocpp2.1"] });
  await cp.boot();
  const report = { requestId: 1, seqNo: 0, generatedAt: at };
  const variableAttribute = [{ value: "new", mutability: "ReadWrite" }];
  await cp.call("NotifyReport", {
    ...report,
    reportData: [0, MOST_VARIABLES].map((n) => ({ ...place(n), variableAttribute })),
  });
  await cp.call("NotifyMonitoringReport", {
    ...report,
    monitor: [0, MOST_MONITORS].map((id) => ({
      ...place(0),
      variableMonitoring: [{
        ...{ id, transaction: false, value: 80, type: "UpperThreshold", severity: 2 },
        eventNotificationType: "CustomMonitor",
      }],
    })),
  });
  await cp.call("NotifyDisplayMessages", {
    requestId: 1,
    messageInfo: [0, MOST_MESSAGES].map((id) => ({
      ...{ id, priority: "InFront", message: { format: "UTF8", content: "new" } },
    })),
  });
  await cp.call("ReportDERControl", {
    requestId: 1,
    gradient: [0, MOST_CONTROLS].map((n) => ({ id: `D${n}`, gradient })),
  });
  const { devices, der, findings } = csms.csms;
  assert.equal((await devices.model.get("CP-1", place(0)))?.attributes[0]?.value, "new");
  assert.equal((await devices.monitors.get("CP-1", 0))?.value, 80);
  assert.deepEqual((await der.get("CP-1", "D0"))?.settings, { gradient });
  const [first] = (await devices.displays.page("CP-1", { limit: 1 })).items;
  assert.equal(first?.value.text.content, "new");
  const kinds = (await findingsOf({ findings }, "CP-1")).map(({ kind }) => kind);
  assert.deepEqual(
    kinds.filter((kind) => kind.startsWith("too-many")).toSorted(),
    ["too-many-controls", "too-many-messages", "too-many-monitors", "too-many-variables"],
  );
  await cp.close();
  await csms.stop();
  const kv = await Deno.openKv(file.path);
  for (const [name, most] of full) {
    const { length } = await Array.fromAsync(kv.list({ prefix: [name] }));
    assert.equal(length, most, name);
  }
  kv.close();
});

Deno.test("room is counted anew when it seems to be used up, so that what went makes room", async () => {
  await using it = await room();
  const { monitors } = it.store;
  const left = roomFor(monitors, 3);
  const put = (id: number) =>
    it.apply((change) =>
      monitors.put(change, ["CP-1", id], {
        ...{ station: "CP-1", id, type: "Delta", value: 1, severity: 1, transaction: false },
        ...{ component: { name: "C" }, variable: { name: "V" }, receivedAt: at },
      })
    );
  for (const id of [1, 2]) await put(id);
  assert.equal(await left.take("CP-1", 4), 1, "two are there, and one more has room");
  await put(3);
  assert.equal(await left.take("CP-1", 1), 0);
  assert.equal(await left.take("CP-2", 1), 1, "each station has its own");
  await it.apply((change) => monitors.remove(change, ["CP-1", 1]));
  assert.equal(await left.take("CP-1", 1), 1);
  assert.equal(await left.take("CP-1", 1), 1, "what was granted was not written");
});
