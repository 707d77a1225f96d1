import assert from "node:assert/strict";
import { readConfig } from "../../../csms/config.ts";
import { captured } from "../../support/log.ts";
import { mailServer, tokenIn } from "../../support/mail.ts";
import { HOUR, type Room, room } from "../room.ts";
import { ADDRESS, audited, everything, hire, PASSWORD, signIn } from "./crew.ts";

const NEW = "a whole new password";
const MINUTE = 60_000;

/** A room with mail, in which Ann has forgotten hers; gives the token she is sent. */
async function forgetting() {
  const mail = await mailServer();
  const it = await room(mail.env);
  const ann = await hire(it, "Ann");
  return {
    ...{ it, mail, ann },
    async token(email = "ann@example.org") {
      const letter = mail.next();
      await it.csms.people.forgot(email, ADDRESS);
      return tokenIn(await letter);
    },
    async [Symbol.asyncDispose]() {
      await it[Symbol.asyncDispose]();
      await mail[Symbol.asyncDispose]();
    },
  };
}

const refused = ({ csms }: Room, token: string) =>
  assert.rejects(csms.people.reset(token, NEW), { name: "BadLink" });

Deno.test("forgotten password: who forgot their password is sent a link over SMTP, sets a new one, and every session ends", async () => {
  await using f = await forgetting();
  const { it, mail } = f;
  const session = await signIn(it, "Ann");
  const token = await f.token(" ANN@example.org");
  const [letter] = mail.letters;
  assert.deepEqual([letter!.from, letter!.to], ["kvolt@example.org", ["Ann@example.org"]]);
  assert.match(letter!.text, /https:\/\/kvolt\.example\.org\/reset-password\?token=/);
  assert.match(letter!.text, /30 minutes/);
  assert.ok(!(await everything(it)).includes(token));
  await it.csms.people.reset(token, NEW, ADDRESS);
  assert.equal(await it.csms.identify({ session }), undefined);
  await assert.rejects(signIn(it, "Ann"), { name: "SignInRefused" });
  await signIn(it, "Ann", NEW);
  const said = (await audited(it)).map(({ what, outcome }) => `${what}: ${outcome}`);
  assert.deepEqual(said.slice(1, 3), ["forgot-password: link sent", "reset-password: done"]);
});

Deno.test("forgotten password: a link for a password is good once, for 30 minutes, and only for the newest password", async () => {
  await using f = await forgetting();
  const { it } = f;
  await refused(it, "");
  await refused(it, "x".repeat(5_000));
  const [first, second] = [await f.token(), await f.token()];
  await it.csms.people.reset(first, NEW);
  await refused(it, first);
  await refused(it, second);
  it.clock.advance(HOUR);
  const late = await f.token();
  it.clock.advance(30 * MINUTE - 1);
  await it.csms.people.reset(late, PASSWORD);
  const later = await f.token();
  it.clock.advance(30 * MINUTE);
  await refused(it, later);
});

Deno.test("forgotten password: a link that was sent to an address which is no longer that of the account sets nothing", async () => {
  await using f = await forgetting();
  const { it, ann } = f;
  const old = await f.token();
  await it.csms.people.accounts.change(ann.id, { email: "ann@example.net" });
  await refused(it, old);
  await it.csms.people.reset(await f.token("ann@example.net"), NEW);
});

Deno.test("forgotten password: two who use one link at once set one password; one that will not do leaves it good", async () => {
  await using f = await forgetting();
  const { it } = f;
  const token = await f.token();
  await assert.rejects(it.csms.people.reset(token, "short"), { name: "BadPassword" });
  const both = await Promise.allSettled([
    it.csms.people.reset(token, NEW),
    it.csms.people.reset(token, `${NEW} 2`),
  ]);
  assert.deepEqual(both.map(({ status }) => status).sort(), ["fulfilled", "rejected"]);
});

Deno.test("forgotten password: a link for a password that was made by a clock that was wrong is not good for ever", async () => {
  await using f = await forgetting();
  f.it.clock.advance(365 * 24 * HOUR);
  const token = await f.token();
  await using right = await room({}, { kv: f.it.kv });
  await refused(right, token);
});

Deno.test("forgotten password: nobody learns whether an address has an account: not by the answer, not by a limit", async () => {
  await using f = await forgetting();
  const { it, mail } = f;
  const bob = await hire(it, "Bob", "viewer");
  await it.csms.people.accounts.change(bob.id, { status: "suspended" });
  const ask = (email: string) =>
    it.csms.people.forgot(email, ADDRESS).then((said) => said, (error) => error.message);
  const sent = [mail.next(), mail.next(), mail.next()];
  const outcomes = (email: string) => Array.fromAsync([1, 2, 3, 4], () => ask(email));
  const known = await outcomes("ann@example.org");
  assert.deepEqual(known.slice(0, 3), [undefined, undefined, undefined]);
  assert.match(known[3], /too many tries/);
  assert.deepEqual(await outcomes("nobody@example.org"), known);
  assert.deepEqual(await outcomes("bob@example.org"), known);
  await Promise.all(sent);
  assert.deepEqual(mail.letters.flatMap(({ to }) => to), Array(3).fill("Ann@example.org"));
});

Deno.test("forgotten password: who is given an account without a password is sent a link to set one", async () => {
  await using f = await forgetting();
  const { it, mail } = f;
  const letter = mail.next();
  await it.csms.people.accounts.create({
    email: "x@example.org",
    name: "Xi, <y@z> Bcc",
    role: "viewer",
  });
  const { to, text } = await letter;
  assert.deepEqual(to, ["x@example.org"]);
  it.clock.advance(48 * HOUR);
  await it.csms.people.reset(tokenIn({ from: "", to, text }), NEW);
});

Deno.test("forgotten password: without SMTP_URL the link goes to the log, and a mail server that is away is said there too", async () => {
  await using log = await captured();
  await using it = await room();
  await hire(it, "Ann");
  await it.csms.people.forgot("ann@example.org", ADDRESS);
  const [, token] = /http:\/\/localhost:8080\/reset-password\?token=([\w-]+)/.exec(log.text())!;
  await it.csms.people.reset(token!, NEW);
  const mail = await mailServer();
  await mail[Symbol.asyncDispose]();
  await using away = await room(mail.env);
  await hire(away, "Ann");
  const said = log.next(/was not sent/);
  await away.csms.people.forgot("ann@example.org", ADDRESS);
  await said;
  assert.doesNotMatch(log.text().split("was not sent")[1]!, /secret|token=/);
});

Deno.test("forgotten password: where PORT is off the link in the log is one to the port of TLS", async () => {
  await using log = await captured();
  const files = { TLS_CERT: "server.pem", TLS_KEY: "server.key" };
  await using it = await room({ PORT: "off", TLS_PORT: "8443", ...files });
  await hire(it, "Ann");
  await it.csms.people.forgot("ann@example.org", ADDRESS);
  assert.match(log.text(), /https:\/\/localhost:8443\/reset-password\?token=/);
});

Deno.test("forgotten password: SMTP_URL needs the URL for its links and whom its mails are from, and is never shown", () => {
  const SMTP_URL = "smtp://kvolt:hunter2-hunter2@mail.example.org";
  const said = (env: Record<string, string>) => {
    try {
      readConfig(env);
    } catch (error) {
      return (error as Error).message;
    }
    return "";
  };
  const MAIL_FROM = "kvolt@example.org";
  const PUBLIC_URL = "https://kvolt.example.org";
  assert.match(
    said({ SMTP_URL, PUBLIC_URL }),
    /^MAIL_FROM is unset: needed where SMTP_URL is set$/,
  );
  assert.match(said({ SMTP_URL, MAIL_FROM }), /^PUBLIC_URL is unset: needed where SMTP_URL is set/);
  assert.equal(said({ SMTP_URL, MAIL_FROM, PUBLIC_URL }), "");
  const wrong = said({ SMTP_URL: SMTP_URL.replace("smtp", "ftp"), MAIL_FROM, PUBLIC_URL });
  assert.match(wrong, /^SMTP_URL is \(hidden\): /);
  assert.ok(!wrong.includes("hunter2"));
});
