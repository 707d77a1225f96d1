/** How the bench and its programs talk: one JSON object a line, orders in, facts out. */
import process from "node:process";
import { lines } from "./lines.ts";

/** What a process has used so far. */
export interface Usage {
  /** CPU of all its threads, in µs. */
  readonly cpuUs: number;
  /** Resident memory in bytes, after a collection of garbage. */
  readonly rss: number;
}

/** Says one thing to the bench. */
export function say(fact: unknown): void {
  const bytes = new TextEncoder().encode(`${JSON.stringify(fact)}\n`);
  for (let at = 0; at < bytes.length;) at += Deno.stdout.writeSync(bytes.subarray(at));
}

/** The orders of the bench, one by one; it ends when the bench does, and so does the program then. */
export async function* orders(): AsyncGenerator<string> {
  for await (const line of Deno.stdin.readable.pipeThrough(lines())) yield line;
}

/** Answers each order for figures until the bench closes the pipe, then ends the process. */
export async function reportUsage(): Promise<never> {
  for await (const order of orders()) say(usage(order === "memory"));
  Deno.exit(0);
}

function usage(tidy: boolean): Usage {
  // Only there with --expose-gc; twice, since the first leaves what finalizers held.
  const { gc } = globalThis as { gc?: () => void };
  if (tidy) { for (let i = 0; i < 2; i++) gc?.(); }
  const { user, system } = process.cpuUsage();
  return { cpuUs: user + system, rss: Deno.memoryUsage().rss };
}
