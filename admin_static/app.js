import { html, render, useErrorBoundary } from "./vendor/htm-preact.js";
import { configure } from "./lib/api.js";
import { route } from "./lib/router.js";
import { session } from "./lib/session.js";
import { Frame } from "./components/frame.js";
import { Notice } from "./components/states.js";
import { listenToKeys } from "./lib/keyboard.js";
import { followScrolling } from "./lib/scroll.js";
import { Audit } from "./views/audit.js";
import { Events } from "./views/events.js";
import { Failures } from "./views/failures.js";
import { Feed } from "./views/feed.js";
import { Feeds } from "./views/feeds.js";
import { Home } from "./views/home.js";
import { Imports } from "./views/imports.js";
import { Job } from "./views/job.js";
import { Jobs } from "./views/jobs.js";
import { Run } from "./views/run.js";
import { SignIn } from "./views/sign_in.js";
import { Trends } from "./views/trends.js";

/** Each section: the view of the list, and the view of one thing in it. */
const VIEWS = {
  home: [Home, null],
  imports: [Imports, Run],
  feeds: [Feeds, Feed],
  jobs: [Jobs, Job],
  failures: [Failures, null],
  trends: [Trends, null],
  events: [Events, null],
  audit: [Audit, null],
};

function App({ version }) {
  const { path, query } = route.use();
  const { token } = session.use();
  const [section = "home", id = null] = path;
  if (!token) return html`<${Frame} section=${null} version=${version}><${SignIn} /><//>`;
  const view = VIEWS[section]?.[id === null ? 0 : 1];
  return html`<${Frame} section=${section} id=${id} version=${version}>
    ${view ? html`<${Guarded} key=${`${section}/${id}`} view=${view} id=${id} query=${query} />` : html`<${Lost} />`}
  <//>`;
}

/** A view that breaks must not take the page with it. */
function Guarded({ view, id, query }) {
  const [error, retry] = useErrorBoundary();
  if (!error) return html`<${view} id=${id} query=${query} />`;
  const again = html`<button type="button" class="button" onClick=${retry}>Try again</button>`;
  return html`<${Notice} icon="failed" title="This view failed" actions=${again} alarm><p>${String(error)}</p><//>`;
}

function Lost() {
  const home = html`<a class="button" href="#/">Go to the overview</a>`;
  return html`<${Notice} icon="search" title="Page not found" actions=${home}>
    <p>This address does not exist.</p>
  <//>`;
}

function Unpublished({ why }) {
  return html`<main class="page">
    <${Notice} icon="failed" title="The page has no configuration" alarm>
      <p>It could not read <code>config.json</code>, which has the address of the API. Publish the page again.</p>
      <p class="quiet">${why}</p>
    <//>
  </main>`;
}

async function start(place) {
  try {
    const answer = await fetch("config.json", { cache: "no-cache", credentials: "omit" });
    if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
    const { apiBase, version = null } = await answer.json();
    configure(apiBase);
    listenToKeys();
    followScrolling();
    render(html`<${App} version=${version} />`, place);
  } catch (error) {
    render(html`<${Unpublished} why=${String(error)} />`, place);
  }
}

start(document.getElementById("app"));
