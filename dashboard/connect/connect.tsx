import type { Csms } from "../../csms/mod.ts";
import type { Event } from "../../csms/events.ts";
import type { FailedHandshake } from "../../csms/model.ts";
import type { Caller } from "../../csms/model/people.ts";
import { holds } from "../../csms/people/caller.ts";
import type { ChangedStations } from "../live/changed.ts";
import { stream } from "../live/stream.ts";
import { whenever } from "../live/when.ts";
import type { Asked, Pages } from "../page.tsx";
import { htmlOf } from "../parts/html.ts";
import { times } from "../parts/number.ts";
import { Time } from "../parts/time.tsx";
import { stationHref } from "../stations/card.tsx";
import { FloodRows, Floods } from "./floods.tsx";
import { type WhoWaits, whoWaits } from "./pending.ts";
import { helpFor } from "./reason.ts";
import { Register } from "./register.tsx";
import { Waiting } from "./waiting.tsx";

const MOST = 20;

/** What changes what this page shows. */
const relevant: readonly Event["type"][] = [
  ...["station.discovered", "station.registered", "station.removed"] as const,
  ...["station.connected", "station.disconnected", "station.booted"] as const,
  ...["handshake.failed", "address.shutOut", "address.letIn"] as const,
];

function Urls({ context, csms }: Asked) {
  const { host, protocol, hostname } = new URL(csms.config.PUBLIC_URL ?? context.req.url);
  const scheme = protocol === "https:" ? "wss" : "ws";
  const secure = csms.config.TLS_CERT !== undefined && scheme === "ws";
  const urls = [
    [`${scheme}://${host}/ocpp/`, "for a charger that adds its id by itself, as most do"],
    [`${scheme}://${host}/ocpp/GARAGE-1`, "for one that does not: put its id in place of GARAGE-1"],
    ...(secure ? [[`wss://${hostname}:${csms.config.TLS_PORT}/ocpp/`, "encrypted"] as const] : []),
  ];
  return (
    <section>
      <h2>1. Type this into the charger</h2>
      <p>As the address of its central system (backend, CSMS, OCPP server):</p>
      <dl>
        {urls.map(([url, use]) => (
          <>
            <dt>
              <code>{url}</code>
            </dt>
            <dd>{use}</dd>
          </>
        ))}
      </dl>
      {scheme === "ws" && !secure && (
        <p class="quiet">
          For <code>wss</code> kvolt needs a certificate: see TLS_CERT in the settings.
        </p>
      )}
      {hostname === "localhost" || hostname === "127.0.0.1"
        ? (
          <p class="state warn">
            A charger cannot reach this machine as {hostname}: use its address in your network.
          </p>
        )
        : null}
    </section>
  );
}

function Refused({ handshakes }: { handshakes: readonly FailedHandshake[] }) {
  return (
    <section id="refused">
      <h2>It does not come? These were refused</h2>
      {handshakes.length === 0 && (
        <p class="empty">
          None was. If your charger is not among the stations either, nothing of it has reached
          kvolt: check its network, the address and the port.
        </p>
      )}
      {handshakes.map(({ path, station, address, offered, reason, count, at }) => (
        <article>
          <h3>{station ?? path}</h3>
          <p>
            <strong>
              {reason.replace(
                /^(the|no|it|its) /,
                (word) => word[0]!.toUpperCase() + word.slice(1),
              )}.
            </strong>{" "}
            {helpFor(reason)}
          </p>
          <p class="quiet">
            from {address}, at <code>{path}</code>, offering {offered || "no version"};{" "}
            {times(count)}, last <Time at={at} />
          </p>
        </article>
      ))}
    </section>
  );
}

async function Lately({ csms }: { csms: Csms }) {
  const { items } = await csms.journal.page({ limit: 200 });
  const came = items.map(({ value }) => value).filter(({ type }) =>
    type === "station.connected" || type === "station.disconnected"
  ).slice(0, MOST);
  return (
    <section id="lately">
      <h2>Came and went</h2>
      {came.length === 0 && <p class="quiet">Nobody yet.</p>}
      <ul>
        {came.map(({ type, at, station = "", data }) => (
          <li>
            <Time at={at} /> <a href={stationHref(station)}>{station}</a>{" "}
            {type === "station.connected"
              ? `connected with ${(data as { protocol: string }).protocol}`
              : `disconnected: ${(data as { reason: string }).reason || "no reason given"}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

async function parts(csms: Csms, { access }: Caller, waiting: WhoWaits, floods?: string) {
  const handshakes = (await csms.handshakes.list()).slice(0, MOST);
  return [
    <Waiting {...waiting} admin={holds(access, "admin")} />,
    <Refused handshakes={handshakes} />,
    <Floods csms={csms} cursor={floods} />,
    <Lately csms={csms} />,
  ];
}

/** Helps a charger in: the URL to type, who waits, and why others were refused, live. */
export function connect(pages: Pages, csms: Csms, changed: ChangedStations): void {
  pages.add({
    path: "/connect",
    access: "operate",
    show: async (asked) => ({
      title: "Connect a charger",
      live: "/live/connect",
      body: (
        <>
          <h1>Connect a charger</h1>
          <div sse-swap="pieces" data-pieces hidden></div>
          <Urls {...asked} />
          {holds(asked.caller.access, "admin") && <Register />}
          <output id="key" tabindex={-1} aria-live="polite"></output>
          {await parts(csms, asked.caller, await whoWaits(csms, MOST)(), asked.query.floods)}
        </>
      ),
    }),
  });
  pages.part({
    path: "/connect/floods",
    access: "operate",
    show: async ({ context, query: { cursor } }) =>
      context.html(await htmlOf(<FloodRows csms={csms} cursor={cursor} />)),
  });
  pages.part({
    path: "/live/connect",
    access: "operate",
    show({ context, caller, query: { since } }) {
      const waiting = whoWaits(csms, MOST);
      const source = whenever(changed, relevant, since, async (stations) => {
        const made = await parts(csms, caller, await waiting(stations));
        return [{ event: "pieces", html: (await Promise.all(made.map(htmlOf))).join("") }];
      });
      return stream(context, csms, source);
    },
  });
}
