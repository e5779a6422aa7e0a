import { createStore } from "./store.js";

const KEY = "job-importer.token";

/** `{token, refused}`: the token lives in this tab's session and nowhere else. */
export const session = createStore({ token: sessionStorage.getItem(KEY), refused: false });

export function signIn(token) {
  sessionStorage.setItem(KEY, token);
  session.set({ token, refused: false });
}

export function signOut(refused = false) {
  sessionStorage.removeItem(KEY);
  session.set({ token: null, refused });
}
