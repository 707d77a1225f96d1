import type { Store } from "../../kv/mod.ts";
import type { Args, Verb } from "../verbs.ts";
import { placeId, placeKey, readPlace, type Reference } from "./place.ts";

/** A setting that would make a station less secure, or lock it out; the message says why it is not sent. */
export class UnsafeSetting extends Error {
  override name = "UnsafeSetting";
}

/** One setting, under its name where keys have one part, and as a variable. */
interface Setting {
  readonly key: string;
  readonly place: Reference;
}

const ofSecurity = (key: string, variable: string): Setting => ({
  key,
  place: { component: { name: "SecurityCtrlr" }, variable: { name: variable } },
});
const level = ofSecurity("securityprofile", "SecurityProfile");
const password = ofSecurity("authorizationkey", "BasicAuthPassword");

function isPlace(setting: Setting, named: Reference): boolean {
  const plain = (place: Reference) => placeKey({ ...place, type: "Actual" }).toLowerCase();
  return plain(named) === plain(setting.place);
}

/** The values that a request would give a setting. */
function valuesFor(setting: Setting, verb: Verb, args: unknown): string[] {
  if (verb === "setConfiguration") {
    const { key, value } = args as Args<"setConfiguration">;
    const named = readPlace(key);
    const is = key.trim().toLowerCase() === setting.key || (named && isPlace(setting, named));
    return is ? [value] : [];
  }
  if (verb !== "writeVariables") return [];
  const { items } = args as Args<"writeVariables">;
  return items.filter((item) => isPlace(setting, item)).map(({ value }) => value);
}

/** The settings that a payload of a version's own would make, by the shapes in which versions write them. */
function* madeBy(payload: unknown): Generator<{ key: string; value: string }> {
  if (typeof payload !== "object" || payload === null) return;
  const { key, component, variable, securityProfile, ...rest } = payload as Record<string, unknown>;
  const value = rest.value ?? rest.attributeValue;
  const named = component as { name?: unknown } | undefined;
  const name = (variable as { name?: unknown } | undefined)?.name;
  if (key !== undefined && value !== undefined) yield { key: String(key), value: String(value) };
  if (name !== undefined && value !== undefined) {
    yield { key: `${named?.name}.${name}`, value: String(value) };
  }
  if (typeof securityProfile === "number") {
    yield { key: level.key, value: String(securityProfile) };
  }
  for (const part of Object.values(payload)) yield* madeBy(part);
}

/** Keeps from being sent what would lower a station's security profile, or give it a key that kvolt does not know. */
export function securitySettings(store: Store) {
  /** The highest profile that a station is known to have. */
  async function levelOf(station: string): Promise<number> {
    const [key, variable] = await Promise.all([
      store.configuration.get(station, level.key),
      store.deviceVariables.get(station, ...placeId(level.place)),
    ]);
    const actual = variable?.value.attributes.find(({ type }) => type === "Actual");
    return Math.max(...[key?.value.value, actual?.value].map((value) => Number(value) || 0));
  }

  /** They only go up (2.x part 2, A05; security whitepaper, SecurityProfile). */
  async function onlyUp(station: string, wanted: readonly number[]): Promise<void> {
    if (wanted.length === 0) return;
    const known = await levelOf(station);
    const lower = wanted.find((each) => each < known);
    if (lower === undefined) return;
    throw new UnsafeSetting(
      `${station} has security profile ${known}, which only goes up: ${lower} would lower it`,
    );
  }

  /** That what it has to send stays what kvolt knows. */
  async function keyKnown(station: string): Promise<void> {
    const auth = (await store.stations.get(station))?.value.identity.auth;
    if (auth?.type !== "basic") return;
    throw new UnsafeSetting(
      `${station} has to send a key that kvolt knows, so that a new one is sent by rotating it`,
    );
  }

  return {
    /** Throws UnsafeSetting. */
    async asked(station: string, verb: Verb, args: unknown): Promise<void> {
      const wanted = verb === "networkProfile"
        ? [(args as Args<"networkProfile">).profile.securityProfile]
        : valuesFor(level, verb, args).map(Number);
      await onlyUp(station, wanted);
      if (valuesFor(password, verb, args).length > 0) await keyKnown(station);
    },
    /** The same for a payload of the station's own version; throws UnsafeSetting. */
    async called(station: string, payload: unknown): Promise<void> {
      for (const made of madeBy(payload)) await this.asked(station, "setConfiguration", made);
    },
  };
}
