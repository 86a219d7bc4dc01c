// Sites and parks over a graticule with place names, or over tiles where a source is set. The list beside it holds the same.
const DEGREE_STEPS = [20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01];
const APART = 130; // pixels that lines should at least be apart
const NAMES = 40; // at most so many place names at once
const CHINA = [[20, 98], [46, 124]];

const element = document.getElementById("map");
if (element && window.L) draw(element);

async function draw(at) {
  const L = window.L;
  const map = L.map(at, { zoomControl: false, attributionControl: Boolean(at.dataset.attribution), minZoom: 3, maxZoom: 18, worldCopyJump: false, fadeAnimation: false });
  at.setAttribute("role", "group");
  at.setAttribute("aria-label", at.dataset.label);
  L.control.zoom({ zoomInTitle: at.dataset.in, zoomOutTitle: at.dataset.out }).addTo(map);
  if (map.attributionControl) map.attributionControl.setPrefix(false);
  map.fitBounds(CHINA);
  const answer = await fetch(at.dataset.points, { headers: { Accept: "application/json" } });
  const points = answer.ok ? (await answer.json()).points : [];
  show(L, map, at, points);
  if (at.dataset.tiles) {
    L.tileLayer(at.dataset.tiles, { attribution: text(at.dataset.attribution), maxZoom: 18 }).addTo(map);
  } else {
    const places = (await (await fetch(at.dataset.places)).json()).places;
    underneath(L, map, places);
  }
  at.dataset.ready = String(points.length);
}

// What stands at one point is one mark, with all of it in its box.
function show(L, map, at, points) {
  const spots = new Map();
  for (const point of points) {
    const key = `${point.kind} ${point.own} ${point.at}`;
    spots.set(key, [...(spots.get(key) ?? []), point]);
  }
  for (const here of spots.values()) mark(L, map, at, here);
  const sites = points.filter((point) => point.kind === "site");
  const framed = (sites.length ? sites : points).map((point) => turned(point.at));
  if (framed.length) map.fitBounds(framed, { padding: [40, 40], maxZoom: at.dataset.tiles ? 14 : 11 }); // without tiles, near enough to hold place names
}

function mark(L, map, at, here) {
  const [{ kind, own, at: where }] = here;
  const className = kind === "park" ? "m-park" : own ? "m-site" : "m-loose";
  const radius = (kind === "park" ? 6 : 8) + Math.min(6, 2 * Math.log2(here.length));
  const marker = L.circleMarker(turned(where), { radius, className, weight: 2, fillOpacity: 1 });
  marker.bindPopup(popup(at, here), { maxHeight: 220 }).addTo(map);
  if (here.length > 1) written(L, map, turned(where), here.length, "many");
  const drawn = marker.getElement();
  drawn.setAttribute("tabindex", "0");
  drawn.setAttribute("role", "button");
  drawn.setAttribute("lang", "zh-Hans"); // its label is made of names
  drawn.setAttribute("aria-label", `${sort(at, kind)} ${here.map((point) => point.name).join(", ")}`);
  drawn.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    marker.openPopup();
    map.once("popupclose", () => drawn.focus());
    marker.getPopup().getElement().querySelector("a").focus();
  });
}

function popup(at, here) {
  const box = document.createElement("div");
  const kind = document.createElement("p");
  kind.textContent = sort(at, here[0].kind) + (here[0].own === false ? ` (${at.dataset.atPark})` : "");
  const list = document.createElement("ul");
  for (const point of here) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = point.url;
    link.lang = "zh-Hans";
    link.textContent = point.name;
    item.append(link);
    if (point.kind === "site" && document.getElementById("basket")) item.append(chooser(at, point));
    list.append(item);
  }
  box.append(kind, list);
  return box;
}

function chooser(at, point) {
  const button = document.createElement("button");
  button.setAttribute("form", "basket");
  button.className = "pick";
  button.name = "add";
  button.value = point.key;
  const name = document.createElement("span");
  name.className = "vh";
  name.lang = "zh-Hans";
  name.textContent = ` ${point.name}`;
  button.append(`＋ ${at.dataset.compare}`, name);
  return button;
}

function sort(at, kind) {
  return kind === "park" ? at.dataset.park : at.dataset.site;
}

function underneath(L, map, places) {
  const layer = L.layerGroup().addTo(map);
  const redraw = () => {
    layer.clearLayers();
    graticule(L, map, layer);
    names(L, map, layer, places);
  };
  map.on("moveend", redraw);
  redraw();
}

function graticule(L, map, layer) {
  const view = map.getBounds().pad(0.5);
  const across = map.getBounds().getEast() - map.getBounds().getWest();
  const step = [...DEGREE_STEPS].reverse().find((each) => (each / across) * map.getSize().x >= APART) ?? DEGREE_STEPS[0];
  const digits = step < 0.1 ? 2 : step < 1 ? 1 : 0;
  const line = (ends) => L.polyline(ends, { className: "graticule", interactive: false }).addTo(layer);
  const inside = map.getBounds();
  const label = (where, words) => inside.contains(where) && written(L, layer, where, words, "degree");
  for (let lon = Math.ceil(view.getWest() / step) * step; lon <= view.getEast(); lon += step) {
    line([[view.getSouth(), lon], [view.getNorth(), lon]]);
    label([inside.getSouth() + (inside.getNorth() - inside.getSouth()) * 0.05, lon], `${lon.toFixed(digits)}°E`);
  }
  for (let lat = Math.ceil(view.getSouth() / step) * step; lat <= view.getNorth(); lat += step) {
    line([[lat, view.getWest()], [lat, view.getEast()]]);
    label([lat, inside.getWest() + across * 0.02], `${lat.toFixed(digits)}°N`);
  }
}

function names(L, map, layer, places) {
  const zoom = map.getZoom();
  const finest = zoom < 6 ? 0 : zoom < 9 ? 1 : 2;
  const view = map.getBounds();
  const taken = [];
  for (const [name, lon, lat, level] of [...places].sort((one, other) => one[3] - other[3])) {
    if (level > finest || taken.length >= NAMES || !view.contains([lat, lon])) continue;
    const spot = map.latLngToContainerPoint([lat, lon]);
    const half = name.length * 7;
    if (taken.some((other) => Math.abs(other.x - spot.x) < half + other.half && Math.abs(other.y - spot.y) < 18)) continue;
    taken.push({ x: spot.x, y: spot.y, half });
    written(L, layer, [lat, lon], name, `place p${level}`);
  }
}

function written(L, layer, where, words, className) {
  const span = document.createElement("span");
  span.className = className;
  span.lang = "zh-Hans";
  span.textContent = words;
  const icon = L.divIcon({ html: span, className: "", iconSize: [0, 0] });
  L.marker(where, { icon, interactive: false, keyboard: false }).addTo(layer);
}

function turned([lon, lat]) {
  return [lat, lon];
}

function text(words) {
  const span = document.createElement("span");
  span.textContent = words;
  return span.innerHTML;
}
