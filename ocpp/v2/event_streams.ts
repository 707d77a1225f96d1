import { z } from "zod";
import { action, unconfirmed } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { object } from "./object.ts";
import { statusInfo } from "./status_info.ts";
import { streamParams } from "./stream_params.ts";
import { accepted } from "./types.ts";

/** A stream, and the monitor that feeds it (ConstantStreamDataType). */
export const constantStreamData = object({
  id: z.int().min(0),
  params: streamParams,
  variableMonitoringId: z.int().min(0),
});

/** A station opens a stream of values (N11). */
export const openPeriodicEventStream = action("OpenPeriodicEventStream", {
  since: "2.1",
  request: object({ constantStreamData }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
});

/** The station lists its streams (N12). */
export const getPeriodicEventStream = action("GetPeriodicEventStream", {
  since: "2.1",
  request: object({}),
  response: object({ constantStreamData: z.array(constantStreamData).min(1).optional() }),
});

/** A station closes a stream (N13). */
export const closePeriodicEventStream = action("ClosePeriodicEventStream", {
  since: "2.1",
  request: object({ id: z.int().min(0) }),
  response: object({}),
});

/** The station sends a stream at another rate (N14). */
export const adjustPeriodicEventStream = action("AdjustPeriodicEventStream", {
  since: "2.1",
  request: object({ id: z.int().min(0), params: streamParams }),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
});

/** A value, `t` seconds after `basetime` (StreamDataElementType). */
export const streamDataElement = object({ t: z.number(), v: text(2500) });

/** A station sends values of a stream, and nobody answers (N15). */
export const notifyPeriodicEventStream = unconfirmed("NotifyPeriodicEventStream", {
  since: "2.1",
  request: object({
    data: z.array(streamDataElement).min(1),
    id: z.int().min(0),
    pending: z.int().min(0),
    basetime: timestamp,
  }),
});
