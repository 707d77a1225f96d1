import type { HostedFile } from "../../csms/model/file.ts";
import { holds } from "../../csms/people/caller.ts";
import type { Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { Fresh } from "../parts/fresh.tsx";
import { bytes } from "../parts/number.ts";
import { pageList } from "../parts/page_list.tsx";
import { Time } from "../parts/time.tsx";
import { Upload } from "../parts/upload.tsx";
import { Tabs } from "./tabs.tsx";

const PATH = "/settings/files";

function Row({ file: { name, size, sha256, at, expiresAt }, admin }: {
  file: HostedFile;
  admin: boolean;
}) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="number">{bytes(size)}</td>
      <td>
        <Time at={at} />
      </td>
      <td>
        <Time at={expiresAt} />
      </td>
      <td>
        <code>{sha256}</code>
      </td>
      {admin && (
        <td>
          <Act
            api={`DELETE /api/v1/files/${encodeURIComponent(name)}`}
            button="Remove"
            ask={`${name} is deleted. A station that is to fetch it, or fetches it now, gets nothing.`}
            secondary
            done="Removed."
          />
        </td>
      )}
    </tr>
  );
}

const files = pageList({
  page: PATH,
  more: `${PATH}/more`,
  access: "read",
  label: "Files",
  atOnce: 50,
  empty: () => "There is none. Stations fetch firmware from here once it is uploaded.",
  heads: ({ caller }) => [
    ...["Name", { number: "Size" }, "Uploaded", "Kept until", "SHA-256"],
    holds(caller.access, "admin") && { unseen: "Removing it" },
  ],
  read: ({ csms }, paging) => csms.files.page(paging),
  rows: (items, { caller }) => {
    const admin = holds(caller.access, "admin");
    return items.map(({ value }) => <Row file={value} admin={admin} />);
  },
});

/** The files that kvolt keeps for stations to fetch, above all firmware. */
export function filesPage(pages: Pages): void {
  pages.add({
    path: PATH,
    access: "read",
    show: (asked) => ({
      title: "Files",
      body: (
        <>
          <h1>Settings</h1>
          <Tabs caller={asked.caller} current={PATH} />
          <p>
            What stations can fetch from kvolt. A station is given new firmware on its page, under
            {" "}
            <em>Firmware and diagnostics</em>.
          </p>
          <Fresh id="files" page={PATH} within="main">
            <files.Shown asked={asked} />
          </Fresh>
          {holds(asked.caller.access, "admin") && (
            <section class="narrow">
              <h2>Upload one</h2>
              <Upload />
            </section>
          )}
        </>
      ),
    }),
  });
  files.addTo(pages);
}
