import type { HostedFile } from "../../../csms/model/file.ts";
import { bytes } from "../../parts/number.ts";

/** Which file of kvolt. */
export function FileChoice({ files }: { files: readonly HostedFile[] }) {
  return (
    <label>
      File
      <select name="file" required>
        {files.map(({ name, size }) => <option value={name}>{name} ({bytes(size)})</option>)}
      </select>
    </label>
  );
}
