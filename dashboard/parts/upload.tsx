import { Act } from "./act.tsx";

/** Gives kvolt a file that stations can fetch, above all firmware. */
export function Upload() {
  return (
    <Act
      api="PUT /api/v1/files/{name}"
      button="Upload"
      done="kvolt has it: stations can fetch it."
    >
      <label>
        File <input type="file" name="file" required />
      </label>
      <label>
        Name <input name="name" required pattern="[A-Za-z0-9_][A-Za-z0-9_.\-]{0,99}" />
        <small>Letters, digits, dots and dashes. One of that name is replaced.</small>
      </label>
    </Act>
  );
}
