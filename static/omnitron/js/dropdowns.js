// Menus are native details; this closes them by Escape, by a click elsewhere, by leaving them.
{
  const opened = () => document.querySelectorAll("details.dropdown[open]");
  const closeOthers = (inside) => {
    for (const menu of opened()) if (!menu.contains(inside)) menu.open = false;
  };
  document.addEventListener("click", (event) => closeOthers(event.target));
  document.addEventListener("focusin", (event) => closeOthers(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of opened()) {
      const within = menu.contains(document.activeElement);
      menu.open = false;
      if (within) menu.querySelector("summary").focus();
    }
  });
}
