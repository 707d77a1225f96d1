import { type Setting, settingsOf } from "../../csms/settings.ts";
import type { Pages } from "../page.tsx";
import { StateMark } from "../parts/state.tsx";
import { Words } from "./words.tsx";

function Value({ setting: { set, secret, value } }: { setting: Setting }) {
  if (secret) return <>{set ? "hidden" : "none"}</>;
  return value === undefined ? <>none</> : <code>{value}</code>;
}

/** What the environment set when kvolt started: to be read, as it is changed there. */
export function settingsPage(pages: Pages): void {
  pages.add({
    path: "/settings",
    access: "admin",
    show: ({ csms }) => ({
      title: "Settings",
      body: (
        <>
          <h1>Settings</h1>
          <p>
            These are variables of the environment that kvolt is started in. To change one, set it
            there and start kvolt again.
          </p>
          <div class="scroll" tabindex={0} role="region" aria-label="Settings">
            <table>
              <thead>
                <tr>
                  <th scope="col">Variable</th>
                  <th scope="col">Set</th>
                  <th scope="col">Holds now</th>
                  <th scope="col">By default</th>
                  <th scope="col">What it does</th>
                </tr>
              </thead>
              <tbody>
                {settingsOf(csms.config).map(({ settings, does, otherwise }) =>
                  settings.map((setting, n) => (
                    <tr>
                      <th scope="row">{setting.name}</th>
                      <td>
                        {setting.set
                          ? <StateMark tone="good" word="yes" />
                          : <StateMark tone="calm" word="no" />}
                      </td>
                      <td>
                        <Value setting={setting} />
                      </td>
                      <td>{setting.byDefault ?? otherwise ?? "none"}</td>
                      {n === 0 && (
                        <td rowspan={settings.length} class="words">
                          <Words text={does} />
                        </td>
                      )}
                    </tr>
                  ))
                )}
              </tbody>
            </table>
          </div>
        </>
      ),
    }),
  });
}
