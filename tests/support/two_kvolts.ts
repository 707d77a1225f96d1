import type { openKv } from "../../kv/open.ts";
import type { Instead } from "../../main.ts";
import { kvolt, type TestKvolt } from "./kvolt.ts";

/** One database in memory for both; what one closes stays open for the other. */
async function shared(): Promise<{ readonly open: typeof openKv; close(): void }> {
  const kv = await Deno.openKv(":memory:");
  const handle = new Proxy(kv, {
    get(target, name) {
      if (name === "close") return () => {};
      const value = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const opened = { kv: handle, exclusive: false, where: "a memory that is shared" };
  return { open: () => Promise.resolve(opened), close: () => kv.close() };
}

/** Two kvolts on one database. */
export async function twoKvolts(
  env: Record<string, string>,
  run: (one: TestKvolt, other: TestKvolt) => Promise<void>,
  instead: Instead = {},
): Promise<void> {
  const { open, close } = await shared();
  const one = await kvolt(env, { ...instead, open });
  const other = await kvolt(env, { ...instead, open });
  try {
    await run(one, other);
  } finally {
    await one.stop();
    await other.stop();
    close();
  }
}
