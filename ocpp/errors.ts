/** The error codes of OCPP-J, one class for all: the code is what differs. */

/** Every code a peer may send or receive, as the specifications spell them (1.6J §4.2.3, 2.x part 4 §4.3). */
export type ErrorCode =
  | "NotImplemented"
  | "NotSupported"
  | "InternalError"
  | "ProtocolError"
  | "SecurityError"
  | "FormationViolation"
  | "FormatViolation"
  | "PropertyConstraintViolation"
  | "OccurenceConstraintViolation"
  | "OccurrenceConstraintViolation"
  | "TypeConstraintViolation"
  | "RpcFrameworkError"
  | "MessageTypeNotSupported"
  | "GenericError";

/** An answer of the type CALLERROR: thrown by a handler to send one, or by a call that received one. */
export class CallError extends Error {
  override name = "CallError";
  /** A peer may send codes of its own, so `code` is any string when received. */
  constructor(
    readonly code: ErrorCode | (string & Record<never, never>),
    description: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(description);
  }
}

/** No answer came in time; a late one is still reported to whoever asked for it. */
export class NoAnswer extends Error {
  override name = "NoAnswer";
}

/** The connection ended, or was never there, so that the call cannot be answered. */
export class NotConnected extends Error {
  override name = "NotConnected";
}

/** So many requests wait for the peer already that another is not taken; it was not sent. */
export class Busy extends Error {
  override name = "Busy";
}

/** A payload that we were asked to send is not valid for the version; `path` says where. */
export class InvalidPayload extends Error {
  override name = "InvalidPayload";
  constructor(message: string, readonly issues: readonly { path: string; message: string }[]) {
    super(message);
  }
}
