import { getLogger } from "@logtape/logtape";
import type { Store } from "../../kv/mod.ts";
import type { Auditing } from "../audit/acting.ts";
import type { Clock } from "../clock.ts";
import { originOf } from "../floods/origin.ts";
import { TooMany } from "../too_many.ts";
import { BadLink } from "./password_links.ts";

const log = getLogger(["kvolt", "people"]);
/** What one address goes on with is told once in so many ms. */
const WINDOW_MS = 600_000;
/** Addresses with lines of their own in that time; a line counts those of all others. */
const MOST = 100;

/** What was refused, and to whom: nothing is known of them but an address. */
interface Line {
  readonly what: string;
  /** Absent where it tells of many. */
  readonly address?: string;
  readonly on: Readonly<Record<string, string>>;
  readonly outcome: string;
  readonly times?: number;
}

/** Who tries to get in: from where, and maybe as whom. */
interface Trying {
  readonly address?: string;
  readonly email?: string;
}

/**
 * Whoever tries too often, or with a token or a link that is none: the audit log has a line for the first time,
 * and one that counts the others of an address every ten minutes, so that a flood of them does not fill the store.
 */
export function refusals(
  { store, clock, audit }: { store: Store; clock: Clock; audit: Auditing },
) {
  const counted = new Map<string, { line: Line; times: number }>();
  /** How many there were of addresses beyond the most, by what they tried. */
  const others = new Map<string, number>();
  let cancel: (() => void) | undefined;

  async function write(lines: readonly Line[]): Promise<void> {
    try {
      await store.apply((change) => {
        for (const { what, address, on, outcome, times } of lines) {
          const name = address ?? "other addresses";
          const by = { kind: "address", id: address ?? "", name } as const;
          const parameters = times === undefined ? {} : { parameters: { times } };
          const from = address === undefined ? {} : { address };
          audit.note(change, { by, ...from, what, on, ...parameters }, outcome);
        }
        return Promise.resolve();
      });
    } catch (error) {
      log.warn("what was refused could not be written: {error}", { error });
    }
  }

  /** Tells of all that came since the last time; who did not go on is forgotten. */
  function tell(): void {
    const lines: Line[] = [];
    for (const [key, one] of counted) {
      const { line, times } = one;
      if (times === 0) counted.delete(key);
      else lines.push({ ...line, on: {}, times });
      one.times = 0;
    }
    for (const [what, times] of others) lines.push({ what, on: {}, outcome: "refused", times });
    others.clear();
    cancel = counted.size > 0 ? clock.after(WINDOW_MS, tell) : undefined;
    if (lines.length > 0) void write(lines);
  }

  async function refused(line: Line & { readonly address: string }): Promise<void> {
    const { what, address, outcome } = line;
    const key = `${what} ${outcome} ${originOf(address)}`;
    const known = counted.get(key);
    if (known) {
      known.times++;
      return;
    }
    cancel ??= clock.after(WINDOW_MS, tell);
    if (counted.size >= MOST) {
      others.set(what, 1 + (others.get(what) ?? 0));
      return;
    }
    counted.set(key, { line, times: 0 });
    await write([line]);
  }

  return {
    /** Somebody showed a token that is none. */
    tokenRefused: (address: string, path: string): Promise<void> =>
      refused({ what: "token", address, on: { path: path.slice(0, 200) }, outcome: "refused" }),
    /** The same work, but that somebody tries it too often, or with a link that is none, is counted. */
    counting: <A extends unknown[], T>(
      what: string,
      work: (...asked: A) => Promise<T>,
      who: (...asked: NoInfer<A>) => Trying,
    ) =>
    async (...asked: A): Promise<T> => {
      try {
        return await work(...asked);
      } catch (error) {
        const outcome = error instanceof TooMany
          ? "too many tries"
          : error instanceof BadLink
          ? "no such link"
          : undefined;
        if (outcome === undefined) throw error;
        const { address = "", email } = who(...asked);
        const on: Line["on"] = email === undefined ? {} : { email: email.slice(0, 254) };
        await refused({ what, address, on, outcome });
        throw error;
      }
    },
    /** Writes what was counted. */
    stop(): void {
      cancel?.();
      tell();
      cancel?.();
    },
  };
}
