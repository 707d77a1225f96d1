/** One story told by stations of either family: each tells it in its own messages. */
import { type Charger, charger } from "./charger.ts";

/** What a station tells of a charge; times in ms, meters in Wh. */
interface Teller {
  readonly cp: Charger;
  status(plugged: boolean, at: number): Promise<unknown>;
  /** The word for what was decided. */
  authorize(token: string): Promise<string>;
  start(token: string, at: number, wh: number): Promise<void>;
  sample(at: number, wh: number): Promise<unknown>;
  stop(at: number, wh: number, reason: string): Promise<unknown>;
  /** Agrees to the next remote stop. */
  agreesToStop(): Promise<unknown>;
  /** Takes the next profile; where it is asked for its schedule then, it shows that of the profile. */
  takesProfile(options?: { shown?: boolean }): Promise<Sent>;
  /** Says of whatever transaction it is asked for that it goes on. */
  goesOn(): void;
}

/** A profile as it came over the wire, in words that are those of every version. */
interface Sent {
  readonly purpose: string;
  readonly kind: string;
  readonly evse: number;
  /** Whether it names the transaction that runs. */
  readonly ofTransaction: boolean;
  readonly unit: string;
  readonly periods: readonly unknown[];
}

const iso = (at: number) => new Date(at).toISOString();

async function teller16(ws: string, id: string): Promise<Teller> {
  const cp = await charger(ws, id);
  const values = (at: number, wh: number) => [
    { timestamp: iso(at), sampledValue: [{ value: String(wh) }] },
  ];
  return {
    cp,
    status: (plugged, at) =>
      cp.call("StatusNotification", {
        ...{ connectorId: 1, errorCode: "NoError", timestamp: iso(at) },
        status: plugged ? "Preparing" : "Available",
      }),
    authorize: async (idTag) => (await cp.call("Authorize", { idTag })).idTagInfo.status,
    async start(idTag, at, meterStart) {
      const start = { connectorId: 1, idTag, meterStart, timestamp: iso(at) };
      running.set(id, (await cp.call("StartTransaction", start)).transactionId);
    },
    sample: (at, wh) =>
      cp.call("MeterValues", {
        ...{ connectorId: 1, transactionId: running.get(id), meterValue: values(at, wh) },
      }),
    stop: (at, meterStop, reason) =>
      cp.call("StopTransaction", {
        ...{ transactionId: running.get(id), meterStop, reason, timestamp: iso(at) },
      }),
    async takesProfile({ shown = false } = {}) {
      const { payload } = await cp.answers("SetChargingProfile", { status: "Accepted" });
      const { connectorId: evse, csChargingProfiles: profile } = payload;
      const { chargingSchedule } = profile;
      if (shown) {
        const schedule = { connectorId: evse, scheduleStart: iso(0), chargingSchedule };
        await cp.answers("GetCompositeSchedule", { status: "Accepted", ...schedule });
      }
      const ofTransaction = profile.transactionId === running.get(id);
      return { evse, ofTransaction, ...said(profile, chargingSchedule) };
    },
    agreesToStop: () => cp.answers("RemoteStopTransaction", { status: "Accepted" }),
    goesOn() {},
  };
}

// deno-lint-ignore no-explicit-any
const said = (profile: any, schedule: any) => ({
  purpose: profile.chargingProfilePurpose,
  kind: profile.chargingProfileKind,
  unit: schedule.chargingRateUnit,
  periods: schedule.chargingSchedulePeriod,
});

/** Transactions of 1.6 that run, by station: an id is the CSMS's, and outlives a connection. */
const running = new Map<string, number>();
/** The sequence of events and the id of the transaction that a station of 2.x tells of. */
const telling = new Map<string, { transactionId: string; seqNo: number }>();

async function teller2(ws: string, id: string, protocol: string): Promise<Teller> {
  const cp = await charger(ws, id, { protocols: [protocol] });
  function event(eventType: string, at: number, wh: number, more: Record<string, unknown>) {
    const now = telling.get(id)!;
    const { transactionInfo = {}, ...rest } = more;
    return cp.call("TransactionEvent", {
      ...{ eventType, timestamp: iso(at), seqNo: now.seqNo++, triggerReason: "Trigger" },
      transactionInfo: { transactionId: now.transactionId, ...transactionInfo as object },
      meterValue: [{ timestamp: iso(at), sampledValue: [{ value: wh }] }],
      ...rest,
    });
  }
  return {
    cp,
    status: (plugged, at) =>
      cp.call("StatusNotification", {
        ...{ evseId: 1, connectorId: 1, timestamp: iso(at) },
        connectorStatus: plugged ? "Occupied" : "Available",
      }),
    async authorize(idToken) {
      const answer = await cp.call("Authorize", { idToken: { idToken, type: "ISO14443" } });
      const { status } = answer.idTokenInfo;
      return status === "Unknown" ? "Invalid" : status;
    },
    async start(idToken, at, wh) {
      telling.set(id, { transactionId: `${id}-${at}`, seqNo: 0 });
      await event("Started", at, wh, {
        ...{ evse: { id: 1, connectorId: 1 }, idToken: { idToken, type: "ISO14443" } },
        transactionInfo: { chargingState: "Charging" },
      });
    },
    sample: (at, wh) => event("Updated", at, wh, { triggerReason: "MeterValuePeriodic" }),
    stop: (at, wh, stoppedReason) =>
      event("Ended", at, wh, { transactionInfo: { chargingState: "Idle", stoppedReason } }),
    async takesProfile({ shown = false } = {}) {
      const { payload } = await cp.answers("SetChargingProfile", { status: "Accepted" });
      const { evseId: evse, chargingProfile: profile } = payload;
      const [first] = profile.chargingSchedule;
      if (shown) {
        const { chargingRateUnit, chargingSchedulePeriod } = first;
        const schedule = { evseId: evse, duration: 60, scheduleStart: iso(0), chargingRateUnit };
        await cp.answers("GetCompositeSchedule", {
          status: "Accepted",
          schedule: { ...schedule, chargingSchedulePeriod },
        });
      }
      const ofTransaction = profile.transactionId === telling.get(id)?.transactionId;
      return { evse, ofTransaction, ...said(profile, first) };
    },
    agreesToStop: () => cp.answers("RequestStopTransaction", { status: "Accepted" }),
    goesOn: () =>
      void cp.answers("GetTransactionStatus", { ongoingIndicator: true, messagesInQueue: false }),
  };
}

/** Connects a station that tells its story in the messages of a version. */
export function teller(ws: string, id: string, protocol: string): Promise<Teller> {
  return protocol === "ocpp1.6" ? teller16(ws, id) : teller2(ws, id, protocol);
}
