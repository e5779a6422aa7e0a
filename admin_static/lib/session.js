import { createStore } from "./store.js";

const KEY = "job-importer.token";

/** `{token, refused}`: the token lives in this tab's session, or in this browser if the reader asks for that. */
export const session = createStore({ token: sessionStorage.getItem(KEY) ?? remembered(), refused: false });

export function signIn(token, remember = false) {
  sessionStorage.setItem(KEY, token);
  if (remember) keep(token);
  session.set({ token, refused: false });
}

export function signOut(refused = false) {
  sessionStorage.removeItem(KEY);
  forget();
  session.set({ token: null, refused });
}

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is closed: it is asked for in each tab
  }
}

function keep(token) {
  try {
    localStorage.setItem(KEY, token);
  } catch {
    // storage is closed: the tab's session has it
  }
}

function forget() {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // storage is closed: there is nothing to forget
  }
}
