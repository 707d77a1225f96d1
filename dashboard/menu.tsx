import type { Access, Caller } from "../csms/model/people.ts";
import { holds } from "../csms/people/caller.ts";

interface Item {
  readonly href: string;
  readonly name: string;
  readonly access: Access;
}

const items: readonly Item[] = [
  { href: "/stations", name: "Stations", access: "read" },
  { href: "/connect", name: "Connect a charger", access: "operate" },
  { href: "/transactions", name: "Transactions", access: "read" },
  { href: "/tags", name: "Tags", access: "read" },
  { href: "/tariffs", name: "Tariffs", access: "read" },
  { href: "/analytics", name: "Analytics", access: "read" },
  { href: "/drive", name: "My charging", access: "own" },
  { href: "/virtual", name: "Virtual chargers", access: "operate" },
  { href: "/audit", name: "Audit", access: "admin" },
  { href: "/accounts", name: "Accounts", access: "admin" },
  { href: "/api-tokens", name: "API tokens", access: "admin" },
  { href: "/settings", name: "Settings", access: "admin" },
];

/** The way to every page that the caller may see. */
export function Menu({ caller, path, dev }: { caller: Caller; path: string; dev: boolean }) {
  const current = (href: string) => path === href || path.startsWith(`${href}/`);
  return (
    <header class="container-fluid">
      <nav aria-label="Pages">
        <ul>
          <li>
            <strong>kvolt</strong>
          </li>
          {items.filter(({ access }) => holds(caller.access, access)).map(({ href, name }) => (
            <li>
              <a href={href} aria-current={current(href) ? "page" : undefined}>{name}</a>
            </li>
          ))}
        </ul>
        <ul>
          {dev && <li class="state warn">Development: open to this machine</li>}
          {caller.kind === "account" && (
            <>
              <li>
                <a href="/me" aria-current={current("/me") ? "page" : undefined}>{caller.name}</a>
              </li>
              <li>
                <form class="act" method="post" action="/sign-out">
                  <button type="submit" class="secondary outline">Sign out</button>
                </form>
              </li>
            </>
          )}
        </ul>
      </nav>
    </header>
  );
}
