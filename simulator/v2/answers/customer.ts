import { customerInformation, notifyCustomerInformation } from "../../../ocpp/v2/diagnostics.ts";
import { wireTime } from "../../../ocpp/time.ts";
import { notify } from "../../calls.ts";
import { parts } from "../parts.ts";
import type { Token } from "../state.ts";
import type { Station } from "../station.ts";
import { keyOf, sameToken } from "../tokens.ts";
import { answer } from "./answer.ts";

/** All that is kept of a customer, as text (N09). */
function known({ state, history }: Station, token: Token | undefined): string {
  if (!token) return "";
  const key = keyOf(token);
  return [
    ...state.cache[key] ? [`cache: ${state.cache[key]!.status}`] : [],
    ...state.list.entries[key] ? [`local list: ${state.list.entries[key]!.info.status}`] : [],
    ...history.filter((one) => one.token && sameToken(one.token, token))
      .map(({ id, startedAt }) => `transaction ${id} of ${startedAt}`),
  ].join("\n");
}

function clear({ state, history }: Station, token: Token): void {
  delete state.cache[keyOf(token)];
  // What has ended goes; what runs is still needed (N10).
  const over = history.filter((one) =>
    one.token && sameToken(one.token, token) && one.stoppedAt !== undefined
  );
  for (const one of over) history.splice(history.indexOf(one), 1);
}

async function report(station: Station, requestId: number, text: string): Promise<void> {
  const generatedAt = wireTime(station.timers.now());
  const all = parts([...text], 500);
  for (const [seqNo, part] of all.entries()) {
    await notify(station, notifyCustomerInformation, {
      ...{ requestId, generatedAt, seqNo, tbc: seqNo < all.length - 1 },
      data: part.join(""),
    });
  }
}

export const customer = [
  answer(customerInformation, (station, request) => {
    const { idToken, customerCertificate, customerIdentifier } = request;
    const named = [idToken, customerCertificate, customerIdentifier].filter(Boolean).length;
    // N09.FR.07: exactly one names the customer.
    if (named !== 1) return { status: "Invalid" as const };
    const text = known(station, idToken);
    if (request.clear && idToken) clear(station, idToken);
    if (request.report || request.clear) {
      const said = request.report ? text : "";
      station.afterwards.push(() => report(station, request.requestId, said));
    }
    return { status: "Accepted" as const };
  }),
];
