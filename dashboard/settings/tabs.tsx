import type { Caller } from "../../csms/model/people.ts";
import { holds } from "../../csms/people/caller.ts";

const tabs = [
  { href: "/settings", name: "Variables", access: "admin" },
  { href: "/settings/files", name: "Files", access: "read" },
  { href: "/settings/certificates", name: "Certificates", access: "read" },
] as const;

/** The pages of what holds for all stations, those that the caller may see. */
export function Tabs({ caller, current }: {
  caller: Caller;
  current: (typeof tabs)[number]["href"];
}) {
  return (
    <nav aria-label="Of the settings" class="tabs">
      <ul>
        {tabs.filter(({ access }) => holds(caller.access, access)).map(({ href, name }) => (
          <li>
            <a href={href} aria-current={href === current ? "page" : undefined}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
