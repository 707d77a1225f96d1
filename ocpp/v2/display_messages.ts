import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { component } from "./component.ts";
import { messageContent } from "./message_content.ts";
import { messageOf, wireMessage } from "./display_message.ts";
import { object } from "./object.ts";
import { outcome } from "./outcome.ts";
import { since21, words } from "./since.ts";
import { statusInfo } from "./status_info.ts";
import { unsigned } from "./types.ts";

/** Whether others may be shown beside or before it (MessagePriorityEnumType). */
const messagePriority = z.enum(["AlwaysFront", "InFront", "NormalCycle"]);

/** The state of the station in which a message is shown (MessageStateEnumType). */
const messageState = words(["Charging", "Faulted", "Idle", "Unavailable"], {
  since21: ["Suspended", "Discharging"],
});

/** A message with where, when and in what state it is shown (MessageInfoType). */
export const messageInfo = object({
  display: component.optional(),
  id: unsigned,
  priority: messagePriority,
  state: messageState.optional(),
  startDateTime: timestamp.optional(),
  endDateTime: timestamp.optional(),
  transactionId: text(36).optional(),
  message: messageContent,
  messageExtra: since21(z.array(messageContent).min(1).max(4)),
});

/** The station shows a message (O01, O02). */
export const setDisplayMessage = action("SetDisplayMessage", {
  request: object({ message: messageInfo }),
  response: object({
    status: words([
      "Accepted",
      "NotSupportedMessageFormat",
      "Rejected",
      "NotSupportedPriority",
      "NotSupportedState",
      "UnknownTransaction",
    ], { since21: ["LanguageNotSupported"] }),
    statusInfo: statusInfo.optional(),
  }),
}).answered(({ message }, { status }, { csms, station, change }) => {
  if (status === "Accepted") csms.devices.displays.shows(change, station, messageOf(message));
}).does("showMessage", {
  encode: ({ message }) => ({ message: wireMessage(message) as z.input<typeof messageInfo> }),
  decode: outcome,
});

/** The station is to report its messages (O03, O04). */
export const getDisplayMessages = action("GetDisplayMessages", {
  request: object({
    id: z.array(unsigned).min(1).optional(),
    requestId: z.int(),
    priority: messagePriority.optional(),
    state: messageState.optional(),
  }),
  response: object({ status: z.enum(["Accepted", "Unknown"]), statusInfo: statusInfo.optional() }),
}).does("listMessages", {
  encode: ({ requestId, ids, priority, state }) => ({
    ...{ requestId, id: ids && [...ids] },
    priority: priority as z.input<typeof messagePriority> | undefined,
    state: state as z.input<typeof messageState> | undefined,
  }),
  decode: outcome,
});

/** A station reports its messages; `tbc` says that more follow (O03). */
export const notifyDisplayMessages = action("NotifyDisplayMessages", {
  request: object({
    messageInfo: z.array(messageInfo).min(1).optional(),
    requestId: z.int(),
    tbc: z.boolean().optional(),
  }),
  response: object({}),
}).handle(async ({ messageInfo = [] }, { csms, station, change, finding }) => {
  const messages = messageInfo.map(messageOf);
  const dropped = await csms.devices.displays.reported(change, station, messages);
  if (dropped > 0) finding("too-many-messages", "It has more messages than are kept.", { dropped });
  return {};
});

/** The station drops a message (O05). */
export const clearDisplayMessage = action("ClearDisplayMessage", {
  request: object({ id: unsigned }),
  response: object({
    status: words(["Accepted", "Unknown"], { since21: ["Rejected"] }),
    statusInfo: statusInfo.optional(),
  }),
}).answered(async ({ id }, { status }, { csms, station, change }) => {
  if (status !== "Rejected") await csms.devices.displays.dropped(change, station, id);
}).does("clearMessage", { encode: ({ id }) => ({ id }), decode: outcome });
