import { dirname } from "node:path";
import { DatabaseUnusable } from "./errors.ts";
import { isRemote } from "./open.ts";

/**
 * Takes a database file for this process alone, by a lock on `<path>.lock` that ends with the process: two
 * kvolts on one file would make each other's commits fail. Throws DatabaseUnusable where another has it;
 * memory, KV Connect and Deno Deploy need none. The returned function gives it back.
 */
export function takeAlone(path: string, env: Pick<Deno.Env, "get">): () => void {
  if (path === ":memory:" || isRemote(path) || env.get("DENO_DEPLOY") !== undefined) {
    return () => {};
  }
  let file: Deno.FsFile;
  try {
    // It is the first to want the folder, which is its owner's alone; see open.ts.
    Deno.mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    file = Deno.openSync(`${path}.lock`, { create: true, write: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DatabaseUnusable(`${path}.lock cannot be written: ${reason}`, { cause });
  }
  if (file.tryLockSync(true)) {
    return () => {
      // A child that is being started has a copy of the file until it runs; closing ours would leave it the lock.
      file.unlockSync();
      file.close();
    };
  }
  file.close();
  throw new DatabaseUnusable(
    `the database ${path} is in use by another kvolt; stop that one, or set KV_PATH to another file`,
  );
}
