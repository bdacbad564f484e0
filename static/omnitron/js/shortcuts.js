// `/` puts the cursor into the search box, except while something is being typed.
document.addEventListener("keydown", (event) => {
  const search = document.getElementById("search");
  const typing = event.target.closest?.("input, textarea, select, [contenteditable], dialog");
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!search || typing) return;
  event.preventDefault();
  search.focus();
  search.select();
});
