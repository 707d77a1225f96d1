import type { Context, Hono } from "hono";
import type { Child } from "hono/jsx";
import type { Csms } from "../csms/mod.ts";
import type { Access, Caller } from "../csms/model/people.ts";
import { forbidding } from "../csms/people/caller.ts";
import { Layout } from "./layout.tsx";
import { htmlOf } from "./parts/html.ts";
import { Problem } from "./parts/problem.tsx";

/** What a page is asked with. */
export interface Asked {
  readonly csms: Csms;
  readonly caller: Caller;
  readonly context: Context;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

/** What a page shows. */
export interface Shown {
  readonly title: string;
  readonly body: Child;
  readonly status?: 200 | 404 | 422;
  /** The stream that the page is kept live by; it is told after which event the page was made. */
  readonly live?: string;
  /** It draws curves. */
  readonly charts?: true;
  /** It has a list that keeps its order. */
  readonly ordered?: true;
}

/** One page: where it is and what one has to be allowed to see it. */
export interface Page {
  readonly path: string;
  readonly access: Exclude<Access, "open">;
  show(asked: Asked): Promise<Shown | Response> | Shown | Response;
}

/** Where pages are added. */
export interface Pages {
  add(page: Page): void;
  /** A part of a page, which a page fetches or is kept live by: no frame around it. */
  part(page: Omit<Page, "show"> & { show(asked: Asked): Promise<Response> | Response }): void;
}

/** Adds pages to an app: each says who may see it, and whoever is not signed in is led there first. */
export function pagesOn(app: Hono, csms: Csms): Pages {
  const asked = (context: Context, caller: Caller): Asked => ({
    ...{ csms, caller, context },
    params: context.req.param(),
    query: context.req.query(),
  });
  return {
    add({ path, access, show }) {
      app.get(path, async (context: Context) => {
        const caller: Caller | undefined = context.get("caller");
        if (!caller) return context.redirect(signInFor(context), 303);
        const [newest] = (await csms.journal.page({ limit: 1 })).items;
        const why = forbidding(caller, access, context.req.param("station"));
        const { title, body, status = 200, live, ...rest } = why === undefined
          ? await framed(show, asked(context, caller))
          : forbidden(why);
        if (body instanceof Response) return body;
        const dev = csms.config.dev;
        const streamed = live ? { live: after(live, newest?.value.id) } : {};
        const page = (
          <Layout
            title={title}
            caller={caller}
            path={context.req.path}
            dev={dev}
            {...rest}
            {...streamed}
          >
            {body}
          </Layout>
        );
        return context.html(`<!doctype html>${await htmlOf(page)}`, status);
      });
    },
    part({ path, access, show }) {
      app.get(path, async (context: Context) => {
        const caller: Caller | undefined = context.get("caller");
        if (!caller) {
          const headers = { "www-authenticate": 'Bearer realm="kvolt"' };
          return context.text("not signed in", 401, headers);
        }
        const why = forbidding(caller, access, context.req.param("station"));
        if (why !== undefined) return context.text("not allowed", 403);
        return await show(asked(context, caller));
      });
    },
  };
}

/** The address of a stream that begins with what happens after an event. */
function after(path: string, event = "0"): string {
  return `${path}${path.includes("?") ? "&" : "?"}since=${event}`;
}

type Framed = Omit<Shown, "body" | "status"> & {
  readonly body: Child | Response;
  readonly status?: 200 | 403 | 404 | 422;
};

async function framed(show: Page["show"], asked: Asked): Promise<Framed> {
  const shown = await show(asked);
  return shown instanceof Response ? { title: "", body: shown } : shown;
}

function forbidden(why: string): Framed {
  const body = (
    <Problem
      title="This page is not for your account"
      detail={`Not allowed: ${why}. Ask an admin for it, or sign in with another account.`}
      href="/sign-in"
      link="Sign in with another account"
    />
  );
  return { title: "Not allowed", body, status: 403 };
}

/** Where one signs in, to be led back then; only ever to a page of ours. */
function signInFor({ req }: Context): string {
  const { pathname, search } = new URL(req.url);
  const next = pathname + search;
  return next === "/" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(next)}`;
}
