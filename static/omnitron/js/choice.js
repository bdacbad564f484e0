// Choosing products: only what the transaction type takes can be ticked, and how much that is.
{
  const typeOf = (form) => form.querySelector('[name="type"]:checked')?.value;
  const boxes = (form) => [...form.querySelectorAll('input[name="item"]')];
  const free = (form) => boxes(form).filter((box) => !box.disabled);
  const pieces = (box) => {
    const field = box.form.elements[`quantity-${box.value}`];
    return field ? Number(field.value) || 0 : 1;
  };
  const count = (form) => {
    const chosen = free(form).filter((box) => box.checked);
    const words = form.querySelector("[data-chosen-count]");
    const all = form.querySelector("[data-tick-all]");
    if (!words) return;
    const { one, many, nothing } = words.dataset;
    const total = chosen.reduce((sum, box) => sum + pieces(box), 0);
    words.textContent = chosen.length
      ? (chosen.length === 1 ? one : many).replace("{items}", chosen.length).replace("{pieces}", total)
      : nothing;
    all.checked = chosen.length > 0 && chosen.length === free(form).length;
    all.indeterminate = chosen.length > 0 && !all.checked;
  };
  const limit = (form) => {
    const type = typeOf(form);
    for (const box of boxes(form)) {
      box.disabled = box.dataset.type !== type;
      if (box.disabled) box.checked = false;
    }
    for (const group of form.elements["reason-for-all"]?.querySelectorAll("optgroup") ?? []) {
      group.hidden = group.disabled = group.dataset.type !== type;
      for (const option of group.children) if (group.disabled) option.selected = false;
    }
    count(form);
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-choice]");
    if (!form) return;
    if (event.target.name === "type") limit(form);
    if (event.target.matches("[data-tick-all]")) {
      for (const box of free(form)) box.checked = event.target.checked;
    }
    count(form);
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-choice]");
    if (form && event.target.type === "number") count(form);
  });
  const begin = () => document.querySelectorAll("form[data-choice]").forEach(limit);
  // Going back to the page, the browser fills in what was chosen.
  addEventListener("pageshow", begin);
  begin();
}
