import type { Page } from "../../kv/collection.ts";
import type { Store } from "../../kv/mod.ts";
import type { Audited } from "../model/people.ts";
import { type Paging, searched } from "../search.ts";

/** Which lines of the audit log are wanted; texts are compared without case, `to` is excluded. */
export interface AuditFilter {
  /** The name or the id of who did it. */
  readonly by?: string;
  /** A part of what was done. */
  readonly what?: string;
  readonly station?: string;
  readonly address?: string;
  readonly from?: Date;
  readonly to?: Date;
}

/** Digits of the time that a ulid begins with. */
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The first ulid of a moment, without its random part. */
function ulidAt(time: Date): string {
  let [ms, text] = [Math.max(0, time.getTime()), ""];
  for (let digit = 0; digit < 10; digit++) {
    text = DIGITS[ms % 32] + text;
    ms = Math.floor(ms / 32);
  }
  return text;
}

const has = (text: string | undefined, part: string | undefined): boolean =>
  part === undefined || text?.toLowerCase().includes(part.toLowerCase()) === true;

/** Reading the audit log, the newest line first. */
export function auditLog(store: Store) {
  /** Lines that meet a filter; there may be few of them and yet more to come, where `next` is not null. */
  function find({ from, to, ...filter }: AuditFilter, paging: Paging): Promise<Page<Audited>> {
    const bounds = { ...(from ? { from: ulidAt(from) } : {}), ...(to ? { to: ulidAt(to) } : {}) };
    const meets = ({ by, what, station, address }: Audited): boolean =>
      (has(by.name, filter.by) || by.id === filter.by) && has(what, filter.what) &&
      (filter.station === undefined || station === filter.station) && has(address, filter.address);
    return searched((part) => store.audit.page([], { ...part, ...bounds }), meets, paging);
  }

  return {
    find,
    /** Every line that meets a filter. */
    async *every(filter: AuditFilter): AsyncGenerator<Audited> {
      let cursor: string | undefined;
      do {
        const page = await find(filter, { limit: 200, ...(cursor ? { cursor } : {}) });
        yield* page.items;
        cursor = page.next ?? undefined;
      } while (cursor);
    },
  };
}
