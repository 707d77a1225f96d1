import { Act } from "../../parts/act.tsx";
import type { AskedOfStation } from "../frame.tsx";

const versions = [["ocpp1.6", "1.6"], ["ocpp2.0.1", "2.0.1"], ["ocpp2.1", "2.1"]] as const;

/** All that a station can be allowed to speak, as JSON and in words. */
const allowances: readonly [string, string][] = [
  ["null", "all that kvolt knows"],
  ...[[0], [1], [2], [1, 2], [0, 1], [0, 2]].map((some): [string, string] => [
    JSON.stringify(some.map((n) => versions[n]![0])),
    `${some.map((n) => versions[n]![1]).join(" and ")} only`,
  ]),
];

const Option = ({ value, now, word }: { value: string; now: string; word: string }) => (
  <option value={value} selected={value === now}>{word}</option>
);

/** What a station is called, and what it may speak. */
export function IdentityForm({ asked: { station, api } }: { asked: AskedOfStation }) {
  const { name, tenant, labels, allowedProtocols } = station;
  const now = JSON.stringify(allowedProtocols ?? null);
  // A list in another order is kept as it is.
  const known = allowances.some(([value]) => value === now) ? [] : [[now, now] as const];
  return (
    <Act api={`PATCH ${api}`} button="Save" done="Saved.">
      <label>
        Name <input name="name" maxlength={100} value={name} data-empty="null" />
      </label>
      <label>
        Labels <input name="labels" data-as="list" value={labels.join(", ")} data-empty />
        <small>With commas between them; stations are found by them.</small>
      </label>
      <label>
        Whose it is <input name="tenant" maxlength={100} value={tenant} data-empty="null" />
      </label>
      <label>
        May speak OCPP
        <select name="allowedProtocols" data-as="json">
          {[...allowances, ...known].map(([value, word]) => (
            <Option value={value} now={now} word={word} />
          ))}
        </select>
      </label>
    </Act>
  );
}

/** How kvolt treats a station. */
export function SettingsForm({ asked: { station: { settings }, api } }: { asked: AskedOfStation }) {
  const { strictness, protocol, connectorZero, remoteStartTag, reapply, signing } = settings;
  const pinned = JSON.stringify(protocol ?? null);
  return (
    <Act api={`PATCH ${api}`} button="Save" done="Saved. It holds from now on.">
      <label>
        What the specification does not allow
        <select name="settings.strictness">
          <Option value="lenient" now={strictness} word="is taken and noted as a finding" />
          <Option value="strict" now={strictness} word="is answered with an error" />
        </select>
      </label>
      <label>
        Version to speak with it
        <select name="settings.protocol" data-as="json">
          <Option value="null" now={pinned} word="the newest that it offers" />
          {versions.map(([value, word]) => (
            <Option
              value={JSON.stringify(value)}
              now={pinned}
              word={`${word}, whatever it offers`}
            />
          ))}
        </select>
      </label>
      <label>
        Connector 0 means
        <select name="settings.connectorZero">
          <Option value="station" now={connectorZero} word="the station as a whole" />
          <Option value="any" now={connectorZero} word="any of its connectors" />
        </select>
      </label>
      <label>
        Tag for remote starts
        <input
          name="settings.remoteStartTag"
          maxlength={20}
          value={remoteStartTag}
          data-empty="null"
        />
        <small>Where it takes one tag only; empty: the driver's own.</small>
      </label>
      <label>
        Certificates that it asks for
        <select name="settings.signing">
          <Option value="ask" now={signing} word="wait for you" />
          <Option value="automatic" now={signing} word="are signed at once" />
          <Option value="never" now={signing} word="are never signed" />
        </select>
      </label>
      <label>
        <input type="checkbox" role="switch" name="settings.reapply" checked={reapply} />
        Send what its configuration should be after each start
      </label>
    </Act>
  );
}
