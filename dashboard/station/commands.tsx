import type { Csms } from "../../csms/mod.ts";
import type { Command } from "../../csms/model.ts";
import { type State, StateMark } from "../parts/state.tsx";
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
        <div class="scroll" tabindex={0} role="region" aria-label="What was asked of it">
          <table>
            <thead>
              <tr>
                <th>When</th>
                <th>What</th>
                <th>With</th>
                <th>Who</th>
                <th>Outcome</th>
              </tr>
            </thead>
            <tbody>
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
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
