import type { Child } from "hono/jsx";
import type { Caller } from "../csms/model/people.ts";
import { version } from "../csms/version.ts";
import { asset } from "./assets.ts";
import { Menu } from "./menu.tsx";

const htmxConfig = JSON.stringify({
  includeIndicatorStyles: false,
  allowEval: false,
  historyCacheSize: 0,
  // What is fetched into a part is not to be looked through for that part.
  disableInheritance: true,
});

interface Frame {
  readonly title: string;
  /** Absent where nobody is signed in. */
  readonly caller?: Caller;
  readonly path?: string;
  readonly dev?: boolean;
  readonly live?: string;
  readonly charts?: true;
  readonly ordered?: true;
  readonly children?: Child;
}

/** The frame of every page. */
export function Layout(
  { title, caller, path = "", dev = false, live, charts, ordered, children }: Frame,
) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="htmx-config" content={htmxConfig} />
        <title>{`${title} · kvolt`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={asset("pico.css")} />
        {charts && <link rel="stylesheet" href={asset("uplot.css")} />}
        <link rel="stylesheet" href={asset("kvolt.css")} />
        <script src={asset("htmx.js")} defer></script>
        <script src={asset("sse.js")} defer></script>
        {charts && <script src={asset("uplot.js")} defer></script>}
        <script src={asset("act.js")} defer></script>
        <script src={asset("left.js")} defer></script>
        <script src={asset("live.js")} defer></script>
        <script src={asset("lost.js")} defer></script>
        <script src={asset("times.js")} defer></script>
        {charts && <script src={asset("charts.js")} defer></script>}
        {ordered && <script src={asset("order.js")} defer></script>}
      </head>
      <body>
        <a class="skip" href="#main">To the content</a>
        <p id="lost" role="alert" hidden>
          <span>
            The connection to kvolt is lost. What you see may be old; it comes back by itself.
          </span>
          <span hidden>
            You are no longer signed in. <a href="/sign-in">Sign in</a>
          </span>
        </p>
        {caller && <Menu caller={caller} path={path} dev={dev} />}
        {caller && (
          <noscript>
            <p class="container-fluid quiet">
              Without script this page stays as it was loaded, and nothing can be changed here.
            </p>
          </noscript>
        )}
        <output id="told" aria-live="polite"></output>
        <main id="main" class="container-fluid" tabindex={-1} {...streamed(live)}>
          {children}
        </main>
        <footer class="container-fluid">kvolt {version}</footer>
        <dialog id="ask" aria-labelledby="ask-title">
          <article>
            <h2 id="ask-title">Are you sure?</h2>
            <p></p>
            <form method="dialog" class="bar">
              <button type="submit" value="no" class="secondary" autofocus>Cancel</button>
              <button type="submit" value="yes">Go on</button>
            </form>
          </article>
        </dialog>
      </body>
    </html>
  );
}

const streamed = (live: string | undefined) => live ? { "hx-ext": "sse", "sse-connect": live } : {};
