// Comfort only: every task works without this file.
(() => {
  const key = "vangnet-filter-focus";
  const summary = document.querySelector("[data-error-summary]");
  if (summary) {
    summary.focus();
    summary.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#']");
      const field = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
      if (field) {
        event.preventDefault();
        field.focus({ preventScroll: true });
        field.scrollIntoView({ block: "center" });
      }
    });
  }

  for (const form of document.querySelectorAll("form[data-submit-on-change]")) {
    form.querySelectorAll("[data-submit-note]").forEach((note) => note.removeAttribute("hidden"));
    let waiting;
    form.addEventListener("change", (event) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        sessionStorage.setItem(key, event.target.id);
        form.requestSubmit();
      }, 600);
    });
  }
  const changed = sessionStorage.getItem(key);
  if (changed) {
    sessionStorage.removeItem(key);
    document.getElementById(changed)?.focus();
  }

  for (const link of document.querySelectorAll("a[data-print]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.querySelectorAll("details").forEach((details) => { details.open = true; });
      window.print();
    });
  }
})();
