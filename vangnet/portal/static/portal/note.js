// Comfort only: every page works without this file, and "leave this page" is a plain link.
(() => {
  const link = document.querySelector("a[data-leave]");
  if (!link) return;
  const leave = () => {
    document.documentElement.classList.add("note-gone");
    document.title = " ";
    location.replace(link.href);
  };
  for (const one of document.querySelectorAll("a[data-leave]")) {
    one.addEventListener("click", (event) => {
      event.preventDefault();
      leave();
    });
  }
  // Only with this file there is a key to leave with, so only then the page speaks of it.
  for (const one of document.querySelectorAll("[data-with-scripts]")) one.hidden = false;
  let pressed = [];
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift") { pressed = []; return; }
    const now = Date.now();
    pressed = [...pressed.filter((moment) => now - moment < 5000), now];
    if (pressed.length >= 3) leave();
  });
})();
