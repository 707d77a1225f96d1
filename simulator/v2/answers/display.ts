import {
  clearDisplayMessage,
  getDisplayMessages,
  notifyDisplayMessages,
  setDisplayMessage,
} from "../../../ocpp/v2/display_messages.ts";
import { notify } from "../../calls.ts";
import { parts } from "../parts.ts";
import type { State } from "../state.ts";
import type { Station } from "../station.ts";
import { answer } from "./answer.ts";

const MOST = 20;

async function report(
  station: Station,
  requestId: number,
  found: State["messages"],
): Promise<void> {
  const all = parts(found, 10);
  for (const [n, messageInfo] of all.entries()) {
    const tbc = n < all.length - 1;
    await notify(station, notifyDisplayMessages, { requestId, tbc, messageInfo });
  }
}

function count({ model, state }: Station): void {
  model.keep("DisplayMessageCtrlr.DisplayMessages", String(state.messages.length));
}

export const display = [
  answer(setDisplayMessage, (station, { message }) => {
    const { state, model } = station;
    const { id, transactionId, priority } = message;
    if (!model.list("DisplayMessageCtrlr.SupportedFormats").includes(message.message.format)) {
      return { status: "NotSupportedMessageFormat" as const };
    }
    if (transactionId !== undefined && !state.running.some((one) => one.id === transactionId)) {
      return { status: "UnknownTransaction" as const };
    }
    // O06: the same id is replaced; of those always in front there is but one (O01.FR.06 and on).
    const kept = state.messages.filter((one) =>
      one.id !== id && (priority !== "AlwaysFront" || one.priority !== "AlwaysFront")
    );
    if (kept.length >= MOST) return { status: "Rejected" as const };
    state.messages = [...kept, message];
    count(station);
    return { status: "Accepted" as const };
  }),
  answer(getDisplayMessages, (station, { id: ids, requestId, priority, state: shown }) => {
    const found = station.state.messages.filter((message) =>
      (ids?.includes(message.id) ?? true) && (priority ?? message.priority) === message.priority &&
      (shown ?? message.state) === message.state
    );
    if (found.length === 0) return { status: "Unknown" as const };
    station.afterwards.push(() => report(station, requestId, found));
    return { status: "Accepted" as const };
  }),
  answer(clearDisplayMessage, (station, { id }) => {
    const { state } = station;
    const kept = state.messages.filter((message) => message.id !== id);
    const found = kept.length < state.messages.length;
    state.messages = kept;
    count(station);
    return { status: found ? "Accepted" as const : "Unknown" as const };
  }),
];
