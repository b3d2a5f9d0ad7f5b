// The search page's field and results. What finds is loaded when the reader reaches for the field (find.js, Pagefind).
const SHOWN = 10;
const PAUSE = 150;

const [form, loading, count, on, results, more, cited, browse] = "form loading count on results more cited browse"
  .split(" ")
  .map((part) => document.querySelector(`.search__${part}`));
const texts = form.dataset;
const others = JSON.parse(texts.others);
const language = document.documentElement.lang;
const at = (path) => new URL(texts.index + path, location).href;
const folder = (name) => at(`${name.toLowerCase()}/`);

// find.js watches what it fetches; what is no part of the index may be missing.
const ask = window.fetch.bind(window);

let finder;
let attempt = 0;
let asked = 0;
let found = {};
let timer;

// All parts at once, not one after the other.
function load() {
  finder ??= (async () => {
    const own = folder(language);
    soon(`${own}pagefind.js${query()}`, "modulepreload");
    soon(`${own}wasm.${language.toLowerCase()}.pagefind`);
    const entry = fetch(`${own}pagefind-entry.json`, { cache: "no-cache" }).then((answer) => answer.json());
    entry.then(({ languages }) => soon(`${own}pagefind.${Object.values(languages)[0].hash}.pf_meta`), () => {});
    const loaded = await import(`./find.js${query()}`);
    await loaded.openIndex(own, entry);
    return loaded;
  })();
  return finder;
}

// A part that did not arrive is asked for again under another name: a module fails for good.
const query = () => (attempt ? `?${attempt}` : "");

function soon(href, rel = "preload") {
  const how = rel === "preload" ? { as: "fetch", crossOrigin: "" } : {};
  document.head.append(Object.assign(element("link", ""), { rel, href, ...how }));
}

function element(name, part, ...content) {
  const made = document.createElement(name);
  if (part) made.className = `search__${part}`;
  made.append(...content);
  return made;
}

const marked = (words) =>
  words.flatMap(([word, isHit], place) => [place ? " " : "", isHit ? element("mark", "", word) : word]);

// Filters are named kind-news, topic-batik, year-2026.
const kind = (filters) => [...form.elements.kind.options].find(({ value }) => `kind-${value}` in filters)?.text;

const day = (text) =>
  text && new Date(text).toLocaleDateString(texts.locale, { dateStyle: "long", timeZone: "UTC" });

function teaser({ url, title, excerpt, heading, card, filters }, tongue) {
  // Found in another language, but told in this one too.
  const [address, own] = (tongue && card[language]) || [];
  const link = element("a", "", ...(own ? [own] : marked(title)));
  link.href = own ? new URL(address.slice(1), at("../")).href : url;
  const told = element("p", "excerpt", ...marked(excerpt));
  if (tongue) told.lang = tongue;
  if (tongue && !own) link.lang = tongue;
  const made = element("li", "result", element("h2", "title", link));
  if (heading && !own) made.append(element("p", "section", heading));
  made.append(told, element("p", "day", [kind(filters), card.days ?? day(card.day)].filter(Boolean).join(" · ")));
  return made;
}

// Each is shown as it arrives; those of the search before stay until then.
async function showMore(start = results.children.length) {
  const turn = asked;
  const { describe } = await load();
  const next = found.results.slice(start, start + SHOWN).map(describe);
  await next[0];
  if (turn !== asked) return;
  if (!start) results.replaceChildren();
  for (const page of next) {
    const shown = teaser(await page, found.tongue);
    if (turn !== asked) return;
    results.append(shown);
  }
  more.hidden = results.children.length >= found.results.length;
}

async function search(typing) {
  const turn = ++asked;
  const told = [...new FormData(form)].filter(([, value]) => value);
  remember(told);
  const { q = "", order, ...choices } = Object.fromEntries(told);
  const words = q.slice(0, form.elements.q.maxLength);
  const filters = Object.fromEntries(Object.entries(choices).map(([name, choice]) => [`${name}-${choice}`, "1"]));
  const wanted = words.trim() || Object.keys(choices).length;
  browse.hidden = Boolean(wanted);
  loading.textContent = wanted && !results.children.length ? texts.loading : "";
  try {
    const { find } = await load();
    const answer = wanted
      ? await find(words, {
          folder: folder(language),
          others: Object.keys(others).map(folder),
          filters,
          newest: Boolean(order),
          typing,
        })
      : { results: [], all: 0, suggestions: [] };
    if (turn !== asked) return;
    answer.tongue = Object.keys(others).find((other) => folder(other) === answer.folder);
    found = answer;
    await showMore(0);
    if (turn !== asked) return;
    count.textContent = wanted ? sentence(answer) : "";
    leadOn(answer, words, wanted);
    showCited(Object.keys(choices).length ? "" : words, turn).catch(() => {});
  } catch {
    if (turn !== asked) return;
    finder = undefined;
    attempt++;
    results.replaceChildren();
    more.hidden = true;
    on.hidden = true;
    if (cited) cited.hidden = true;
    browse.hidden = false;
    count.textContent = texts.failed;
  }
  loading.textContent = "";
}

// Other cities' own news, where there are any.
async function showCited(words, turn) {
  if (!cited) return;
  const { findCited } = await import(`./cited.js${query()}`);
  const entries = await findCited(words, { page: cited.dataset.page, typed: `${folder(language)}typed.json`, ask });
  if (turn !== asked) return;
  cited.querySelector("ol").replaceChildren(...entries);
  cited.hidden = !entries.length;
}

function sentence({ results, all, instead, tongue }) {
  const some = results.length - all;
  let text = { 0: texts.none, 1: texts.one }[all] ?? texts.count;
  if (some) text = all ? texts.both : texts.some;
  if (instead && results.length) text = texts.instead;
  if (tongue) text = texts.elsewhere;
  const number = instead || tongue ? results.length : some || all;
  return text.replace(/{(\w+)}/g, (_, name) => ({ all, number, words: instead, language: others[tongue]?.name })[name]);
}

// Other words to try, the same words in the other language, or topics and the newsroom.
function leadOn({ results, suggestions, tongue }, words, wanted) {
  const isLost = wanted && !results.length;
  const links = on.querySelector(".search__links");
  const way = (label, address, q) => {
    const link = element("a", "", label);
    const target = new URL(address, location);
    target.search = new URLSearchParams({ q });
    link.href = target;
    return link;
  };
  links.replaceChildren();
  const tried = isLost ? suggestions.map((words) => way(words, "", words)) : [];
  if (tried.length) links.append(`${texts.suggest} `, ...tried.flatMap((link, place) => (place ? [" · ", link] : [link])));
  if (tongue) links.append(way(others[tongue].label, others[tongue].address, words));
  on.hidden = !isLost && !tongue;
  on.lastElementChild.hidden = !isLost;
  browse.hidden = Boolean(wanted && !isLost);
}

// The address leads back to what is shown.
function remember(told) {
  const address = new URL(location);
  address.search = new URLSearchParams(told);
  history.replaceState(null, "", address);
}

function recall() {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
    if (value && field?.form && name !== "q") form.querySelector("details").open = true;
  }
  if (location.search) search();
}

form.addEventListener("input", () => {
  load().catch(() => {});
  clearTimeout(timer);
  timer = setTimeout(() => search(true), PAUSE);
});
form.elements.q.addEventListener("pointerdown", () => load().catch(() => {}));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  search();
});
more.firstElementChild.addEventListener("click", async () => {
  const last = results.lastElementChild;
  await showMore();
  last.nextElementSibling?.querySelector("a").focus();
});
recall();
