import type { Csms } from "../../csms/mod.ts";
import type { ChangedStations } from "../live/changed.ts";
import { stream } from "../live/stream.ts";
import type { Asked, Pages } from "../page.tsx";
import { htmlOf } from "../parts/html.ts";
import { Problem } from "../parts/problem.tsx";
import { Free } from "./free.tsx";
import { History, Months, MoreRows } from "./history.tsx";
import { driving } from "./live.tsx";
import { Running } from "./running.tsx";
import { Spots } from "./spots.tsx";
import { decidedOf, type Tags, tagsOf, withTag } from "./tags.ts";

/** So many stations are found without a search. */
const FEW = 8;

/** What those who may name any tag choose one by, and everybody a station. */
function Choose({ tags, q }: { tags: Tags; q: string }) {
  return (
    <search>
      <form class="bar">
        {tags.any && (
          <label>
            Tag
            <input name="tag" maxlength={255} value={tags.named ?? ""} placeholder="your own" />
          </label>
        )}
        <label>
          Station <input type="search" name="q" value={q} placeholder="its name" />
        </label>
        <button type="submit" class="secondary">Show</button>
      </form>
    </search>
  );
}

/** The live pieces of a page are those of this query. */
function liveOf(query: Record<string, string | undefined>): string {
  const set = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1]);
  return `/live/drive?${new URLSearchParams(set)}`;
}

async function show(asked: Asked) {
  const { csms, query: { q = "" } } = asked;
  const tags = await tagsOf(asked);
  const places = await csms.driving.places(await decidedOf(csms, tags));
  return {
    title: "My charging",
    live: liveOf({ tag: tags.named, q }),
    body: (
      <>
        <h1>My charging</h1>
        <div sse-swap="pieces" data-pieces hidden></div>
        <Running csms={csms} tags={tags} />
        {(tags.any || places.length > FEW) && <Choose tags={tags} q={q} />}
        <Free places={places} tags={tags} q={q} />
        <Months asked={asked} tags={tags} />
        <History asked={asked} tags={tags} />
      </>
    ),
  };
}

async function showStart(asked: Asked) {
  const { csms, params } = asked;
  const id = params.station!;
  const tags = await tagsOf(asked);
  const place = await csms.driving.place(id, await decidedOf(csms, tags));
  const back = withTag("/drive", tags);
  if (!place) {
    // The same for one that does not exist, so that nobody finds out which do.
    const detail = `There is no station ${id} that takes your tag. ` +
      "Is it the right one? Ask whoever runs this place whether your tag is allowed here.";
    const body = (
      <Problem
        title="You cannot charge here"
        detail={detail}
        href={back}
        link="Where you can"
      />
    );
    return { title: "You cannot charge here", status: 404 as const, body };
  }
  return {
    title: `Charge at ${place.name ?? id}`,
    live: liveOf({ tag: tags.named, station: id }),
    body: (
      <>
        <div sse-swap="pieces" data-pieces hidden></div>
        <h1>Charge at {place.name ?? id}</h1>
        <Running csms={csms} tags={tags} />
        <Spots place={place} tags={tags} />
        <p>
          <a href={back}>All that is free, and what you have charged</a>
        </p>
      </>
    ),
  };
}

/** What people use who charge: where they can, starting and stopping, and what it came to. */
export function drivePages(pages: Pages, csms: Csms, changed: ChangedStations): void {
  pages.add({ path: "/drive", access: "own", show });
  pages.add({ path: "/s/:station", access: "own", show: showStart });
  pages.part({
    path: "/drive/more",
    access: "own",
    async show(asked) {
      const rows = <MoreRows asked={asked} tags={await tagsOf(asked)} />;
      return asked.context.html(await htmlOf(rows));
    },
  });
  pages.part({
    path: "/live/drive",
    access: "own",
    show: (asked) => stream(asked.context, csms, driving(asked, changed)),
  });
}
