import { Act } from "../parts/act.tsx";
import { quirkChoices, quirkWords } from "./quirks.ts";

/** Makes a virtual charger. */
export function Make({ open }: { open: boolean }) {
  return (
    <details open={open}>
      <summary role="button" class="outline">Make a virtual charger</summary>
      <Act
        api="POST /api/v1/virtual-stations"
        button="Make it"
        done="Made."
        then="."
        class="narrow"
      >
        <label>
          Id <input name="id" required maxlength={48} placeholder="VIRTUAL-1" autocomplete="off" />
        </label>
        <label>
          Version of OCPP
          <select name="version">
            <option>1.6</option>
            <option>2.0.1</option>
            <option>2.1</option>
          </select>
        </label>
        <label>
          Connectors <input type="number" name="connectors" min={1} max={8} value="1" required />
        </label>
        <details>
          <summary>Where it differs from the specification</summary>
          {Object.entries(quirkWords).map(([name, words]) => (
            <label>
              <input type="checkbox" name={`quirks.${name}`} /> It {words}
            </label>
          ))}
          {Object.entries(quirkChoices).map(([name, [words, usual, other]]) => (
            <label>
              {words}
              <select name={`quirks.${name}`}>
                <option value="">{usual}</option>
                <option>{other}</option>
              </select>
            </label>
          ))}
          <label>
            Put after each tag that it reads <input name="quirks.tagSuffix" maxlength={10} />
          </label>
        </details>
      </Act>
    </details>
  );
}
