import type { Cache } from "./cache.ts";
import type { Lists } from "./lists.ts";
import type { Turns } from "./turns.ts";

/** What collections read from. */
export interface Source {
  readonly kv: Deno.Kv;
  readonly now: () => Date;
  /** How long a read may take, in ms. */
  readonly timeoutMs: number;
  /** null where another process may write the store too. */
  readonly cache: Cache | null;
  /** null as `cache` is. */
  readonly lists: Lists | null;
  /** null as `cache` is. */
  readonly turns: Turns | null;
  /** The names of the collections whose values expire; each adds its own. */
  readonly expiring: Set<Deno.KvKeyPart>;
}
