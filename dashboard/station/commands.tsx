import type { Csms } from "../../csms/mod.ts";
import type { Command } from "../../csms/model.ts";
import { type State, StateMark } from "../parts/state.tsx";
import { Table } from "../parts/table.tsx";
import { Time } from "../parts/time.tsx";

const MOST = 10;

function outcome({ state, result }: Command): State {
  const { status, message } = (result ?? {}) as { status?: unknown; message?: unknown };
  const said = String(status ?? message ?? "");
  switch (state) {
    case "sent":
      return { tone: "calm", word: "sent" };
    case "answered":
      return {
        tone: /^(Rejected|Failed|NotSupported)/.test(said) ? "bad" : "good",
        word: said || "answered",
      };
    case "late":
      return { tone: "warn", word: `answered late${said && `: ${said}`}` };
    case "timeout":
      return { tone: "bad", word: "no answer" };
    case "refused":
      return { tone: "bad", word: said || "refused" };
  }
}

/** The last things that a station was asked, with who asked and what it said; a live page replaces it. */
export async function Commands({ csms, station }: { csms: Csms; station: string }) {
  const { items } = await csms.commands.page(station, { limit: MOST });
  return (
    <section id="commands">
      <h2>Asked lately</h2>
      {items.length === 0 && <p class="quiet">Nothing yet.</p>}
      {items.length > 0 && (
        <Table label="What was asked of it" heads={["When", "What", "With", "Who", "Outcome"]}>
          {items.map(({ value }) => (
            <tr>
              <td>
                <Time at={value.at} />
              </td>
              <td>{value.action}</td>
              <td>
                <code>{JSON.stringify(value.args ?? {}).slice(0, 120)}</code>
              </td>
              <td>{value.by?.name ?? "kvolt"}</td>
              <td>
                <StateMark {...outcome(value)} />
              </td>
            </tr>
          ))}
        </Table>
      )}
    </section>
  );
}
