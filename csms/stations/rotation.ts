import { getLogger } from "@logtape/logtape";
import type { Auditing } from "../audit/acting.ts";
import type { Clock } from "../clock.ts";
import { type Commands, Offline, Unsupported } from "../commands.ts";
import type { Links } from "../links.ts";
import type { Auth, KeptSecret, Rotation } from "../model/identity.ts";
import type { Station } from "../model.ts";
import type { Edit } from "./edit.ts";
import { isGraceful } from "./grace.ts";
import { newKey } from "./key.ts";

const log = getLogger(["kvolt", "stations"]);
/** A station that has taken a new key may use the old one for so long. */
const GRACE_MS = 3_600_000;

/** The key of a station cannot be changed from here; the message says why. */
export class NotRotatable extends Error {
  override name = "NotRotatable";
}

/** What came of sending a station a new key: it has it, will not have it, or has not said. */
interface Rotated {
  readonly state: "taken" | "refused" | "sent";
  /** The station's own word, or why there is none. */
  readonly status: string;
  /** What it adds to its word. */
  readonly why?: string;
  /** When the old key ends, where it does. */
  readonly until?: string;
}

const isSame = (one: KeptSecret, other: KeptSecret | undefined): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

const withAuth = (station: Station, auth: Auth): Station => ({
  ...station,
  identity: { ...station.identity, auth },
});

/** A station has come with the key it was sent, which is the only one from now on; undefined where that has changed. */
export async function hasReturned(
  { edit, audit }: { edit: Edit; audit: Auditing },
  { id, identity: { auth: { rotation } } }: Station,
  address: string,
): Promise<Station | undefined> {
  const { key } = rotation!;
  const station = await edit(id, (station, change) => {
    if (!isSame(key, station.identity.auth.rotation?.key)) return station;
    change.record("station.key", { state: "rotated" }, id);
    const by = { kind: "station", id, name: id } as const;
    audit.note(change, { by, address, what: "station.key", station: id, on: {} }, "rotated");
    return withAuth(station, { type: "basic", key });
  });
  const auth = station?.identity.auth;
  return auth?.type === "basic" && auth.key && isSame(key, auth.key) ? station : undefined;
}

/** Sends stations new keys; the old one works until its station has come with the new one, or an hour has passed. */
export function rotating({ clock, links, commands, edit }: {
  clock: Clock;
  links: Links;
  commands: Commands;
  edit: Edit;
}) {
  /** What a rotation starts from; throws NotRotatable. */
  function before(id: string, auth: Auth, now: Date): Auth {
    const { rotation } = auth;
    if (auth.type === "token" || auth.type === "mtls") {
      const what = auth.type === "token" ? "a token" : "a certificate";
      throw new NotRotatable(`${id} shows ${what}, and only keys can be sent`);
    }
    if (auth.type === "basic" && !auth.key) {
      throw new NotRotatable(`the key of ${id} was revoked: give it a new one by hand`);
    }
    if (!rotation) return auth;
    if (isGraceful(rotation, now)) {
      throw new NotRotatable(
        `${id} was sent a key at ${rotation.startedAt} that it has not come with yet; ` +
          `another can be sent from ${rotation.until} on`,
      );
    }
    return rotation.state === "taken" ? { type: "basic", key: rotation.key } : auth;
  }

  /** Writes down what became of a key, unless the operator has given another one meanwhile. */
  function became(id: string, key: KeptSecret, state: "taken" | "refused") {
    return edit(id, (station, change) => {
      const { rotation, ...auth } = station.identity.auth;
      if (!rotation || !isSame(key, rotation.key)) return station;
      change.record("station.key", { state }, id);
      const pending = { rotation: { ...rotation, state: "taken" as const } };
      return withAuth(station, { ...auth, ...(state === "taken" ? pending : {}) } as Auth);
    });
  }

  async function send(id: string, key: string): Promise<Omit<Rotated, "until">> {
    try {
      const { accepted, ...said } = await commands.ask(id, "giveKey", { secret: key });
      return { state: accepted ? "taken" : "refused", ...said };
    } catch (error) {
      const { name, message } = error as Error;
      const never = name === "CallError" || error instanceof Unsupported ||
        error instanceof Offline;
      // A connection that ends may have carried the key: either one is good until the station shows which.
      if (!never) log.warn("{id} has not said whether it took its key: {message}", { id, message });
      return { state: never ? "refused" : "sent", status: message };
    }
  }

  return {
    /** Sends a station a new key, which nobody sees; throws NotRotatable or Offline. */
    async rotate(id: string): Promise<Rotated | undefined> {
      if (!links.get(id)) throw new Offline(`${id} is not connected`);
      const { key, kept } = newKey();
      const now = clock.now();
      const startedAt = now.toISOString();
      const until = new Date(now.getTime() + GRACE_MS).toISOString();
      const rotation: Rotation = { key: kept, state: "sent", startedAt, until };
      const station = await edit(id, (station, change) => {
        const auth = { ...before(id, station.identity.auth, now), rotation } as Auth;
        change.record("station.key", { state: "sent" }, id);
        return withAuth(station, auth);
      });
      if (!station) return undefined;
      const told = await send(id, key);
      if (told.state === "sent") return told;
      await became(id, kept, told.state);
      return told.state === "taken" ? { ...told, until } : told;
    },
  };
}
