// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { z } from "zod";
import type { Link } from "../../csms/links.ts";
import type { Csms } from "../../csms/mod.ts";
import type { ClientCertificate } from "../../csms/stations/arrival.ts";
import { Action } from "../../ocpp/action.ts";
import { CallError } from "../../ocpp/errors.ts";
import { inbound } from "../../ocpp/inbound.ts";
import { StationLink } from "../../ocpp/station_link.ts";
import { v16 } from "../../ocpp/v16/mod.ts";
import type { FakeClock } from "./clock.ts";
import { official } from "./official.ts";
import { pair } from "./pair.ts";

/** 1.6 as stations speak it: their answers are not checked, since not all of them are right. */
const spoken = {
  ...v16,
  actions: new Map(
    [...v16.actions].map(([name, { request }]) => [name, new Action(name, request, z.unknown())]),
  ),
};

/** What a plugged station answers to a request; throw CallError to refuse it. */
type Answers = Readonly<Record<string, (payload: any) => unknown>>;

/** A 1.6 station on a line in memory, connected to the rules by a link of its own. */
interface Plugged {
  readonly link: Link;
  /** What it was asked, in order; each was valid by the official schema. */
  readonly asked: readonly { action: string; payload: any }[];
  /** Sends a request; resolves with its answer, which has to be valid; rejects with CallError. */
  call(action: string, payload: unknown): Promise<any>;
  unplug(): void;
}

/** Connects a station that is known; it has booted unless it says otherwise. */
export function plug(
  { csms, clock }: { csms: Csms; clock: FakeClock },
  station: string,
  answers: Answers,
  { booted = true, certificate }: { booted?: boolean; certificate?: ClientCertificate } = {},
): Plugged {
  const asked: { action: string; payload: any }[] = [];
  const answer = inbound({ csms, dialect: v16 });
  const { near, far } = pair(clock, {
    near(call) {
      link.lastSeen = clock.now();
      return answer(station, call);
    },
    far: async ({ action, payload }) => {
      assert.equal(official("ocpp1.6", "req", action)(payload), null, action);
      asked.push({ action, payload });
      const answer = answers[action];
      if (!answer) throw new CallError("NotImplemented", action);
      return await answer(payload);
    },
  }, { farDialect: spoken, timeoutMs: csms.config.CALL_TIMEOUT_SECONDS * 1000 });
  const address = "memory";
  const link = new StationLink({ csms, session: near, clock, station, address, certificate });
  link.opened();
  csms.links.register(link);
  if (booted) link.booted(true);
  return {
    ...{ link, asked },
    async call(action, payload) {
      const answer = await far.call(action, payload);
      assert.equal(official("ocpp1.6", "conf", action)(answer), null, action);
      return answer;
    },
    unplug() {
      link.stop();
      near.end();
      far.end();
      csms.links.drop(link);
    },
  };
}
