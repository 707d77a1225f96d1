import type { Clock } from "../clock.ts";
import { tokenKey } from "./store.ts";

/** Nobody plugs in later than this after a remote start: stations give up long before. */
const WITHIN_MS = 10 * 60_000;

interface Asked {
  readonly tag: string;
  readonly token: string;
  readonly at: number;
}

/** What stations mean by the one tag that they take for remote starts: the token that was asked for (quirk 37). */
export function remoteTags(clock: Clock) {
  const latest = new Map<string, Asked>();

  return {
    /** Keeps for which token a station is sent its tag; gives what takes that back, where nothing comes of it. */
    sent(station: string, evse: number, tag: string, token: string): () => void {
      const asked = { tag: tokenKey(tag), token, at: clock.now().getTime() };
      const before = [station, `${station}/${evse}`].map((key) => [key, latest.get(key)] as const);
      for (const [key] of before) latest.set(key, asked);
      return () => {
        for (const [key, earlier] of before) {
          if (latest.get(key) !== asked) continue;
          if (earlier) latest.set(key, earlier);
          else latest.delete(key);
        }
      };
    },
    /** The token that is meant by what a station presents, on an EVSE where it names one. */
    meant(station: string, presented: string, evse?: number): string {
      const asked = latest.get(`${station}/${evse}`) ?? latest.get(station);
      if (!asked || asked.tag !== tokenKey(presented)) return presented;
      return clock.now().getTime() - asked.at <= WITHIN_MS ? asked.token : presented;
    },
  };
}

export type RemoteTags = ReturnType<typeof remoteTags>;
