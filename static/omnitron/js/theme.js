// The theme menu: keeps the choice in this browser; early.js dresses the page with it.
{
  const current = () => localStorage.getItem("theme") || document.documentElement.dataset.theme;
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-set-theme]");
    if (!choice) return;
    localStorage.setItem("theme", choice.dataset.setTheme);
    dispatchEvent(new Event("omnitron:theme"));
    const menu = choice.closest("details");
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  // `toggle` does not bubble, so it is caught on its way down.
  document.addEventListener("toggle", (event) => {
    for (const choice of event.target.querySelectorAll("[data-set-theme]")) {
      choice.setAttribute("aria-pressed", choice.dataset.setTheme === current());
    }
  }, true);
}
