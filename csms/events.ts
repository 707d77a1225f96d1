/** What can happen, by name: a leaf, types only. Facts are journaled, telemetry is live only. */
import type {
  Connector,
  DataTransfer,
  Finding,
  InstalledProfile,
  Message,
  ProcessStatus,
  Registration,
  Reservation,
  SampledValue,
  SecurityEvent,
  Transaction,
} from "./model.ts";
import type { BatterySwap } from "./model/battery.ts";
import type { DerEvent } from "./model/der.ts";
import type { Payment } from "./model/payment.ts";
import type {
  AnsweredNeeds,
  ExternalLimit,
  ProfileReport,
  SessionCharging,
  VehicleSchedule,
} from "./model/smart_charging.ts";
import type { TariffAssignment } from "./model/tariff.ts";
import type { DeviceEvent, DeviceReport, EventStream, StreamTail } from "./model/device.ts";

export interface Facts {
  "station.discovered": { address?: string };
  "station.registered": { registration: Registration };
  "station.removed": Record<never, never>;
  "station.connected": { protocol: string; address: string };
  "station.disconnected": { code: number; reason: string };
  "station.booted": { vendor?: string; model?: string; firmware?: string };
  "station.changed": { settings?: unknown; identity?: unknown };
  "station.suspended": Record<never, never>;
  "station.resumed": Record<never, never>;
  /** `rotated`: it has come back with the key that it was sent; `waived`: it needs none. */
  "station.key": {
    state: "given" | "waived" | "revoked" | "sent" | "taken" | "refused" | "rotated";
  };
  /** `at` is absent where it was learned from what happens at it. */
  "connector.changed": Omit<Connector, "at"> & Partial<Pick<Connector, "at">>;
  "transaction.started": Transaction;
  "transaction.changed": Transaction;
  "transaction.stopped": Transaction;
  "token.changed": { token: string; status: string };
  "token.removed": { token: string };
  "token.unknown": { token: string; status: string };
  "authority.down": { reason: string };
  "command.answered": { command: string; action: string; state: string; status?: string };
  "data.transferred": DataTransfer;
  "profile.installed": InstalledProfile;
  "profile.cleared": { evse: number; id: number };
  "profiles.reported": ProfileReport;
  "limit.external": Omit<ExternalLimit, "schedules">;
  "limit.cleared": { evse: number; source: string };
  "vehicle.needs": AnsweredNeeds;
  "vehicle.schedule": Omit<VehicleSchedule, "schedule">;
  "session.charging": SessionCharging;
  "reservation.changed": Reservation;
  "list.changed": { version: number };
  "configuration.changed": { key: string; value?: string };
  "firmware.status": ProcessStatus;
  "diagnostics.status": ProcessStatus;
  "publication.status": ProcessStatus;
  "security.event": SecurityEvent;
  "device.event": DeviceEvent;
  "report.ended": Pick<DeviceReport, "requestId" | "kind" | "state" | "items">;
  "stream.changed": Pick<EventStream, "id" | "state">;
  "display.changed": { id: number; shown: boolean };
  "certificate.requested": { request: string };
  "certificate.answered": { request: string; state: string };
  "certificate.refused": { request: string; reason: string };
  "certificate.issued": { serial: string; request: string; expiresAt: string };
  "certificate.expires": { serial: string; expiresAt: string };
  "certificate.revoked": { serial: string; reason: string };
  "certificates.listed": { count: number };
  "certificate.dropped": { certificate: string };
  "file.stored": { name: string; size: number; sha256: string };
  "file.removed": { name: string };
  "upload.received": { upload: string; size: number; filename?: string };
  "tariff.changed": { tariff: string };
  "tariff.removed": { tariff: string };
  "tariff.assigned": TariffAssignment;
  "payment.told": Payment;
  "battery.swapped": BatterySwap;
  "der.changed": { control: string };
  "der.event": DerEvent;
  "finding.new": Finding;
  "address.shutOut": { address: string; path: string; until: string };
  "address.letIn": { address: string };
  "handshake.failed": { path: string; reason: string; address: string };
}

export interface Telemetry {
  /** A frame of a station whose frames somebody watches. */
  "message.logged": Message;
  "station.heartbeat": Record<never, never>;
  /** Its EVSE is said to be free: its station is asked whether it goes on. */
  "transaction.doubted": { id: string };
  /** It has told something of a customer, which no event says. */
  "customer.told": { requestId: number };
  "stream.sampled": Pick<StreamTail, "id" | "pending" | "values"> & { monitor?: number };
  "meter.sampled": {
    evse: number;
    transaction?: string;
    at: string;
    powerW?: number;
    energyWh?: number;
    values: readonly SampledValue[];
  };
}

export type Fact = keyof Facts;

/** One thing that happened; `id` is a ulid in commit order, absent on telemetry. */
export interface Event {
  readonly id?: string;
  readonly type: Fact | keyof Telemetry;
  readonly at: string;
  readonly station?: string;
  readonly data: unknown;
}
