// Menus are native details; this closes them by Escape, by a click elsewhere, by leaving them,
// and turns those that would leave the window.
{
  const opened = () => document.querySelectorAll("details.dropdown[open]");
  document.addEventListener("click", (event) => {
    for (const menu of opened()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("focusin", (event) => {
    // A press on a label inside a menu first moves the focus to what stands around the menu.
    const left = (menu) => !menu.contains(event.target) && !event.target.contains(menu);
    for (const menu of opened()) if (left(menu)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of opened()) {
      const within = menu.contains(document.activeElement);
      menu.open = false;
      if (within) menu.querySelector("summary").focus();
    }
  });
  // `toggle` does not bubble, so it is caught on its way down.
  document.addEventListener("toggle", (event) => {
    if (event.target.open) event.target.querySelector(":scope > .menu-form input:not([type=hidden])")?.focus();
    if (!event.target.matches("details.multi[open]")) return;
    const menu = event.target.querySelector(".dropdown-menu");
    menu.classList.remove("from-end");
    const leaves = menu.getBoundingClientRect().right > document.documentElement.clientWidth;
    menu.classList.toggle("from-end", leaves);
  }, true);
}
