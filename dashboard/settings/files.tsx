import type { HostedFile } from "../../csms/model/file.ts";
import { holds } from "../../csms/people/caller.ts";
import type { Asked, Pages } from "../page.tsx";
import { Act } from "../parts/act.tsx";
import { Empty } from "../parts/empty.tsx";
import { Fresh } from "../parts/fresh.tsx";
import { htmlOf } from "../parts/html.ts";
import { More } from "../parts/more.tsx";
import { bytes } from "../parts/number.ts";
import { Table } from "../parts/table.tsx";
import { Time } from "../parts/time.tsx";
import { Upload } from "../parts/upload.tsx";
import { Tabs } from "./tabs.tsx";

const PATH = "/settings/files";
const AT_ONCE = 50;

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

async function found({ csms, query: { cursor } }: Asked) {
  return await csms.files.page({ limit: AT_ONCE, ...(cursor ? { cursor } : {}) });
}

type Found = Awaited<ReturnType<typeof found>>;

function Rows({ asked, files }: { asked: Asked; files: Found }) {
  const admin = holds(asked.caller.access, "admin");
  return (
    <>
      {files.items.map(({ value }) => <Row file={value} admin={admin} />)}
      <More next={files.next} part={`${PATH}/more`} page={PATH} query={{}} columns={6} />
    </>
  );
}

function List({ asked, files }: { asked: Asked; files: Found }) {
  if (files.items.length === 0 && files.next === null) {
    return <Empty>There is none. Stations fetch firmware from here once it is uploaded.</Empty>;
  }
  const removing = holds(asked.caller.access, "admin") && { unseen: "Removing it" };
  const heads = ["Name", { number: "Size" }, "Uploaded", "Kept until", "SHA-256", removing];
  return (
    <Table label="Files" heads={heads}>
      <Rows asked={asked} files={files} />
    </Table>
  );
}

/** The files that kvolt keeps for stations to fetch, above all firmware. */
export function filesPage(pages: Pages): void {
  pages.add({
    path: PATH,
    access: "read",
    async show(asked) {
      const files = await found(asked);
      return {
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
              <List asked={asked} files={files} />
            </Fresh>
            {holds(asked.caller.access, "admin") && (
              <section class="narrow">
                <h2>Upload one</h2>
                <Upload />
              </section>
            )}
          </>
        ),
      };
    },
  });
  pages.part({
    path: `${PATH}/more`,
    access: "read",
    show: async (asked) =>
      asked.context.html(await htmlOf(<Rows asked={asked} files={await found(asked)} />)),
  });
}
