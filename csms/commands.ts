import { getLogger } from "@logtape/logtape";
import { monotonicFactory } from "ulid";
import type { Store } from "../kv/mod.ts";
import { actingFor, cameTo } from "./audit/acting.ts";
import { masked } from "./audit/mask.ts";
import type { Clock } from "./clock.ts";
import type { Config } from "./config.ts";
import { securitySettings } from "./devices/security_settings.ts";
import { expiry } from "./expiry.ts";
import { fitJson } from "./fit.ts";
import type { CallOptions, Link, Links } from "./links.ts";
import type { ChargingProfile, Command } from "./model.ts";
import type { ReliabilityRules } from "./reliability/reliability.ts";
import type { Registry } from "./stations/registry.ts";
import type { Args, Result, Verb } from "./verbs.ts";

const log = getLogger(["kvolt", "commands"]);

/** Characters of what is sent, and of what is answered, that the record keeps; they share one value. */
const LONGEST = 12_000;

/** The station is not connected, to any instance. */
export class Offline extends Error {
  override name = "Offline";
}

/** The station said before that it does not know this; `force` sends it all the same (quirk 55). */
export class Unsupported extends Error {
  override name = "Unsupported";
}

export interface AskOptions {
  readonly timeoutMs?: number;
  /** Send it though the station is not known to support it. */
  readonly force?: boolean;
}

/** Errors by which a station says that it does not know an action (1.6J §4.2.3). */
const unknownAction = new Set(["NotImplemented", "NotSupported"]);

/** Everything that is asked of stations, with a record of each for the operator. */
export function commands({ store, clock, config, links, registry, reliability }: {
  store: Store;
  clock: Clock;
  config: Config;
  links: Links;
  registry: Registry;
  reliability: Pick<ReliabilityRules, "answered" | "unanswered">;
}) {
  const ulid = monotonicFactory();
  const safe = securitySettings(store);

  function find(station: string): Link {
    const link = links.get(station);
    if (link) return link;
    throw new Offline(`${station} is not connected`);
  }

  async function supported(link: Link, action: string): Promise<void> {
    const learned = (await store.stations.get(link.station))?.value.learned;
    if (learned?.unsupported.includes(action)) {
      throw new Unsupported(`${link.station} has said that it does not know ${action}`);
    }
    const feature = link.feature(action);
    if (feature && learned?.features && !learned.features.includes(feature)) {
      const what = `${feature}, which ${action} is of, among its features`;
      throw new Unsupported(`${link.station} does not name ${what}`);
    }
  }

  /** Remembers whether a station knows an action; a new firmware may, and is asked by force. */
  async function learn(station: string, action: string, error?: unknown): Promise<void> {
    const code = (error as { code?: unknown } | undefined)?.code;
    const knows = error === undefined;
    if (!knows && (typeof code !== "string" || !unknownAction.has(code))) return;
    const known = (await store.stations.get(station))?.value.learned.unsupported;
    if (known?.includes(action) !== knows) return;
    await registry.learn(station, (learned) => {
      const others = learned.unsupported.filter((each) => each !== action);
      return { ...learned, unsupported: knows ? others : [...others, action] };
    });
  }

  function begin(station: string, action: string, args: unknown): Command {
    const now = clock.now();
    const by = actingFor();
    return {
      id: ulid(now.getTime()),
      station,
      action,
      ...(by ? { by } : {}),
      args: fitJson(masked(args), LONGEST),
      at: now.toISOString(),
      state: "sent",
    };
  }

  function write(command: Command): Promise<void> {
    return store.apply((change) => {
      const until = expiry(clock, config.LOG_DAYS);
      store.commands.put(change, [command.station, command.id], command, until);
      if (command.state !== "sent") {
        const { id, action, state } = command;
        const status = (command.result as { status?: string } | undefined)?.status;
        change.record("command.answered", { command: id, action, state, status }, command.station);
      }
      return Promise.resolve();
    });
  }

  function ended(command: Command, state: Command["state"], result: unknown): Promise<void> {
    cameTo(described(state, result));
    return write({
      ...command,
      state,
      result: fitJson(masked(result), LONGEST),
      answeredAt: clock.now().toISOString(),
    });
  }

  /** Sends, and keeps what came of it: an answer, a refusal, none in time, or one that came late (law 12). */
  async function run<T>(
    link: Link,
    command: Command,
    action: string | undefined,
    send: (options: CallOptions) => Promise<T>,
    timeoutMs?: number,
  ): Promise<T> {
    // Whoever is killed before the answer leaves a line that claims none.
    cameTo("sent");
    await write(command);
    const late = (outcome: unknown) => {
      ended(command, "late", describe(outcome)).catch((error) =>
        log.error("a late answer of {station} was not kept: {error}", {
          station: link.station,
          error,
        })
      );
    };
    const begun = clock.now().getTime();
    const answered = () => reliability.answered(link.station, clock.now().getTime() - begun);
    try {
      const result = await send({ timeoutMs, late });
      answered();
      await ended(command, "answered", result);
      if (action) await learn(link.station, action);
      return result;
    } catch (error) {
      const { name } = error as Error;
      const state = name === "NoAnswer" ? "timeout" : "refused";
      if (state === "timeout") reliability.unanswered(link.station);
      else if (name === "CallError") answered();
      await ended(command, state, describe(error));
      if (action) await learn(link.station, action, error);
      throw error;
    }
  }

  async function askOnce<V extends Verb>(
    station: string,
    verb: V,
    args: Args<V>,
    { timeoutMs, force }: AskOptions,
  ): Promise<Result<V>> {
    const link = find(station);
    await safe.asked(station, verb, args);
    const action = link.doing(verb, args);
    if (action && !force) await supported(link, action);
    const send = (options: CallOptions) => link.ask(verb, args, options);
    return await run(link, begin(station, verb, args), action, send, timeoutMs);
  }

  /** The EVSE of a station that has one alone, so that asking it is asking the station. */
  async function onlyEvse(station: string): Promise<number | undefined> {
    const { items } = await store.connectors.page([station], { limit: 3, reverse: false });
    const evses = items.map(({ value }) => value.evse).filter((evse) => evse > 0);
    return evses.length === 1 ? evses[0] : undefined;
  }

  return {
    /** Asks a station in neutral words; rejects with Offline, Unsupported, UnsafeSetting, CallError or NoAnswer. */
    async ask<V extends Verb>(
      station: string,
      verb: V,
      args: Args<V>,
      options: AskOptions = {},
    ): Promise<Result<V>> {
      // Some refuse EVSE 0 where it is allowed: the only EVSE is then tried, once (quirk 29).
      const { evse, profile } = args as { evse?: number; profile?: ChargingProfile };
      const wholeStation = profile?.purpose === "ChargingStationMaxProfile";
      const only = evse === 0 && !wholeStation ? await onlyEvse(station) : undefined;
      if (only === undefined) return await askOnce(station, verb, args, options);
      const retry = () => askOnce(station, verb, { ...args, evse: only }, options);
      try {
        const result = await askOnce(station, verb, args, options);
        return result.accepted ? result : await retry();
      } catch (error) {
        if ((error as Error).name !== "CallError") throw error;
        return await retry();
      }
    },
    /** Sends any action with the version's own payload; rejects as `ask` does. */
    async call(
      station: string,
      action: string,
      payload: unknown,
      { timeoutMs, force }: AskOptions = {},
    ): Promise<unknown> {
      const link = find(station);
      await safe.called(station, payload);
      if (!force) await supported(link, action);
      const send = (options: CallOptions) => link.call(action, payload, options);
      return run(link, begin(station, action, payload), action, send, timeoutMs);
    },
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.commands.page([station], options),
  };
}

export type Commands = ReturnType<typeof commands>;

/** What a command came to, in a word or a line. */
function described(state: Command["state"], result: unknown): string {
  const { status, message } = (result ?? {}) as { status?: unknown; message?: unknown };
  const said = typeof status === "string" ? status : typeof message === "string" ? message : "";
  return said ? `${state}: ${said}` : state;
}

function describe(outcome: unknown): unknown {
  if (!(outcome instanceof Error)) return outcome;
  const { code } = outcome as { code?: unknown };
  return { error: outcome.name, ...(code ? { code } : {}), message: outcome.message };
}
