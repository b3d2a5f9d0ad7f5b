// Shows what Pagefind finds, as one types. Nothing of Pagefind is loaded before the reader reaches for the field.
const SHOWN = 10;
const PAUSE = 150;
const LONGEST = 200;

const form = document.querySelector(".search__form");
const count = document.querySelector(".search__count");
const results = document.querySelector(".search__results");
const more = document.querySelector(".search__more");
const browse = document.querySelector(".search__browse");
const texts = form.dataset;
const language = document.documentElement.lang.toLowerCase();

let engine;
let asked = 0;
let found = [];
let timer;

const pagefind = () => (engine ??= load());

async function load() {
  // What a first search needs is asked for at once, not one thing after the other.
  soon(`wasm.${language}.pagefind`);
  fetch(at("pagefind-entry.json"))
    .then((answer) => answer.json())
    .then(({ languages }) => soon(`pagefind.${languages[language].hash}.pf_meta`))
    .catch(() => {});
  const loaded = await import(at("pagefind.js"));
  await loaded.options({
    excerptLength: 30,
    // A worker would carry the engine a second time.
    noWorker: true,
    // A word itself counts far more than longer ones that begin like it.
    ranking: { termSimilarity: 6, pageLength: 0.1 },
  });
  await loaded.init();
  return loaded;
}

const at = (path) => new URL(texts.index + path, location);

function soon(path) {
  const preload = element("link", "");
  Object.assign(preload, { rel: "preload", as: "fetch", crossOrigin: "", href: at(path) });
  document.head.append(preload);
}

// In the index a word's relatives stand beside it: 0`menari,`tari is "menari,".
const plain = (text) => text.replace(/0`|`\S*/g, "");

// Pagefind marks words in a text in which it has escaped nothing but angle brackets.
function marked(excerpt) {
  return excerpt.split(/<mark>(.*?)<\/mark>/).map((part, place) => {
    const text = plain(part.replaceAll("&lt;", "<").replaceAll("&gt;", ">"));
    return place % 2 ? element("mark", "", text) : text;
  });
}

function element(name, part, ...content) {
  const made = document.createElement(name);
  if (part) made.className = `search__${part}`;
  made.append(...content);
  return made;
}

// Filters are named kind-news, topic-batik, year-2026.
const kind = ({ filters }) =>
  [...form.elements.kind.options].find(({ value }) => `kind-${value}` in filters)?.text;

// Days are counted from the first of year 1.
const day = ({ meta }) =>
  new Date((meta.day - 719163) * 86400000).toLocaleDateString(texts.locale, {
    dateStyle: "long",
    timeZone: "UTC",
  });

function teaser(article) {
  const link = element("a", "", plain(article.meta.title));
  link.href = article.url;
  return element(
    "li",
    "result",
    element("h2", "title", link),
    element("p", "excerpt", ...marked(article.excerpt)),
    element("p", "day", `${kind(article)} · ${day(article)}`),
  );
}

// Each is shown as it arrives; those of the search before stay until then.
async function showMore(start = results.children.length) {
  const turn = asked;
  const old = start ? [] : [...results.children];
  const next = found.slice(start, start + SHOWN).map((article) => article.data());
  for (const article of next) {
    const shown = teaser(await article);
    if (turn !== asked) return;
    old.splice(0).forEach((each) => each.remove());
    results.append(shown);
  }
  old.forEach((each) => each.remove());
  more.hidden = results.children.length >= found.length;
}

// Articles with all the words and, while they are few, some. A word that none has gives way to a near one.
async function ask(words, options) {
  const engine = await pagefind();
  const find = async (words) => (await engine.search(words, options)).results;
  if (!words || /^".+"$/.test(words)) return { all: await find(words || null) };
  const asked = telling(words.split(" "));
  const all = await find(asked.join(" "));
  if (all.length >= SHOWN) return { all };
  const each = await Promise.all(asked.map(find));
  const known = await Promise.all(
    asked.map((word, place) => (each[place].some(isTold) ? word : near(word))),
  );
  const instead = known.join(" ");
  if (known.every(Boolean)) {
    if (instead !== asked.join(" ")) return { ...(await ask(instead, options)), instead };
  } else all.length = 0;
  const some = new Map();
  for (const result of each.filter((_, place) => known[place]).flat()) {
    if (some.has(result.id)) some.get(result.id).score += result.score;
    else some.set(result.id, result);
  }
  all.forEach(({ id }) => some.delete(id));
  const order = options.sort.published
    ? (await find(null)).flatMap(({ id }) => some.get(id) ?? [])
    : [...some.values()].sort((one, other) => other.score - one.score);
  return { all, some: order };
}

// Pagefind finds beginnings of unknown words, but hardly counts them.
const isTold = ({ score }) => score > 0.02;

const functionWords = texts.functionWords.split(" ");

function telling(words) {
  const left = words.filter((word) => !functionWords.includes(word));
  return left.length ? left : words;
}

const near = async (word) =>
  (await import("./near_words.js")).nearest(word, at(`words/${language}/`));

async function search() {
  const turn = ++asked;
  const { q = "", order, ...choices } = Object.fromEntries(new FormData(form));
  const words = q.slice(0, LONGEST).toLowerCase().replace(/[-/`\s]+/g, " ").trim();
  const filters = Object.entries(choices)
    .filter(([, choice]) => choice)
    .map(([name, choice]) => [`${name}-${choice}`, "1"]);
  const wanted = words || filters.length;
  remember();
  browse.hidden = Boolean(wanted);
  try {
    const answer = wanted
      ? await ask(words, {
          filters: Object.fromEntries(filters),
          sort: order ? { published: "desc" } : {},
        })
      : { all: [] };
    if (turn !== asked) return;
    const { all, some = [], instead } = answer;
    found = [...all, ...some];
    await showMore(0);
    if (turn !== asked) return;
    count.textContent = wanted ? sentence(all.length, some.length, instead) : "";
  } catch {
    if (turn !== asked) return;
    engine = undefined;
    browse.hidden = false;
    count.textContent = texts.failed;
  }
}

function sentence(all, some, instead) {
  let text = { 0: texts.none, 1: texts.one }[all] ?? texts.count;
  if (some) text = all ? texts.both : texts.some;
  if (instead) text = texts.instead;
  return text
    .replace("{all}", all)
    .replace("{number}", instead ? all + some : some || all)
    .replace("{words}", () => instead);
}

// The address always leads back to what is shown.
function remember() {
  const address = new URL(location);
  address.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  history.replaceState(null, "", address);
}

function recall() {
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
  if (location.search) search();
}

form.addEventListener("input", () => {
  pagefind().catch(() => {});
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
});
// Whoever reaches for the field is about to type.
form.elements.q.addEventListener("pointerdown", () => pagefind().catch(() => {}));
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
