import { html, useState } from "../vendor/htm-preact.js";
import { session, signIn } from "../lib/session.js";
import { Icon } from "../components/icons.js";

/** Asks for the token. The first call with it tells whether the API knows it. */
export function SignIn() {
  const { refused } = session.use();
  const [problem, setProblem] = useState(null);

  function submit(event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const token = form.get("token").trim();
    if (/^[\x21-\x7e]+$/.test(token)) return signIn(token, form.has("remember"));
    return setProblem("A token has only ASCII characters and no spaces.");
  }

  return html`<section class="sign-in">
    <${Icon} name="key" size=${30} />
    <h1>Sign in</h1>
    <p>
      Paste a viewer or operator token. It is sent only to this importer's API, stays in this tab, and is forgotten
      when the tab is closed or you sign out.
    </p>
    <form onSubmit=${submit}>
      <label for="token">Token</label>
      <input
        id="token"
        name="token"
        type="password"
        autocomplete="off"
        spellcheck="false"
        required
        autofocus
        aria-describedby="token-problem"
        aria-invalid=${Boolean(problem || refused)}
        onInput=${() => setProblem(null)}
      />
      <p id="token-problem" class="problem" role="alert">${problem ?? (refused ? "The API does not accept this token." : null)}</p>
      <label class="remember"><input type="checkbox" name="remember" /> Remember it in this browser until I sign out</label>
      <button type="submit" class="button primary">Sign in</button>
    </form>
    <p class="quiet">On a local stack <code>make status</code> prints both tokens; on AWS they are in Secrets Manager.</p>
  </section>`;
}
