import type { Change } from "../../kv/change.ts";
import type { Decision, Transaction } from "../model.ts";
import type { Tariffs } from "../tariffs/store.ts";
import type { Decisions } from "../tokens/decide.ts";
import type { RemoteTags } from "../tokens/remote_tag.ts";
import { tokenKey, type TokenStore } from "../tokens/store.ts";
import { flagged } from "./records.ts";
import type { Told } from "./told.ts";

/** A token as somebody presented it, with the kind of identifier where the station says. */
export interface Presented {
  readonly id: string;
  readonly type?: string;
}

/** Takes a token that is presented while a transaction runs: it authorizes it, or ends it. */
export function presenting({ tariffs, decisions, tokens, remoteTags }: {
  tariffs: Tariffs;
  decisions: Decisions;
  tokens: TokenStore;
  remoteTags: RemoteTags;
}) {
  return async function presented(
    change: Change,
    transaction: Transaction,
    told: Told,
    token: Presented | undefined,
  ): Promise<{ transaction: Transaction; decision?: Decision }> {
    if (!token) return { transaction };
    const { id, station, evse } = transaction;
    const meant = remoteTags.meant(station, token.id, evse);
    const known = await tokens.find(meant);
    const owner = known?.value.id ?? meant;
    const ending = told.type === "ended" || told.trigger === "StopAuthorized";
    const isOwner = transaction.token === "" &&
      !(ending && await decisions.endsAny(change, meant, station));
    if (isOwner) {
      const who = { id: meant, type: token.type, evse };
      const decision = await decisions.decideStart(change, who.id, station, [id], who);
      const flags = [
        ...(decision.status === "Accepted" ? [] : ["token-refused"]),
        ...(!known && owner && decision.source === "default" ? ["unknown-token"] : []),
      ];
      const named = {
        ...transaction,
        token: owner,
        ...(owner === token.id ? {} : { presented: token.id }),
        startDecision: decision,
        flags: flagged(transaction.flags, ...flags),
      };
      return { transaction: await tariffs.presented(named), decision };
    }
    const decision = await decisions.decide(change, meant, station, { type: token.type, evse });
    const stops = told.type === "ended" || tokenKey(owner) !== tokenKey(transaction.token);
    if (!stops) return { transaction, decision };
    return {
      transaction: { ...transaction, stopToken: token.id, stopDecision: decision },
      decision,
    };
  };
}

export type Presenting = ReturnType<typeof presenting>;
