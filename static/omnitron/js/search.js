// A list pasted from a sheet keeps its ends of line as commas: a one-line field drops them.
document.addEventListener("paste", (event) => {
  const field = event.target.closest?.("#search");
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!field || !/[\r\n\t]/.test(text.trim())) return;
  event.preventDefault();
  const list = text.trim().split(/[\r\n\t]+/).join(", ");
  field.setRangeText(list, field.selectionStart, field.selectionEnd, "end");
});
