import { Act } from "../parts/act.tsx";

/** Makes a charger known before it dials, with what it will have to show. */
export function Register() {
  return (
    <section id="register">
      <details>
        <summary>Register a charger before it dials</summary>
        <Act
          api="POST /api/v1/stations"
          button="Register"
          done="It is registered. Type its id into the charger, and this, which is not shown again:"
          show="key"
          showIn="key"
          then="clear"
        >
          <div class="panes">
            <label>
              Its id <input name="id" required maxlength={48} autocomplete="off" />
              <small>As the charger will say it: capitals count.</small>
            </label>
            <label>
              Name{" "}
              <input name="name" maxlength={100} autocomplete="off" placeholder="Garage, left" />
            </label>
            <label>
              Labels <input name="labels" data-as="list" autocomplete="off" />
              <small>With commas between them; stations are found by them.</small>
            </label>
            <label>
              It has to show
              <select name="auth.type">
                <option value="basic">a key</option>
                <option value="token">a token</option>
              </select>
              <small>kvolt makes it. A certificate, or one of your own: later, under Access.</small>
            </label>
          </div>
        </Act>
      </details>
    </section>
  );
}
