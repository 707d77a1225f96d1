import type { Child } from "hono/jsx";
import type { Csms } from "../../csms/mod.ts";
import { Act } from "../parts/act.tsx";

/** So many are shown to choose from; of more than that one is named. */
const MOST = 200;

interface Props {
  readonly csms: Csms;
  /** Those of this currency alone, where one is given. */
  readonly currency?: string;
  readonly api: string;
  readonly button: string;
  readonly done: string;
  readonly then?: string;
  /** What else the form asks for. */
  readonly children?: Child;
}

/** A form that does something with a tariff. */
export async function WithTariff({ csms, currency, children, ...act }: Props) {
  const { items, next } = await csms.tariffs.page({ limit: MOST });
  const fit = items.map(({ value }) => value)
    .filter((tariff) => currency === undefined || tariff.currency === currency);
  if (fit.length === 0 && next === null) {
    return (
      <p class="quiet">
        kvolt has no tariff {currency && `in ${currency} `}yet: see <a href="/tariffs">Tariffs</a>.
      </p>
    );
  }
  return (
    <Act {...act}>
      <label>
        Tariff {next === null
          ? (
            <select name="tariff">
              {fit.map(({ id, description }) => (
                <option value={id}>{[id, description].filter(Boolean).join(": ")}</option>
              ))}
            </select>
          )
          : <input name="tariff" required maxlength={60} autocomplete="off" />}
      </label>
      {children}
    </Act>
  );
}
