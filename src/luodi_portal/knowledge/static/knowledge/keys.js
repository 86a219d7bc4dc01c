// One key a decision: presses the button or link that names the key, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  const named = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!named) return;
  event.preventDefault();
  named.click();
});

for (const link of document.querySelectorAll("a[data-key][href^='#']")) {
  link.addEventListener("click", (event) => {
    const part = document.querySelector(link.getAttribute("href"));
    event.preventDefault();
    part.open = true;
    part.querySelector("input:not([type=hidden])").focus();
  });
}
