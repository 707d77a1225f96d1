import type { Csms } from "../../csms/mod.ts";
import type { Message } from "../../csms/model.ts";
import { type Piece, type Source, stream } from "../live/stream.ts";
import type { Asked, Pages } from "../page.tsx";
import { htmlOf } from "../parts/html.ts";
import { stationHref } from "../stations/card.tsx";
import { CallByName } from "./call.tsx";
import { stationPage } from "./frame.tsx";
import { Frame } from "./message.tsx";

const AT_ONCE = 50;
/** Frames that wait for one browser; the oldest is left out beyond that. */
const BEHIND = 200;

const kinds = ["", "call", "result", "error", "malformed"] as const;

/** Whether a frame is one of those that were asked for. */
function meeting({ action = "", kind = "", text = "" }: Asked["query"]) {
  const [wanted, words] = [action.trim().toLowerCase(), text.trim().toLowerCase()];
  return (message: Message): boolean =>
    (wanted === "" || message.action?.toLowerCase().includes(wanted) === true) &&
    (kind === "" || message.kind === kind || message.answer?.kind === kind) &&
    (words === "" || message.text.toLowerCase().includes(words) ||
      message.answer?.text.toLowerCase().includes(words) === true);
}

const queryOf = ({ action = "", kind = "", text = "" }: Asked["query"], more = {}) =>
  new URLSearchParams({ action, kind, text, ...more }).toString();

async function Frames({ asked }: { asked: Asked }) {
  const { csms, query } = asked;
  const station = asked.params.station!;
  const { meets, requests } = noting(meeting(query));
  const { items, next } = await csms.messages.find(station, meets, {
    limit: AT_ONCE,
    ...(query.cursor ? { cursor: query.cursor } : {}),
  });
  const more = `${stationHref(station)}/messages/more?${queryOf(query, { cursor: next ?? "" })}`;
  return (
    <>
      {items.map((message) => <Frame message={message} asked={askedBy(message, requests)} />)}
      {next !== null && (
        <li hx-get={more} hx-trigger="revealed" hx-swap="outerHTML" class="quiet">
          <a href={`${stationHref(station)}/messages?${queryOf(query, { cursor: next })}`}>
            Older ones
          </a>
        </li>
      )}
      {next === null && items.length === 0 && <li class="empty">No message meets this.</li>}
    </>
  );
}

/** Requests of ours that are remembered for their answers. */
const MOST_REQUESTS = 1_000;

/** A filter that remembers the requests of ours which it sees, as their answers are shown with them. */
function noting(meets: (message: Message) => boolean) {
  const requests = new Map<string | undefined, Message>();
  return {
    requests,
    meets(message: Message): boolean {
      const { kind, direction, messageId } = message;
      if (kind === "call" && direction === "out") requests.set(messageId, message);
      if (requests.size > MOST_REQUESTS) requests.delete(requests.keys().next().value);
      return meets(message);
    },
  };
}

/** The request of ours that a frame answers, where it was seen. */
function askedBy(
  { kind, direction, messageId }: Message,
  requests: ReadonlyMap<string | undefined, Message>,
): Message | undefined {
  return direction === "in" && (kind === "result" || kind === "error")
    ? requests.get(messageId)
    : undefined;
}

function Filter({ asked, path }: { asked: Asked; path: string }) {
  const { action = "", kind = "", text = "" } = asked.query;
  return (
    <search>
      <form class="bar" action={path}>
        <label>
          Action <input name="action" value={action} placeholder="Authorize" />
        </label>
        <label>
          Kind
          <select name="kind">
            {kinds.map((each) => (
              <option value={each} selected={each === kind}>{each || "all"}</option>
            ))}
          </select>
        </label>
        <label>
          Text <input type="search" name="text" value={text} />
        </label>
        <button type="submit" class="secondary">Show</button>
        <a href={`${path}/file?${queryOf(asked.query)}`} role="button" class="outline">Download</a>
      </form>
    </search>
  );
}

/** The frames of one browser's tail as they are kept, from the one after `newest` on. */
function tail(
  csms: Csms,
  station: string,
  filter: (message: Message) => boolean,
  newest: string | undefined,
): Source {
  const { meets, requests } = noting(filter);
  let waiting: Message[] = [];
  let begun = false;
  return {
    watch(wake) {
      const end = csms.messages.watch(station);
      const unsubscribe = csms.journal.subscribe((event) => {
        if (event.type !== "message.logged" || event.station !== station) return;
        const message = event.data as Message;
        if (!meets(message)) return;
        waiting.push(message);
        if (waiting.length > BEHIND) waiting.shift();
        wake();
      });
      return () => {
        unsubscribe();
        end();
      };
    },
    async take(): Promise<Piece[]> {
      if (!begun) {
        begun = true;
        // What came between the making of the page and now.
        const { items } = await csms.messages.page(station, { limit: BEHIND });
        const missed = items.map(({ value }) => value).filter(meets);
        const known = new Set(waiting.map(({ id }) => id));
        const older = missed.filter(({ id }) => id > (newest ?? "") && !known.has(id));
        waiting = [...older.reverse(), ...waiting];
      }
      const frames = waiting.reverse();
      waiting = [];
      if (frames.length === 0) return [];
      const html = await Promise.all(
        frames.map((message) =>
          htmlOf(<Frame message={message} asked={askedBy(message, requests)} />)
        ),
      );
      return [{ event: "frames", html: html.join("") }];
    },
  };
}

/** Every frame of a station, both directions: searched, paged, live, and to take away. */
export function stationMessages(pages: Pages, csms: Csms): void {
  stationPage(pages, "/messages", async (asked) => {
    const { station, query } = asked;
    const path = `${stationHref(station.id)}/messages`;
    const [newest] = (await csms.messages.page(station.id, { limit: 1 })).items;
    return {
      live: `/live${path}?${queryOf(query, { newest: newest?.value.id ?? "" })}`,
      body: (
        <>
          <CallByName asked={asked} />
          <Filter asked={asked} path={path} />
          <p class="quiet">
            The newest come first, as they come. What LOG_SKIP names is not kept:{" "}
            {csms.config.LOG_SKIP.join(", ")}.
          </p>
          <ul class="frames" sse-swap="frames" hx-swap="afterbegin" aria-label="Messages">
            <Frames asked={asked} />
          </ul>
        </>
      ),
    };
  });
  pages.part({
    path: "/stations/:station/messages/more",
    access: "read",
    show: async (asked) => asked.context.html(await htmlOf(<Frames asked={asked} />)),
  });
  pages.part({
    path: "/live/stations/:station/messages",
    access: "read",
    show: ({ context, params, query }) =>
      stream(context, csms, tail(csms, params.station!, meeting(query), query.newest)),
  });
  pages.part({
    path: "/stations/:station/messages/file",
    access: "read",
    show({ params, query }) {
      const station = params.station!;
      const name = `messages-${station.replace(/[^\w-]/g, "_")}.jsonl`;
      return new Response(ReadableStream.from(lines(csms, station, meeting(query))), {
        headers: {
          "content-type": "application/jsonl; charset=utf-8",
          "content-disposition": `attachment; filename="${name}"`,
        },
      });
    },
  });
}

async function* lines(csms: Csms, station: string, meets: (message: Message) => boolean) {
  const encoder = new TextEncoder();
  let cursor: string | undefined;
  do {
    const { items, next } = await csms.messages.find(station, meets, {
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    for (const message of items) yield encoder.encode(`${JSON.stringify(message)}\n`);
    cursor = next ?? undefined;
  } while (cursor);
}
