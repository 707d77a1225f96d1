import { isSecretName } from "../../csms/audit/mask.ts";
import type { LiveStation } from "../stations/card.tsx";

/** The EVSEs that a station has told of; every station has one. */
export function evsesOf({ connectors }: Pick<LiveStation, "connectors">): number[] {
  const told = [...new Set(connectors.map(({ evse }) => evse))].filter((evse) => evse > 0);
  return told.length > 0 ? told : [1];
}

/** Which EVSE; `all` is what 0 means where that may be chosen. */
export function Evse(
  { evses, all, chosen }: { evses: readonly number[]; all?: string; chosen?: number },
) {
  return (
    <label>
      EVSE
      <select name="evse" data-as="number">
        {all && <option value="0" selected={chosen === 0}>{all}</option>}
        {evses.map((evse) => <option value={String(evse)} selected={evse === chosen}>{evse}
        </option>)}
      </select>
    </label>
  );
}

/** In what a limit is said. */
export function Unit({ name = "unit", chosen }: { name?: string; chosen?: "A" | "W" }) {
  return (
    <label>
      Unit
      <select name={name}>
        <option value="A" selected={chosen === "A"}>A on each phase</option>
        <option value="W" selected={chosen === "W"}>W in all</option>
      </select>
    </label>
  );
}

/** The value of a setting, to be written over; what is a secret by the name of the setting is not shown. */
export function ValueInput(
  { of, name, value }: { of: string; name: string; value: string | undefined },
) {
  const secret = isSecretName(of);
  return (
    <input
      name={name}
      type={secret ? "password" : "text"}
      value={secret ? undefined : value}
      maxlength={2_500}
      autocomplete="off"
      data-empty
    />
  );
}
