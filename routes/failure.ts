import { getLogger } from "@logtape/logtape";
import { type Fault, faulty, invalid, Problem } from "./problem.ts";

const log = getLogger(["kvolt", "rest"]);

type Thrown = Error & {
  code?: string;
  details?: unknown;
  issues?: readonly Fault[];
  field?: string;
  retryAfter?: number;
};

const busy = ({ message }: Thrown) => new Problem("store", message);

/** What the errors of the other rooms mean here, by their names: routes know none of those rooms but csms. */
const meanings: Readonly<Record<string, (error: Thrown) => Problem>> = {
  Offline: ({ message }) => new Problem("offline", message),
  Unsupported: ({ message }) =>
    new Problem(
      "unsupported",
      `${message}; ?force=true sends it all the same, where its version has an action for it`,
    ),
  CallError: ({ message, code, details }) =>
    new Problem("refused", `the station answered ${code}: ${message}`, {
      code: String(code),
      description: message,
      details: details ?? {},
    }),
  // Whether the station has done it is not known: it is no 409, which says that nothing was sent.
  NotConnected: ({ message }) => new Problem("connection-lost", message),
  Busy: ({ message }) => new Problem("busy", message),
  NoAnswer: ({ message }) => new Problem("no-answer", message),
  InvalidPayload: ({ issues = [] }) => faulty(issues),
  TokenTaken: ({ message }) => new Problem("taken", message),
  MasterPassStart: ({ message }) => invalid("token", message),
  BadCursor: ({ message }) => invalid("cursor", message),
  ChangeRefused: ({ message }) => invalid("", message),
  TooLarge: ({ message }) => new Problem("too-large", message),
  UnknownUpload: ({ message }) => new Problem("unknown", message),
  UploadOver: ({ message }) => new Problem("gone", message),
  UnsafeSetting: ({ message }) => invalid("", message),
  NotRotatable: ({ message }) => new Problem("not-now", message),
  EmptyFile: ({ message }) => invalid("", message),
  SigningOff: ({ message }) => new Problem("unconfigured", message),
  Unsignable: ({ message }) => invalid("", message),
  SignInRefused: ({ message }) => new Problem("credentials", message),
  TooMany: ({ message, retryAfter }) => new Problem("too-many", message, { retryAfter }),
  BadLink: ({ message }) => new Problem("gone", message),
  BadPassword: ({ message }) => invalid("password", message),
  BadPerson: ({ message, field = "" }) => invalid(field, message),
  EmailTaken: ({ message }) => new Problem("taken", message),
  StationTaken: ({ message }) => new Problem("taken", message),
  NoVirtual: ({ message }) => new Problem("not-now", message),
  LastAdmin: ({ message }) => new Problem("last-admin", message),
  Conflict: ({ message }) => new Problem("conflict", message),
  StoreTimeout: busy,
  StoreBusy: busy,
  StoreClosed: busy,
};

/** The problem that an error is; one that nobody expects is logged, and tells the caller nothing of itself. */
export function problemOf(error: Error, request: string): Problem {
  if (error instanceof Problem) return error;
  const meaning = meanings[error.name];
  if (meaning) return meaning(error);
  const instance = `urn:uuid:${crypto.randomUUID()}`;
  log.error("{request} failed ({instance}): {error}", { request, instance, error });
  return new Problem("internal", "kvolt failed on this; its log says more", { instance });
}
