// A file to be sent: its name and size at once, a word before it is sent in vain, and how far it is.
{
  const form = () => document.querySelector("[data-upload]");
  const find = (part) => form().querySelector(`[data-${part}]`);
  const megabytes = (bytes) =>
    new Intl.NumberFormat(document.documentElement.lang, {
      maximumFractionDigits: 1,
      style: "unit",
      unit: bytes < 1_048_576 ? "kilobyte" : "megabyte",
    }).format(bytes / (bytes < 1_048_576 ? 1_024 : 1_048_576));
  const refusal = ({ name, size }, { dataset }) => {
    const kind = name.toLowerCase().endsWith(".xlsx") ? "xlsx" : "csv";
    const most = Number(dataset[`${kind}Bytes`]);
    const said = find("refused").dataset;
    return size > most ? (kind === "xlsx" ? said.tooLargeXlsx : said.tooLargeCsv) : "";
  };
  const show = (input) => {
    const [file] = input.files;
    find("chosen").textContent = file ? `${file.name}, ${megabytes(file.size)}` : "";
    const said = file ? refusal(file, input) : "";
    find("refused").textContent = said;
    input.closest(".drop").classList.toggle("is-invalid", said !== "");
    if (said) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
    form().querySelector("[type=submit]").disabled = said !== "";
  };
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-upload] [type=file]")) show(target);
  });
  for (const [kind, on] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
    document.addEventListener(kind, ({ target }) => {
      target.closest?.(".drop")?.classList.toggle("over", on);
    });
  }
  document.addEventListener("htmx:xhr:loadstart", ({ target }) => {
    if (target.matches("[data-upload]")) find("sending").hidden = false;
  });
  document.addEventListener("htmx:xhr:progress", ({ target, detail }) => {
    if (!target.matches("[data-upload]") || !detail.lengthComputable) return;
    const bar = find("sending").querySelector("progress");
    [bar.max, bar.value] = [detail.total, detail.loaded];
    find("sent").textContent = `${megabytes(detail.loaded)} / ${megabytes(detail.total)}`;
  });
  document.addEventListener("htmx:afterRequest", ({ target }) => {
    if (target.matches("[data-upload]")) find("sending").hidden = true;
  });
}
