import { z } from "zod";

/**
 * A string of at most `max` characters. JSON Schema counts code points where zod counts UTF-16 units,
 * so that a tag of twenty emoji is short enough for the one and too long for the other.
 */
export function text(max: number) {
  return z.string().check((payload) => {
    const { value, issues } = payload;
    if (value.length <= max || count(value) <= max) return;
    issues.push({ code: "too_big", origin: "string", maximum: max, inclusive: true, input: value });
  }).meta({ maxLength: max });
}

function count(value: string): number {
  let characters = 0;
  for (const _ of value) characters++;
  return characters;
}
