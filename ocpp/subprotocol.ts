import type { Protocol } from "../csms/model.ts";
import type { Remark } from "./rpc.ts";

/** The version to speak, and the offer to echo: `undefined` where the station offered none. */
type Choice =
  | { readonly protocol: Protocol; readonly echo: string | undefined; readonly remark?: Remark }
  | { readonly refused: string };

const BEST_FIRST: readonly Protocol[] = ["ocpp2.1", "ocpp2.0.1", "ocpp1.6"];

/**
 * Chooses among the subprotocols that a station offers, whatever their order, blanks and case (law 7).
 * `header` is Sec-WebSocket-Protocol as it came; `pinned` is the only version to speak with this station,
 * `allowed` are those that it may speak.
 */
export function chooseProtocol(
  header: string | null,
  served: readonly Protocol[],
  { pinned, allowed = served }: { pinned?: Protocol; allowed?: readonly Protocol[] } = {},
): Choice {
  const supported = served.filter((protocol) => allowed.includes(protocol));
  const offers = (header ?? "").split(",").map((offer) => offer.trim()).filter(Boolean);
  const wanted = BEST_FIRST.filter((protocol) =>
    supported.includes(protocol) && (pinned === undefined || protocol === pinned)
  );
  if (pinned !== undefined && wanted.length === 0) {
    const why = served.includes(pinned) ? "it may not speak" : "is not served here";
    return { refused: `the station is pinned to ${pinned}, which ${why}` };
  }
  if (wanted.length === 0) return { refused: "the station may speak no version served here" };
  if (offers.length === 0) return unoffered(supported, pinned);
  for (const protocol of wanted) {
    if (offers.includes(protocol)) return { protocol, echo: protocol };
    // RFC 6455 §4.1 compares by case; the echo is exactly what was offered.
    const echo = offers.find((offer) => offer.toLowerCase() === protocol);
    if (echo === undefined) continue;
    const text = "A subprotocol is offered in another case than the specification's.";
    return { protocol, echo, remark: { kind: "subprotocol-case", text, example: echo } };
  }
  const reason = pinned === undefined
    ? `${allowed === served ? "served here" : "allowed to it"}: ${wanted.join(", ")}`
    : `it is pinned to ${pinned}, so change that setting or the charger's`;
  return { refused: `the station offers only ${offers.join(", ").slice(0, 200)}; ${reason}` };
}

/** Chargers that offer nothing speak 1.6, unless an operator knows better. */
function unoffered(supported: readonly Protocol[], pinned?: Protocol): Choice {
  const protocol = pinned ?? "ocpp1.6";
  if (!supported.includes(protocol)) {
    const why = "is not served here, or not allowed to it";
    return { refused: `the station offers no subprotocol, and ${protocol} ${why}` };
  }
  const text = `No subprotocol is offered at the handshake; ${protocol} is assumed.`;
  return { protocol, echo: undefined, remark: { kind: "no-subprotocol", text } };
}
