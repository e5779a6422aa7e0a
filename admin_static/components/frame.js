import { html, useEffect, useRef } from "../vendor/htm-preact.js";
import { announcement } from "../lib/announce.js";
import { help, listLink, rootLink } from "../lib/keyboard.js";
import { REFRESH_CHOICES, preferences, setPreference } from "../lib/preferences.js";
import { refreshAll } from "../lib/resource.js";
import { arrive } from "../lib/scroll.js";
import { session, signOut } from "../lib/session.js";
import { Bell } from "./bell.js";
import { Help } from "./help.js";
import { Icon } from "./icons.js";

const SECTIONS = { home: "Home", imports: "Imports", feeds: "Feeds", jobs: "Jobs", failures: "Failures", trends: "Trends" };
const TITLES = { ...SECTIONS, home: "Needs attention", events: "Events", audit: "Audit log" };
const THEMES = { auto: ["auto", "system"], light: ["sun", "light"], dark: ["moon", "dark"] };

/** What stands around every view: the way in, the sections, and how the reader wants to see things. */
export function Frame({ section, id = null, version, children }) {
  const { token } = session.use();
  const main = useRef(null);
  useArrival(main, section, id);
  return html`
    <a class="skip" href="#main" onClick=${(event) => skip(event, main)}>Skip to the content</a>
    <header class="top">
      <div class="top-inner">
        <a class="brand" href="#/"><img src="icon.svg" alt="" width="24" height="24" /><span>Job Importer</span></a>
        ${token && html`<${Sections} section=${section} id=${id} />`}
        <span class="spacer"></span>
        <${Tools} signedIn=${Boolean(token)} />
      </div>
    </header>
    <main id="main" class="page" ref=${main} tabindex="-1">${children}</main>
    <footer class="foot">
      <span>Job Importer ${version}</span>
      ${token && html`<a href="#/audit">Audit log</a>`}
      <button type="button" class="link" onClick=${() => help.set(true)}>Keyboard: press <kbd>?</kbd></button>
    </footer>
    <${Announcer} />
    <${Help} />
  `;
}

function Sections({ section, id }) {
  return html`<nav class="sections" aria-label="Sections">
    ${Object.entries(SECTIONS).map(
      ([name, label]) => html`<a
        key=${name}
        href=${name === section && !id ? rootLink(name) : listLink(name)}
        aria-current=${name === section ? (id ? "true" : "page") : undefined}
        >${label}</a
      >`,
    )}
  </nav>`;
}

function Tools({ signedIn }) {
  const { refresh, zone, theme } = preferences.use();
  const themes = Object.keys(THEMES);
  const nextTheme = themes[(themes.indexOf(theme) + 1) % themes.length];
  useEffect(() => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
  return html`<div class="tools">
    ${signedIn && html`<${Bell} /><${Refresh} seconds=${refresh} />`}
    <button
      type="button"
      class="tool tool-text"
      title="Times are shown in ${zone === "utc" ? "UTC" : "your time zone"}; press to change"
      onClick=${() => setPreference("zone", zone === "utc" ? "local" : "utc")}
    >
      <span class="hidden">Times in </span>${zone === "utc" ? "UTC" : "Local"}
    </button>
    <button type="button" class="tool" title="Theme: ${THEMES[theme][1]}" aria-label="Theme: ${THEMES[theme][1]}" onClick=${() => setPreference("theme", nextTheme)}>
      <${Icon} name=${THEMES[theme][0]} />
    </button>
    ${signedIn &&
    html`<button type="button" class="tool" title="Sign out" aria-label="Sign out" onClick=${() => signOut()}><${Icon} name="leave" /></button>`}
  </div>`;
}

function Refresh({ seconds }) {
  return html`<span class="refresh">
    <button type="button" class="tool" title="Refresh now (r)" aria-label="Refresh now" onClick=${refreshAll}><${Icon} name="refresh" /></button>
    <select
      aria-label="Refresh every"
      value=${String(seconds)}
      onChange=${(event) => setPreference("refresh", Number(event.currentTarget.value))}
    >
      ${REFRESH_CHOICES.map((choice) => html`<option key=${choice} value=${String(choice)}>${choice ? `${choice} s` : "off"}</option>`)}
    </select>
  </span>`;
}

function Announcer() {
  return html`<div class="hidden" aria-live="polite" id="announcer">${announcement.use()}</div>`;
}

/** A new view has a new title, and the focus of those who came by keyboard; the first one is left to the browser. */
function useArrival(main, section, id) {
  const first = useRef(true);
  useEffect(() => {
    const where = [id, TITLES[section], "Job Importer"].filter(Boolean);
    document.title = where.join(" · ");
    if (!first.current) main.current.focus({ preventScroll: true });
    arrive();
    first.current = false;
  }, [section, id]);
}

function skip(event, main) {
  event.preventDefault(); // the hash is the route
  main.current.focus();
}
