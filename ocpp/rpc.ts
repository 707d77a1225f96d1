/** The frames of OCPP-J, read leniently and written strictly (1.6J §4, 2.x part 4 §4). */
import type { ErrorCode } from "./errors.ts";
import { readBroken, readOdd } from "./odd_frame.ts";

/** Something a station sent that the specification does not allow, in plain words. */
export interface Remark {
  /** Stable and kebab-case, e.g. `broken-json`. */
  readonly kind: string;
  readonly text: string;
  readonly example?: string;
}

/** `rawId` is the JSON spelling of an id that came as a number: its answer must repeat that. */
interface Head {
  readonly id: string;
  readonly rawId?: string;
}
interface Request extends Head {
  readonly action: string;
  readonly payload: unknown;
}
interface Failure extends Head {
  readonly code: string;
  readonly description: string;
  readonly details: Record<string, unknown>;
}

/** One message of OCPP-J; `send` (6) and `resulterror` (5) exist since 2.1. */
export type Frame =
  | { readonly type: "call" } & Request
  | { readonly type: "result"; readonly payload: unknown } & Head
  | { readonly type: "error" } & Failure
  | { readonly type: "resulterror" } & Failure
  | { readonly type: "send" } & Request;

/** A frame that cannot be read; `id` is there where it can be answered with a CALLERROR. */
export interface Unreadable {
  readonly ok: false;
  readonly reason: string;
  /** As 2.x spells it, FormationViolation apart; the dialect knows what its version says. */
  readonly code: ErrorCode;
  readonly id?: string;
  readonly rawId?: string;
  /** The action of an unreadable call, where that much is plain. */
  readonly action?: string;
  /** The id of our own call whose answer this would have been. */
  readonly answers?: string;
  /** Nothing but blanks and NUL bytes: to be counted, not answered. */
  readonly empty?: true;
}

/** A frame, with what was mended in it. */
interface Readable {
  readonly ok: true;
  readonly frame: Frame;
  readonly findings: readonly Remark[];
}

/** What came of reading one text frame. */
export type Reading = Readable | Unreadable;

const MAX_ID = 36;
const MAX_DESCRIPTION = 255;
const NO_FINDINGS: readonly Remark[] = Object.freeze([]);

/** Reads one text frame; never throws, and costs a good frame nothing beyond JSON.parse. */
export function readFrame(text: string): Reading {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return readBroken(text);
  }
  return readGood(value) ?? readOdd(value, text, []);
}

function readGood(value: unknown): Reading | undefined {
  if (!Array.isArray(value)) return undefined;
  const id: unknown = value[1];
  if (typeof id !== "string" || id === "" || id.length > MAX_ID) return undefined;
  if (value[0] === 2 && value.length === 4) {
    const action: unknown = value[2];
    const payload: unknown = value[3];
    if (typeof action !== "string" || !isTight(action) || !isObject(payload)) return undefined;
    return { ok: true, frame: { type: "call", id, action, payload }, findings: NO_FINDINGS };
  }
  if (value[0] === 3 && value.length === 3 && isObject(value[2])) {
    return { ok: true, frame: { type: "result", id, payload: value[2] }, findings: NO_FINDINGS };
  }
  return undefined;
}

/** Not empty, and without blanks around it. */
function isTight(text: string): boolean {
  return text.charCodeAt(0) > 32 && text.charCodeAt(text.length - 1) > 32;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Writes a CALL. */
export function callFrame(id: string, action: string, payload: unknown): string {
  return JSON.stringify([2, id, action, payload]);
}

/** Writes a SEND (2.1 part 4 §4.1.4), which nobody answers. */
export function sendFrame(id: string, action: string, payload: unknown): string {
  return JSON.stringify([6, id, action, payload]);
}

/** Writes a CALLRESULT; give the `rawId` of the frame it answers where there is one. */
export function resultFrame(id: string, payload: unknown, rawId?: string): string {
  return rawId === undefined
    ? JSON.stringify([3, id, payload])
    : `[3,${rawId},${JSON.stringify(payload)}]`;
}

/** Writes a CALLERROR, its description cut to the 255 characters that are allowed. */
export function errorFrame(
  id: string,
  code: string,
  description: string,
  details: Record<string, unknown> = {},
  rawId?: string,
): string {
  const rest = JSON.stringify([code, cut(description), details]);
  return `[4,${rawId ?? JSON.stringify(id)},${rest.slice(1)}`;
}

function cut(description: string): string {
  if (description.length <= MAX_DESCRIPTION) return description;
  const end = description.charCodeAt(MAX_DESCRIPTION - 1);
  // A pair of surrogates is not cut in two.
  return description.slice(
    0,
    end >= 0xd800 && end < 0xdc00 ? MAX_DESCRIPTION - 1 : MAX_DESCRIPTION,
  );
}
