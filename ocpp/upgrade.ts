import { getLogger } from "@logtape/logtape";
import type { Clock } from "../csms/clock.ts";
import type { Csms } from "../csms/mod.ts";
import type { Station } from "../csms/model.ts";
import type { ClientCertificate } from "../csms/stations/arrival.ts";
import { type Basic, readBasic } from "./basic_auth.ts";
import { connection } from "./connection.ts";
import { deafness } from "./deaf.ts";
import type { Dialect } from "./dialect.ts";
import { type Inbound, inbound } from "./inbound.ts";
import { stationIdOf } from "./path.ts";
import type { Remark } from "./rpc.ts";
import { tokensIn } from "./sent_tokens.ts";
import { seatFor } from "./seat.ts";
import type { Caller } from "./socket.ts";
import { chooseProtocol } from "./subprotocol.ts";

const log = getLogger(["kvolt", "handshake"]);
/** Half of it without a frame and a ping goes out; the other half without a pong and the peer is dead (law 5). */
const IDLE_SECONDS = 60;

type Refusal = { readonly status: number; readonly reason: string };
type Accepted = {
  readonly station: Station;
  readonly isNew: boolean;
  readonly certificate?: ClientCertificate;
  readonly dialect: Dialect;
  readonly answer: Inbound;
  readonly echo: string | undefined;
  readonly remarks: readonly Remark[];
};

/** Answers a WebSocket handshake of a station; every refusal is kept with its reason (law 7). */
export function upgrader({ csms, clock, dialects, idleSeconds = IDLE_SECONDS }: {
  csms: Csms;
  clock: Clock;
  dialects: readonly Dialect[];
  /** How long a station may be silent; 60 where nothing is given. */
  idleSeconds?: number;
}) {
  const watch = deafness(clock);
  // Made once for all stations of a version: what each connection has of its own is memory.
  const byProtocol = new Map(
    dialects.map((dialect) =>
      [dialect.protocol, { dialect, answer: inbound({ csms, dialect }) }] as const
    ),
  );

  async function judge(
    request: Request,
    { address, certificate: shown }: Caller,
  ): Promise<Accepted | Refusal> {
    const path = stationIdOf(new URL(request.url));
    if ("refused" in path) return { status: 404, reason: path.refused };
    if (shown && !shown.ok) return shown;
    const certificate = shown?.certificate;
    const credentials = readBasic(request.headers.get("authorization"), path.id);
    const tokens = tokensIn(request.headers);
    const shows = { credentials, tokens, certificate };
    const admission = await csms.stations.admit({ id: path.id, address, ...shows });
    if (!admission.ok) return admission;
    const choice = chooseProtocol(
      request.headers.get("sec-websocket-protocol"),
      [...byProtocol.keys()],
      {
        pinned: admission.station.settings.protocol,
        allowed: admission.station.identity.allowedProtocols,
      },
    );
    if ("refused" in choice) return { status: 400, reason: choice.refused };
    const remarks = [path.remark, choice.remark, foreignUser(credentials, path.id)];
    return {
      station: admission.station,
      isNew: admission.isNew,
      certificate,
      ...byProtocol.get(choice.protocol)!,
      echo: choice.echo,
      remarks: remarks.filter((remark) => remark !== undefined),
    };
  }

  return async function upgrade(request: Request, caller: Caller): Promise<Response> {
    const { address } = caller;
    const seat = seatFor(csms, request, address);
    if (seat instanceof Response) return seat;
    let taken = false;
    try {
      const verdict = await judge(request, caller);
      if ("reason" in verdict) return await refuse(csms, request, address, verdict);
      const { socket, response } = caller.take({ echo: verdict.echo, idleSeconds });
      const { isNew, station } = verdict;
      connection({ csms, clock, socket, address, seat, watch, ...verdict });
      taken = true;
      // The answer goes out with the return: whoever sees the station connect finds it in REST.
      if (isNew) await csms.stations.discovered(station, address).catch(unstored);
      return response;
    } finally {
      if (!taken) seat.leave();
    }
  };
}

/** The connection writes it again when it opens, and ends where that fails too. */
function unstored(error: unknown): void {
  log.error("a new station was not kept: {error}", { error });
}

async function refuse(
  csms: Csms,
  request: Request,
  address: string,
  { status, reason }: Refusal,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  const path = stationIdOf(new URL(request.url));
  const offered = request.headers.get("sec-websocket-protocol") ?? "";
  const station = "id" in path ? { station: path.id } : {};
  await csms.handshakes.failed({ path: pathname, address, offered, reason, ...station })
    .catch((error) => log.error("a failed handshake was not kept: {error}", { error }));
  const headers = new Headers({ "content-type": "text/plain; charset=utf-8" });
  if (status === 401) headers.set("www-authenticate", 'Basic realm="kvolt", charset="UTF-8"');
  if (status === 429) headers.set("retry-after", "60");
  return new Response(`${reason}\n`, { status, headers });
}

function foreignUser(credentials: readonly Basic[], station: string): Remark | undefined {
  if (credentials.length === 0 || credentials.some(({ user }) => user === station)) {
    return undefined;
  }
  const text = "The user name of its Basic authorization is not its station id.";
  return { kind: "foreign-user", text, example: credentials[0]!.user };
}
