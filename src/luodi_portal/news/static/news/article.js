// An article in the browser: tell that it was read, and copy its address. Nothing else is sent, nothing is kept.
const article = document.querySelector("[data-seen]");
if (article && navigator.sendBeacon && !sessionStorage.getItem(article.dataset.seen)) {
  sessionStorage.setItem(article.dataset.seen, "1"); // once a visit
  navigator.sendBeacon(article.dataset.seen);
}
const share = document.querySelector("[data-share]");
if (share) {
  const button = share.querySelector("button");
  const address = share.querySelector("input");
  const told = share.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    address.select();
    try {
      await navigator.clipboard.writeText(address.value);
      told.textContent = share.dataset.copied;
    } catch {
      told.textContent = share.dataset.byHand; // no clipboard without https: the address is selected
    }
    navigator.sendBeacon?.(share.dataset.share);
  });
}
