import assert from "node:assert/strict";
import { isSecretName, masked, maskedText } from "../../../csms/audit/mask.ts";

const SECRET = "0123456789abcdef";

for (
  const [what, frame] of [
    ["a key that is set in 1.6", [2, "1", "ChangeConfiguration", {
      ...{ key: "AuthorizationKey", value: SECRET },
    }]],
    ["one in another case", [2, "1", "ChangeConfiguration", {
      ...{ key: "authorizationkey", value: SECRET },
    }]],
    ["one that a station tells", [3, "1", {
      configurationKey: [{ key: "AuthorizationKey", readonly: false, value: SECRET }],
    }]],
    ["a password that is set in 2.x", [2, "1", "SetVariables", {
      setVariableData: [{
        ...{ component: { name: "SecurityCtrlr" }, variable: { name: "BasicAuthPassword" } },
        attributeValue: SECRET,
      }],
    }]],
    ["one that a report tells, among its attributes", [2, "1", "NotifyReport", {
      reportData: [{
        ...{ component: { name: "SecurityCtrlr" }, variable: { name: "BasicAuthPassword" } },
        variableAttribute: [{ type: "Actual", value: SECRET }],
        variableCharacteristics: { dataType: "string", supportsMonitoring: false },
      }],
    }]],
    ["a password in a network profile", [2, "1", "SetNetworkProfile", {
      connectionData: { basicAuthPassword: SECRET, vpn: { password: SECRET, user: "u" } },
    }]],
    ["the shared secret of a VPN", [2, "1", "SetNetworkProfile", {
      connectionData: { vpn: { server: "s", user: "u", key: SECRET, type: "IKEv2" } },
    }]],
    ["the address that a log is sent to", [2, "1", "GetDiagnostics", {
      location: `https://kvolt.example/uploads/${SECRET}/`,
    }]],
    ["a password in a URL", [2, "1", "GetLog", {
      log: { remoteLocation: `ftp://user:${SECRET}@host/path` },
    }]],
  ] as const
) {
  Deno.test(`secrets: ${what} is masked in the message log, and nothing else`, () => {
    const text = JSON.stringify(frame);
    const shown = maskedText(text);
    assert.equal(shown, text.replaceAll(SECRET, "•••"));
    assert.notEqual(shown, text);
    assert.deepEqual(masked(JSON.parse(shown)), JSON.parse(shown));
  });
}

Deno.test("secrets: fields and keys are known in whatever letters they are written", () => {
  const fields = ["password", "newPassword", "secret", "apiKey", "privateKey", "authorization"];
  const keys = ["AuthorizationKey", "PrivateKey[1]", "ClientSecret", "PreSharedKey", "APIKey"];
  const frames = [
    ...[...fields, "apnPassword", "vpnPassword", "pin", "simPin"].map((field) => ({ field })),
    ...keys.map((key) => ({ key })),
  ];
  for (const { field, key } of frames as { field?: string; key?: string }[]) {
    for (const name of [field ?? key!].flatMap((n) => [n, n.toLowerCase(), n.toUpperCase()])) {
      const payload = key ? { key: name, value: SECRET } : { [name]: SECRET };
      const text = JSON.stringify([2, "1", "DataTransfer", payload]);
      assert.equal(maskedText(text), text.replace(SECRET, "•••"), name);
    }
  }
});

Deno.test("secrets: the PIN of a SIM is masked, though it is a number", () => {
  const shown = maskedText('[2,"1","SetNetworkProfile",{"apn":{"apn":"a","simPin":4711}}]');
  assert.equal(shown.includes("4711"), false);
});

Deno.test("secrets: a frame that holds no secret is left as it is, to the blank", () => {
  for (const text of ['[2, "1",  "Heartbeat", {}]', '[3,"1",{"value":"x"}]', "{", ""]) {
    assert.equal(maskedText(text), text);
  }
});

Deno.test("secrets: a broken frame that may hold a secret shows no value", () => {
  const text = `[2,"1","ChangeConfiguration",{"key":"AuthorizationKey","value":"${SECRET}"`;
  assert.equal(maskedText(text).includes(SECRET), false);
  assert.match(maskedText(text), /AuthorizationKey/);
});

Deno.test("secrets: names of secrets are known with what stands behind them", () => {
  const names = ["AuthorizationKey", "SecurityCtrlr.BasicAuthPassword#Target", "A.Password[1]"];
  assert.deepEqual(names.map(isSecretName), [true, true, true]);
  assert.deepEqual(["PasswordLength", "HeartbeatInterval"].map(isSecretName), [false, false]);
});
