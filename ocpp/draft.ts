/** A payload that is changed in place of a copy: only the containers on the way to a change are copied. */
export class Draft {
  #value: unknown;
  readonly #own = new Set<unknown>();
  readonly #holed = new Set<unknown[]>();

  constructor(value: unknown) {
    this.#value = value;
  }

  get value(): unknown {
    return this.#value;
  }

  /** Sets the value at a path whose containers exist. */
  put(path: readonly PropertyKey[], value: unknown): void {
    const last = path.at(-1);
    if (last === undefined) this.#value = value;
    else {
      // A name like __proto__ is a field like any other.
      Object.defineProperty(this.#container(path), last, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
  }

  /** Takes a field out; an array's item goes at `compact`, so that the paths of others stay true. */
  drop(path: readonly PropertyKey[]): void {
    const container = this.#container(path);
    const last = path.at(-1)!;
    if (!Array.isArray(container)) delete container[last];
    else {
      container[Number(last)] = undefined;
      this.#holed.add(container);
    }
  }

  /** Closes the gaps in arrays; what JSON carries has no undefined of its own. */
  compact(): void {
    for (const array of this.#holed) {
      const left = array.filter((item) => item !== undefined);
      array.length = 0;
      for (const item of left) array.push(item);
    }
    this.#holed.clear();
  }

  #container(path: readonly PropertyKey[]): Record<PropertyKey, unknown> {
    let here = this.#value = this.#owned(this.#value);
    for (const key of path.slice(0, -1)) {
      here = here[key] = this.#owned(here[key]);
    }
    return here;
  }

  #owned(value: unknown): Record<PropertyKey, unknown> {
    if (this.#own.has(value)) return value as Record<PropertyKey, unknown>;
    const copy = Array.isArray(value) ? [...value] : { ...(value as object) };
    this.#own.add(copy);
    return copy as Record<PropertyKey, unknown>;
  }
}
