import { Buffer } from "node:buffer";
import { crc32, deflateSync } from "node:zlib";
import type { Pixels } from "./read_png.ts";

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
/** Colours in a palette. */
const MOST = 256;

function chunk(name: string, data: Uint8Array): Uint8Array {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(named, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}

/** How far two colours are from each other, as the eye sees it more or less. */
function distance(one: number, other: number): number {
  const [r, g, b] = [16, 8, 0].map((bits) => ((one >> bits) & 255) - ((other >> bits) & 255));
  return 2 * r! ** 2 + 4 * g! ** 2 + b! ** 2;
}

const nearest = (colour: number, palette: readonly number[]): number =>
  palette.reduce(
    (best, each, at) => distance(each, colour) < distance(palette[best]!, colour) ? at : best,
    0,
  );

/** Writes a picture with 256 colours at most, the ones it has most of, as pages are made of few; small thereby. */
export function writePng({ width, height, rgb }: Pixels): Uint8Array {
  const colourAt = (at: number) => rgb[at]! << 16 | rgb[at + 1]! << 8 | rgb[at + 2]!;
  const counts = new Map<number, number>();
  for (let at = 0; at < rgb.length; at += 3) {
    const colour = colourAt(at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = [...counts].sort(([, a], [, b]) => b - a).slice(0, MOST).map(([colour]) =>
    colour
  );
  const places = new Map(palette.map((colour, at) => [colour, at]));
  // Each line begins with its filter: none, which suits palettes.
  const lines = new Uint8Array(height * (width + 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = colourAt((y * width + x) * 3);
      let place = places.get(colour);
      if (place === undefined) places.set(colour, place = nearest(colour, palette));
      lines[y * (width + 1) + 1 + x] = place;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits, by palette.
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Uint8Array.from(
    palette.flatMap((each) => [each >> 16, each >> 8 & 255, each & 255]),
  );
  return new Uint8Array(Buffer.concat([
    ...[SIGNATURE, chunk("IHDR", head), chunk("PLTE", colours)],
    ...[chunk("IDAT", deflateSync(lines, { level: 9 })), chunk("IEND", new Uint8Array())],
  ]));
}
