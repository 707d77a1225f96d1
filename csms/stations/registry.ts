import type { Change } from "../../kv/change.ts";
import type { Entry } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Links } from "../links.ts";
import type { Identity } from "../model/identity.ts";
import type { Registration, Station, StationSettings } from "../model.ts";
import type { Dismissals } from "./dismissals.ts";
import { editing } from "./edit.ts";
import { newStation } from "./new_station.ts";
import { stationPages } from "./station_pages.ts";

/** Keys in one commit. */
const REMOVED_AT_ONCE = 200;

/** What an operator does with stations: register, accept, refuse, set, remove. */
export function registry({ store, clock, links, dismissals }: {
  store: Store;
  clock: Clock;
  links: Links;
  dismissals: Dismissals;
}) {
  const edit = editing({ store });

  async function removeWithin(
    collection: { each(within: Deno.KvKey): AsyncIterable<Entry<unknown>> },
    within: Deno.KvKey,
  ): Promise<void> {
    const keys = await Array.fromAsync(collection.each(within), ({ key }) => key);
    for (let from = 0; from < keys.length; from += REMOVED_AT_ONCE) {
      await store.apply((change) => {
        const some = keys.slice(from, from + REMOVED_AT_ONCE);
        change.mutations.push(...some.map((key) => ({ type: "delete" as const, key })));
        return Promise.resolve();
      });
    }
  }

  async function removeAll(station: string): Promise<void> {
    const owned = [
      store.connectors,
      store.findings,
      store.configuration,
      store.localListEntries,
      store.profiles,
      store.reservations,
      store.answers,
      ...[store.certificates, store.publications, store.remoteStarts, store.derControls],
      ...[store.startProfiles, store.reportedProfiles, store.externalLimits],
      ...[store.vehicleNeeds, store.vehicleSchedules],
      ...[store.deviceVariables, store.deviceReports, store.deviceEvents],
      ...[store.monitors, store.eventStreams, store.streamTails],
      ...[store.displayMessages, store.customerReports],
    ];
    for (const collection of owned) await removeWithin(collection, [station]);
    await removeWithin(store.tariffAssignments, ["station", station]);
  }

  return {
    get: async (id: string) => (await store.stations.get(id))?.value,
    page: stationPages(store),
    /** All of them, by id. */
    each: () => store.stations.each([]),
    /** Makes a station known before it first connects; false where it is known already. */
    register: (id: string, identity?: Identity): Promise<boolean> =>
      store.apply(async (change) => {
        if (await store.stations.get(id)) return false;
        const registration = "Accepted";
        const at = clock.now().toISOString();
        store.stations.create(change, [id], newStation(id, { registration, at, identity }));
        change.record("station.registered", { registration: "Accepted" }, id);
        return true;
      }),
    /** Accepts or refuses a station; a live one is told at its next boot, which is asked for. */
    async decide(id: string, registration: Registration): Promise<Station | undefined> {
      const dismissal = { reason: "refused by the operator" };
      const isOut = registration === "Rejected";
      const station = await edit(id, (station, change) => {
        if (isOut) dismissals.add(change, id, dismissal);
        if (station.registration === registration) return station;
        change.record("station.registered", { registration }, id);
        return { ...station, registration };
      });
      if (station && isOut) dismissals.end(id, dismissal);
      if (station && registration === "Accepted") {
        // Refused or unanswered, the station boots again on its own when its interval is over.
        links.get(id)?.ask("tell", { what: "boot" }).catch(() => {});
      }
      return station;
    },
    set: (id: string, settings: Partial<StationSettings>) =>
      edit(id, (station, change) => {
        change.record("station.changed", { settings }, id);
        return { ...station, settings: { ...station.settings, ...settings } };
      }),
    /** Forgets a station, closing its connection; its transactions, and logs until they expire, stay. */
    async remove(id: string): Promise<boolean> {
      const dismissal = { reason: "removed by the operator" };
      dismissals.end(id, dismissal);
      const existed = await store.apply(async (change) => {
        const entry = await store.stations.get(id);
        if (!entry) return false;
        store.stations.removeEntry(change, entry);
        // One a station: their keys end with it, and no list under it finds them.
        for (const each of [store.localLists, store.deviceLimits, store.profileReports]) {
          each.remove(change, [id]);
        }
        dismissals.add(change, id, dismissal);
        change.record("station.removed", {}, id);
        return true;
      });
      // One that came back meanwhile goes as well.
      if (existed) dismissals.end(id, dismissal);
      if (existed) await removeAll(id);
      return existed;
    },
    /** Remembers the optional features that a station names. */
    async learnFeatures(change: Change, id: string, features: readonly string[]): Promise<void> {
      const entry = await store.stations.get(id);
      if (!entry || String(entry.value.learned.features) === String(features)) return;
      const learned = { ...entry.value.learned, features };
      store.stations.replace(change, entry, { ...entry.value, learned });
    },
    /** Adds a feature that a station has shown to those that it names; nothing where it named none. */
    async showsFeature(change: Change, id: string, feature: string): Promise<void> {
      const entry = await store.stations.get(id);
      const features = entry?.value.learned.features;
      if (!entry || !features || features.includes(feature)) return;
      const learned = { ...entry.value.learned, features: [...features, feature] };
      store.stations.replace(change, entry, { ...entry.value, learned });
    },
    /** Remembers what a station can or cannot do; writes only what is new. */
    learn: (id: string, learned: (now: Station["learned"]) => Station["learned"]) =>
      edit(id, (station) => {
        const next = learned(station.learned);
        return next === station.learned ? station : { ...station, learned: next };
      }),
  };
}

export type Registry = ReturnType<typeof registry>;
