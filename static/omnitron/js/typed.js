// What was typed into a form with `data-keeps` and an id stays while another part of the page is sent or looked
// at again: it is put into the form that came in its place, now or whenever there is one again. The seal of what
// the form was opened with stays with it, so that a change of somebody else is still asked about.
// `data-typed` says that what the server put into a form is not saved either.
{
  const kept = new Map();
  const isBox = ({ type }) => type === "checkbox" || type === "radio";
  const fields = (form) => [...form.elements].filter(({ name }) => name && name !== "csrfmiddlewaretoken");
  const isTyped = ({ type, value, defaultValue, checked, defaultChecked, options }) => {
    if (type === "hidden" || type === "submit") return false;
    if (!options) return value !== defaultValue || checked !== defaultChecked;
    const first = [...options].find((option) => option.defaultSelected) ?? options[0];
    return !first.selected;
  };
  const keep = (form) => {
    if (!("typed" in form.dataset) && !fields(form).some(isTyped)) kept.delete(form.id);
    else kept.set(form.id, fields(form).map((field) => [field.name, field.value, field.checked]));
  };
  // What a list does not offer any more would leave it without any choice.
  const fill = (field, value) => {
    if (!field.options || [...field.options].some((option) => option.value === value)) field.value = value;
  };
  const put = (form, [name, value, checked]) => {
    for (const field of fields(form)) {
      if (field.name !== name) continue;
      if (!isBox(field)) fill(field, value);
      else if (field.value === value) field.checked = checked;
    }
  };
  const forms = () => document.querySelectorAll("form[data-keeps]");
  // What came with the answer to the form itself is newer.
  let before = new Set();
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    before = new Set(forms());
    for (const form of before) {
      if (form === detail.requestConfig.elt) kept.delete(form.id);
      else keep(form);
    }
  });
  let restored = [];
  document.addEventListener("htmx:afterSwap", () => {
    restored = [...forms()].filter((form) => kept.has(form.id));
    for (const form of restored) {
      for (const value of kept.get(form.id)) put(form, value);
      const around = form.closest("details");
      if (around) around.open = true;
    }
  });
  // Enter, pressed once more, must not send what was typed before into a form that has the focus by itself.
  document.addEventListener("htmx:afterSettle", () => {
    const { activeElement } = document;
    const isNew = restored.some((form) => !before.has(form) && form.contains(activeElement));
    if (isNew && activeElement.autofocus) document.getElementById("main").focus({ preventScroll: true });
    restored = [];
  });
}
