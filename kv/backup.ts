/** `deno task backup [target]`: copies the live database while the server runs on it. */
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { backup as copyPages, DatabaseSync } from "node:sqlite";
import { isRemote } from "./open.ts";

/** More pages than any database has. */
const allPages = 0x7fffffff;

/**
 * Copies a database file to a target that does not exist yet and gives its size in bytes. To be called from another
 * process than the one that has it open. Throws an Error that says which file and why.
 */
export async function backup(source: string, target: string): Promise<number> {
  if (isRemote(source) || source === ":memory:") {
    throw new Error(`${source} is not a file: back it up where it is kept`);
  }
  if (!existsSync(source)) throw new Error(`there is no database ${source}`);
  if (existsSync(target)) throw new Error(`${target} exists already, it is not overwritten`);
  mkdirSync(dirname(target), { recursive: true });
  // Under another name first: what has the target's name is always whole.
  const part = `${target}.part`;
  rmSync(part, { force: true });
  const db = new DatabaseSync(source, { readOnly: true, timeout: 10_000 });
  try {
    // All pages in one step, so in one read transaction: a state between two commits, writers go on beside it
    // (WAL). In several steps it would start over at each write. VACUUM INTO needs --allow-all: Deno forbids ATTACH.
    await copyPages(db, part, { rate: allPages });
    chmodSync(part, 0o600);
    using copy = Deno.openSync(part, { read: true, write: true });
    copy.syncSync();
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  } finally {
    db.close();
  }
  return statSync(target).size;
}

if (import.meta.main) {
  const source = Deno.env.get("KV_PATH") ?? "./data/kvolt.db";
  const time = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  const target = Deno.args[0] ?? `${source.replace(/\.db$/, "")}-${time}.db`;
  const say = (stream: typeof Deno.stdout, text: string) =>
    stream.writeSync(new TextEncoder().encode(`${text}\n`));
  try {
    const size = await backup(source, target);
    say(Deno.stdout, `copied ${source} to ${target}, ${(size / 1e6).toFixed(1)} MB`);
  } catch (error) {
    say(Deno.stderr, `no backup: ${error instanceof Error ? error.message : error}`);
    Deno.exit(1);
  }
}
