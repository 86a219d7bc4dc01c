// What is selected in the text becomes the quote of the form, with where it stands.
const text = document.getElementById("sentences");
const form = document.getElementById("missed");

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const start = place(range.startContainer, range.startOffset);
  const end = place(range.endContainer, range.endOffset);
  if (start === null || end === null) return;
  const words = selected(start, end);
  if (!words.trim()) return;
  form.elements.quote.value = words.trim();
  form.elements.start.value = start + words.length - words.trimStart().length;
});

// Where a point of the page stands in the document; null outside its sentences.
function place(node, offset) {
  const sentence = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-start]");
  if (!sentence || !text.contains(sentence)) return null;
  const before = node.nodeType === Node.TEXT_NODE ? node.data.slice(0, offset) : offset ? sentence.textContent : "";
  return Number(sentence.dataset.start) + letters(before).length;
}

// As the document counts them: a picture letter is one.
function letters(words) {
  return [...words];
}

// The letters between two places, without what the page puts between sentences.
function selected(start, end) {
  let words = "";
  let last = null;
  for (const sentence of text.querySelectorAll("[data-start]")) {
    const begin = Number(sentence.dataset.start);
    const inside = letters(sentence.textContent);
    const close = begin + inside.length;
    if (close <= start || begin >= end) continue;
    if (last !== null && begin > last) words += "\n".repeat(begin - last);
    words += inside.slice(Math.max(0, start - begin), end - begin).join("");
    last = close;
  }
  return words;
}
