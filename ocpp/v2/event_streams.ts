import { z } from "zod";
import { action, unconfirmed } from "../action.ts";
import { text } from "../text.ts";
import { readTime, timestamp } from "../time.ts";
import { object } from "./object.ts";
import { outcome } from "./outcome.ts";
import { statusInfo } from "./status_info.ts";
import { streamParams } from "./stream_params.ts";
import { accepted } from "./types.ts";

/** A stream, and the monitor that feeds it (ConstantStreamDataType). */
const constantStreamData = object({
  id: z.int().min(0),
  params: streamParams,
  variableMonitoringId: z.int().min(0),
});

/** A station opens a stream of values (N11). */
export const openPeriodicEventStream = action("OpenPeriodicEventStream", {
  since: "2.1",
  request: object({ constantStreamData }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
}).handle(async ({ constantStreamData }, { csms, station, change }) => {
  await csms.devices.streams.opened(change, station, streamOf(constantStreamData));
  return { status: "Accepted" };
});

function streamOf({ id, params, variableMonitoringId }: z.output<typeof constantStreamData>) {
  const { interval, values } = params;
  return { id, monitor: variableMonitoringId, interval, values };
}

/** The station lists its streams (N12). */
export const getPeriodicEventStream = action("GetPeriodicEventStream", {
  since: "2.1",
  request: object({}),
  response: object({ constantStreamData: z.array(constantStreamData).min(1).optional() }),
}).answered(async (_, { constantStreamData = [] }, { csms, station, change }) => {
  await csms.devices.streams.listed(change, station, constantStreamData.map(streamOf));
}).does("streams", {
  encode: () => ({}),
  decode: () => ({ accepted: true, status: "Accepted" }),
});

/** A station closes a stream (N13). */
export const closePeriodicEventStream = action("ClosePeriodicEventStream", {
  since: "2.1",
  request: object({ id: z.int().min(0) }),
  response: object({}),
}).handle(async ({ id }, { csms, station, change }) => {
  await csms.devices.streams.closed(change, station, id);
  return {};
});

/** The station sends a stream at another rate (N14). */
export const adjustPeriodicEventStream = action("AdjustPeriodicEventStream", {
  since: "2.1",
  request: object({ id: z.int().min(0), params: streamParams }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
}).answered(async ({ id, params }, { status }, { csms, station, change }) => {
  if (status !== "Accepted") return;
  await csms.devices.streams.adjusted(change, station, { id, ...params });
}).does("adjustStream", {
  encode: ({ id, ...params }) => ({ id, params }),
  decode: outcome,
});

/** A value, `t` seconds after `basetime` (StreamDataElementType). */
const streamDataElement = object({ t: z.number(), v: text(2500) });

/** A station sends values of a stream, and nobody answers (N15). */
export const notifyPeriodicEventStream = unconfirmed("NotifyPeriodicEventStream", {
  since: "2.1",
  request: object({
    data: z.array(streamDataElement).min(1),
    id: z.int().min(0),
    pending: z.int().min(0),
    basetime: timestamp,
  }),
}).handle(async ({ id, pending, data, basetime }, context) => {
  const { csms, station, change, receivedAt, finding } = context;
  const base = (readTime(basetime) ?? receivedAt).getTime();
  const values = data.map(({ t, v }) => ({ at: after(base, t), value: v }));
  const known = await csms.devices.streams.values(change, station, { id, pending, values });
  if (!known) finding("unknown-stream", "Values came of a stream that was not opened.", { id });
}).idempotent();

/** The time so many seconds after another; one that cannot be counts as the other. */
function after(base: number, seconds: number): string {
  const at = new Date(base + seconds * 1000);
  const year = at.getUTCFullYear();
  return (year >= 0 && year <= 9999 ? at : new Date(base)).toISOString();
}
