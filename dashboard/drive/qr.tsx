import type { Csms } from "../../csms/mod.ts";
import qrcode from "qrcode-generator";
import type { Pages } from "../page.tsx";
import { Problem } from "../parts/problem.tsx";
import { startHref } from "./tags.ts";

/** A QR code as one path of squares; the quiet zone of four around it is a part of it (ISO/IEC 18004 §6.3.8). */
function Code({ text, name }: { text: string; name: string }) {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  let path = "";
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (code.isDark(row, column)) path += `M${column + 4} ${row + 4}h1v1h-1z`;
    }
  }
  const box = `0 0 ${size + 8} ${size + 8}`;
  return (
    <svg viewBox={box} role="img" aria-label={name} shape-rendering="crispEdges">
      <rect width="100%" height="100%" fill="#fff"></rect>
      <path d={path} fill="#000"></path>
    </svg>
  );
}

/** A page to print and to put up at a station: its code leads to where one starts there. */
export function qrPage(pages: Pages, csms: Csms): void {
  pages.add({
    path: "/stations/:station/qr",
    access: "operate",
    async show({ params, context }) {
      const station = await csms.stations.get(params.station!);
      if (!station) {
        const to = { href: "/stations", link: "All stations" };
        const detail = `Nothing is known under the id ${params.station}.`;
        const body = <Problem title="No such station" detail={detail} {...to} />;
        return { title: "No such station", status: 404, body };
      }
      const { id, identity: { name } } = station;
      const base = csms.config.PUBLIC_URL ?? new URL(context.req.url).origin;
      const url = base + startHref(id);
      return {
        title: `QR code of ${id}`,
        body: (
          <section class="poster">
            <h1>Charge at {name ?? id}</h1>
            <Code text={url} name={`QR code of ${url}`} />
            <p>Scan it with the camera of your phone, sign in, and start.</p>
            <p class="quiet">{url}</p>
          </section>
        ),
      };
    },
  });
}
