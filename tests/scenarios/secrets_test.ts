import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { opens } from "../support/database.ts";
import { captured } from "../support/log.ts";
import { browser, PASSWORD, staffed } from "../routes/people/browser.ts";

const basic = (id: string, key: string) => ({ authorization: `Basic ${btoa(`${id}:${key}`)}` });
const CHOSEN = "chosen-by-hand-0001";
const TOLD = "told-by-a-station-02";
const SET = "set-by-an-admin-003";
const FOREIGN = "typed-at-the-door-04";
const WRONG = "a wrong password 05";
const NEXT = "another good password 06";
const SECRET_KEY = "sealing-what-must-not-show-00007";

/** All that a database holds, as text. */
async function dumped(kv: Deno.Kv): Promise<string> {
  let text = "";
  for await (const { key, value } of kv.list({ prefix: [] })) {
    const plain = value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
    text += `${JSON.stringify(key)} ${
      Deno.inspect(plain, { depth: 50, strAbbreviateSize: 1e6 })
    }\n`;
  }
  return text;
}

Deno.test("after a whole story no secret stands in the store, the log, a list or an answer to a viewer", async () => {
  await using log = await captured();
  let kv!: Deno.Kv;
  const open = opens((opened) => kv = opened);
  await using csms = await staffed({ Ann: "admin", Vic: "viewer" }, { SECRET_KEY }, { open });
  const secrets: Record<string, string> = { CHOSEN, TOLD, SET, FOREIGN, WRONG, NEXT, PASSWORD };
  secrets.SECRET_KEY = SECRET_KEY;

  const ann = await csms.signedIn("Ann");
  secrets.session = ann.session()!;
  const made = await ann.ask("POST", "/api-tokens", { name: "bot", scope: "operate" });
  secrets.token = made.body.secret;
  secrets.generated = (await ann.ask("POST", "/stations", { id: "CP-1" })).body.key;
  await ann.ask("POST", "/stations", { id: "CP-2", auth: { type: "basic", secret: CHOSEN } });
  await ann.ask("POST", "/stations", { id: "CP-3", auth: { type: "none" } });

  const cp = await charger(csms.ws, "CP-1", { headers: basic("CP-1", secrets.generated!) });
  await cp.boot();
  const rotating = ann.ask("POST", "/stations/CP-1/key/rotate");
  const pushed = await cp.asked("ChangeConfiguration");
  secrets.rotated = pushed.payload.value;
  cp.answer(pushed, { status: "Accepted" });
  assert.equal((await rotating).body.state, "taken");

  const told = {
    configurationKey: [{ key: "AuthorizationKey", readonly: false, value: TOLD }],
    unknownKey: [],
  };
  const answers: string[] = [];
  for (const path of ["configuration/read", "calls/GetConfiguration"]) {
    void cp.answers("GetConfiguration", told);
    const asked = path === "configuration/read" ? undefined : {};
    const { status, body } = await ann.ask("POST", `/stations/CP-1/${path}`, asked);
    assert.equal(status, 200, path);
    answers.push(JSON.stringify(body));
  }

  const plain = await charger(csms.ws, "CP-3");
  await plain.boot();
  void plain.answers("ChangeConfiguration", { status: "Rejected" });
  await ann.ask("PUT", "/stations/CP-3/configuration/AuthorizationKey", { value: SET });
  void plain.answers("ChangeConfiguration", { status: "Accepted" });
  const call = { key: "WifiPassword", value: SET };
  await ann.ask("POST", "/stations/CP-3/calls/ChangeConfiguration", call);

  const diagnostics = ann.ask("POST", "/stations/CP-3/diagnostics", {});
  const wanted = await plain.asked("GetDiagnostics");
  secrets.upload = /\/uploads\/([\w-]+)/.exec(wanted.payload.location)![1]!;
  plain.answer(wanted, { fileName: "log.zip" });
  assert.equal((await diagnostics).status, 200);

  const modern = await charger(csms.ws, "CP-2", {
    ...{ protocols: ["ocpp2.0.1"], headers: basic("CP-2", CHOSEN) },
  });
  await modern.boot();
  const place = {
    component: { name: "SecurityCtrlr" },
    variable: { name: "BasicAuthPassword" },
  };
  await modern.call("NotifyReport", {
    ...{ requestId: 1, seqNo: 0, generatedAt: new Date().toISOString() },
    reportData: [{ ...place, variableAttribute: [{ value: TOLD }] }],
  });
  void modern.answers("GetVariables", {
    getVariableResult: [{ ...place, attributeStatus: "Accepted", attributeValue: TOLD }],
  });
  const key = "SecurityCtrlr.BasicAuthPassword";
  const read = await ann.ask("POST", "/stations/CP-2/variables/read", { keys: [key] });
  assert.equal(read.status, 200);
  answers.push(JSON.stringify(read.body));

  await assert.rejects(charger(csms.ws, "CP-2", { headers: basic("CP-2", FOREIGN) }));
  await assert.rejects(charger(csms.ws, "CP-1", { headers: { "x-api-key": FOREIGN } }));
  const guest = browser(csms);
  await guest.ask("POST", "/sign-in", { email: "Ann@example.org", password: WRONG });
  await guest.ask("GET", "/stations", undefined, { authorization: `Bearer ${FOREIGN}` });
  await ann.ask("PATCH", "/me", { password: NEXT, oldPassword: PASSWORD });
  secrets.newSession = ann.session()!;

  const vic = await csms.signedIn("Vic");
  for (const id of ["CP-1", "CP-2", "CP-3"]) {
    for (
      const list of ["", "/commands", "/messages", "/findings", "/configuration", "/variables"]
    ) {
      answers.push(JSON.stringify((await vic.ask("GET", `/stations/${id}${list}`)).body));
    }
  }
  answers.push(JSON.stringify((await ann.ask("GET", "/audit?limit=100")).body));
  answers.push(JSON.stringify((await ann.ask("GET", "/failed-handshakes")).body));

  const places = { store: await dumped(kv), log: log.text(), answers: answers.join("\n") };
  assert.match(places.store, /NotifyReport/, "the dump holds what was said");
  assert.match(places.answers, /•••/);
  for (const [where, text] of Object.entries(places)) {
    for (const [what, secret] of Object.entries(secrets)) {
      const hex = Array.from(secret, (each) => each.charCodeAt(0).toString(16)).join("");
      for (const form of [secret, hex, btoa(secret), `${encodeURIComponent(secret)}`]) {
        const at = text.indexOf(form);
        assert.ok(at < 0, `${what} is in the ${where}: …${text.slice(at - 200, at + 60)}`);
      }
    }
  }
  for (const each of [cp, plain, modern]) await each.close();
});
