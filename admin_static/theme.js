// Runs before the first paint, so that a chosen theme does not flash in from the system's.
{
  let theme = null;
  try {
    theme = JSON.parse(localStorage.getItem("job-importer.preferences") ?? "{}").theme;
  } catch {
    // storage is closed or holds something else: the system's theme it is
  }
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
}
