import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Csms } from "../mod.ts";
import { SESSION, sessionCookie } from "./session_cookie.ts";

/** From where, and with which program, somebody signs in. */
export function placeOf({ req, env }: Context) {
  const agent = req.header("user-agent");
  return { address: String(env?.address ?? ""), ...(agent === undefined ? {} : { agent }) };
}

/** Has whoever asks hold the secret of a session. */
export function keepSession(context: Context, { config }: Csms, session: string): void {
  setCookie(context, SESSION, session, sessionCookie(config, context.req.url));
}

/** Ends the session that whoever asks holds the secret of, if any, and has it let go of it. */
export async function endSession(context: Context, { config, people }: Csms): Promise<void> {
  const session = getCookie(context, SESSION);
  if (session !== undefined) await people.signOut(session, placeOf(context).address);
  deleteCookie(context, SESSION, sessionCookie(config, context.req.url));
}
