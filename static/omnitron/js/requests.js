// The question before requests are rejected names those that are ticked.
document.addEventListener("click", (event) => {
  if (!event.target.closest('[data-dialog="reject"]')) return;
  const [list, none] = document.querySelector("[data-ticked]").children;
  const ticked = [...document.querySelectorAll('[name="request"]:checked')];
  list.replaceChildren(
    ...ticked.map(({ dataset }) =>
      Object.assign(document.createElement("li"), { textContent: dataset.named }),
    ),
  );
  list.hidden = ticked.length === 0;
  none.hidden = ticked.length > 0;
}, true);
