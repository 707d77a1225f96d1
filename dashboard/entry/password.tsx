/** Where one types a new password. */
export function NewPassword({ label = "Password" }: { label?: string }) {
  return (
    <label>
      {label}
      <input
        name="password"
        type="password"
        autocomplete="new-password"
        minlength={10}
        maxlength={200}
        required
        aria-describedby="password-help"
      />
      <small id="password-help">At least 10 characters; a few words are good.</small>
    </label>
  );
}

/** Where one types an e-mail address. */
export function Email({ value }: { value?: string }) {
  return (
    <label>
      E-mail
      <input
        name="email"
        type="email"
        autocomplete="username"
        maxlength={254}
        required
        value={value}
      />
    </label>
  );
}
