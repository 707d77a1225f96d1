/** So many entries by name; the one that was neither set nor asked for with `of` the longest is let go. */
export class Recent<T> {
  readonly #most: number;
  readonly #entries = new Map<string, T>();

  constructor(most: number) {
    this.#most = most;
  }

  /** The entry of that name, made where there is none; it is now the latest. */
  of(name: string, make: (name: string) => T): T {
    const entry = this.#entries.get(name) ?? make(name);
    this.set(name, entry);
    return entry;
  }

  /** The entry of that name, if there is one; it grows no younger. */
  get(name: string): T | undefined {
    return this.#entries.get(name);
  }

  set(name: string, entry: T): void {
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    if (this.#entries.size > this.#most) this.#entries.delete(this.#entries.keys().next().value!);
  }

  delete(name: string): boolean {
    return this.#entries.delete(name);
  }

  /** All, the latest last. */
  values(): IterableIterator<T> {
    return this.#entries.values();
  }
}
