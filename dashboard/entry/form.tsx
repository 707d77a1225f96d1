import type { Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Child } from "hono/jsx";
import { Layout } from "../layout.tsx";
import { htmlOf } from "../parts/html.ts";

/** What somebody has typed, or what the address of the page has. */
export type Fields = Readonly<Record<string, string>>;

/** A page for whoever is not signed in: a form that works without script too. */
export interface EntryForm {
  readonly path: string;
  readonly title: string;
  /** What is inside the form; `fields` are those of the address, or what was typed and not taken. */
  readonly inside: (fields: Fields) => Child;
  readonly button: string;
  /** What stands below the form. */
  readonly below?: Child;
  /** Where to go instead of showing it. */
  instead?(context: Context): Promise<string | undefined>;
  /** Does it; gives where to go, or what to say. Throws what can be said to whoever typed it. */
  submit(fields: Fields, context: Context): Promise<{ go: string } | { say: Child }>;
}

/** Errors whose messages are meant for whoever typed something. */
const told = new Set([
  ...["SignInRefused", "TooMany", "BadLink", "BadPassword", "BadPerson", "EmailTaken"],
]);

const LONGEST = 16 * 1_024;

/** Adds the page of a form, and what it does. */
export function entryForm(app: Hono, form: EntryForm): void {
  async function page(context: Context, body: Child, status: 200 | 422 | 429) {
    const frame = (
      <Layout title={form.title}>
        <section class="narrow">
          <h1>{form.title}</h1>
          {body}
        </section>
      </Layout>
    );
    return context.html(`<!doctype html>${await htmlOf(frame)}`, status);
  }

  const filled = (fields: Fields, error?: string) => (
    <>
      {error && <p role="alert" class="state bad">{error}</p>}
      <form method="post" action={form.path}>
        {form.inside(fields)}
        <button type="submit">{form.button}</button>
      </form>
      {form.below}
    </>
  );

  app.get(form.path, async (context: Context) => {
    const instead = await form.instead?.(context);
    if (instead !== undefined) return context.redirect(instead, 303);
    return await page(context, filled(context.req.query()), 200);
  });

  app.post(form.path, bodyLimit({ maxSize: LONGEST }), async (context: Context) => {
    const fields = await typed(context);
    try {
      const done = await form.submit(fields, context);
      if ("go" in done) return context.redirect(done.go, 303);
      return await page(context, done.say, 200);
    } catch (error) {
      const { name, message } = error as Error;
      if (!told.has(name)) throw error;
      const said = `${message[0]!.toUpperCase()}${message.slice(1)}.`;
      return await page(context, filled(fields, said), name === "TooMany" ? 429 : 422);
    }
  });
}

async function typed({ req }: Context): Promise<Fields> {
  const body = await req.parseBody();
  return Object.fromEntries(
    Object.entries(body).filter((field): field is [string, string] => typeof field[1] === "string"),
  );
}

/** Where one wanted to go: a page of ours, and none whose address could lead elsewhere. */
export function ownPage(next: string | undefined): string {
  // No header takes a control character, and URLs lose some of them.
  if (next === undefined || !/^\/(?![/\\])\P{Cc}*$/u.test(next)) return "/";
  const base = "http://own.invalid";
  return URL.parse(next, base)?.origin === base ? next : "/";
}
