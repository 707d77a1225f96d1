import { type Setting, type Settings, settingsOf } from "../../csms/settings.ts";
import type { Pages } from "../page.tsx";
import { StateMark } from "../parts/state.tsx";
import { Tabs } from "./tabs.tsx";
import { Words } from "./words.tsx";

/** What holds, as far as it is shown. */
function shown({ set, secret, value }: Setting): string {
  return secret && set ? "hidden" : value ?? "none";
}

/** Variables that belong together, and what they do. */
function Group({ settings, does, otherwise }: Settings) {
  return (
    <tbody>
      {settings.map((setting) => (
        <tr>
          <th scope="row">{setting.name}</th>
          <td>
            {shown(setting)} {setting.set && <StateMark tone="good" word="set" />}
          </td>
          <td>{setting.byDefault ?? otherwise ?? "none"}</td>
        </tr>
      ))}
      <tr>
        <td colspan={3} class="quiet">
          <Words text={does} />
        </td>
      </tr>
    </tbody>
  );
}

/** What the environment set when kvolt started: to be read, as it is changed there. */
export function settingsPage(pages: Pages): void {
  pages.add({
    path: "/settings",
    access: "admin",
    show: ({ csms, caller }) => ({
      title: "Settings",
      body: (
        <>
          <h1>Settings</h1>
          <Tabs caller={caller} current="/settings" />
          <p>
            These are variables of the environment that kvolt is started in. To change one, set it
            there and start kvolt again.
          </p>
          <div class="scroll" tabindex={0} role="region" aria-label="Settings">
            <table>
              <thead>
                <tr>
                  <th scope="col">Variable</th>
                  <th scope="col">Holds now</th>
                  <th scope="col">By default</th>
                </tr>
              </thead>
              {settingsOf(csms.config).map((group) => <Group {...group} />)}
            </table>
          </div>
        </>
      ),
    }),
  });
}
