// A theme saved with the settings wins over the one chosen before in this browser.
document.querySelector("form select[name=theme]").form.addEventListener("submit", () => {
  localStorage.removeItem("theme");
});
