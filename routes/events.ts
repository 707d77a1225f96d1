import { z } from "@hono/zod-openapi";
import { getLogger } from "@logtape/logtape";
import { streamSSE } from "hono/streaming";
import type { Csms } from "../csms/mod.ts";
import type { Event } from "../csms/events.ts";
import type { Transaction } from "../csms/model.ts";
import type { Api } from "./endpoint.ts";
import { invalid } from "./problem.ts";
import { stationId } from "./schemas/names.ts";
import { transaction } from "./schemas/transaction.ts";
import { shown } from "./shown.ts";
import { withEnergy } from "./transactions.ts";

const log = getLogger(["kvolt", "rest"]);
/** Proxies close what is silent for longer. */
const KEEP_ALIVE_MS = 15_000;
/** An event's id is a ulid; any beginning of one is a place in the journal too, `0` its very start. */
const eventId = /^[0-9A-Z]{1,26}$/i;

const query = {
  since: z.string().regex(eventId).optional().openapi({
    description: "The id of an event: the facts after it are sent first. `0` is the first of all.",
  }),
  station: stationId.optional(),
  type: z.string().optional().openapi({
    description: "Only these types, with commas between them",
    example: "transaction.started,transaction.stopped",
  }),
};

/** Transactions read as they do elsewhere: how their energy is counted is nobody's business. */
function dataOf({ type, data }: Event): unknown {
  return type.startsWith("transaction.")
    ? shown(transaction, withEnergy(data as Transaction))
    : data;
}

/** The journal as it is written, as server-sent events. */
export function events(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/events",
      tag: "events",
      summary: "All that happens, as it happens",
    },
    description:
      "Server-sent events: `event` is the type, `data` JSON, `id` a place to go on from with " +
      "`Last-Event-ID`. Heartbeats and meter values have no id and are not replayed. " +
      "A client that falls 1,000 events behind is cut off, and misses nothing when it comes back.",
    query,
    headers: z.object({ "last-event-id": z.string().optional() }),
    also: ["text/event-stream"],
    handle({ query: { since, station, type }, context }) {
      const cursor = context.req.header("last-event-id") || since;
      if (cursor !== undefined && !eventId.test(cursor)) {
        throw invalid("last-event-id", `not the id of an event: ${cursor.slice(0, 100)}`);
      }
      const types = type?.split(",").map((name) => name.trim());
      const wanted = (event: Event) =>
        (station === undefined || event.station === station) &&
        (types === undefined || types.includes(event.type));

      return Promise.resolve(streamSSE(context, async (stream) => {
        const gone = new AbortController();
        const { signal } = gone;
        const stop = () => gone.abort();
        stream.onAbort(stop);
        csms.stopped.addEventListener("abort", stop, { once: true });
        if (csms.stopped.aborted) stop();
        // What happens from here on is sent, whenever the first line arrives.
        const listening = csms.journal.listen(signal, cursor);
        let cancel = () => {};
        const beat = async () => {
          await stream.write(": alive\n\n");
          if (!signal.aborted) cancel = csms.after(KEEP_ALIVE_MS, beat);
        };
        try {
          await beat();
          for await (const event of listening) {
            // With a gap it is better to have it come back and replay than to go on.
            if (listening.dropped > 0) break;
            if (!wanted(event)) continue;
            const { id, type, at, station = null } = event;
            const data = JSON.stringify({ at, station, data: dataOf(event) });
            await stream.writeSSE({ event: type, data, ...(id ? { id } : {}) });
          }
        } catch (error) {
          log.error("a stream of events ended: {error}", { error });
        } finally {
          cancel();
          stop();
          csms.stopped.removeEventListener("abort", stop);
        }
      }));
    },
  });
}
