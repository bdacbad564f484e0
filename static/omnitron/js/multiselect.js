// The line of a multiple choice names what is chosen, and a long list can be searched.
{
  const name = (choice) => {
    const chosen = [...choice.querySelectorAll("input:checked")];
    const words = chosen.map((box) => box.nextElementSibling.textContent);
    choice.querySelector("[data-words]").textContent = words.join(", ") || choice.dataset.nothing;
    choice.querySelector("[data-count]").textContent = words.length > 1 ? `(${words.length})` : "";
  };
  const narrow = (choice, text) => {
    const wanted = text.toLocaleLowerCase();
    for (const label of choice.querySelectorAll("label")) {
      label.hidden = !label.textContent.toLocaleLowerCase().includes(wanted);
    }
  };
  document.addEventListener("change", (event) => {
    const choice = event.target.closest("[data-multiselect]");
    if (choice && event.target.type === "checkbox") name(choice);
  });
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-find]")) {
      narrow(event.target.closest("[data-multiselect]"), event.target.value);
    }
  });
}
