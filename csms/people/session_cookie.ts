import type { Config } from "../config.ts";

/** The name of the cookie of a session. */
export const SESSION = "kvolt-session";

/** A session ends so many days after it was begun, however much it is used. */
export const SESSION_DAYS = 30;

/**
 * The attributes of that cookie. Lax, so that a link in a mail finds one signed in: what changes anything is
 * refused to the pages of other sites by their Origin, so that Strict would add nothing.
 */
export function sessionCookie({ PUBLIC_URL }: Pick<Config, "PUBLIC_URL">, url: string) {
  return {
    path: "/",
    httpOnly: true,
    sameSite: "Lax",
    secure: PUBLIC_URL?.startsWith("https:") === true || url.startsWith("https:"),
    maxAge: SESSION_DAYS * 86_400,
  } as const;
}
