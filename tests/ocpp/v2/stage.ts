import { type Charger, charger } from "../../support/charger.ts";
import { kvolt, type TestKvolt } from "../../support/kvolt.ts";

/** The moment that a test's transactions begin; whole seconds, a while ago. */
const T0 = Math.floor(Date.now() / 1000) * 1000 - 3_600_000;
export const at = (minutes: number) => new Date(T0 + minutes * 60_000).toISOString();

/** Meter values of a register, in Wh, as 2.x has them. */
export const meter = (minutes: number, wh: number, more: Record<string, unknown> = {}) => ({
  timestamp: at(minutes),
  sampledValue: [{ value: wh, measurand: "Energy.Active.Import.Register", ...more }],
});

/** An event of a transaction, of the required fields and those given. */
export const event = (
  eventType: "Started" | "Updated" | "Ended",
  seqNo: number,
  minutes: number,
  { transactionInfo = {}, ...more }: Record<string, unknown> & { transactionInfo?: object } = {},
) => ({
  eventType,
  seqNo,
  timestamp: at(minutes),
  triggerReason: "Trigger",
  transactionInfo: { transactionId: "T-1", ...transactionInfo },
  ...(eventType === "Started" ? { evse: { id: 1, connectorId: 1 } } : {}),
  ...more,
});

export const card = { idToken: "CARD-1", type: "ISO14443" };

/** A kvolt that knows CARD-1, and a station of 2.x that has booted. */
export async function stage(
  protocol = "ocpp2.0.1",
): Promise<{ csms: TestKvolt; cp: Charger; end(): Promise<void> }> {
  const csms = await kvolt();
  await csms.csms.tokens.put({ id: "CARD-1", status: "Accepted" });
  const cp = await charger(csms.ws, "CP-1", { protocols: [protocol] });
  await cp.boot();
  const end = async () => {
    await cp.close();
    await csms.stop();
  };
  return { csms, cp, end };
}

/** The transactions that REST shows, the newest first. */
// deno-lint-ignore no-explicit-any
export async function shown(csms: TestKvolt): Promise<any[]> {
  return (await csms.get("/transactions")).body.items;
}
