import type { Person } from "../../csms/model/people.ts";
import { roles } from "./roles.ts";

/** What is said of somebody with an account; `data-empty` so that the last tag can be taken away. */
export function PersonFields({ person }: { person?: Person }) {
  return (
    <>
      <label>
        Name <input name="name" required maxlength={100} value={person?.name} autocomplete="off" />
      </label>
      <label>
        E-mail{" "}
        <input
          name="email"
          type="email"
          required
          maxlength={254}
          value={person?.email}
          autocomplete="off"
        />
      </label>
      <label>
        Role
        <select name="role">
          {Object.entries(roles).map(([role, meaning]) => (
            <option value={role} selected={role === (person?.role ?? "driver")}>{meaning}</option>
          ))}
        </select>
      </label>
      <label>
        Tags of their own{" "}
        <input name="tags" data-as="list" data-empty="" value={person?.tags.join(", ")} />
        <small>With commas between them. What these charge is shown to them as theirs.</small>
      </label>
    </>
  );
}
