import { getLogger } from "@logtape/logtape";
import type { Context } from "hono";
import type { Csms } from "../../csms/mod.ts";

const log = getLogger(["kvolt", "dashboard"]);
/** Proxies close what is silent for longer; and a browser that takes nothing for as long has stopped reading. */
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

const headers = { "content-type": "text/event-stream", "cache-control": "no-cache" };
const encoder = new TextEncoder();
const alive = encoder.encode(": alive\n\n");
/** Each is written once, for however many browsers. */
const written = new WeakMap<Piece, Uint8Array<ArrayBuffer>>();

function bytesOf(piece: Piece): Uint8Array<ArrayBuffer> {
  let bytes = written.get(piece);
  if (!bytes) {
    const data = `data: ${piece.html.replaceAll(/\r\n|\r|\n/g, "\ndata: ")}`;
    written.set(piece, bytes = encoder.encode(`event: ${piece.event}\n${data}\n\n`));
  }
  return bytes;
}

/**
 * Keeps a page live with server-sent events, until the browser goes or kvolt stops. That of one that stops
 * reading ends; once it reads again it dials again, and is told what it missed.
 */
export function stream(context: Context, csms: Csms, source: Source): Response {
  let over = false;
  let silent = false;
  let woken = false;
  let wake = () => {};
  let cancel = () => {};
  let unwatch: (() => void) | undefined;
  let stop = () => {};

  function stir(): void {
    woken = true;
    wake();
  }

  function end(): void {
    over = true;
    cancel();
    unwatch?.();
    csms.stopped.removeEventListener("abort", stop);
    stir();
  }

  function begin(controller: ReadableStreamDefaultController): void {
    const beat = () => {
      if (silent) return stop();
      silent = true;
      cancel = csms.after(KEEP_ALIVE_MS, beat);
      stir();
    };
    stop = () => {
      end();
      controller.close();
    };
    unwatch = source.watch(stir);
    beat();
    csms.stopped.addEventListener("abort", stop);
    if (csms.stopped.aborted) stop();
  }

  /** What is to be sent next, once there is something. */
  async function next(): Promise<Uint8Array<ArrayBuffer>[]> {
    if (!woken) await new Promise<void>((resolve) => wake = resolve);
    woken = false;
    const beats = silent ? [alive] : [];
    silent = false;
    return over ? [] : [...beats, ...(await source.take()).map(bytesOf)];
  }

  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      if (!unwatch) begin(controller);
      try {
        for (let sent = false; !over && !sent;) {
          for (const bytes of await next()) {
            sent = true;
            if (!over) controller.enqueue(bytes);
          }
        }
      } catch (error) {
        log.error("a page's stream ended: {error}", { error });
        if (!over) stop();
      }
    },
    cancel: end,
  }, { highWaterMark: 0 });
  return context.body(body, 200, headers);
}
