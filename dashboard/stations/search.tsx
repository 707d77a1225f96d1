import type { Asked } from "../page.tsx";
import { filters, wished } from "./find.ts";

/** Cuts the list down, by words, by state and by label. */
export function Search({ query, labels }: { query: Asked["query"]; labels: readonly string[] }) {
  const { q, state, label } = wished(query);
  const fetch = {
    ...{ "hx-get": "/parts/stations", "hx-target": "#stations", "hx-swap": "outerHTML" },
    ...{ "hx-trigger": "input changed delay:200ms from:#q, change, submit" },
  };
  return (
    <search>
      <form class="bar" action="/stations" {...fetch}>
        <label>
          Search
          <input id="q" type="search" name="q" value={q} placeholder="name, id, model, label" />
        </label>
        <label>
          State
          <select id="state" name="state">
            {Object.entries(filters).map(([value, name]) => (
              <option value={value} selected={value === state}>{name}</option>
            ))}
          </select>
        </label>
        {(labels.length > 0 || label !== "") && (
          <label>
            Label
            <select id="label" name="label">
              <option value="">any</option>
              {[...new Set([...labels, ...(label ? [label] : [])])].map((each) => (
                <option value={each} selected={each === label}>{each}</option>
              ))}
            </select>
          </label>
        )}
        <button type="submit" class="secondary">Show</button>
      </form>
    </search>
  );
}
