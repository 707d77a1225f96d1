import type { Config } from "../config.ts";

/** How long an SMTP server may take for one step, in ms. */
const PATIENCE_MS = 20_000;

/** A letter in plain text. */
export interface Letter {
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
}

/** Sends a letter; rejects where the server does not take it. */
export type Post = (letter: Letter) => Promise<void>;

/** Mail over SMTP_URL; undefined where none is set. */
export function post({ SMTP_URL: url, MAIL_FROM: from }: Config): Post | undefined {
  if (url === undefined || from === undefined) return undefined;
  const waits = {
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  };
  return async (letter) => {
    // Loaded with the first letter: few installations send any.
    const { createTransport } = await import("nodemailer");
    await createTransport({ url, ...waits }).sendMail({ from, ...letter });
  };
}
