"use strict";

// Everything that comes from a file's name goes in as text, never as markup.
(() => {
  const byId = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(byId(id).textContent);

  // Shown until a picture is in sight.
  const EMPTY = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7";

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  // ---- Pictures: the tables that all files of a kind begin with are stored once.

  const pictures = read("picture-data");
  const addresses = new Map();

  function bytes(base64) {
    const text = atob(base64);
    const array = new Uint8Array(text.length);
    for (let index = 0; index < text.length; index++) array[index] = text.charCodeAt(index);
    return array;
  }

  function address(number) {
    if (!addresses.has(number)) {
      const [head, body] = pictures.bodies[number].split(" ");
      const parts = [bytes(pictures.heads[Number(head)]), bytes(body)];
      addresses.set(number, URL.createObjectURL(new Blob(parts, { type: "image/jpeg" })));
    }
    return addresses.get(number);
  }

  function load(image) {
    if (!image.dataset.picture) return;
    image.src = address(Number(image.dataset.picture));
    image.removeAttribute("data-picture");
  }

  const sight = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      sight.unobserve(target);
      load(target);
    }
  }, { rootMargin: "400px" });

  function watch(root) {
    for (const image of root.querySelectorAll("img[data-picture]")) sight.observe(image);
  }

  watch(document);
  addEventListener("beforeprint", () => {
    document.querySelectorAll("img[data-picture]").forEach(load);
  });

  // ---- Numbers at the pointer

  const tip = byId("tip");
  const marked = (target) => target instanceof Element && target.closest("[data-tip]");

  for (const title of document.querySelectorAll("svg title")) {
    title.parentElement.dataset.tip = title.textContent;
    title.remove();
  }

  function showTip(event) {
    const target = marked(event.target);
    tip.style.display = target ? "block" : "none";
    if (!target) return;
    tip.textContent = target.dataset.tip;
    const { width, height } = tip.getBoundingClientRect();
    const left = Math.min(event.clientX + 14, innerWidth - width - 8);
    const below = event.clientY + 18;
    tip.style.left = `${Math.max(8, left)}px`;
    tip.style.top = `${below + height > innerHeight ? event.clientY - height - 12 : below}px`;
  }

  addEventListener("pointermove", showTip);
  addEventListener("pointerdown", showTip);
  addEventListener("scroll", () => { tip.style.display = "none"; }, { passive: true });

  // ---- One face

  const detail = byId("detail");
  const fates = {
    kept: "kept", duplicate: "left out as a duplicate", excluded: "left out by name",
    pruned: "left out, too few faces",
  };

  function showDetail(item) {
    const face = item.dataset;
    const facts = [
      ["photograph", face.path], ["raw tree", face.source], ["face", face.id],
      ["what became of it", fates[face.fate] ?? face.fate], ["row", face.place],
      ["face width", `${face.width} pixels`], ["score", face.score],
      ["sharpness", face.sharpness], ["rotation", `${face.rotation}°`],
    ];
    const list = make("dl");
    for (const [name, value] of facts) {
      if (value) list.append(make("dt", {}, name), make("dd", {}, make("bdi", {}, value)));
    }
    const shown = item.querySelector("img");
    if (shown) load(shown);
    const image = shown ? [make("img", { src: shown.src, alt: shown.alt })] : [];
    const name = make("h2", { id: "detail-name" }, make("bdi", {}, face.name));
    detail.querySelector(".body").replaceChildren(...image, name, list);
    detail.showModal();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".face .open");
    if (button) showDetail(button.parentElement);
    if (event.target === detail || event.target.closest("dialog .close")) detail.close();
  });

  // ---- Contact sheets

  const text = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const tabs = [...document.querySelectorAll('[role="tab"]')];
  const sort = byId("sort");
  const direction = byId("direction");

  function choose(tab) {
    for (const other of tabs) {
      const isChosen = other === tab;
      other.setAttribute("aria-selected", String(isChosen));
      other.tabIndex = isChosen ? 0 : -1;
      byId(other.getAttribute("aria-controls")).hidden = !isChosen;
    }
    arrange();
  }

  // Without a script all of them are there, one below the other.
  if (tabs.length) choose(tabs[0]);

  for (const tab of tabs) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
      choose(next);
      next.focus();
    });
  }

  function arrange() {
    const list = document.querySelector(".sheet:not([hidden]) .cards");
    if (!list) return;
    const items = [...list.children];
    items.forEach((item, index) => { item.dataset.drawn ??= index; });
    const key = sort.value || "drawn";
    const sign = sort.value && direction.getAttribute("aria-pressed") === "true" ? -1 : 1;
    items.sort((one, other) => {
      const [a, b] = [one.dataset[key], other.dataset[key]];
      const order = key === "name" ? text.compare(a, b) : Number(a) - Number(b);
      return sign * order || Number(one.dataset.drawn) - Number(other.dataset.drawn);
    });
    list.replaceChildren(...items);
  }

  if (sort) {
    sort.addEventListener("change", arrange);
    direction.addEventListener("click", () => {
      const isPressed = direction.getAttribute("aria-pressed") === "true";
      direction.setAttribute("aria-pressed", String(!isPressed));
      arrange();
    });
  }

  // ---- People

  const { sources, people } = read("people-data");
  const fields = { name: 0, source: 1, kept: 2, left: 3, rejected: 4, score: 5, sharpness: 6, remark: 7 };
  const body = byId("directory").tBodies[0];
  const search = byId("search");
  const plain = (value) => value.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const names = people.map((person) => plain(person[fields.name]).replaceAll("_", " "));
  let found = people.map((_, index) => index);
  let order = { key: null, sign: 1 };
  let shown = 0;
  let searched = "";

  function number(value, decimals = 0) {
    if (value === null) return "–";
    const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    return value.toLocaleString("en", options);
  }

  function card(name, face) {
    const [picture, source, path, id, fate, width, score, sharpness, rotation, place] = face;
    const item = make("li", {
      class: "face", "data-name": name, "data-source": source, "data-path": path, "data-id": id,
      "data-fate": fate, "data-width": width, "data-score": score, "data-sharpness": sharpness,
      "data-rotation": rotation, "data-place": place,
    });
    const image = picture === null
      ? make("span", { class: "nothing" })
      : make("img", { "data-picture": picture, src: EMPTY, alt: `Aligned face of ${name}`, width: 96, height: 96 });
    const badge = fate === "kept" ? [] : [make("span", { class: "badge" }, fate)];
    const label = make("span", { class: "name" }, make("bdi", {}, path.split("/").pop()));
    const fact = make("span", { class: "fact" }, `${number(width)} px · ${number(score, 2)} `, ...badge);
    item.append(make("button", { type: "button", class: "open" }, image, label, fact));
    return item;
  }

  function open(index, row, button) {
    const isOpen = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!isOpen));
    if (isOpen) {
      row.nextElementSibling.remove();
      return;
    }
    const person = people[index];
    const faces = person[9];
    const all = person[fields.kept] + person[fields.left];
    const cell = make("td", { colspan: 7 });
    if (faces.length) {
      const list = make("ul", { class: "cards" });
      for (const face of faces) list.append(card(person[fields.name], face));
      cell.append(list);
    }
    if (faces.length < all) {
      const some = faces.length
        ? `${faces.length} of ${number(all)} faces are here. ` : "The page has no room for these faces. ";
      const name = person[fields.name].includes("…") ? "NAME" : person[fields.name].replaceAll("'", "'\\''");
      cell.append(make("p", { class: "note" }, `${some}All of them, as far as a page has room: `,
        make("code", {}, `align-dataset report DIR --identity '${name}' -o person.html`)));
    } else if (!all) {
      cell.append(make("p", { class: "note" }, "None of the photographs gave a face."));
    }
    row.after(make("tr", { class: "opened" }, cell));
    watch(cell);
  }

  function row(index) {
    const person = people[index];
    const picture = person[8];
    const image = picture === null
      ? make("span", { class: "nothing" })
      : make("img", { "data-picture": picture, src: EMPTY, alt: "", width: 40, height: 40 });
    const label = make("span", {}, make("bdi", {}, person[fields.name]));
    if (sources.length > 1) {
      label.append(" ", make("span", { class: "note" }, make("bdi", {}, sources[person[fields.source]])));
    }
    const button = make("button", { type: "button", class: "person", "aria-expanded": "false" }, image, label);
    const cells = [
      ["kept", number(person[fields.kept])], ["left", number(person[fields.left])],
      ["rejected", number(person[fields.rejected])], ["score", number(person[fields.score], 2)],
      ["sharpness", number(person[fields.sharpness])],
    ].map(([key, value]) => make("td", { class: "number", "data-of": key }, value));
    const line = make("tr", {}, make("th", { scope: "row" }, button), ...cells,
      make("td", { class: "note", "data-of": "remark" }, person[fields.remark]));
    button.addEventListener("click", () => open(index, line, button));
    return line;
  }

  function more(count) {
    const next = found.slice(shown, shown + count);
    shown += next.length;
    const lines = next.map(row);
    body.append(...lines);
    lines.forEach(watch);
    byId("more").hidden = shown >= found.length;
    const what = found.length === 1 ? "person" : "people";
    byId("matches").textContent = shown < found.length
      ? `${number(found.length)} ${what}, ${number(shown)} shown` : `${number(found.length)} ${what}`;
  }

  function list() {
    searched = search.value;
    const words = plain(searched).replaceAll("_", " ").trim();
    found = people.map((_, index) => index).filter((index) => names[index].includes(words));
    if (order.key) {
      const field = fields[order.key];
      const isText = order.key === "name" || order.key === "remark";
      found.sort((one, other) => {
        const [a, b] = [people[one][field], people[other][field]];
        // What is not known, or not said, comes last in either direction.
        const none = (value) => value === null || value === "";
        if (none(a) || none(b)) return none(a) - none(b) || one - other;
        return order.sign * (isText ? text.compare(a, b) : a - b) || one - other;
      });
    }
    shown = 0;
    body.replaceChildren();
    more(50);
  }

  let waiting;
  for (const event of ["input", "change"]) {
    search.addEventListener(event, () => {
      clearTimeout(waiting);
      // A field that is only left has changed nothing, and what was opened stays open.
      if (search.value !== searched) waiting = setTimeout(list, 120);
    });
  }
  byId("more").addEventListener("click", () => more(200));
  for (const button of document.querySelectorAll("#directory thead button")) {
    button.parentElement.dataset.of = button.dataset.sort;
    button.addEventListener("click", () => {
      const key = button.dataset.sort;
      const first = key === "name" || key === "score" || key === "sharpness" ? 1 : -1;
      order = { key, sign: order.key === key ? -order.sign : first };
      for (const other of document.querySelectorAll("#directory thead th")) other.removeAttribute("aria-sort");
      button.parentElement.setAttribute("aria-sort", order.sign > 0 ? "ascending" : "descending");
      list();
    });
  }
  list();
})();
