// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { readConfig } from "../../csms/config.ts";
import { type Instead, type Running, start } from "../../main.ts";
import { sentFrames } from "./sent_frames.ts";
import { soon } from "./until.ts";

/** A kvolt of a test's own, on a free port of loopback. */
export interface TestKvolt extends Running {
  /** `ws://127.0.0.1:port`. */
  readonly ws: string;
  /** `http://127.0.0.1:port/api/v1`. */
  readonly api: string;
  /** Fetches a path under `/api/v1` with the token; gives the status and the JSON, or the text. */
  get(path: string): Promise<{ status: number; body: any }>;
  send(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: any }>;
}

export const API_TOKEN = "a-token-of-the-tests";

/**
 * Starts kvolt in memory, open to every station, unless the environment says otherwise. To stop it rejects where it
 * has sent a frame that its version does not have.
 */
export async function kvolt(
  env: Record<string, string> = {},
  instead: Instead = {},
): Promise<TestKvolt> {
  const config = readConfig({
    ...{ PORT: "0", HOST: "127.0.0.1", KV_PATH: ":memory:", DISCOVERY: "open", API_TOKEN },
    ...env,
  });
  const { between, problems } = sentFrames();
  const begin = () =>
    start(config, {
      ...instead,
      between: (upgrade) => between(instead.between?.(upgrade) ?? upgrade),
    });
  // A program that another test starts at this moment holds, until it runs, each port that was let go just now.
  const running = await (config.PORT === 0 ? begin() : soon(begin));
  const { port } = running.addresses[0]!;
  const api = `http://127.0.0.1:${port}/api/v1`;

  async function send(method: string, path: string, body?: unknown) {
    const response = await fetch(api + path, {
      method,
      headers: { authorization: `Bearer ${API_TOKEN}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = response.headers.get("content-type")?.includes("json");
    return { status: response.status, body: json ? JSON.parse(text) : text };
  }

  return {
    ...running,
    async stop() {
      await running.stop();
      assert.deepEqual(problems, [], "every frame that kvolt sent is valid");
    },
    ws: `ws://127.0.0.1:${port}`,
    api,
    get: (path) => send("GET", path),
    send,
  };
}
