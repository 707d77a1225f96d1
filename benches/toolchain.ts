/** What Deno takes for the project itself: to import its schemas, and to check its types. */

const root = new URL("../", import.meta.url).pathname;

interface Run {
  /** From spawning Deno to its end. */
  readonly ms: number;
  readonly ok: boolean;
}

async function run(args: string[], env: Record<string, string> = {}): Promise<Run> {
  const begin = performance.now();
  const child = new Deno.Command(Deno.execPath(), {
    ...{ args, env, cwd: root },
    ...{ stdin: "null", stdout: "null", stderr: "null" },
  });
  const { success } = await child.output();
  return { ms: performance.now() - begin, ok: success };
}

/**
 * The life of a process that imports all messages of all versions, in ms, Deno's own start and end in
 * it, its code cached: the median of some, the first not counted.
 */
export async function importing(times = 9): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i <= times; i++) {
    const { ms, ok } = await run(["run", "--frozen", "benches/schemas.ts"]);
    if (!ok) throw new Error("the schemas cannot be imported");
    if (i > 0) took.push(ms);
  }
  return took.sort((a, b) => a - b)[times >> 1]!;
}

/** `deno check` of the whole project with nothing in Deno's caches but the packages, then again. */
export async function checking(): Promise<{ cold: Run; warm: Run }> {
  const info = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const { npmCache } = JSON.parse(new TextDecoder().decode(info.stdout));
  const DENO_DIR = await Deno.makeTempDir({ prefix: "kvolt-bench-" });
  await Deno.symlink(npmCache, `${DENO_DIR}/npm`);
  const check = () => run(["check", "--frozen"], { DENO_DIR });
  const [cold, warm] = [await check(), await check()];
  await Deno.remove(DENO_DIR, { recursive: true });
  return { cold, warm };
}
