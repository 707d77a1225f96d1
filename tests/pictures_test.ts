import assert from "node:assert/strict";
import { dashboard } from "../dashboard/mod.ts";
import { formats } from "./pictures/camera.ts";
import { pages } from "./pictures/pages.ts";
import { type Pixels, readPng } from "./pictures/read_png.ts";
import { writePng } from "./pictures/write_png.ts";
import { staffed } from "./routes/people/browser.ts";
import { browserTest } from "./support/browser.ts";

const root = new URL("../", import.meta.url);
const folder = new URL("docs/images/", root);
const pictures = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
/** A picture may have so many bytes, and all of them together. */
const [MOST, MOST_OF_ALL] = [150_000, 3_000_000];

/** The texts for those who do not see the pictures of a document, by their files. */
async function shownIn(path: string): Promise<Map<string, string>> {
  const file = new URL(path, root);
  const text = await Deno.readTextFile(file);
  const written = [...text.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, alt, src]) => [src, alt]);
  const html = [...text.matchAll(/<img [^>]*>/g)].map(([tag]) => {
    const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
    return [of("src"), of("alt")];
  });
  return new Map(
    [...written, ...html].map(([src, alt]) => [new URL(src!, file).href, alt!]),
  );
}

const documents = ["README.md", "docs/dashboard.md"];

Deno.test("every picture that a document shows is there, and says what it shows to those who do not see it", async () => {
  for (const document of documents) {
    const shown = await shownIn(document);
    assert.ok(shown.size >= 4, `${document} shows ${shown.size} pictures`);
    for (const [src, alt] of shown) {
      assert.ok(pictures.includes(src.replace(folder.href, "")), `${document} shows ${src}`);
      assert.ok(alt.length > 15, `${src} in ${document}: ${alt}`);
    }
  }
});

Deno.test("each page has its pictures at each width, there are no others, and all are small", async () => {
  const names = [
    "setup",
    ...pages.flatMap(({ name, dark }) => dark ? [name, `${name}-dark`] : [name]),
  ];
  const expected = names.flatMap((name) =>
    Object.keys(formats).map((width) => `${name}-${width}.png`)
  );
  assert.deepEqual(pictures, expected.sort());
  let all = 0;
  for (const name of pictures) {
    const png = await Deno.readFile(new URL(name, folder));
    const view = new DataView(png.buffer);
    const width = Number(/\d+(?=\.png$)/.exec(name)![0]) as keyof typeof formats;
    assert.equal(view.getUint32(16), width, name);
    assert.ok(view.getUint32(20) <= formats[width], name);
    assert.ok(png.length < MOST, `${name} has ${png.length} bytes`);
    all += png.length;
  }
  assert.ok(all < MOST_OF_ALL, `all pictures have ${all} bytes`);
});

Deno.test("every page of the dashboard has its pictures", async () => {
  await using csms = await staffed({ Ann: "admin" });
  const { origin } = new URL(csms.api);
  const cookie = `kvolt-session=${(await csms.signedIn("Ann")).session()}`;
  const pictured = pages.map(({ path }) => path.replace(/\?.*/, ""));
  const routes = dashboard(csms.csms).routes.filter(({ method, path }) =>
    method === "GET" && path !== "/" && path !== "/setup" && !/\*|^\/(live|assets)\//.test(path)
  );
  let count = 0;
  for (const path of new Set(routes.map(({ path }) => path))) {
    const headers: Record<string, string> = { cookie };
    const response = await fetch(origin + path.replaceAll(/:\w+(\{[^}]*\})?/g, "x"), { headers });
    if (!(await response.text()).startsWith("<!doctype html>")) continue;
    const shape = new RegExp(`^${path.replaceAll(/:\w+(\{[^}]*\})?/g, "[^/]+")}$`);
    assert.ok(
      pictured.some((each) => shape.test(each)),
      `${path} is not in tests/pictures/pages.ts`,
    );
    count++;
  }
  assert.ok(count > 25, `${count} pages`);
});

/** The pixels of a PNG as the browser itself sees them. */
const SEEN = (png: Uint8Array) =>
  `(async () => {
  const image = new Image();
  image.src = "data:image/png;base64,${png.toBase64()}";
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  return [...data].filter((_, at) => at % 4 !== 3);
})()`;

/** How far the most different of two lists of numbers is. */
const furthest = (some: ArrayLike<number>, others: ArrayLike<number>): number =>
  Math.max(...Array.from(some, (value, at) => Math.abs(value - others[at]!)));

browserTest("a picture is read and written as the browser sees it", async (open) => {
  const { page } = await open({ viewport: { width: 60, height: 30 } });
  const seen = async (png: Uint8Array) => await page.evaluate<number[]>(SEEN(png));
  for (const background of ["#fff", "linear-gradient(red, blue)", "conic-gradient(#000, #0f8)"]) {
    await page.setContent(`<body style="background: ${background}">kvolt <b>charges</b>`);
    const png = new Uint8Array(await page.screenshot());
    const pixels: Pixels = readPng(png);
    assert.deepEqual([pixels.width, pixels.height], [60, 30]);
    assert.deepEqual([...pixels.rgb], await seen(png));
    const colours = new Set(Array.from(
      { length: pixels.rgb.length / 3 },
      (_, at) => pixels.rgb.subarray(at * 3, at * 3 + 3).join(),
    ));
    const most = colours.size <= 256 ? 0 : 40;
    const off = furthest(await seen(writePng(pixels)), pixels.rgb);
    assert.ok(off <= most, `${background}: ${colours.size} colours, ${off} off`);
  }
  const small = writePng(readPng(new Uint8Array(await page.screenshot())));
  assert.throws(() => readPng(small), /not a PNG of a browser: 8 bits, colour type 3/);
});
