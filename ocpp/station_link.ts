import { getLogger } from "@logtape/logtape";
import type { Clock } from "../csms/clock.ts";
import { Unsupported } from "../csms/commands.ts";
import type { CallOptions, Link } from "../csms/links.ts";
import type { Csms } from "../csms/mod.ts";
import type { Protocol } from "../csms/model.ts";
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
export class StationLink implements Link {
  readonly station: string;
  readonly address: string;
  readonly certificate?: ClientCertificate;
  readonly connectedAt: Date;
  lastSeen: Date;
  readonly #csms: Csms;
  readonly #clock: Clock;
  readonly #session: Session;
  #waits = true;
  #hasBooted = false;
  #cancel: (() => void) | undefined;

  constructor({ csms, session, clock, station, address, certificate }: {
    csms: Csms;
    session: Session;
    clock: Clock;
    station: string;
    address: string;
    certificate?: ClientCertificate;
  }) {
    this.#csms = csms;
    this.#session = session;
    this.#clock = clock;
    this.station = station;
    this.address = address;
    if (certificate) this.certificate = certificate;
    this.connectedAt = clock.now();
    this.lastSeen = this.connectedAt;
    session.hold();
  }

  get protocol(): Protocol {
    return this.#session.dialect.protocol;
  }

  get actions(): readonly string[] {
    return this.#session.dialect.sendable;
  }

  /** From now on it may boot, and has to. */
  opened(): void {
    this.#cancel = this.#clock.after(BOOT_WITHIN_MS, () => this.#unbooted());
  }

  /** It is over: nothing is asked of it any more. */
  stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  doing<V extends Verb>(verb: V, args: Args<V>): string | undefined {
    return this.#encoded(verb, args)?.action.name;
  }

  feature(action: string): string | undefined {
    return this.#session.dialect.feature(action);
  }

  async ask<V extends Verb>(verb: V, args: Args<V>, options?: CallOptions): Promise<Result<V>> {
    const { protocol, format } = this.#session.dialect;
    const found = this.#encoded(verb, args);
    if (!found) throw new Unsupported(`${protocol} has no way to ${verb} with these arguments`);
    const { action, request } = found;
    const { value } = await this.#send(action, request, options);
    if (value !== undefined) return action.codecs.get(verb)!.decode(value, args) as Result<V>;
    throw new CallError(format, `the station's answer to ${action.name} cannot be read`);
  }

  async call(name: string, payload: unknown, options?: CallOptions): Promise<unknown> {
    const action = this.#session.dialect.actions.get(name);
    // Session.call says what is wrong with a name that the version does not have.
    if (!action) return this.#session.call(name, payload, options);
    return (await this.#send(action, payload, options)).raw;
  }

  booted(accepted: boolean): void {
    this.#hasBooted = true;
    if (accepted) this.#ready();
  }

  close(code: number, reason: string): void {
    this.#session.close(code, reason);
  }

  #ready(): void {
    if (!this.#waits) return;
    this.#waits = false;
    this.stop();
    this.#session.release();
  }

  /** It goes on with what is known of the station, and asks for the boot that did not come (quirk 15). */
  #unbooted(): void {
    if (!this.#waits) return;
    this.#ready();
    if (this.#hasBooted) return;
    const { station } = this;
    this.ask("tell", { what: "boot" }).catch((error) =>
      log.info("{station} has not booted, and does not when asked to: {why}", {
        station,
        why: (error as Error).message,
      })
    );
  }

  /** Calls; an answer that comes too late still means what it says (law 12). */
  async #send(action: Action, request: unknown, { timeoutMs, late }: CallOptions = {}) {
    const raw = await this.#session.call(action.name, request, {
      timeoutMs,
      late: (outcome) => {
        late?.(outcome);
        if (outcome instanceof Error) return;
        const { station } = this;
        this.#settle(action, request, outcome).catch((error) =>
          log.error("a late answer of {station} was not kept: {error}", { station, error })
        );
      },
    });
    return { raw, value: await this.#settle(action, request, raw) };
  }

  /** The payload as the schema has it, what it means kept; undefined where it cannot be read. */
  async #settle(action: Action, request: unknown, raw: unknown): Promise<unknown> {
    const csms = this.#csms;
    const { station } = this;
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

  /** The first action that takes a verb with these arguments, and its request. */
  #encoded<V extends Verb>(verb: V, args: Args<V>) {
    for (const action of this.#session.dialect.doing(verb)) {
      const request = action.codecs.get(verb)!.encode(args);
      if (request !== undefined) return { action, request };
    }
  }
}
