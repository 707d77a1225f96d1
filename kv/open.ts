import { dirname } from "node:path";
import { within } from "./deadline.ts";
import { DatabaseUnusable } from "./errors.ts";
import { inspect } from "./inspect.ts";

/** A database that can be read and written. */
interface Opened {
  readonly kv: Deno.Kv;
  /** Whether this process alone has it: a file or memory. */
  readonly exclusive: boolean;
  /** Its name for the log. */
  readonly where: string;
}

/** How long the store may take to take its first write, in ms. */
const patience = 10_000;

/**
 * Opens the database at a path: a file, `:memory:`, the URL of a KV Connect server, or the runtime's own where
 * there is none. On Deno Deploy the path is ignored. Throws DatabaseUnusable where it is corrupt, cannot be
 * opened, or cannot be written.
 */
export async function openKv(
  path: string | undefined,
  env: Pick<Deno.Env, "get">,
): Promise<Opened> {
  if (env.get("DENO_DEPLOY") !== undefined) {
    return await opened(undefined, false, "the KV of Deno Deploy");
  }
  if (path === undefined || path === "") {
    return await opened(undefined, true, "the KV that Deno keeps for this program");
  }
  if (path === ":memory:") return await opened(path, true, "memory");
  if (isRemote(path)) return await opened(path, false, `the KV Connect server ${path}`);
  try {
    // Whoever reads the database reads where people are when: a new folder is its owner's alone.
    await Deno.mkdir(dirname(path), { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new DatabaseUnusable(
      `the folder for the database ${path} cannot be made: ${message(cause)}`,
      { cause },
    );
  }
  // Before it is open: closing any handle on the file would drop the locks of the connection (POSIX).
  inspect(path);
  return await opened(path, true, `the database ${path}`);
}

/** Whether a path is the URL of a KV Connect server. */
export function isRemote(path: string): boolean {
  return /^https?:\/\//i.test(path);
}

async function opened(path: string | undefined, exclusive: boolean, where: string) {
  let kv: Deno.Kv;
  try {
    kv = await Deno.openKv(path);
  } catch (cause) {
    throw new DatabaseUnusable(`${where} cannot be opened: ${message(cause)}`, { cause });
  }
  try {
    await probe(kv, where, patience);
  } catch (error) {
    kv.close();
    throw error;
  }
  return { kv, exclusive, where };
}

/** Writes to a database and leaves nothing behind; throws DatabaseUnusable where that fails. */
export async function probe(kv: Deno.Kv, where: string, timeoutMs: number): Promise<void> {
  const key = ["meta", "probe"];
  try {
    const write = kv.atomic().set(key, true).delete(key).commit();
    await within(write, timeoutMs, "first write");
  } catch (cause) {
    throw new DatabaseUnusable(
      `${where} cannot be written: ${message(cause)} (is the disk full, the file read-only, ` +
        `or another kvolt running on it?)`,
      { cause },
    );
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
