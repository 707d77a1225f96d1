import { Buffer } from "node:buffer";
import { isSecretName, MASK } from "../../../csms/audit/mask.ts";
import { placeKey } from "../../../csms/devices/place.ts";
import type {
  AttributeType,
  DeviceVariable,
  VariableAttribute,
} from "../../../csms/model/device.ts";
import { Act } from "../../parts/act.tsx";
import { Fresh } from "../../parts/fresh.tsx";
import { StateMark } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import { ValueInput } from "../fields.tsx";
import { WatchForm } from "./monitors.tsx";

const mutabilities: Readonly<Record<string, string>> = {
  ReadOnly: "read-only",
  ReadWrite: "can be set",
  WriteOnly: "can be set, never read",
};

function Attribute({ attribute, secret }: { attribute: VariableAttribute; secret: boolean }) {
  const { type, value, mutability = "ReadWrite", rebootRequired, at } = attribute;
  return (
    <div>
      {type !== "Actual" && <span class="quiet">{type}:</span>}
      {value === undefined
        ? <span class="quiet">{secret ? `${MASK} a secret, not shown` : "not told"}</span>
        : <code>{value === "" ? "(empty)" : value}</code>}{" "}
      <span class="quiet">
        {mutabilities[mutability] ?? mutability}, said <Time at={at} />
      </span>
      {rebootRequired && (
        <p>
          <StateMark tone="warn" word="holds once it has started again" />
        </p>
      )}
    </div>
  );
}

function Limits({ of }: { of: DeviceVariable["characteristics"] }) {
  if (!of) return <span class="quiet">not told</span>;
  const { dataType, unit, minLimit, maxLimit, valuesList, maxElements } = of;
  const range = minLimit !== undefined || maxLimit !== undefined
    ? `${minLimit ?? "…"} to ${maxLimit ?? "…"}`
    : undefined;
  const words = [dataType, unit, range, maxElements && `at most ${maxElements}`];
  return (
    <>
      {words.filter(Boolean).join(", ")}
      {valuesList && <p class="quiet">one of {valuesList.replaceAll(",", ", ")}</p>}
    </>
  );
}

function SetForm({ variable, attribute, api }: {
  variable: DeviceVariable;
  attribute: VariableAttribute;
  api: string;
}) {
  const { component, variable: name, characteristics } = variable;
  const values = characteristics?.valuesList?.split(",").map((value) => value.trim());
  const chosen = attribute.value ?? "";
  const one = characteristics?.dataType === "OptionList" && values !== undefined;
  const key = placeKey({ component, variable: name, type: attribute.type as AttributeType });
  return (
    <Act api={`PUT ${api}/variables`} button="Set" done="The station has taken it.">
      <input type="hidden" name="items.0.key" value={key} />
      <label>
        {attribute.type === "Actual" ? "Value" : attribute.type}
        {one
          ? (
            <select name="items.0.value">
              {[...new Set([chosen, ...values])].map((value) => (
                <option value={value} selected={value === chosen}>{value}</option>
              ))}
            </select>
          )
          : <ValueInput of={name.name} name="items.0.value" value={chosen} />}
      </label>
    </Act>
  );
}

/** One variable: its values, what they may be, and what one can do with it. */
export function VariableRow({ variable, page, api, may }: {
  variable: DeviceVariable;
  page: string;
  api: string;
  may: boolean;
}) {
  const { attributes, characteristics } = variable;
  const key = placeKey(variable);
  const settable = attributes.filter(({ mutability }) => mutability !== "ReadOnly");
  const secret = isSecretName(variable.variable.name);
  return (
    <tr>
      <th scope="row">
        <code>{key}</code>
      </th>
      <td>
        <Fresh
          id={`v-${Buffer.from(key).toString("base64url")}`}
          page={`${page}?q=${encodeURIComponent(key)}`}
          within="tr"
        >
          {attributes.map((attribute) => <Attribute attribute={attribute} secret={secret} />)}
        </Fresh>
      </td>
      <td>
        <Limits of={characteristics} />
      </td>
      {may && (
        <td>
          <details>
            <summary aria-label={`Change ${key}`}>Change</summary>
            {settable.map((attribute) => (
              <SetForm variable={variable} attribute={attribute} api={api} />
            ))}
            <Act api={`POST ${api}/variables/read`} button="Read again" secondary done="Read.">
              <input type="hidden" name="keys" data-as="json" value={JSON.stringify([key])} />
            </Act>
            {characteristics?.supportsMonitoring && <WatchForm of={key} api={api} />}
          </details>
        </td>
      )}
    </tr>
  );
}
