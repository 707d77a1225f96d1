import { fingerprint } from "../csms/repeats.ts";
import type { Change, Csms } from "../csms/mod.ts";
import type { Action } from "./action.ts";
import type { Answering } from "./context.ts";
import type { Dialect } from "./dialect.ts";
import { CallError } from "./errors.ts";
import type { Fault } from "./fault.ts";
import { keepFindings } from "./keep_findings.ts";
import { type ReadPayload, readPayload, readStrict } from "./read.ts";
import { errorFrame, type Remark, resultFrame } from "./rpc.ts";
import { asCallError, type Incoming } from "./session.ts";
import { wire } from "./strict.ts";

/** A request that has been read: its value, or the answer that is given without one (law 8). */
type Request = { readonly value: unknown } | { readonly answer: unknown };

/** Answers a request of a station with the payload of its result; throws CallError to refuse it. */
export type Inbound = (station: string, call: Incoming) => Promise<unknown>;

/** A request as it came, and what there was to say of it. */
interface Arrival {
  readonly station: string;
  readonly call: Incoming;
  readonly at: Date;
  readonly remarks: Remark[];
}

/**
 * Answers the requests of the stations of one version: reads them leniently or strictly, gives a repeat its stored
 * answer, and commits what the handler decides, the findings, the log and the answer in one change.
 */
export function inbound({ csms, dialect }: { csms: Csms; dialect: Dialect }): Inbound {
  function find(call: Incoming): Action {
    const action = dialect.actions.get(call.action);
    if (!action) {
      throw new CallError("NotImplemented", `${dialect.protocol} has no action ${call.action}`);
    }
    if (action.handler) return action;
    throw new CallError("NotSupported", `${call.action} is for a station to answer`);
  }

  /** The version's code for a fault (1.6J §4.2.3). */
  function codeOf({ kind }: Fault): CallError["code"] {
    if (kind === "type") return "TypeConstraintViolation";
    if (kind === "constraint") return "PropertyConstraintViolation";
    return kind === "format" ? dialect.format : dialect.occurrence;
  }

  function fail(call: Incoming, fault: Fault): CallError {
    return new CallError(codeOf(fault), `${call.action}: ${fault.message}`);
  }

  /** What is right is read at once; how strict to be is only asked of the rest. */
  function read(action: Action, arrival: Arrival): Request | Promise<Request> {
    const { call } = arrival;
    const plain = readPayload(action.request, call.payload, action.hints);
    const right = plain.ok && plain.remarks.length === 0 && call.remarks.length === 0;
    return right ? plain : readWrong(action, arrival, plain);
  }

  async function readWrong(
    action: Action,
    { station, call, remarks }: Arrival,
    plain: ReadPayload,
  ): Promise<Request> {
    const strictness = (await csms.stations.get(station))?.settings.strictness;
    if (strictness === "strict") {
      if (call.remarks.length) throw new CallError(dialect.format, call.remarks[0]!.text);
      const reading = readStrict(action.request, call.payload);
      if (reading.ok) return { value: reading.value };
      throw fail(call, reading);
    }
    const reading = plain.ok ? plain : reshaped(action, call) ?? plain;
    remarks.push(...call.remarks, ...reading.remarks);
    if (reading.ok) return { value: reading.value };
    if (action.fallback === undefined) throw fail(call, reading);
    const text = `A ${call.action} could not be read (${reading.path}: ${reading.message}).`;
    remarks.push({ kind: "unreadable-request", text, example: call.text });
    return { answer: action.fallback };
  }

  /** One record for a request and its answer: each key costs as much as all the rest of a message. */
  function keepFrames(
    change: Change,
    { station, call, at }: Arrival,
    kind: "result" | "error",
    answer: string,
  ): void {
    const { id: messageId, action, text } = call;
    csms.messages.add(change, station, {
      ...{ direction: "in", kind: "call", messageId, action, text, at },
      ...(call.unanswered ? {} : { answer: { kind, text: answer } }),
    });
  }

  function carryOut(
    action: Action,
    arrival: Arrival,
    request: Request,
    keep?: (change: Change, answer: unknown) => void,
  ): Promise<unknown> {
    const { station, call, at: receivedAt } = arrival;
    return csms.apply(async (change) => {
      const remarks = [...arrival.remarks];
      const context: Answering = {
        csms,
        station,
        change,
        receivedAt,
        fits: (answer) => wire(action.response, answer).ok,
        afterwards: (task) => void (call.after = task),
        finding: (kind, text, example) =>
          void remarks.push({ kind, text, example: asText(example) }),
      };
      const given = "value" in request ? action.handler!(request.value, context) : request.answer;
      const answer = given instanceof Promise ? await given : given;
      if (remarks.length > 0) await keepFindings(csms, change, station, remarks);
      if (!csms.messages.skips(call.action)) {
        keepFrames(change, arrival, "result", resultFrame(call.id, answer ?? {}, call.rawId));
      }
      keep?.(change, answer);
      return answer;
    });
  }

  async function once(action: Action, arrival: Arrival, request: Request): Promise<unknown> {
    const { station, call } = arrival;
    const hash = fingerprint(call.id, call.action, call.payload);
    const mark = { messageId: call.id, action: call.action, hash };
    const { answer, repeated } = await csms.repeats.once(
      station,
      mark,
      (keep) => carryOut(action, arrival, request, keep),
    );
    if (repeated && !csms.messages.skips(call.action)) {
      await csms.apply((change) => {
        const text = resultFrame(call.id, answer ?? {}, call.rawId);
        return Promise.resolve(keepFrames(change, arrival, "result", text));
      });
    }
    return answer;
  }

  return async (station, call) => {
    const remarks: Remark[] = [];
    const arrival: Arrival = { station, call, at: csms.now(), remarks };
    try {
      const action = find(call);
      const reading = read(action, arrival);
      const request = reading instanceof Promise ? await reading : reading;
      return await (action.replays ? once : carryOut)(action, arrival, request);
    } catch (error) {
      const { code, message, details } = asCallError(error);
      if (!(error instanceof CallError)) throw error;
      remarks.push({
        kind: "refused-request",
        text: `A request was refused with ${code}: ${message}`,
        example: call.text,
      });
      await csms.apply(async (change) => {
        await keepFindings(csms, change, station, remarks);
        const text = errorFrame(call.id, code, message, details, call.rawId);
        keepFrames(change, arrival, "error", text);
      });
      throw error;
    }
  };
}

/** The request read as another version shapes it (quirk 4); undefined where that is no better. */
function reshaped({ hints, request }: Action, { payload, action }: Incoming) {
  if (!hints.reshape || typeof payload !== "object" || payload === null) return undefined;
  const other = hints.reshape(payload as Record<string, unknown>);
  const reading = other === undefined ? undefined : readPayload(request, other, hints);
  if (!reading?.ok) return undefined;
  const text = `${action} comes in the shape of another version of OCPP.`;
  const example = JSON.stringify(payload);
  return { ...reading, remarks: [...reading.remarks, { kind: "other-version", text, example }] };
}

function asText(example: unknown): string | undefined {
  if (example === undefined || typeof example === "string") return example;
  return JSON.stringify(example);
}
