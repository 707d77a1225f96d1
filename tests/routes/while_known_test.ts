import assert from "node:assert/strict";
import { type Clock, systemClock } from "../../csms/clock.ts";
import { API_TOKEN } from "../support/kvolt.ts";
import { rest } from "../support/rest.ts";
import { soon } from "../support/until.ts";
import { staffed } from "./people/browser.ts";

/** A stream of events that somebody has opened; `ended` resolves when the server ends it. */
async function open(api: string, headers: Record<string, string>) {
  const response = await fetch(`${api}/events`, { headers });
  assert.equal(response.status, 200);
  let text = "";
  let over = false;
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  void (async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return over = true;
      text += value;
    }
  })();
  const ended = () => soon(() => assert.ok(over, "it goes on"));
  return { ended, text: () => text, close: () => reader.cancel() };
}

Deno.test("API tokens: a stream that is open ends when its token is revoked", async () => {
  await using csms = await staffed({});
  const { apiTokens } = csms.csms.people;
  const { secret, token } = await apiTokens.create({ name: "T", scope: "read" });
  const stream = await open(csms.api, { authorization: `Bearer ${secret}` });
  await csms.send("PUT", "/tokens/BEFORE");
  await soon(() => assert.match(stream.text(), /BEFORE/));
  await apiTokens.revoke(token.id);
  await stream.ended();
  await csms.send("PUT", "/tokens/AFTER");
  assert.doesNotMatch(stream.text(), /AFTER/);
});

Deno.test("sessions: it ends when its session does, and when its owner may no longer read", async () => {
  await using csms = await staffed({ Ann: "viewer", Bob: "viewer" });
  const api = await rest(csms);
  const [ann, bob] = [await csms.signedIn("Ann"), await csms.signedIn("Bob")];
  const cookie = (session: string) => ({ cookie: `kvolt-session=${session}` });
  const first = await open(csms.api, cookie(ann.session()!));
  const second = await open(csms.api, cookie(bob.session()!));
  const other = await open(csms.api, { authorization: `Bearer ${API_TOKEN}` });
  await ann.ask("POST", "/sign-out");
  await first.ended();
  await api.send("PATCH", `/accounts/${csms.ids.Bob}`, { role: "driver" });
  await second.ended();
  await api.send("PUT", "/tokens/LATER", {});
  await soon(() => assert.match(other.text(), /LATER/));
  await other.close();
});

Deno.test("nothing is left behind when the browser goes first, or kvolt stops", async () => {
  await using csms = await staffed({ Ann: "viewer" });
  const ann = await csms.signedIn("Ann");
  const headers = { cookie: `kvolt-session=${ann.session()}` };
  const gone = await open(csms.api, headers);
  await gone.close();
  const stays = await open(csms.api, headers);
  await csms.stop();
  await stays.ended();
});

/** The clock of the machine, and how many are waiting on it for so long. */
function watched(waits: number) {
  let waiting = 0;
  const clock: Clock = {
    now: systemClock.now,
    after(ms, task) {
      if (ms !== waits) return systemClock.after(ms, task);
      waiting++;
      let over = false;
      const end = () => {
        if (!over) waiting--;
        over = true;
      };
      const cancel = systemClock.after(ms, () => {
        end();
        task();
      });
      return () => {
        end();
        cancel();
      };
    },
  };
  return { clock, waiting: () => waiting };
}

Deno.test("who asks only for the head of a stream leaves none behind", async () => {
  const { clock, waiting } = watched(15_000);
  await using csms = await staffed({}, {}, { clock });
  const headers = { authorization: `Bearer ${API_TOKEN}` };
  const stream = await open(csms.api, headers);
  await soon(() => assert.equal(waiting(), 1, "a stream keeps itself alive"));
  for (const path of ["/api/v1/events", "/live/stations"]) {
    const { status, headers: said } = await fetch(new URL(path, csms.api), {
      ...{ method: "HEAD", headers },
    });
    assert.deepEqual([status, said.get("content-type")], [200, "text/event-stream"], path);
  }
  await soon(() => assert.equal(waiting(), 1));
  await stream.close();
});
