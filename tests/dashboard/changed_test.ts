import assert from "node:assert/strict";
import type { Facts } from "../../csms/events.ts";
import { changedStations } from "../../dashboard/live/changed.ts";
import { driving } from "../../dashboard/drive/live.tsx";
import type { Asked } from "../../dashboard/page.tsx";
import { charger } from "../support/charger.ts";
import { fakeClock } from "../support/clock.ts";
import { kvolt } from "../support/kvolt.ts";

Deno.test("what happens alone is told soon, what happens much in one go, and each station's own with it", async () => {
  const clock = fakeClock();
  const { csms, stop } = await kvolt({}, { clock });
  const changed = changedStations(csms);
  const told: unknown[] = [];
  const unwatch = changed.watch((stations) => {
    told.push(Object.fromEntries([...stations].map(([id, types]) => [id, [...types]])));
  });
  const happens = (station: string, ...types: (keyof Facts)[]) =>
    csms.apply((change) => {
      for (const type of types) change.record(type, {} as never, station);
      return Promise.resolve();
    });
  const after = (ms: number) => {
    clock.advance(ms);
    return told.splice(0);
  };
  await happens("A", "station.changed");
  assert.deepEqual(after(49), []);
  assert.deepEqual(after(1), [{ A: ["station.changed"] }]);
  await happens("A", "station.changed", "station.booted");
  await happens("B", "station.suspended");
  assert.deepEqual(after(349), []);
  assert.deepEqual(after(1), [{
    ...{ A: ["station.changed", "station.booted"], B: ["station.suspended"] },
  }]);
  assert.deepEqual(after(1_000), []);
  await happens("B", "station.resumed");
  assert.deepEqual(after(50), [{ B: ["station.resumed"] }]);
  await happens("B", "station.resumed");
  unwatch();
  assert.deepEqual(after(1_000), []);
  const stopped = stop();
  clock.advance(100);
  await stopped;
});

Deno.test("what happens to a station while another one is read is not taken for read", async () => {
  const clock = fakeClock();
  const { csms, ws, stop } = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "" }, { clock });
  const stations = await Promise.all(["A", "B"].map((id) => charger(ws, id)));
  const says = async (at: number, status: string) => {
    await stations[at]!.call("StatusNotification", {
      ...{ connectorId: 1, errorCode: "NoError", status },
    });
    clock.advance(1_000);
  };
  const caller = { kind: "development", id: "", name: "", access: "admin" };
  const changed = changedStations(csms);
  const source = driving({ csms, caller, query: {} } as unknown as Asked, changed);
  const unwatch = source.watch(() => {});
  const free = async () => {
    const html = (await source.take()).map(({ html }) => html).join("");
    return [...html.matchAll(/<strong>(\w)/g)].map(([, id]) => id);
  };
  await says(0, "Available");
  await says(1, "Available");
  assert.deepEqual(await free(), ["A", "B"]);

  const { place } = csms.driving;
  csms.driving.place = async (id, tags) => {
    if (id === "B") await says(0, "Faulted");
    return await place(id, tags);
  };
  await says(0, "Preparing");
  await says(1, "Preparing");
  await free();
  csms.driving.place = place;
  assert.deepEqual(await free(), ["B"]);
  unwatch();
  for (const station of stations) await station.close();
  const stopped = stop();
  clock.advance(100);
  await stopped;
});
