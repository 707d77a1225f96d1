import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { Auth, Identity } from "../../csms/model/identity.ts";
import type { Arrival } from "../../csms/stations/arrival.ts";
import { judging } from "../../csms/stations/judge.ts";
import { newKey } from "../../csms/stations/key.ts";
import { newStation } from "../../csms/stations/new_station.ts";
import { secrets } from "../../csms/stations/secrets.ts";
import { helpFor } from "../../dashboard/connect/reason.ts";
import { stationIdOf } from "../../ocpp/path.ts";
import { chooseProtocol } from "../../ocpp/subprotocol.ts";
import { fakeClock } from "../support/clock.ts";

const other = helpFor("something new");
/** An id that has words of other reasons in it. */
const id = "offers only TLS protocol: no id";

const ofPath = (path: string) => (stationIdOf(new URL(path, "http://host")) as Refused).refused;
const ofOffer = (...asked: Parameters<typeof chooseProtocol>) =>
  (chooseProtocol(...asked) as Refused).refused;
interface Refused {
  readonly refused: string;
}

async function judged(identity: Partial<Identity>, shows: Partial<Arrival> = {}): Promise<string> {
  const at = "2026-01-01T00:00:00.000Z";
  const station = newStation(id, {
    ...{ registration: "Accepted", at },
    identity: { status: "active", auth: { type: "none" }, labels: [], ...identity },
  });
  const judge = judging({ clock: fakeClock("2026-01-02T00:00:00Z"), secrets: secrets() });
  const verdict = await judge(station, { id, address: "::1", credentials: [], ...shows });
  assert.ok(!verdict.ok);
  return verdict.reason;
}

const key = newKey().kept;
const sent = (password: string) => ({
  credentials: [{ user: id, password: Buffer.from(password) }],
});
const basic: Auth = { type: "basic", key };
const token: Auth = { type: "token", key };
const until = "2026-01-01T12:00:00.000Z";

Deno.test("each reason for a refusal has a cure of its own", async () => {
  const reasons = [
    await judged({ status: "suspended" }),
    await judged({ auth: basic }),
    await judged({ auth: basic }, { tokens: ["secret"] }),
    await judged({ auth: basic }, sent("wrong")),
    await judged({ auth: { type: "basic" } }, sent("any")),
    await judged({ auth: token }),
    await judged({ auth: token }, sent("any")),
    await judged({ auth: token }, { tokens: ["wrong"] }),
    await judged({ auth: { type: "mtls", subject: "CN=A" } as Auth }),
    ofPath("/ocpp"),
    ofPath(`/ocpp/${"A".repeat(49)}`),
    ofPath("/ocpp/A%00B"),
    ofOffer("soap", ["ocpp1.6"]),
    ofOffer("protocol", ["ocpp1.6", "ocpp2.1"], { allowed: ["ocpp2.1"] }),
    ofOffer("ocpp1.6", ["ocpp1.6", "ocpp2.1"], { pinned: "ocpp2.1" }),
    ofOffer("ocpp1.6", ["ocpp1.6"], { pinned: "ocpp2.1" }),
    ofOffer("ocpp1.6", ["ocpp1.6"], { allowed: [] }),
    ofOffer("", ["ocpp2.1"]),
    `${id} showed a certificate that is not its own: CN=A, 00ff`,
    `${id} has been refused by the operator`,
    `${id} sent its old key, which was good until ${until}`,
    `the key of ${id} was changed while it came in`,
    `${id} is not registered, and DISCOVERY is closed`,
    `the id ${JSON.stringify(id)} does not match STATION_ID_PATTERN, ^CP-`,
    "more than 60 unknown stations in a minute",
    "too many passwords are looked at just now; try again in 5 s",
    "no client certificate was shown",
    "the client certificate cannot be read",
    "the client certificate CN=A is of CN=B, which is no CA of TLS_CLIENT_CA",
    `the client certificate CN=A expired at ${until}`,
    `the client certificate CN=A is good only from ${until}`,
    "the client certificate CN=A was revoked (serial 0a)",
    "the client certificate CN=A is not one for TLS clients in X.509 v3",
    "TLS: unsupported protocol",
    "TLS: received fatal alert: UnknownCA",
  ];
  const cures = new Map<string, string>();
  for (const reason of reasons) {
    const cure = helpFor(reason);
    assert.notEqual(cure, other, reason);
    assert.equal(cures.get(cure), undefined, `${reason}: ${cure}`);
    cures.set(cure, reason);
  }
  assert.match(other, /letter by letter/);
});

Deno.test("what is said of a key, a token, an id and TLS is what mends it", () => {
  for (
    const [reason, cure] of [
      ["the key of YARD was revoked", /give the station a new one/],
      ["the token of YARD was revoked", /give the station a new one/],
      ["YARD sent a wrong token", /^Enter the token/],
      ["YARD sent no key, which was good until 2026-01-01T00:00:00.000Z", /another one/],
      ['the id "A" does not match STATION_ID_PATTERN, ^CP-', /STATION_ID_PATTERN/],
      ["TLS: tlsv1 alert protocol version", /TLS 1\.2/],
      [
        "the client certificate has no issuer that is a CA of TLS_CLIENT_CA",
        /add its CA to TLS_CLIENT_CA/,
      ],
    ] as const
  ) assert.match(helpFor(reason), cure, reason);
});
