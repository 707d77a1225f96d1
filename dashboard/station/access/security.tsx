import type { PkiRequest } from "../../../csms/model/certificate.ts";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { type State, StateMark } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { longList } from "../long_list.tsx";

/** Security events that a station reported, the newest first. */
export const securityList = longList({
  ...{ tab: "/access", name: "security", label: "Security events" },
  heads: ["When", "What", "It adds"],
  empty:
    "None. A station tells of its starts, of changes to its time and settings, and of who tried to get in, if it has the security extension.",
  read: ({ csms, station }, paging) => csms.devices.reports.securityPage(station.id, paging),
  cells: ({ value: { at, type, techInfo } }) => (
    <>
      <td>
        <Time at={at} />
      </td>
      <th scope="row">{type}</th>
      <td>{techInfo}</td>
    </>
  ),
});

/** What a station told of its own security. */
export function SecurityEvents({ asked, page }: { asked: AskedOfStation; page: string }) {
  return (
    <Fold title="Security events that it told" open={securityList.isAsked(asked)}>
      <Fresh id="security" page={page}>
        <securityList.Shown asked={asked} />
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
export const pkiList = longList({
  ...{ tab: "/access", name: "pki", label: "Questions to the infrastructure" },
  heads: ["When", "What", "How", "State"],
  empty: (
    <>
      Nothing. It asks when a vehicle shows a contract by ISO 15118; who is asked then is set by
      {" "}
      <code>PKI_URL</code>.
    </>
  ),
  read: ({ csms, station }, paging) => csms.certificates.pki.page(station.id, paging),
  cells: ({ value: { at, kind, request, state, reason } }) => (
    <>
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
    </>
  ),
});

/** Certificates of vehicles that a station asked about, which kvolt asks the infrastructure for (2.x). */
export function Pki({ asked }: { asked: AskedOfStation }) {
  return (
    <Fold title="What it asked of the public key infrastructure" open={pkiList.isAsked(asked)}>
      <div id="pki">
        <pkiList.Shown asked={asked} />
      </div>
    </Fold>
  );
}
