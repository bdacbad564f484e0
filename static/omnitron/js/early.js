// What must be decided before the first paint: the theme, and which details are open.
{
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dress = () => {
    const theme = localStorage.getItem("theme") || root.dataset.theme;
    const dark = theme === "dark" || (theme === "auto" && system.matches);
    root.dataset.bsTheme = dark ? "dark" : "light";
  };
  root.dataset.js = "";
  // Browsers give the clipboard to secure pages only.
  if (navigator.clipboard) root.dataset.clipboard = "";
  dress();
  system.addEventListener("change", dress);
  addEventListener("omnitron:theme", dress);

  const small = matchMedia("(max-width: 991.98px)").matches;
  const recall = (details) => {
    const kept = localStorage.getItem(details.dataset.remember);
    if (small && "smallClosed" in details.dataset) details.open = false;
    else if (kept) details.open = kept === "open";
  };
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node.matches?.("details[data-remember]")) recall(node);
        node.querySelectorAll?.("details[data-remember]").forEach(recall);
      }
    }
  }).observe(root, { childList: true, subtree: true });
}
