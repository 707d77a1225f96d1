import type { Context } from "hono";
import { setCookie } from "hono/cookie";
import type { Csms } from "../../csms/mod.ts";
import { SESSION, sessionCookie } from "../../csms/people/session_cookie.ts";

/** From where, and with which program, somebody signs in. */
export function placeOf({ req, env }: Context) {
  const agent = req.header("user-agent");
  return { address: String(env?.address ?? ""), ...(agent === undefined ? {} : { agent }) };
}

/** Has whoever asks hold the secret of a session. */
export function keepSession(context: Context, { config }: Csms, session: string): void {
  setCookie(context, SESSION, session, sessionCookie(config, context.req.url));
}
