import type { Clock } from "../csms/clock.ts";
import { CallError } from "../ocpp/errors.ts";
import { type Answer, give } from "./answer.ts";
import type { Speaker } from "./calls.ts";
import type { Resolved } from "./charge_point.ts";
import { type Link, link } from "./link.ts";
import { basicAuth, stationUrl } from "./socket.ts";

/** What a station of any version has besides its state. */
export interface Wired extends Speaker {
  readonly options: Resolved;
  readonly timers: Clock;
  /** Of the CSMS; a new one takes its place at the next restart. */
  url: string;
  /** Run when the answer that is being prepared has been sent. */
  readonly afterwards: (() => unknown)[];
}

/** The connection of a station, its answers and its news put together. */
export function wired<S extends Wired>(
  { options, watch, dialect, timers }: Pick<Wired, "options" | "watch" | "dialect" | "timers">,
  { station, answers, password, opened }: {
    /** Called once there is one. */
    station(): S;
    answers: ReadonlyMap<string, Answer<S>>;
    password(): string | undefined;
    opened(): void;
  },
): Link {
  const url = () => stationUrl(station().url, options.id);
  return link({
    ...{ clock: timers, random: options.random, dialect, connect: options.connect, url },
    timeoutMs: options.timeoutMs,
    headers: () => {
      const secret = password();
      return secret
        ? { authorization: basicAuth(options.id, secret) }
        : {} as Record<string, string>;
    },
    answer: async (call) => {
      const { action, payload } = call;
      if (station().registration === "Rejected") {
        throw new CallError("GenericError", "this charge point has been rejected");
      }
      const answer = await give(answers, station(), action, payload);
      const tasks = station().afterwards.splice(0);
      call.after = () => {
        for (const task of tasks) task();
        watch.emit("request", { action, payload });
      };
      return answer;
    },
    frame: (direction, text) => watch.emit("frame", { direction, text }),
    observer: {
      remarked: ({ text }) => watch.emit("warning", { text: `the CSMS: ${text}` }),
    },
    opened: () => {
      watch.emit("open", { url: url() });
      opened();
    },
    closed: (code, reason) => watch.emit("closed", { code, reason }),
    retrying: (inMs, reason) => watch.emit("retry", { inMs, reason }),
  });
}
