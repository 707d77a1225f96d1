import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Identity } from "../model/identity.ts";
import type { Simulate, VirtualAct, VirtualCharger, VirtualSpec } from "../model/virtual.ts";
import type { AuthWish } from "../stations/identities.ts";
import type { Registry } from "../stations/registry.ts";

/** They run in kvolt's own process. */
export const MOST_VIRTUAL = 20;

/** There is no more room, or no simulator; the message says which. */
export class NoVirtual extends Error {
  override name = "NoVirtual";
}

/** A station has this id already. */
export class StationTaken extends Error {
  override name = "StationTaken";
}

/** A virtual charger as it is now; without `now` it does not run. */
export interface VirtualStation extends VirtualSpec {
  readonly now?: Pick<VirtualCharger, "connected" | "registration" | "outlets">;
}

interface Doors {
  newAuth(id: string, wish: AuthWish): Promise<{ auth: Identity["auth"]; key?: string }>;
  setAuth(id: string, wish: AuthWish): Promise<string | undefined>;
}

/** Chargers that run inside kvolt and dial it as any other: each with a key of its own, anew at each start. */
export function virtualStations({ store, clock, registry, doors }: {
  store: Store;
  clock: Clock;
  registry: Pick<Registry, "get" | "register" | "remove">;
  doors: Doors;
}) {
  const running = new Map<string, VirtualCharger>();
  let load: (() => Promise<Simulate>) | undefined;
  let ended = false;

  const kept = () => Array.fromAsync(store.virtualStations.each([]), ({ value }) => value);

  const seen = (spec: VirtualSpec): VirtualStation => {
    const now = running.get(spec.id);
    return now ? { ...spec, now } : spec;
  };

  async function simulator(): Promise<Simulate> {
    if (load) return await load();
    throw new NoVirtual("there are no virtual chargers here: SIMULATOR is off");
  }

  /** Lets it in whatever DISCOVERY says, and whatever became of its key. */
  async function start(spec: VirtualSpec, simulate: Simulate): Promise<void> {
    const { id } = spec;
    const { auth, key } = await doors.newAuth(id, { type: "basic" });
    const isNew = await registry.register(id, { status: "active", auth, labels: ["virtual"] });
    const shown = isNew ? key : await doors.setAuth(id, { type: "basic" });
    if (shown !== undefined && !ended) running.set(id, simulate(spec, shown));
  }

  return {
    /** Whether there can be any. */
    get on(): boolean {
      return load !== undefined;
    },
    /** Says how they are made, which is loaded once it is needed, and starts those that are kept. */
    async begin(loading: () => Promise<Simulate>): Promise<void> {
      load = loading;
      const specs = await kept();
      if (specs.length === 0) return;
      const simulate = await loading();
      for (const spec of specs) await start(spec, simulate);
    },
    /** All, by id. */
    list: async (): Promise<VirtualStation[]> => (await kept()).map(seen),
    async get(id: string): Promise<VirtualStation | undefined> {
      const entry = await store.virtualStations.get(id);
      return entry ? seen(entry.value) : undefined;
    },
    /** Throws NoVirtual and StationTaken. */
    async create(input: Omit<VirtualSpec, "createdAt">): Promise<VirtualStation> {
      const simulate = await simulator();
      const spec = { ...input, createdAt: clock.now().toISOString() };
      await store.apply(async (change) => {
        if ((await kept()).length >= MOST_VIRTUAL) {
          throw new NoVirtual(`${MOST_VIRTUAL} virtual chargers are the most there can be`);
        }
        if (await registry.get(spec.id)) throw new StationTaken(`${spec.id} is registered`);
        store.virtualStations.create(change, [spec.id], spec);
      });
      await start(spec, simulate);
      return seen(spec);
    },
    /** Switches one off, and forgets its station; false where there is none. */
    async remove(id: string): Promise<boolean> {
      const existed = await store.apply(async (change) => {
        const entry = await store.virtualStations.get(id);
        if (entry) store.virtualStations.removeEntry(change, entry);
        return entry !== null;
      });
      if (!existed) return false;
      await running.get(id)?.close();
      running.delete(id);
      await registry.remove(id);
      return true;
    },
    /** Does something to one; undefined where none of that id runs. Throws what the charger says. */
    act: async (id: string, act: VirtualAct): Promise<string | undefined> =>
      await running.get(id)?.act(act),
    /** Switches all off, for good. */
    async end(): Promise<void> {
      ended = true;
      await Promise.all([...running.values()].map((charger) => charger.close()));
      running.clear();
    },
  };
}
