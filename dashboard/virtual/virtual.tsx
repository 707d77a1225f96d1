import type { Csms } from "../../csms/mod.ts";
import type { ChangedStations } from "../live/changed.ts";
import { type Source, stream } from "../live/stream.ts";
import type { Pages } from "../page.tsx";
import { Empty } from "../parts/empty.tsx";
import { htmlOf } from "../parts/html.ts";
import { Charger, Now } from "./charger.tsx";
import { Make } from "./make.tsx";

/** What happens to the stations of virtual chargers. */
function living(csms: Csms, changed: ChangedStations, since: string | undefined): Source {
  const dirty = new Set<string>();
  return {
    watch: (wake) =>
      changed.watch((stations) => {
        for (const id of stations.keys()) dirty.add(id);
        wake();
      }, since),
    async take() {
      const ids = [...dirty];
      dirty.clear();
      const chargers = await Promise.all(ids.map((id) => csms.virtual.get(id)));
      const shown = chargers.filter((charger) => charger !== undefined);
      const html = await Promise.all(shown.map((charger) => htmlOf(<Now {...charger} />)));
      return html.length > 0 ? [{ event: "pieces", html: html.join("") }] : [];
    },
  };
}

function Off() {
  return (
    <Empty>
      Virtual chargers are off. Start kvolt with <code>SIMULATOR=on</code>{" "}
      to try things out without a charger.
    </Empty>
  );
}

/** Chargers that run inside kvolt, and what people do to them. */
export function virtualPage(pages: Pages, csms: Csms, changed: ChangedStations): void {
  pages.add({
    path: "/virtual",
    access: "operate",
    async show() {
      const all = await csms.virtual.list();
      return {
        title: "Virtual chargers",
        live: "/live/virtual",
        body: (
          <>
            <h1>Virtual chargers</h1>
            <div sse-swap="pieces" data-pieces hidden></div>
            {csms.virtual.on ? <Make open={all.length === 0} /> : <Off />}
            <div class="panes">{all.map((charger) => <Charger charger={charger} />)}</div>
          </>
        ),
      };
    },
  });
  pages.part({
    path: "/virtual/:station/now",
    access: "operate",
    async show({ params, context }) {
      const charger = await csms.virtual.get(params.station!);
      if (!charger) return context.text("no such virtual charger", 404);
      return context.html(await htmlOf(<Now {...charger} />));
    },
  });
  pages.part({
    path: "/live/virtual",
    access: "operate",
    show: ({ context, query: { since } }) => stream(context, csms, living(csms, changed, since)),
  });
}
