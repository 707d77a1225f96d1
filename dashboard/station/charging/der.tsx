import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { StateMark } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { longList } from "../long_list.tsx";
import { derExamples, derState, derTypes } from "./der_words.ts";

const wordsOf = new Map(derTypes.map(([type, words]) => [type, words]));

/** The controls for the grid that a station took or told of, by their ids. */
export const derControls = longList({
  ...{ tab: "/charging", name: "der", label: "Controls for the grid" },
  heads: ["Control", "What it does", "When", "Settings", "State"],
  empty: "None, so far as is known. Give it one, or ask which it has.",
  read: ({ csms, station }, paging) => csms.der.page(station.id, paging),
  cells: ({ value }) => (
    <>
      <th scope="row">{value.id}</th>
      <td>
        {value.type}
        <p class="quiet">{wordsOf.get(value.type)}</p>
      </td>
      <td>{value.isDefault ? "where no other holds" : "while it holds"}</td>
      <td>
        <code>{JSON.stringify(value.settings)}</code>
      </td>
      <td>
        <StateMark {...derState(value)} />
        <p class="quiet">
          <Time at={value.at} />
        </p>
      </td>
    </>
  ),
  act: {
    head: "Drop",
    cell({ value: { id, isDefault } }, api) {
      const one = new URLSearchParams({ default: String(isDefault), control: id });
      return (
        <Act
          api={`DELETE ${api}/der-controls?${one}`}
          button="Drop"
          ask={`The station drops the control ${id}, and no longer serves the grid by it.`}
          secondary
          done="Dropped."
        />
      );
    },
  },
});

function TypeOptions({ chosen }: { chosen?: string }) {
  return (
    <>
      {derTypes.map(([type, words]) => (
        <option value={type} selected={type === chosen}>{type}: {words}</option>
      ))}
    </>
  );
}

/** What settings look like, by the controls that they are of. */
function Examples() {
  return (
    <details>
      <summary>What settings look like</summary>
      <dl>
        {Object.entries(derExamples).map(([field, example]) => (
          <>
            <dt>{derTypes.filter(([, , of]) => of === field).map(([type]) => type).join(", ")}</dt>
            <dd>
              <code>{JSON.stringify({ [field]: example })}</code>
            </dd>
          </>
        ))}
      </dl>
    </details>
  );
}

function Forms({ api }: { api: string }) {
  const filled = JSON.stringify({ fixedVar: derExamples.fixedVar }, null, 2);
  return (
    <div class="acts">
      <article>
        <h3>Give it a control</h3>
        <Act api={`PUT ${api}/der-controls/{control}`} button="Give it" done="The station has it.">
          <label>
            Its id <input name="control" maxlength={36} required autocomplete="off" />
            <small>One that it has already is replaced.</small>
          </label>
          <label>
            What it does
            <select name="type">
              <TypeOptions chosen="FixedVar" />
            </select>
          </label>
          <label>
            Settings
            <textarea name="settings" data-as="json" rows={7} spellcheck={false}>{filled}</textarea>
          </label>
          <label>
            <input type="checkbox" name="isDefault" /> Only where no other control holds
          </label>
        </Act>
      </article>
      <article>
        <h3>Ask which it has</h3>
        <Act
          api={`POST ${api}/der-controls/read`}
          button="Ask"
          secondary
          done="It tells them in a report; they appear above."
        >
          <label>
            Of type
            <select name="type">
              <option value="">any</option>
              <TypeOptions />
            </select>
          </label>
        </Act>
      </article>
      <article>
        <h3>Drop several</h3>
        <Act
          api={`DELETE ${api}/der-controls`}
          button="Drop these"
          ask="The station drops all of these, and no longer serves the grid by them."
          secondary
          done="Dropped."
        >
          <label>
            Of type
            <select name="type" data-in="query">
              <option value="">any</option>
              <TypeOptions />
            </select>
          </label>
          <label>
            Which
            <select name="default" data-in="query">
              <option value="false">those that hold for a time</option>
              <option value="true">those where no other holds</option>
            </select>
          </label>
        </Act>
      </article>
    </div>
  );
}

/** How a station serves the grid with what it can give back (2.1). */
export function Der({ asked, page }: { asked: AskedOfStation; page: string }) {
  const may = holds(asked.caller.access, "operate");
  return (
    <Fold title="Controls for the grid (DER)" open={derControls.isAsked(asked)}>
      <Fresh id="der" page={page} within="section">
        <derControls.Shown asked={asked} />
      </Fresh>
      {may && <Forms api={asked.api} />}
      {may && <Examples />}
    </Fold>
  );
}
