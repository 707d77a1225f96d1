/** An amount of the currency, as REST takes it. */
export function Amount({ label, name, value }: { label: string; name: string; value?: number }) {
  return (
    <label>
      {label} <input type="number" name={name} min="0" max="1000000" step="0.0001" value={value} />
    </label>
  );
}
