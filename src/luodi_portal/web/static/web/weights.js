// The shortlist in the browser: the order follows the sliders at once, reckoned as luodi does (an unknown value counts 0.5).
// What was reckoned with the earlier weights is hidden until the page is asked for again.
const form = document.getElementById("weights-form");
const list = document.getElementById("ranked");
if (form && list) {
  const sliders = [...form.querySelectorAll("input[type=range]")];
  const sites = [...list.querySelectorAll(".site-match")].map((card) => ({
    card,
    id: card.dataset.site,
    unknown: Number(card.dataset.unknown),
    values: card.dataset.values.split(" ").map((value) => (value === "?" ? null : Number(value))),
  }));
  const SCALE = 300;

  const mean = (values, weights, unknown) => {
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    return values.reduce((sum, value, at) => sum + weights[at] * (value ?? unknown), 0) / whole;
  };

  const draw = ({ card, values }, score, weights, rank) => {
    const [low, high] = [mean(values, weights, 0), mean(values, weights, 1)];
    const range = `${low.toFixed(2)}–${high.toFixed(2)}`;
    card.querySelector(".rank").textContent = rank;
    card.querySelector(".score b").textContent = score.toFixed(2);
    card.querySelector("[data-range]").textContent = range;
    const picture = card.querySelector(".score svg");
    picture.setAttribute("aria-label", picture.getAttribute("aria-label").replace(/[\d.]+–[\d.]+$/, range));
    picture.querySelector(".bar-range").setAttribute("x", low * SCALE);
    picture.querySelector(".bar-range").setAttribute("width", Math.max(high - low, 0.005) * SCALE);
    picture.querySelector(".bar-score").setAttribute("x", score * SCALE - 2);
  };

  const follow = () => {
    const weights = sliders.map((slider) => Number(slider.value));
    sliders.forEach((slider) => {
      form.querySelector(`output[for="${slider.id}"]`).textContent = String(Number(Number(slider.value).toFixed(2)));
    });
    if (!weights.some((weight) => weight > 0)) return; // the server says so when asked
    const scored = sites.map((site) => ({ site, score: mean(site.values, weights, 0.5) }));
    scored.sort((a, b) =>
      Number(b.score.toFixed(9)) - Number(a.score.toFixed(9)) ||
      a.site.unknown - b.site.unknown || (a.site.id < b.site.id ? -1 : 1));
    scored.forEach(({ site, score }, at) => draw(site, score, weights, at + 1));
    list.append(...scored.map(({ site }) => site.card));
    const moved = sliders.some((slider) => Number(slider.value) !== Number(slider.defaultValue));
    for (const earlier of document.querySelectorAll("[data-earlier]")) earlier.hidden = moved;
    for (const later of form.querySelectorAll("[data-later]")) later.hidden = !moved;
    if (moved) document.getElementById("own-weights").hidden = false;
    const first = document.createElement("span");
    first.lang = "zh-Hans";
    first.textContent = scored[0].site.card.querySelector("h2").textContent.trim();
    document.getElementById("now-first").replaceChildren(form.dataset.first, first);
  };

  form.addEventListener("input", follow);
  if (sliders.some((slider) => Number(slider.value) !== Number(slider.defaultValue))) follow(); // the browser kept them
}
