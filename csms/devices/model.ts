import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import { isSecretName } from "../audit/mask.ts";
import type { Clock } from "../clock.ts";
import { fit } from "../fit.ts";
import type {
  AttributeType,
  Characteristics,
  DeviceLimits,
  DeviceReport,
  DeviceVariable,
  Place,
  VariableAttribute,
} from "../model/device.ts";
import { roomFor } from "../room.ts";
import type { Configurations } from "./configuration.ts";
import { type Deferred, writtenInPieces } from "./pieces.ts";
import { componentPart, placeId, placeKey } from "./place.ts";

/** Characters of one value that are kept; four of them share an entry. */
const LONGEST = 5_000;
const MOST_ATTRIBUTES = 4;
/** Variables of one station that are kept; large ones have some thousands. */
export const MOST_VARIABLES = 10_000;

/** A variable as a station reports it. */
interface ReportedVariable extends Place {
  readonly attributes: readonly Omit<VariableAttribute, "at">[];
  readonly characteristics?: Characteristics;
}

/** One value, as it was read or as the station took it. */
interface ToldValue extends Place {
  readonly type?: AttributeType;
  readonly value?: string;
  readonly rebootRequired?: boolean;
}

const changeable = ({ mutability }: { mutability?: string }) => mutability !== "ReadOnly";
const secret = ({ mutability }: { mutability?: string }) => mutability === "WriteOnly";

/** The device model of each station: one entry a variable, as it was last heard of. */
export function deviceModel({ store, clock, configurations }: {
  store: Store;
  clock: Clock;
  configurations: Configurations;
}) {
  const at = () => clock.now().toISOString();
  const room = roomFor(store.deviceVariables, MOST_VARIABLES);

  /** The variables named, once each, with what is known of them. */
  async function known<T extends Place>(station: string, items: readonly T[]) {
    const byPlace = Map.groupBy(items, (item) => JSON.stringify(placeId(item)));
    const entries = [...byPlace.values()];
    const found = await store.deviceVariables.getMany(
      entries.map((alike) => [station, ...placeId(alike[0]!)]),
    );
    return entries.map((alike, i) => ({ alike, before: found[i]?.value }));
  }

  /** Those of them that are kept: the known ones, and new ones while there is room. */
  async function admitted<T extends Place>(station: string, items: readonly T[]) {
    const all = await known(station, items);
    const isNew = ({ before }: { before?: DeviceVariable }) => before === undefined;
    let left = await room.take(station, all.filter(isNew).length);
    const kept = all.filter((each) => !isNew(each) || left-- > 0);
    return { kept, dropped: all.length - kept.length };
  }

  function merged(
    before: DeviceVariable | undefined,
    told: readonly VariableAttribute[],
  ): VariableAttribute[] {
    const byType = new Map((before?.attributes ?? []).map((each) => [each.type, each]));
    for (const attribute of told) {
      const { value } = attribute;
      const kept = value === undefined || secret(attribute) ? {} : { value: fit(value, LONGEST) };
      byType.set(attribute.type, { ...attribute, value: undefined, ...kept });
    }
    return [...byType.values()].slice(0, MOST_ATTRIBUTES);
  }

  /** Settable variables are configuration too, under one key each. */
  function configure(change: Change, station: string, variables: readonly ReportedVariable[]) {
    const keys = variables.flatMap((each) =>
      each.attributes.filter(({ type }) => type === "Actual").filter(changeable)
        .map((attribute) => ({
          key: placeKey(each),
          value: secret(attribute) ? undefined : attribute.value,
          readonly: false,
        }))
    );
    return configurations.reported(change, station, keys);
  }

  async function write(change: Change, station: string, values: readonly ToldValue[]) {
    for (const { alike, before } of (await admitted(station, values)).kept) {
      const told = alike.map(({ type = "Actual", value: said, rebootRequired, variable }) => {
        const value = isSecretName(variable.name) ? undefined : said;
        const attribute = before?.attributes.find((each) => each.type === type);
        // Where it tells no value, the last one is still the last.
        const next = said === undefined ? { at: attribute?.at ?? at() } : { value, at: at() };
        return { ...attribute, type, rebootRequired, ...next };
      });
      const { component, variable } = before ?? alike[0]!;
      const kept = { ...before, station, component, variable };
      const next = { ...kept, attributes: merged(before, told), receivedAt: at() };
      store.deviceVariables.put(change, [station, ...placeId(alike[0]!)], next);
    }
  }

  return {
    /** Keeps a part of a report; gives how many variables the report had not told of before, and how many had no room. */
    async reported(
      change: Change,
      station: string,
      variables: readonly ReportedVariable[],
      report: number,
    ): Promise<{ items: number; dropped: number }> {
      let items = 0;
      const work: Deferred[] = [];
      const { kept, dropped } = await admitted(station, variables);
      for (const { alike, before } of kept) {
        if (before?.report !== report) items++;
        const { component, variable } = before ?? alike[0]!;
        const characteristics = alike.findLast((each) => each.characteristics)?.characteristics;
        const told = alike.flatMap(({ attributes }) => attributes)
          .map(({ value, ...each }) => isSecretName(variable.name) ? each : { ...each, value });
        const next: DeviceVariable = {
          ...{ station, component, variable, report },
          characteristics: characteristics ?? before?.characteristics,
          attributes: merged(before, told.map((each) => ({ ...each, at: at() }))),
          receivedAt: at(),
        };
        work.push(async (change) => {
          store.deviceVariables.put(change, [station, ...placeId(next)], next);
          await configure(change, station, alike);
        });
      }
      await writtenInPieces(store, change, work);
      return { items, dropped };
    },
    /** Forgets what a whole report did not tell of; `told` is what its last part did. */
    async others(
      change: Change,
      station: string,
      { requestId, startedAt }: DeviceReport,
      told: readonly Place[],
    ): Promise<void> {
      const kept = new Set(told.map((place) => JSON.stringify(placeId(place))));
      const work: Deferred[] = [];
      for await (const { value } of store.deviceVariables.each([station])) {
        // What was heard of since it began is there, whoever told it.
        const known = value.report === requestId || value.receivedAt >= startedAt;
        if (known || kept.has(JSON.stringify(placeId(value)))) continue;
        work.push(async (change) => {
          store.deviceVariables.remove(change, [station, ...placeId(value)]);
          await configurations.gone(change, station, placeKey(value));
        });
      }
      await writtenInPieces(store, change, work);
    },
    /** Keeps values that a station told. */
    read: write,
    /** Keeps values that a station took; of those to write only it keeps that they were. */
    async taken(change: Change, station: string, values: readonly ToldValue[]): Promise<void> {
      await write(change, station, values);
      for (const { alike, before } of await known(station, values)) {
        for (const { type = "Actual", value = "", ...place } of alike) {
          const attribute = before?.attributes.find((each) => each.type === type);
          const hidden = attribute !== undefined && secret(attribute);
          const key = placeKey({ ...place, type });
          await configurations.changed(change, station, key, value, { secret: hidden });
        }
      }
    },
    /** What is known of one variable. */
    get: async (station: string, place: Place): Promise<DeviceVariable | undefined> =>
      (await store.deviceVariables.get(station, ...placeId(place)))?.value,
    /** The variables of a station, or of one of its components, in the order of their names. */
    page: (station: string, { component, ...options }: {
      component?: string;
      limit: number;
      cursor?: string;
    }) =>
      store.deviceVariables.page(
        component === undefined ? [station] : [station, componentPart(component)],
        { ...options, reverse: false },
      ),
    /** How much the station takes in one request, so far as it has said. */
    limits: async (station: string): Promise<DeviceLimits> =>
      (await store.deviceLimits.get(station))?.value ?? {},
    /** Keeps how much the station takes in one request. */
    async learnLimits(change: Change, station: string, said: DeviceLimits): Promise<void> {
      if (Object.keys(said).length === 0) return;
      const before = (await store.deviceLimits.get(station))?.value;
      store.deviceLimits.put(change, [station], { ...before, ...said });
    },
  };
}

export type DeviceModel = ReturnType<typeof deviceModel>;
