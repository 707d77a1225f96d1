import { getLogger } from "@logtape/logtape";
import type { Clock } from "../csms/clock.ts";
import { Unsupported } from "../csms/commands.ts";
import type { CallOptions, Link } from "../csms/links.ts";
import type { Csms } from "../csms/mod.ts";
import type { ClientCertificate } from "../csms/stations/arrival.ts";
import type { Args, Result, Verb } from "../csms/verbs.ts";
import type { Action } from "./action.ts";
import type { Context } from "./context.ts";
import { CallError } from "./errors.ts";
import { keepFindings } from "./keep_findings.ts";
import { readPayload } from "./read.ts";
import type { Session } from "./session.ts";

const log = getLogger(["kvolt", "ocpp"]);
/** A station that has not booted by then is spoken to all the same (law 11). */
const BOOT_WITHIN_MS = 5_000;

/** What the rules hold of one connection: verbs become requests of its version, answers what they mean. */
export function stationLink({ csms, session, clock, station, address, certificate, lastSeen }: {
  csms: Csms;
  session: Session;
  clock: Clock;
  station: string;
  address: string;
  certificate?: ClientCertificate;
  lastSeen: () => Date;
}): { link: Link; opened: () => void; stop: () => void } {
  const { dialect } = session;
  let waits = true;
  let hasBooted = false;
  session.hold();
  let cancel = (): void => {};

  /** From now on it may boot, and has to. */
  function opened(): void {
    cancel = clock.after(BOOT_WITHIN_MS, unbooted);
  }

  function ready(): void {
    if (!waits) return;
    waits = false;
    cancel();
    session.release();
  }

  /** It goes on with what is known of the station, and asks for the boot that did not come (quirk 15). */
  function unbooted(): void {
    if (!waits) return;
    ready();
    if (hasBooted) return;
    link.ask("trigger", { message: "BootNotification" }).catch((error) =>
      log.info("{station} has not booted, and does not when asked to: {error}", { station, error })
    );
  }

  /** The payload as the schema has it, what it means kept; undefined where it cannot be read. */
  async function settle(action: Action, request: unknown, raw: unknown): Promise<unknown> {
    const reading = readPayload(action.response, raw, action.answerHints);
    const remarks = [...reading.remarks];
    if (!reading.ok) {
      const text = `The answer to ${action.name} cannot be read: ${reading.message}`;
      remarks.push({ kind: "unreadable-answer", text, example: JSON.stringify(raw) });
    }
    await csms.apply(async (change) => {
      const context: Context = {
        ...{ csms, station, change, receivedAt: csms.now() },
        afterwards: (task) => task(),
        finding: (kind, text, example) =>
          void remarks.push({ kind, text, example: JSON.stringify(example) }),
      };
      if (reading.ok) await action.effect?.(request, reading.value, context);
      await keepFindings(csms, change, station, remarks);
    });
    return reading.ok ? reading.value : undefined;
  }

  /** Calls; an answer that comes too late still means what it says (law 12). */
  async function send(action: Action, request: unknown, { timeoutMs, late }: CallOptions = {}) {
    const raw = await session.call(action.name, request, {
      timeoutMs,
      late(outcome) {
        late?.(outcome);
        if (outcome instanceof Error) return;
        settle(action, request, outcome).catch((error) =>
          log.error("a late answer of {station} was not kept: {error}", { station, error })
        );
      },
    });
    return { raw, value: await settle(action, request, raw) };
  }

  /** The first action that takes a verb with these arguments, and its request. */
  function encoded<V extends Verb>(verb: V, args: Args<V>) {
    for (const action of dialect.doing(verb)) {
      const request = action.codecs.get(verb)!.encode(args);
      if (request !== undefined) return { action, request };
    }
  }

  const link: Link = {
    station,
    protocol: dialect.protocol,
    address,
    ...(certificate ? { certificate } : {}),
    connectedAt: clock.now(),
    get lastSeen() {
      return lastSeen();
    },
    doing: (verb, args) => encoded(verb, args)?.action.name,
    feature: (action) => dialect.feature(action),
    async ask<V extends Verb>(verb: V, args: Args<V>, options?: CallOptions): Promise<Result<V>> {
      const found = encoded(verb, args);
      if (!found) {
        throw new Unsupported(`${dialect.protocol} has no way to ${verb} with these arguments`);
      }
      const { action, request } = found;
      const { value } = await send(action, request, options);
      if (value !== undefined) return action.codecs.get(verb)!.decode(value, args) as Result<V>;
      const what = `the station's answer to ${action.name} cannot be read`;
      throw new CallError(dialect.format, what);
    },
    async call(name, payload, options) {
      const action = dialect.actions.get(name);
      // Session.call says what is wrong with a name that the version does not have.
      if (!action) return session.call(name, payload, options);
      return (await send(action, payload, options)).raw;
    },
    booted(accepted) {
      hasBooted = true;
      if (accepted) ready();
    },
    close: (code, reason) => session.close(code, reason),
  };
  return { link, opened, stop: () => cancel() };
}
