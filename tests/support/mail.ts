import { SMTPServer } from "smtp-server";

/** A letter as a mail server took it. */
export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}

/** A mail server of a test's own, on a free port of loopback, which wants the user `kvolt` with `secret`. */
export async function mailServer() {
  const letters: Received[] = [];
  const waiting: ((letter: Received) => void)[] = [];
  const server = new SMTPServer({
    ...{ authOptional: false, allowInsecureAuth: true, disabledCommands: ["STARTTLS"] },
    onAuth({ username, password }, _session, done) {
      const right = username === "kvolt" && password === "secret";
      done(right ? null : new Error("no such user"), right ? { user: username } : undefined);
    },
    onData(stream, { envelope }, done) {
      const parts: Uint8Array[] = [];
      stream.on("data", (part: Uint8Array) => parts.push(part));
      stream.on("end", () => {
        const bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
        // Quoted-printable breaks long lines and spells `=` as `=3D`.
        const text = new TextDecoder().decode(bytes).replaceAll("=\r\n", "").replaceAll("=3D", "=");
        const from = envelope.mailFrom ? envelope.mailFrom.address : "";
        const letter = { from, to: envelope.rcptTo.map(({ address }) => address), text };
        letters.push(letter);
        done();
        waiting.shift()?.(letter);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as { port: number };
  return {
    letters,
    env: {
      SMTP_URL: `smtp://kvolt:secret@127.0.0.1:${port}`,
      MAIL_FROM: "kvolt <kvolt@example.org>",
      PUBLIC_URL: "https://kvolt.example.org",
    },
    /** The next letter; ask for it before what sends it. */
    next: () => new Promise<Received>((resolve) => waiting.push(resolve)),
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The token of the link in a letter. */
export const tokenIn = ({ text }: Received): string =>
  /\/reset-password\?token=([\w-]+)/.exec(text)![1]!;
