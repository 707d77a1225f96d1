import type { Protocol } from "../csms/model.ts";
import type { Verb } from "../csms/verbs.ts";
import { Action } from "./action.ts";
import type { ErrorCode } from "./errors.ts";

/** All actions of one version, found by name and by the verb they carry out. */
export interface Dialect {
  readonly protocol: Protocol;
  /** The code for a payload that lacks a field or has too many; the versions spell it differently. */
  readonly occurrence: ErrorCode;
  /** The code for a frame or payload that cannot be read. */
  readonly format: ErrorCode;
  /** Whether a message of an unknown type is refused with MessageTypeNotSupported, or ignored. */
  readonly refusesTypes: boolean;
  readonly actions: ReadonlyMap<string, Action>;
  /** The names of those that a station can be sent, in the order of the alphabet. */
  readonly sendable: readonly string[];
  /** The optional feature that an action is part of, as stations name it; undefined for the core. */
  feature(action: string): string | undefined;
  /** The actions that do a verb, in the order of the blocks; empty where the version has none. */
  doing(verb: Verb): readonly Action[];
}

/**
 * Collects the actions that blocks export; throws where two have one name. `present` gives an action as
 * this version has it, and nothing for one that it does not have.
 */
export function dialect(
  protocol: Protocol,
  own: Pick<Dialect, "occurrence" | "format" | "refusesTypes" | "feature">,
  blocks: readonly Record<string, unknown>[],
  present: (action: Action) => Action | undefined = (action) => action,
): Dialect {
  const actions = new Map<string, Action>();
  for (const block of blocks) {
    for (const value of Object.values(block)) {
      const action = value instanceof Action ? present(value) : undefined;
      if (!action) continue;
      if (actions.has(action.name)) throw new Error(`${protocol} defines ${action.name} twice`);
      actions.set(action.name, action);
    }
  }
  const verbs = new Map<Verb, Action[]>();
  for (const action of actions.values()) {
    for (const verb of action.codecs.keys()) {
      verbs.set(verb, [...(verbs.get(verb) ?? []), action]);
    }
  }
  // What we answer is a station's to say, but for what both sides may.
  const ours = [...actions.values()].filter(({ handler, codecs }) => !handler || codecs.size > 0);
  const sendable = ours.map(({ name }) => name).sort();
  return { protocol, ...own, actions, sendable, doing: (verb) => verbs.get(verb) ?? [] };
}
