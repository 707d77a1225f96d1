import { isDeepStrictEqual } from "node:util";
import { monotonicFactory } from "ulid";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import { fitJson } from "../fit.ts";
import type { DerControl, DerEvent } from "../model/der.ts";
import { roomFor } from "../room.ts";
import { requestId } from "../request_id.ts";

/** Controls of one station that are kept. */
export const MOST_CONTROLS = 1_000;

/** Which controls are meant: one by its id, else those of a type, else all; default ones or the others. */
export interface DerChoice {
  readonly id?: string;
  readonly type?: string;
  readonly isDefault?: boolean;
}

/** The controls by which stations serve the grid, as they took and told them, and what the grid does. */
export function derControls(
  { store, clock, config }: { store: Store; clock: Clock; config: Config },
) {
  const ulid = monotonicFactory();
  const room = roomFor(store.derControls, MOST_CONTROLS);

  async function supersede(change: Change, station: string, ids: readonly string[]) {
    for (const id of ids) {
      const entry = await store.derControls.get(station, id);
      if (!entry || entry.value.superseded) continue;
      store.derControls.replace(change, entry, { ...entry.value, superseded: true, active: false });
    }
  }

  return {
    /** Keeps a control that a station took, and marks those that it took the place of. */
    async taken(
      change: Change,
      station: string,
      control: Pick<DerControl, "id" | "type" | "isDefault" | "settings">,
      superseded: readonly string[],
    ): Promise<void> {
      await supersede(change, station, superseded.filter((id) => id !== control.id));
      const settings = fitJson(control.settings, 20_000);
      const kept = {
        ...control,
        settings,
        station,
        superseded: false,
        at: clock.now().toISOString(),
      };
      store.derControls.put(change, [station, control.id], kept);
      change.record("der.changed", { control: control.id }, station);
    },
    /** Keeps what a station reports of a control that it has; false where there is no room for it. */
    async reported(
      change: Change,
      station: string,
      control: Pick<DerControl, "id" | "type" | "isDefault" | "settings" | "superseded">,
    ): Promise<boolean> {
      const before = (await store.derControls.get(station, control.id))?.value;
      if (!before && await room.take(station, 1) === 0) return false;
      const settings = fitJson(control.settings, 20_000);
      const at = clock.now().toISOString();
      const active = control.superseded ? false : before?.active;
      const kept = {
        ...control,
        settings,
        station,
        at,
        ...(active === undefined ? {} : { active }),
      };
      store.derControls.put(change, [station, control.id], kept);
      // A report repeats what is known; only what is new is an event.
      if (!isDeepStrictEqual({ ...before, at }, kept)) {
        change.record("der.changed", { control: control.id }, station);
      }
      return true;
    },
    /** Forgets the controls that a station dropped. */
    async cleared(change: Change, station: string, choice: DerChoice): Promise<void> {
      for await (const { value } of store.derControls.each([station])) {
        if (choice.id !== undefined && choice.id !== value.id) continue;
        if (choice.type !== undefined && choice.type !== value.type) continue;
        if (choice.isDefault !== undefined && choice.isDefault !== value.isDefault) continue;
        store.derControls.remove(change, [station, value.id]);
        change.record("der.changed", { control: value.id }, station);
      }
    },
    /** Keeps what happened in the grid, or to a control, whose state follows. */
    async happened(
      change: Change,
      station: string,
      { at, ...told }: Omit<DerEvent, "id" | "station" | "at" | "receivedAt"> & { at: Date },
    ): Promise<void> {
      const now = clock.now();
      const id = ulid(now.getTime());
      const times = { at: at.toISOString(), receivedAt: now.toISOString() };
      const event: DerEvent = { ...told, id, station, ...times };
      store.derEvents.put(change, [station, id], event, expiry(clock, config.AUDIT_DAYS));
      change.record("der.event", event, station);
      await supersede(change, station, told.supersededIds ?? []);
      const entry = told.control && await store.derControls.get(station, told.control);
      if (!entry) return;
      const active = told.kind === "started";
      store.derControls.replace(change, entry, { ...entry.value, active });
    },
    nextRequest: requestId,
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.derControls.page([station], { ...options, reverse: false }),
    get: async (station: string, id: string) => (await store.derControls.get(station, id))?.value,
    events: (station: string, options: { limit: number; cursor?: string }) =>
      store.derEvents.page([station], options),
  };
}
