/** Looks for what has these letters in its name. */
export function SearchForm({ of, query, hint }: { of: string; query?: string; hint: string }) {
  return (
    <form method="get" class="bar">
      <label>
        Search {of} <input type="search" name="q" value={query} placeholder={hint} />
      </label>
      <button type="submit" class="secondary">Search</button>
    </form>
  );
}
