import type { PkiRequest } from "../../../csms/model/certificate.ts";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { More } from "../../parts/more.tsx";
import { type State, StateMark } from "../../parts/state.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";

const AT_ONCE = 20;

interface Rows {
  readonly asked: AskedOfStation;
  readonly page: string;
  readonly cursor?: string;
}

/** Security events that a station reported, the newest first. */
export async function SecurityRows({ asked: { csms, station }, page, cursor }: Rows) {
  const { items, next } = await csms.devices.reports.securityPage(station.id, {
    limit: AT_ONCE,
    ...(cursor ? { cursor } : {}),
  });
  return (
    <>
      {items.map(({ value: { at, type, techInfo } }) => (
        <tr>
          <td>
            <Time at={at} />
          </td>
          <th scope="row">{type}</th>
          <td>{techInfo}</td>
        </tr>
      ))}
      <More {...{ next, page, query: {}, columns: 3, as: "security" }} part={`${page}/security`} />
    </>
  );
}

/** What a station told of its own security. */
export async function SecurityEvents({ asked, page }: Rows) {
  const { csms, station, query: { security } } = asked;
  const { items } = await csms.devices.reports.securityPage(station.id, { limit: 1 });
  return (
    <Fold title="Security events that it told" open={security !== undefined}>
      <Fresh id="security" page={page}>
        {items.length === 0
          ? (
            <p class="quiet">
              None. A station tells of its starts, of changes to its time and settings, and of who
              tried to get in, if it has the security extension.
            </p>
          )
          : (
            <Table label="Security events" heads={["When", "What", "It adds"]}>
              <SecurityRows asked={asked} page={page} cursor={security} />
            </Table>
          )}
      </Fresh>
    </Fold>
  );
}

const kinds: Readonly<Record<PkiRequest["kind"], string>> = {
  status: "whether a certificate is good",
  contract: "a vehicle's contract",
  chain: "whether a vehicle's certificates are good",
};

const states: Readonly<Record<PkiRequest["state"], State>> = {
  "answered": { tone: "good", word: "answered" },
  "failed": { tone: "bad", word: "no answer" },
  "not-configured": { tone: "warn", word: "kvolt has nobody to ask" },
};

/** What a station asked of the public key infrastructure, the newest first. */
export async function PkiRows({ asked: { csms, station }, page, cursor }: Rows) {
  const { items, next } = await csms.certificates.pki.page(station.id, {
    limit: AT_ONCE,
    ...(cursor ? { cursor } : {}),
  });
  return (
    <>
      {items.map(({ value: { at, kind, request, state, reason } }) => (
        <tr>
          <td>
            <Time at={at} />
          </td>
          <th scope="row">{kinds[kind]}</th>
          <td>
            <details>
              <summary>as it asked</summary>
              <pre>{JSON.stringify(request, null, 2)}</pre>
            </details>
          </td>
          <td>
            <StateMark {...states[state]} /> {reason}
          </td>
        </tr>
      ))}
      <More {...{ next, page, query: {}, columns: 4, as: "pki" }} part={`${page}/pki`} />
    </>
  );
}

/** Certificates of vehicles that a station asked about, which kvolt asks the infrastructure for (2.x). */
export async function Pki({ asked, page }: Rows) {
  const { csms, station, query: { pki } } = asked;
  const { items } = await csms.certificates.pki.page(station.id, { limit: 1 });
  return (
    <Fold title="What it asked of the public key infrastructure" open={pki !== undefined}>
      <div id="pki">
        {items.length === 0
          ? (
            <p class="quiet">
              Nothing. It asks when a vehicle shows a contract by ISO 15118; who is asked then is
              set by <code>PKI_URL</code>.
            </p>
          )
          : (
            <Table label="Questions to the infrastructure" heads={["When", "What", "How", "State"]}>
              <PkiRows asked={asked} page={page} cursor={pki} />
            </Table>
          )}
      </div>
    </Fold>
  );
}
