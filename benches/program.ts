import { asStarted } from "./as_started.ts";
import { lines } from "./lines.ts";

/** How long a program may take to say what it was asked, in ms: a bench that hangs is a bench that failed. */
const PATIENCE_MS = 180_000;

/** A program of the bench in a process of its own; it ends when its standard input does. */
interface Program {
  /** The next fact that it says; rejects when it ends, or says nothing for too long. */
  // deno-lint-ignore no-explicit-any
  hears(): Promise<any>;
  /** Gives an order and resolves with the fact that it answers. */
  // deno-lint-ignore no-explicit-any
  ask(order: string): Promise<any>;
  /** Ends it. */
  stop(): Promise<void>;
}

/** Starts one of the bench's programs with Deno; `flags` are Deno's own. */
export function program(
  name: string,
  { args = [], env = {}, flags = [] }: {
    args?: string[];
    env?: Record<string, string>;
    flags?: string[];
  } = {},
): Program {
  const path = new URL(name, import.meta.url).pathname;
  const own = name === "server.ts" ? [...asStarted, ...flags] : flags;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--frozen", "--allow-all", ...own, path, ...args],
    env,
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const orders = child.stdin.getWriter();
  const facts = child.stdout.pipeThrough(lines()).getReader();

  async function hears() {
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
    try {
      for (;;) {
        const { done, value } = await facts.read();
        if (done) throw new Error(`${name} ended, or said nothing for ${PATIENCE_MS} ms`);
        // What kvolt logs comes the same way.
        if (value.startsWith("{")) return JSON.parse(value);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    hears,
    async ask(order) {
      await orders.write(new TextEncoder().encode(`${order}\n`));
      return await hears();
    },
    async stop() {
      await orders.close();
      await facts.cancel();
      await child.status;
    },
  };
}
