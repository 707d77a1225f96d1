import { freePort } from "./free_port.ts";
import { API_TOKEN } from "./kvolt.ts";

/** A kvolt in a process of its own, which can be killed at any moment and started again on the same file. */
export interface Killable {
  readonly ws: string;
  readonly api: string;
  /** Rejects where it ends before it listens; the arguments are those of its program. */
  start(...args: string[]): Promise<void>;
  /** With SIGKILL, the default, nothing is written, said or closed. */
  kill(signal?: Deno.Signal): Promise<void>;
  /** Resolves when it has ended, with the signal that ended it. */
  ended(): Promise<Deno.Signal | null>;
}

export function killable(
  path: string,
  env: Record<string, string> = {},
  program = "main.ts",
): Killable {
  const port = freePort();
  let child: Deno.ChildProcess | undefined;
  let output: Promise<void> | undefined;
  async function ended(): Promise<Deno.Signal | null> {
    const status = await child?.status;
    await output;
    return status?.signal ?? null;
  }
  return {
    ended,
    ws: `ws://127.0.0.1:${port}`,
    api: `http://127.0.0.1:${port}/api/v1`,
    async start(...args) {
      child = new Deno.Command(Deno.execPath(), {
        args: ["run", "--frozen", "--no-check", "-A", program, ...args],
        env: {
          ...{ PORT: String(port), HOST: "127.0.0.1", KV_PATH: path, API_TOKEN },
          ...{ DISCOVERY: "open", ...env },
        },
        stdout: "piped",
        stderr: "null",
      }).spawn();
      const reader = child.stdout.pipeThrough(new TextDecoderStream()).getReader();
      let said = "";
      while (!said.includes("listens on")) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`kvolt did not start: ${said}`);
        said += value;
      }
      output = (async () => {
        while (!(await reader.read()).done);
      })();
    },
    async kill(signal = "SIGKILL") {
      child?.kill(signal);
      await ended();
    },
  };
}
