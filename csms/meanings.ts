import type { Variable } from "./config.ts";

/** What variables of the environment do; those of one group are told of together. */
export interface Meaning {
  readonly names: readonly Variable[];
  /** In Markdown, as it stands in the README too. */
  readonly does: string;
  /** What holds where it is not set, where that is no value that one could set. */
  readonly otherwise?: string;
}

/** What each variable does: what the README's table and the page of settings say. */
export const meanings: readonly Meaning[] = [
  {
    names: ["PORT", "HOST"],
    does: "where it listens (`127.0.0.1` in `deno task dev`); `PORT=off` leaves TLS alone",
  },
  {
    names: ["KV_PATH"],
    does:
      "the database: a file, `:memory:`, or the URL of a KV Connect server; ignored on Deno Deploy",
  },
  {
    names: ["API_TOKEN"],
    does:
      "a bearer token that may do everything in REST, at least 16 characters: for the first steps, and where nobody can open the setup link",
  },
  {
    names: ["DISCOVERY"],
    does:
      "unknown stations: `approve` lists them and waits for you, `open` lets them in, `closed` turns them away",
  },
  {
    names: ["STATION_ID_PATTERN"],
    does:
      "a regular expression that the whole id of a station has to match, as `CP-\\d{1,6}`; others are turned away, known or not. Keep it simple: it is tried on ids of strangers, of up to 48 characters",
  },
  {
    names: ["AUTH_UNKNOWN"],
    does: "what an unknown tag is told: `Accepted`, `Invalid` or `Blocked`",
  },
  {
    names: ["AUTH_URL", "AUTH_SECRET"],
    does:
      "an authority of your own to ask about unknown tags: it gets a POST of `{ idTag, station, at }`, signed in `X-Kvolt-Signature: sha256=<HMAC>`, and answers `{ status, expiresAt?, parent? }` within 2 s",
  },
  {
    names: ["ID_TAG_CACHE_HOURS"],
    does: "how long a decision on a tag is kept; changing the tag forgets it at once",
  },
  { names: ["HEARTBEAT_SECONDS"], does: "the interval that stations are told" },
  { names: ["CALL_TIMEOUT_SECONDS"], does: "how long a station may take to answer" },
  {
    names: ["METER_SILENCE_SECONDS"],
    does:
      "a transaction that had meter values and has none for so long is asked for one; `0` never",
  },
  {
    names: ["COST_UPDATE_SECONDS"],
    does:
      "tell stations that can show it what a transaction has cost so far, this often while it charges; 0 tells never",
  },
  {
    names: ["LOG_SKIP"],
    does: "actions whose frames are not kept in the message log; `none` keeps them all",
  },
  { names: ["LOG_DAYS", "EVENT_DAYS"], does: "how long messages and events are kept" },
  {
    names: ["SAMPLE_DAYS", "AUDIT_DAYS"],
    does:
      "how long meter samples, and the audit log, data transfers, security events and how well stations were connected, are kept",
  },
  {
    names: ["TLS_CERT", "TLS_KEY", "TLS_PORT"],
    does:
      "PEM files; with them `wss` and `https` are served too. All files of TLS are read again when they change, and on SIGHUP",
  },
  {
    names: ["TLS_CLIENT_CA", "MTLS_PORT"],
    does:
      "PEM file of the CAs whose client certificates are believed; with it there is a port for [mutual TLS](docs/security.md#mutual-tls)",
  },
  {
    names: ["TLS_CRL"],
    does: "files of what these CAs have revoked (PEM or DER), separated by commas",
  },
  {
    names: ["TRUSTED_PROXIES"],
    does:
      "addresses and ranges, as `127.0.0.1,10.0.0.0/8`, of proxies that are believed in `X-Forwarded-For` and `X-Forwarded-Proto` ([behind a proxy](docs/security.md#behind-a-proxy))",
  },
  {
    names: ["CLIENT_CERT_HEADER"],
    does: "the header in which those proxies pass a client certificate on",
  },
  {
    names: ["PUBLIC_URL"],
    does:
      "the URL under which chargers reach kvolt over HTTP, to fetch firmware and send logs, and people, in the links they are mailed; set it behind a proxy",
    otherwise: "the host that REST is asked at",
  },
  {
    names: ["FILE_MAX_MB", "FILE_DAYS"],
    does: "the largest file that you may upload for chargers, and how long it is kept",
  },
  {
    names: ["UPLOAD_MAX_MB", "UPLOAD_DAYS"],
    does: "the largest log that a charger may send, and how long it is kept",
  },
  { names: ["UPLOAD_HOURS"], does: "how long the address for a log is good" },
  {
    names: ["PKI_URL", "PKI_SECRET"],
    does:
      "a service of yours that answers what chargers ask about certificates (OCSP, contracts of vehicles): it gets a POST of `{ kind, station, at, … }`, signed as for `AUTH_URL`, and has 10 s",
  },
  {
    names: ["SMTP_URL", "MAIL_FROM"],
    does:
      "a mail server (`smtp://user:password@host:587` or `smtps://…`) and whom its mails are from; without one the links for new passwords go to the log. Needs `PUBLIC_URL`",
  },
  {
    names: ["SECRET_KEY"],
    does:
      "at least 32 random characters (`openssl rand -hex 32`); with it kvolt has a CA of its own and [signs the certificates](docs/security.md) that chargers ask for. Keep it apart from the database: it opens the key of the CA",
  },
  { names: ["CERT_DAYS"], does: "how long such a certificate is good" },
  {
    names: ["FLOOD_STATION_HANDSHAKES", "FLOOD_ADDRESS_HANDSHAKES"],
    does:
      "how often one charger, and all behind one address together, may dial: so many at once, and so many anew in every so many seconds; [floods](docs/security.md#floods) says how to choose",
  },
  { names: ["FLOOD_ADDRESS_SOCKETS"], does: "connections of chargers from one address" },
  {
    names: ["FLOOD_STATION_FRAMES", "FLOOD_ADDRESS_FRAMES"],
    does: "messages of one charger, and of all behind one address; what is more waits",
  },
  {
    names: ["FLOOD_PROBES", "FLOOD_SHUT_OUT_MINUTES"],
    does:
      "requests for what only attackers look for (`/wp-login.php`, `/.env`); after more, the address is shut out for so long; `0` never",
  },
  { names: ["FLOOD_LOG_COOLDOWN"], does: "seconds between two lines of the log about floods" },
  {
    names: ["SIMULATOR"],
    does:
      "`on`: there are virtual chargers, which operators make in the dashboard or by `POST /api/v1/virtual-stations`; they run inside kvolt, dial its `PORT`, and run again after a restart (`on` in `deno task dev`). With several instances on one store, on one alone; not on Deno Deploy",
  },
  { names: ["LOG_LEVEL"], does: "`debug`, `info`, `warning` or `error`" },
  {
    names: ["KVOLT_DEV"],
    does:
      "`1` is what `deno task dev` sets: REST without a token and every station let in, on this machine alone",
  },
];
