import type { Price, PriceConditions } from "../../csms/model/tariff.ts";
import { Amount } from "./amount.tsx";

const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;

const clock = { from: "From", to: "Until" } as const;
const clocks = Object.keys(clock) as (keyof typeof clock)[];

/** The limits of what is counted: how they are said, and how much of what REST takes one of the unit is. */
const limits = [
  { name: "minEnergyWh", label: "After kWh", times: 1_000 },
  { name: "maxEnergyWh", label: "Up to kWh", times: 1_000 },
  { name: "minPowerW", label: "At kW or more", times: 1_000 },
  { name: "maxPowerW", label: "Below kW", times: 1_000 },
  { name: "minSeconds", label: "After minutes", times: 60 },
  { name: "maxSeconds", label: "Up to minutes", times: 60 },
] as const;

function Limit({ label, name, times, value }: {
  label: string;
  name: string;
  times: number;
  value: number | undefined;
}) {
  return (
    <label>
      {label}{" "}
      <input
        type="number"
        name={name}
        min="0"
        step="any"
        data-scale={times}
        value={value === undefined ? undefined : value / times}
      />
    </label>
  );
}

function Days({ name, chosen = [] }: { name: string; chosen?: PriceConditions["days"] }) {
  return (
    <fieldset class="ticks">
      <legend>Only on</legend>
      {days.map((day, n) => (
        <label>
          <input
            type="checkbox"
            name={`${name}.${n}`}
            value={day}
            data-as="value"
            checked={chosen.includes(day)}
          />{" "}
          {day}
        </label>
      ))}
    </fieldset>
  );
}

/** A price that holds under conditions; an empty one is room for another. */
export function Special(
  { name, title, price }: { name: string; title: string; price: Price | undefined },
) {
  const when = price?.when ?? {};
  return (
    <fieldset class="special">
      <legend>{title}</legend>
      <div class="bar">
        <Amount label="Price" name={`${name}.price`} value={price?.price} />
        {clocks.map((which) => (
          <label>
            {clock[which]} <input type="time" name={`${name}.when.${which}`} value={when[which]} />
          </label>
        ))}
        {limits.map(({ name: limit, ...said }) => (
          <Limit {...said} name={`${name}.when.${limit}`} value={when[limit]} />
        ))}
      </div>
      <Days name={`${name}.when.days`} chosen={when.days} />
      {price && <button type="button" class="secondary outline" data-away>Take it away</button>}
    </fieldset>
  );
}
