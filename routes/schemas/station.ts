import { z } from "@hono/zod-openapi";
import { auth } from "./identity.ts";
import { protocol, time } from "./names.ts";

const process = z.strictObject({
  status: z.string(),
  requestId: z.int().nullable(),
  at: time,
}).nullable();

/** A connector with the last that was heard of it. */
export const connector = z.strictObject({
  evse: z.int(),
  connector: z.int(),
  status: z.string(),
  errorCode: z.string(),
  info: z.string().nullable(),
  vendorId: z.string().nullable(),
  vendorErrorCode: z.string().nullable(),
  at: time.nullable().openapi({ description: "When it had this status; null: it gave none" }),
  receivedAt: time,
}).openapi("Connector");

/** What a station does that the specification does not allow. */
export const finding = z.strictObject({
  kind: z.string(),
  text: z.string(),
  example: z.string(),
  count: z.int(),
  firstAt: time,
  lastAt: time,
}).openapi("Finding");

/** How a station is treated. */
export const settings = z.strictObject({
  strictness: z.enum(["strict", "lenient"]),
  protocol: protocol.nullable(),
  remoteStartTag: z.string().min(1).max(20).nullable(),
  connectorZero: z.enum(["station", "any"]),
  reapply: z.boolean(),
  signing: z.enum(["automatic", "ask", "never"]).openapi({
    description: "Whether kvolt's own CA signs the certificates that it asks for",
  }),
}).openapi("StationSettings");

/** A station as it is now. */
export const station = z.strictObject({
  id: z.string(),
  vendor: z.string().nullable(),
  model: z.string().nullable(),
  serial: z.string().nullable(),
  firmware: z.string().nullable(),
  protocol: protocol.nullable(),
  online: z.boolean(),
  lastSeen: time,
  powerW: z.number().nullable().openapi({ description: "The most it has been seen to deliver" }),
  connectors: z.array(connector).readonly(),
  findings: z.array(finding).readonly(),
  registration: z.enum(["Accepted", "Pending", "Rejected"]),
  drawnW: z.number().openapi({ description: "What its open transactions draw now" }),
  createdAt: time,
  bootedAt: time.nullable(),
  bootReason: z.string().nullable().openapi({ description: "Why it last started; 2.x tells" }),
  address: z.string().nullable(),
  iccid: z.string().nullable(),
  imsi: z.string().nullable(),
  meterType: z.string().nullable(),
  meterSerial: z.string().nullable(),
  driftMs: z.number().nullable().openapi({ description: "Its clock minus that of kvolt" }),
  name: z.string().nullable(),
  tenant: z.string().nullable(),
  labels: z.array(z.string()).readonly(),
  status: z.enum(["active", "suspended"]),
  allowedProtocols: z.array(protocol).readonly().nullable(),
  auth,
  settings,
  learned: z.strictObject({
    unsupported: z.array(z.string()).readonly(),
    features: z.array(z.string()).readonly().nullable(),
    profile: z.strictObject({
      purpose: z.string(),
      stackLevel: z.int(),
      unit: z.enum(["A", "W"]),
      kind: z.string(),
    }).nullable(),
  }),
  firmwareStatus: process,
  diagnosticsStatus: process,
}).openapi("Station");
