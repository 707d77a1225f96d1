/** Frames that are not as the specification has them, read where their meaning is plain. */
import { mend } from "./mend.ts";
import type { Frame, Reading, Remark, Unreadable } from "./rpc.ts";

const TYPES: Readonly<Record<string, Frame["type"]>> = {
  2: "call",
  3: "result",
  4: "error",
  5: "resulterror",
  6: "send",
};
const NOTHING = /^[\s\0\uFEFF]*$/;
const HEAD =
  /^[^[]*\[\s*["']?(\d)["']?\s*,\s*(?:"([^"\\]{1,255})"|(-?(?:0|[1-9]\d*)(?:\.\d+)?))\s*,/;
const ACTION = /^\s*"([A-Za-z0-9]{1,64})"/;

type Note = (kind: string, text: string, example?: unknown) => void;

/** Reads a frame that JSON.parse refuses. */
export function readBroken(text: string): Reading {
  if (NOTHING.test(text)) {
    return { ok: false, empty: true, reason: "the frame is empty", code: "RpcFrameworkError" };
  }
  const mended = mend(text);
  if (!mended) return unreadable(text, "the frame is not JSON and cannot be mended");
  const what = mended.what === "" ? "its form is odd" : mended.what;
  if (mended.doubtful) return unreadable(text, `the frame is not valid JSON: ${what}`);
  const remark = {
    kind: "broken-json",
    text: `A frame is not valid JSON: ${what}.`,
    example: text.slice(0, 200),
  };
  return readOdd(mended.value, text, [remark]);
}

/** Reads a frame that is JSON but not the plain case of a CALL or CALLRESULT. */
export function readOdd(value: unknown, text: string, before: readonly Remark[]): Reading {
  if (!Array.isArray(value)) return unreadable(text, "the frame is not a JSON array");
  const findings = [...before];
  const note: Note = (kind, text, example) => {
    if (example === undefined) findings.push({ kind, text });
    else findings.push({ kind, text, example: shown(example) });
  };
  const head = headOf(value, text, note);
  if (!head) {
    return { ok: false, reason: `no message id in ${start(text)}`, code: "RpcFrameworkError" };
  }
  const type = typeOf(value[0], note);
  if (type === undefined) {
    const reason = `the message type ${shown(value[0])} is unknown`;
    return { ok: false, reason, code: "MessageTypeNotSupported", ...head };
  }
  const length = type === "result" ? 3 : type === "call" || type === "send" ? 4 : 5;
  if (value.length > length) {
    note("extra-elements", `A ${type} has ${value.length} elements instead of ${length}.`);
  }
  if (type === "result") {
    return { ok: true, frame: { type, ...head, payload: payloadOf(value[2], note) }, findings };
  }
  if (type === "call" || type === "send") {
    const action = typeof value[2] === "string" ? value[2].trim() : "";
    if (action === "") {
      const reason = `the action is not a name: ${shown(value[2])}`;
      const answer = type === "call" ? head : {};
      return { ok: false, reason, code: "ProtocolError", ...answer };
    }
    if (action !== value[2]) note("padded-action", "An action has blanks around it.", value[2]);
    return {
      ok: true,
      frame: { type, ...head, action, payload: payloadOf(value[3], note) },
      findings,
    };
  }
  return { ok: true, frame: { type, ...head, ...failureOf(value, note) }, findings };
}

function typeOf(value: unknown, note: Note): Frame["type"] | undefined {
  if (typeof value === "number") return TYPES[value];
  if (typeof value !== "string") return undefined;
  const type = TYPES[value.trim()];
  if (type) note("text-message-type", "A message type is text instead of a number.", value);
  return type;
}

/** A number is answered as the number it was: a client that compares strictly finds no other. */
function headOf(
  value: unknown[],
  text: string,
  note: Note,
): Pick<Frame, "id" | "rawId"> | undefined {
  const id = value[1];
  if (typeof id === "number" && Number.isFinite(id)) {
    // Beyond 2^53 only the text has all its digits.
    const raw = HEAD.exec(text.slice(0, 512))?.[3] ?? String(id);
    note("number-id", "A message id is a number instead of text.", raw);
    return { id: raw, rawId: raw };
  }
  if (typeof id !== "string") return undefined;
  if (id === "") note("empty-id", "A message id is empty.");
  if (id.length > 36) note("long-id", "A message id is longer than 36 characters.", id);
  return { id };
}

function payloadOf(payload: unknown, note: Note): unknown {
  if (payload === undefined) note("missing-payload", "A message has no payload.");
  else if (payload === null) note("null-payload", "A payload is null instead of an object.");
  else if (Array.isArray(payload) && payload.length === 0) {
    note("array-payload", "A payload is an empty array instead of an object.");
  } else return payload;
  return {};
}

function failureOf(value: unknown[], note: Note) {
  const [, , code, description, details] = value;
  if (typeof code !== "string" || code === "") {
    note("missing-error-code", "A CALLERROR has no error code.", code);
  }
  if (typeof description !== "string") {
    note("missing-description", "A CALLERROR has no description.", description);
  } else if (description.length > 255) {
    note("long-description", "The description of a CALLERROR is longer than 255 characters.");
  }
  return {
    code: typeof code === "string" && code !== "" ? code : "GenericError",
    description: typeof description === "string" ? description : "",
    details: detailsOf(details, note),
  };
}

function detailsOf(details: unknown, note: Note): Record<string, unknown> {
  if (typeof details === "object" && details !== null && !Array.isArray(details)) {
    return details as Record<string, unknown>;
  }
  note("odd-details", "The details of a CALLERROR are not an object.", details);
  const empty = details === undefined || details === null || details === "" ||
    (Array.isArray(details) && details.length === 0);
  return empty ? {} : { details };
}

/** Finds what it can in the first characters, so that a call is answered although it is lost. */
function unreadable(text: string, reason: string): Unreadable {
  const failed = { ok: false, reason, code: "FormationViolation" } as const;
  const beginning = text.slice(0, 512).replaceAll("\0", "");
  const head = HEAD.exec(beginning);
  if (!head) return { ...failed, code: "RpcFrameworkError" };
  const id = head[2] ?? head[3]!;
  if (head[1] === "3" || head[1] === "4") return { ...failed, answers: id };
  if (head[1] !== "2") return failed;
  const action = ACTION.exec(beginning.slice(head[0].length))?.[1];
  return {
    ...failed,
    id,
    ...(head[3] === undefined ? {} : { rawId: head[3] }),
    ...(action === undefined ? {} : { action }),
  };
}

function start(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 200);
}
