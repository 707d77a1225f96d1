import type { z } from "zod";
import type { Action } from "../ocpp/action.ts";
import type { Dialect } from "../ocpp/dialect.ts";
import type { Watch } from "./happenings.ts";
import type { Link } from "./link.ts";

/** As much of a station as sending and answering needs. */
export interface Speaker {
  readonly dialect: Dialect;
  readonly link: Link;
  readonly watch: Watch;
  registration?: "Accepted" | "Pending" | "Rejected";
}

/** A call whose types are those of its action; the answer is read as the version has it. */
export async function call<Q extends z.ZodType, R extends z.ZodType>(
  { dialect, link, watch }: Speaker,
  action: Action<Q, R>,
  payload: z.input<Q>,
): Promise<z.output<R>> {
  const answer = await link.call(action.name, payload);
  const response = dialect.actions.get(action.name)?.response ?? action.response;
  const read = response.safeParse(answer);
  if (read.success) return read.data as z.output<R>;
  const issue = read.error.issues[0];
  const text = `the answer to ${action.name} is not valid: ${
    issue?.path.join(".")
  } ${issue?.message}`;
  watch.emit("warning", { text });
  throw new Error(text);
}

/** A call whose answer changes nothing; a failure is a warning. */
export function notify<Q extends z.ZodType, R extends z.ZodType>(
  speaker: Speaker,
  action: Action<Q, R>,
  payload: z.input<Q>,
): Promise<void> {
  if (!online(speaker)) return Promise.resolve();
  return call(speaker, action, payload).then(() => {}, (error: Error) => {
    speaker.watch.emit("warning", { text: `${action.name}: ${error.message}` });
  });
}

/** Connected and accepted: messages may go out. */
export function online({ link, registration }: Speaker): boolean {
  return link.connected && registration === "Accepted";
}
