// The theme menu: keeps the choice in this browser; early.js dresses the page with it.
{
  const choices = document.querySelectorAll("[data-set-theme]");
  const mark = () => {
    const theme = localStorage.getItem("theme") || document.documentElement.dataset.theme;
    for (const choice of choices) {
      choice.setAttribute("aria-pressed", choice.dataset.setTheme === theme);
    }
  };
  for (const choice of choices) {
    choice.addEventListener("click", () => {
      localStorage.setItem("theme", choice.dataset.setTheme);
      dispatchEvent(new Event("omnitron:theme"));
      mark();
      const menu = choice.closest("details");
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  }
  mark();
}
