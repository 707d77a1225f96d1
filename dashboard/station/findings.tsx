import type { Finding } from "../../csms/model.ts";
import { holds } from "../../csms/people/caller.ts";
import { toldOf } from "../live/told.ts";
import type { Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { Empty } from "../parts/empty.tsx";
import { Fresh } from "../parts/fresh.tsx";
import { times } from "../parts/number.ts";
import { Time } from "../parts/time.tsx";
import { stationHref } from "../stations/card.tsx";
import { adviceFor } from "./advice.ts";
import { stationPage } from "./frame.tsx";

function One({ finding, api, may }: { finding: Finding; api: string; may: boolean }) {
  const { kind, text, example, count, firstAt, lastAt } = finding;
  return (
    <article>
      <h2>{text}</h2>
      <p>{adviceFor(kind)}</p>
      {example && <pre>{example}</pre>}
      <p class="quiet">
        Seen {times(count)}, first <Time at={firstAt} />, last <Time at={lastAt} /> ·{" "}
        <code>{kind}</code>
      </p>
      {may && (
        <Act
          api={`DELETE ${api}/findings/${encodeURIComponent(kind)}`}
          button="Dealt with: forget it"
          done="Forgotten. If it happens again, it comes again."
          secondary
          then="."
        />
      )}
    </article>
  );
}

/** What a station does that the specification does not allow, and what to do about each. */
export function stationFindings(pages: Pages): void {
  stationPage(pages, "/findings", ({ station, api, caller }) => ({
    live: toldOf(station.id, "finding.new"),
    body: (
      <Fresh id="findings" page={`${stationHref(station.id)}/findings`}>
        {station.findings.length === 0 && (
          <Empty>
            All that it has sent is as the specification wants it. What is not will stand here, with
            what to do about it.
          </Empty>
        )}
        {station.findings.map((finding) => (
          <One finding={finding} api={api} may={holds(caller.access, "operate")} />
        ))}
      </Fresh>
    ),
  }));
}
