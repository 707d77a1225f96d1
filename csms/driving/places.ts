import type { Store } from "../../kv/mod.ts";
import type { Links } from "../links.ts";
import type { Decision, Station } from "../model.ts";
import type { Shown } from "../stations/shown.ts";
import type { Records } from "../transactions/records.ts";

/** A tag with what is decided of it. */
export interface DecidedTag {
  readonly token: string;
  readonly decision: Decision;
}

/** One EVSE, as whoever wants to charge there sees it. */
interface Spot {
  readonly evse: number;
  readonly status: string;
  /** Nothing runs there, and nothing keeps a transaction from starting. */
  readonly free: boolean;
}

/** A station where one may charge. */
export interface Place {
  readonly station: string;
  readonly name?: string;
  readonly online: boolean;
  /** The most power it has been seen to deliver, in W. */
  readonly powerW?: number;
  readonly spots: readonly (Spot & { readonly tokens: readonly string[] })[];
}

/** In these states, and with no transaction, an EVSE takes the next one. */
const idle = new Set(["Available", "Preparing", "Occupied"]);
const MOST = 200;

/** Where a tag may charge; an EVSE that is not told of is any. */
function mayCharge({ status, places }: Decision, station: string, evse: number): boolean {
  if (status !== "Accepted") return false;
  const here = places?.find((place) => place.station === station);
  return !places || (here !== undefined && (here.evses?.includes(evse) ?? true));
}

/** What stations are to those who charge at them: nothing of anybody else. */
export function placesOf({ store, links, records, shown }: {
  store: Store;
  links: Links;
  records: Records;
  shown: Shown;
}) {
  async function spotsOf(station: string): Promise<Spot[]> {
    const { items } = await store.connectors.page([station], { limit: MOST, reverse: false });
    const connectors = await Promise.all(items.map(({ value }) => shown(value)));
    const byEvse = Map.groupBy(connectors.filter(({ evse }) => evse > 0), ({ evse }) => evse);
    return await Promise.all([...byEvse].map(async ([evse, all]) => {
      const open = await records.openAt(station, evse);
      const ready = all.find(({ status }) => idle.has(status));
      const { status } = ready ?? all[0]!;
      return { evse, status, free: !open && ready !== undefined };
    }));
  }

  /** Undefined where none of the tags may charge there, or the station is not let in. */
  async function place(
    { id, registration, identity, powerW }: Station,
    tags: readonly DecidedTag[],
  ): Promise<Place | undefined> {
    if (registration !== "Accepted" || identity.status !== "active") return undefined;
    const here = tags.filter(({ decision: { status, places } }) =>
      status === "Accepted" && (!places || places.some(({ station }) => station === id))
    );
    if (here.length === 0) return undefined;
    const spots = (await spotsOf(id)).map((spot) => ({
      ...spot,
      tokens: here.filter(({ decision }) => mayCharge(decision, id, spot.evse))
        .map(({ token }) => token),
    })).filter(({ tokens }) => tokens.length > 0);
    const { name } = identity;
    return {
      ...{ station: id, online: links.get(id) !== undefined, spots },
      ...(name === undefined ? {} : { name }),
      ...(powerW === undefined ? {} : { powerW }),
    };
  }

  return place;
}
