import type { openKv } from "../../kv/open.ts";
import { type Commit, withCommit } from "../kv/fixture.ts";

/** A path for a database, in a folder that is removed afterwards. */
export async function database(): Promise<{ readonly path: string } & AsyncDisposable> {
  const folder = await Deno.makeTempDir();
  return {
    path: `${folder}/kvolt.db`,
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/** Opens a database in memory that `wrap` may make faulty. */
export function opens(wrap: (kv: Deno.Kv) => Deno.Kv): typeof openKv {
  return async () => ({
    kv: wrap(await Deno.openKv(":memory:")),
    exclusive: true,
    where: "the memory of a test",
  });
}

/** A store whose commits a test may hold back or let fail. */
export function gated() {
  let gate: PromiseWithResolvers<void> | undefined;
  let reached = Promise.withResolvers<void>();
  let failure: Error | undefined;
  async function commit(real: () => Promise<Commit>): Promise<Commit> {
    reached.resolve();
    await gate?.promise;
    if (failure) throw failure;
    return await real();
  }
  return {
    open: opens((kv) => withCommit(kv, commit)),
    /** Holds back every commit from now on; resolves when the first has come. */
    hold(): Promise<void> {
      gate = Promise.withResolvers();
      reached = Promise.withResolvers();
      return reached.promise;
    },
    release(): void {
      gate?.resolve();
      gate = undefined;
    },
    /** Fails every commit with this from now on; undefined heals it. */
    fail(message: string | undefined): void {
      failure = message === undefined ? undefined : new Error(message);
    },
  };
}
