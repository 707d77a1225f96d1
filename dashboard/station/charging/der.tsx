import { holds } from "../../../csms/people/caller.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { More } from "../../parts/more.tsx";
import { StateMark } from "../../parts/state.tsx";
import { Table } from "../../parts/table.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { derExamples, derState, derTypes } from "./der_words.ts";

const AT_ONCE = 20;
const wordsOf = new Map(derTypes.map(([type, words]) => [type, words]));

/** The controls for the grid that a station took or told of, by their ids. */
export async function DerRows({ asked, page, cursor }: {
  asked: AskedOfStation;
  page: string;
  cursor?: string;
}) {
  const { csms, station, api, caller } = asked;
  const may = holds(caller.access, "operate");
  const { items, next } = await csms.der.page(station.id, {
    limit: AT_ONCE,
    ...(cursor ? { cursor } : {}),
  });
  return (
    <>
      {items.map(({ value }) => {
        const { id, type, isDefault, settings, at } = value;
        const one = new URLSearchParams({ default: String(isDefault), control: id });
        return (
          <tr>
            <th scope="row">{id}</th>
            <td>
              {type}
              <p class="quiet">{wordsOf.get(type)}</p>
            </td>
            <td>{isDefault ? "where no other holds" : "while it holds"}</td>
            <td>
              <code>{JSON.stringify(settings)}</code>
            </td>
            <td>
              <StateMark {...derState(value)} />
              <p class="quiet">
                <Time at={at} />
              </p>
            </td>
            {may && (
              <td>
                <Act
                  api={`DELETE ${api}/der-controls?${one}`}
                  button="Drop"
                  ask={`The station drops the control ${id}, and no longer serves the grid by it.`}
                  secondary
                  done="Dropped."
                />
              </td>
            )}
          </tr>
        );
      })}
      <More next={next} part={`${page}/der`} page={page} query={{}} columns={6} as="der" />
    </>
  );
}

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
export async function Der({ asked, page }: { asked: AskedOfStation; page: string }) {
  const { csms, station, api, caller, query: { der } } = asked;
  const some = (await csms.der.page(station.id, { limit: 1 })).items.length > 0;
  const may = holds(caller.access, "operate");
  const heads = ["Control", "What it does", "When", "Settings", "State", may && "Drop"];
  return (
    <Fold title="Controls for the grid (DER)" open={der !== undefined}>
      <Fresh id="der" page={page} within="section">
        {some
          ? (
            <Table label="Controls for the grid" heads={heads}>
              <DerRows asked={asked} page={page} cursor={der} />
            </Table>
          )
          : (
            <p class="quiet">
              None, so far as is known. Give it one, or ask which it has.
            </p>
          )}
      </Fresh>
      {may && <Forms api={api} />}
      {may && <Examples />}
    </Fold>
  );
}
