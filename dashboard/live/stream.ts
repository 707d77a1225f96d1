import { getLogger } from "@logtape/logtape";
import type { Context } from "hono";
import { streamSSE } from "hono/streaming";
import type { Csms } from "../../csms/mod.ts";

const log = getLogger(["kvolt", "dashboard"]);
/** Proxies close what is silent for longer. */
const KEEP_ALIVE_MS = 15_000;

/** One piece of a page: what a browser swaps in under that name. */
export interface Piece {
  readonly event: string;
  readonly html: string;
}

/** Where a page's changes come from: it calls `wake` whenever `take` has something to send. */
export interface Source {
  watch(wake: () => void): () => void;
  /** What is to be sent by now; asked again only when it is sent, so that a browser that stops reading costs nothing. */
  take(): Promise<readonly Piece[]>;
}

/** Keeps a page live with server-sent events, until the browser goes or kvolt stops. */
export function stream(context: Context, csms: Csms, source: Source): Response {
  return streamSSE(context, async (stream) => {
    const gone = new AbortController();
    let wake = () => {};
    let woken = false;
    const stir = () => {
      woken = true;
      wake();
    };
    const stop = () => {
      gone.abort();
      stir();
    };
    stream.onAbort(stop);
    csms.stopped.addEventListener("abort", stop, { once: true });
    if (csms.stopped.aborted) stop();
    let silent = false;
    let cancel = () => {};
    const beat = () => {
      silent = true;
      stir();
      cancel = csms.after(KEEP_ALIVE_MS, beat);
    };
    const unwatch = source.watch(stir);
    try {
      beat();
      while (!gone.signal.aborted) {
        if (!woken) await new Promise<void>((resolve) => wake = resolve);
        woken = false;
        if (silent) await stream.write(": alive\n\n");
        silent = false;
        for (const { event, html } of await source.take()) {
          if (!gone.signal.aborted) await stream.writeSSE({ event, data: html });
        }
      }
    } catch (error) {
      log.error("a page's stream ended: {error}", { error });
    } finally {
      cancel();
      unwatch();
      csms.stopped.removeEventListener("abort", stop);
    }
  });
}
