import type { DisplayMessage, DisplayText } from "../../csms/model/display.ts";
import { readTime, wireTime } from "../time.ts";
import { componentOf, wireComponent } from "./device_place.ts";
import { present } from "./present.ts";

interface WireMessage {
  readonly id: number;
  readonly priority: string;
  readonly state?: string;
  readonly startDateTime?: string;
  readonly endDateTime?: string;
  readonly transactionId?: string;
  readonly display?: Parameters<typeof componentOf>[0];
  readonly message: DisplayText;
  readonly messageExtra?: readonly DisplayText[];
}

const textOf = ({ format, language, content }: DisplayText): DisplayText => ({
  ...{ format, content },
  ...(language === undefined ? {} : { language }),
});

/** A message as it came. */
export function messageOf(wire: WireMessage): DisplayMessage {
  const [start, end] = [wire.startDateTime, wire.endDateTime].map(readTime);
  return {
    ...{ id: wire.id, priority: wire.priority, state: wire.state },
    ...{ startAt: start?.toISOString(), endAt: end?.toISOString() },
    ...{ transaction: wire.transactionId, text: textOf(wire.message) },
    display: wire.display && componentOf(wire.display),
    more: wire.messageExtra?.map(textOf),
  };
}

/** A message for the wire; what 2.0.1 does not have is refused as it is sent. */
export function wireMessage(message: DisplayMessage): WireMessage {
  const { startAt, endAt, more } = message;
  return present({
    ...{ id: message.id, priority: message.priority, state: message.state },
    startDateTime: startAt && wireTime(new Date(startAt)),
    endDateTime: endAt && wireTime(new Date(endAt)),
    transactionId: message.transaction,
    display: message.display && wireComponent(message.display),
    message: textOf(message.text),
    messageExtra: more?.map(textOf),
  });
}
