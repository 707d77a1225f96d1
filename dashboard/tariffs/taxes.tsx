import type { Tax } from "../../csms/model/tariff.ts";

function One({ name, title, tax }: { name: string; title: string; tax: Tax | undefined }) {
  return (
    <fieldset class="special">
      <legend>{title}</legend>
      <div class="bar">
        <label>
          Name <input name={`${name}.name`} maxlength={20} value={tax?.name} />
        </label>
        <label>
          Percent{" "}
          <input
            type="number"
            name={`${name}.percent`}
            min="0"
            max="1000"
            step="0.0001"
            value={tax?.percent}
          />
        </label>
        <label>
          Stack, on top of lower ones{" "}
          <input type="number" name={`${name}.stack`} min="0" max="9" step="1" value={tax?.stack} />
        </label>
        {tax && <button type="button" class="secondary outline" data-away>Take it away</button>}
      </div>
    </fieldset>
  );
}

/** The taxes on the prices of one kind, and room for another. */
export function Taxes(
  { name, of, taxes }: { name: string; of: string; taxes: readonly Tax[] },
) {
  return (
    <>
      {[...taxes, undefined].map((tax, n) => (
        <One
          name={`${name}.${n}`}
          title={tax ? `${of}, tax ${n + 1}` : `${of}, one more tax`}
          tax={tax}
        />
      ))}
    </>
  );
}
