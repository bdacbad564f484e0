// The choice of columns: all, none, and how many are ticked.
{
  const boxes = (form) => [...form.querySelectorAll('[name="columns"]')];
  const count = (form) => {
    const words = form.querySelector("[data-count]");
    const all = boxes(form);
    words.textContent = words.dataset.words
      .replace("{chosen}", all.filter((box) => box.checked).length)
      .replace("{all}", all.length);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-columns] [data-tick]");
    if (!button) return;
    for (const box of boxes(button.form)) box.checked = button.dataset.tick === "all";
    count(button.form);
  });
  document.addEventListener("change", (event) => {
    if (event.target.name === "columns") count(event.target.form);
  });
  // Going back to the page, the browser fills in what was ticked.
  addEventListener("pageshow", () => document.querySelectorAll("[data-columns]").forEach(count));
}
