import type { Clock } from "../../csms/clock.ts";
import type { Dialect } from "../../ocpp/dialect.ts";
import { type Incoming, Session, type SessionOptions, type Wire } from "../../ocpp/session.ts";
import { v16 } from "../../ocpp/v16/mod.ts";

/** One end of a line in memory: a wire that keeps what was sent until it is taken. */
interface Line extends Wire {
  bufferedAmount: number;
  /** What was sent and not taken, in order. */
  readonly sent: string[];
  readonly closed: { code: number; reason: string } | undefined;
}

function line(): Line {
  const sent: string[] = [];
  let closed: { code: number; reason: string } | undefined;
  return {
    ...{ sent, bufferedAmount: 0 },
    get closed() {
      return closed;
    },
    send: (text) => void sent.push(text),
    close: (code, reason) => void (closed ??= { code, reason }),
  };
}

/** A session whose other end is the test: frames are put in by `receive` and read from `line.sent`. */
export function alone(
  clock: Clock,
  { answer = () => Promise.resolve({}), ...options }: Partial<SessionOptions> = {},
): { session: Session; line: Line } {
  const wire = line();
  return {
    line: wire,
    session: new Session({ dialect: v16, clock, wire, answer, ...options }),
  };
}

/** Two sessions on one line, each frame delivered by itself in the order it was sent. */
export function pair(
  clock: Clock,
  answers: {
    near?: (call: Incoming) => Promise<unknown>;
    far: (call: Incoming) => Promise<unknown>;
  },
  { farDialect = v16, ...options }: { farDialect?: Dialect } & Partial<SessionOptions> = {},
): { near: Session; far: Session } {
  const wireTo = (other: () => Session): Wire => ({
    bufferedAmount: 0,
    send: (text) => queueMicrotask(() => other().receive(text)),
    close: () => queueMicrotask(() => other().end()),
  });
  const none = () => Promise.resolve({});
  const near: Session = new Session({
    ...{ dialect: v16, clock, answer: answers.near ?? none, wire: wireTo(() => far) },
    ...options,
  });
  const far: Session = new Session({
    ...{ dialect: farDialect, clock, answer: answers.far, wire: wireTo(() => near) },
  });
  return { near, far };
}
