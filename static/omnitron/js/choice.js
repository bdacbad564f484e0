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
    // A look at the plans may have brought the one without the other.
    if (!words || !all) return;
    const told = words.dataset;
    const total = chosen.reduce((sum, box) => sum + pieces(box), 0);
    words.textContent = chosen.length
      ? told.chosen
          .replace("{items}", chosen.length === 1 ? told.item : told.items)
          .replace("{pieces}", total === 1 ? told.piece : told.pieces)
          .replace("{items}", chosen.length)
          .replace("{pieces}", total)
      : told.nothing;
    all.checked = chosen.length > 0 && chosen.length === free(form).length;
    all.indeterminate = chosen.length > 0 && !all.checked;
  };
  // What was ticked or chosen for one type waits until that type is chosen again.
  const setAside = (element, state, off) => {
    if (off === element.disabled) return;
    if (off) element.dataset.kept = element[state] ? "yes" : "";
    element[state] = !off && element.dataset.kept === "yes";
    element.disabled = off;
  };
  // The reason for all is asked for until each of the chosen has its own.
  const nameReason = (form) => {
    const none = form.elements["reason-for-all"]?.options[0];
    if (!none) return;
    const chosen = free(form).filter((box) => box.checked);
    const each = chosen.every((box) => form.elements[`reason-${box.value}`].value);
    none.textContent = chosen.length && each ? none.dataset.each : none.dataset.lacking;
  };
  const limit = (form) => {
    const type = typeOf(form);
    const isOff = ({ dataset }) => dataset.type !== type;
    for (const box of boxes(form)) setAside(box, "checked", isOff(box));
    const groups = [...(form.elements["reason-for-all"]?.querySelectorAll("optgroup") ?? [])];
    // First what goes: of a list one option alone can be chosen.
    for (const group of groups.sort((one, other) => isOff(other) - isOff(one))) {
      group.hidden = isOff(group);
      for (const option of group.children) setAside(option, "selected", isOff(group));
    }
    count(form);
    nameReason(form);
  };
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-choice]");
    if (!form) return;
    if (event.target.name === "type") limit(form);
    if (event.target.matches("[data-tick-all]")) {
      for (const box of free(form)) box.checked = event.target.checked;
    }
    count(form);
    nameReason(form);
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-choice]");
    if (form && event.target.type === "number") count(form);
  });
  const begin = () => document.querySelectorAll("form[data-choice]").forEach(limit);
  // Going back to the page, the browser fills in what was chosen.
  addEventListener("pageshow", begin);
  // A line may have come back that can be chosen.
  document.addEventListener("htmx:afterSettle", begin);
  begin();
}
