import { Buffer } from "node:buffer";
import { inflateSync } from "node:zlib";

/** The pixels of a picture, three bytes each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** Takes the filter off a line (ISO/IEC 15948 §9.2); `up` is the line above it, `size` the bytes of a pixel. */
function unfilter(filter: number, line: Uint8Array, up: Uint8Array, size: number): void {
  for (let at = 0; at < line.length; at++) {
    const a = at >= size ? line[at - size]! : 0;
    const b = up[at]!;
    const c = at >= size ? up[at - size]! : 0;
    const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
    const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
    line[at] = line[at]! + [0, a, b, (a + b) >> 1, paeth][filter]!;
  }
}

/** Reads a PNG as browsers write it: eight bits, true colour, not interlaced; how transparent it is goes lost. */
export function readPng(png: Uint8Array): Pixels {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const [depth, colours, , , interlaced] = png.subarray(24, 29);
  if (depth !== 8 || (colours !== 2 && colours !== 6) || interlaced !== 0) {
    throw new Error(`not a PNG of a browser: ${depth} bits, colour type ${colours}`);
  }
  const size = colours === 6 ? 4 : 3;
  const data: Uint8Array[] = [];
  for (let at = 8; at < png.length; at += 12 + view.getUint32(at)) {
    const name = String.fromCharCode(...png.subarray(at + 4, at + 8));
    if (name === "IDAT") data.push(png.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const raw = new Uint8Array(inflateSync(Buffer.concat(data)));
  const rgb = new Uint8Array(width * height * 3);
  const length = width * size;
  let up: Uint8Array = new Uint8Array(length);
  for (let y = 0; y < height; y++) {
    const from = y * (length + 1);
    const line = raw.subarray(from + 1, from + 1 + length);
    unfilter(raw[from]!, line, up, size);
    for (let x = 0; x < width; x++) {
      rgb.set(line.subarray(x * size, x * size + 3), (y * width + x) * 3);
    }
    up = line;
  }
  return { width, height, rgb };
}
