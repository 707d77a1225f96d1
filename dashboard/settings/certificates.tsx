import { X509Certificate } from "node:crypto";
import type { Csms } from "../../csms/mod.ts";
import type { IssuedCertificate } from "../../csms/model/certificate.ts";
import { holds } from "../../csms/people/caller.ts";
import type { Asked, Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { Empty } from "../parts/empty.tsx";
import { Fact } from "../parts/fact.tsx";
import { Fresh } from "../parts/fresh.tsx";
import { pageList } from "../parts/page_list.tsx";
import { type State, StateMark } from "../parts/state.tsx";
import { Time } from "../parts/time.tsx";
import { stationHref } from "../stations/card.tsx";
import { Tabs } from "./tabs.tsx";

const PATH = "/settings/certificates";
const SOON_MS = 30 * 86_400_000;

/** Why a certificate is taken back, in words. */
const reasons = {
  unspecified: "no reason given",
  keyCompromise: "its key is known to others",
  affiliationChanged: "the station is somebody else's now",
  superseded: "it has a newer one",
  cessationOfOperation: "the station is no longer used",
} as const satisfies Record<NonNullable<IssuedCertificate["reason"]>, string>;

function stateOf({ revokedAt, reason, expiresAt }: IssuedCertificate, now: Date): State {
  const left = Date.parse(expiresAt) - now.getTime();
  if (revokedAt) return { tone: "bad", word: `Revoked: ${reasons[reason ?? "unspecified"]}` };
  if (left <= 0) return { tone: "calm", word: "Ended" };
  return left < SOON_MS ? { tone: "warn", word: "Ends soon" } : { tone: "good", word: "Good" };
}

function Revoke({ serial, station }: IssuedCertificate) {
  return (
    <Act
      api={`POST /api/v1/certificates/${serial}/revoke`}
      button="Revoke"
      ask={`The certificate of ${station} is good for nothing from now on; a connection that was made with it ends.`}
      secondary
      class="bar"
      done="Revoked."
    >
      <select name="reason" aria-label={`Why ${serial} is revoked`}>
        {Object.entries(reasons).map(([value, word]) => <option value={value}>{word}</option>)}
      </select>
    </Act>
  );
}

function Row({ certificate, asked }: { certificate: IssuedCertificate; asked: Asked }) {
  const { serial, station, issuedAt, expiresAt, revokedAt } = certificate;
  const now = asked.csms.now();
  return (
    <tr>
      <th scope="row">
        <a href={`${stationHref(station)}/maintenance`}>{station}</a>
      </th>
      <td>
        <StateMark {...stateOf(certificate, now)} />
      </td>
      <td>
        <Time at={issuedAt} />
      </td>
      <td>
        <Time at={expiresAt} />
      </td>
      <td>
        <code>{serial}</code>
      </td>
      {holds(asked.caller.access, "admin") && (
        <td>
          {!revokedAt && Date.parse(expiresAt) > now.getTime() && <Revoke {...certificate} />}
        </td>
      )}
    </tr>
  );
}

const issued = pageList({
  page: PATH,
  more: `${PATH}/more`,
  access: "read",
  label: "Issued certificates",
  atOnce: 50,
  empty: () => "None yet. A station asks for one on its page, under Certificates.",
  heads: ({ caller }) => [
    ...["Station", "State", "Issued", "Until", "Serial"],
    holds(caller.access, "admin") && { unseen: "Revoking it" },
  ],
  read: ({ csms }, paging) => csms.certificates.issued.page(paging),
  rows: (items, asked) =>
    items.map((certificate) => <Row certificate={certificate} asked={asked} />),
});

/** kvolt's own CA: what it is called, and what others need to trust it. */
async function Authority({ csms: { certificates: { ca } } }: { csms: Csms }) {
  const pem = await ca.certificate();
  if (pem === undefined) {
    return (
      <Empty>
        kvolt signs no certificates: start it with{" "}
        <code>SECRET_KEY</code>, and it makes a CA of its own.
      </Empty>
    );
  }
  const { subject, fingerprint256, validTo } = new X509Certificate(pem);
  return (
    <>
      <dl class="figures">
        <Fact name="Name">{subject}</Fact>
        <Fact name="Until">
          <Time at={new Date(validTo).toISOString()} />
        </Fact>
        <Fact name="SHA-256">
          <code>{fingerprint256}</code>
        </Fact>
      </dl>
      {!ca.on && (
        <p>
          <StateMark tone="warn" word="It signs nothing, as SECRET_KEY is not set." />
        </p>
      )}
      <div class="bar">
        <a href="/api/v1/ca/certificate" role="button" class="secondary" download="kvolt-ca.pem">
          Root certificate
        </a>
        {ca.on && (
          <a href="/api/v1/ca/crl" role="button" class="secondary" download="kvolt.crl">
            List of those that were revoked
          </a>
        )}
      </div>
    </>
  );
}

/** kvolt's own CA, and all certificates that it has signed. */
export function certificatesPage(pages: Pages): void {
  pages.add({
    path: PATH,
    access: "read",
    show: (asked) => ({
      title: "Certificates",
      body: (
        <>
          <h1>Settings</h1>
          <Tabs caller={asked.caller} current={PATH} />
          <section>
            <h2>kvolt's own CA</h2>
            <Authority csms={asked.csms} />
          </section>
          <section>
            <h2>Certificates that it has signed</h2>
            <p class="quiet">The first to end first.</p>
            <Fresh id="issued" page={PATH} within="main">
              <issued.Shown asked={asked} />
            </Fresh>
          </section>
        </>
      ),
    }),
  });
  issued.addTo(pages);
}
