// Shows what Pagefind finds, as one types. It is loaded when the reader reaches for the field.
const SHOWN = 10;
const PAUSE = 150;

const [form, count, results, more, browse] = ["form", "count", "results", "more", "browse"].map(
  (part) => document.querySelector(`.search__${part}`),
);
const texts = form.dataset;
const language = document.documentElement.lang.toLowerCase();

let engine;
let total;
let asked = 0;
let found = [];
let timer;

const pagefind = () => (engine ??= load());

async function load() {
  // All at once, not one after the other.
  soon(`wasm.${language}.pagefind`);
  const [loaded] = await Promise.all([import(at("pagefind.js")), readEntry()]);
  await loaded.options({
    excerptLength: 30,
    // A worker would load the engine twice.
    noWorker: true,
    // A word counts far more than longer ones that begin like it.
    ranking: { termSimilarity: 6, pageLength: 0.1 },
  });
  await loaded.init();
  return loaded;
}

async function readEntry() {
  const entry = await (await fetch(at("pagefind-entry.json"))).json();
  const index = entry.languages[language];
  soon(`pagefind.${index.hash}.pf_meta`);
  total = index.page_count;
}

const at = (path) => new URL(texts.index + path, location);

function soon(path) {
  const preload = { rel: "preload", as: "fetch", crossOrigin: "", href: at(path) };
  document.head.append(Object.assign(element("link", ""), preload));
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
  const next = found.slice(start, start + SHOWN).map((article) => article.data());
  await next[0];
  if (turn !== asked) return;
  if (!start) results.replaceChildren();
  for (const article of next) {
    const shown = teaser(await article);
    if (turn !== asked) return;
    results.append(shown);
  }
  more.hidden = results.children.length >= found.length;
}

// Articles with all the words and, if few, with some. A word that none has gives way to a near one.
async function ask(words, options) {
  const engine = await pagefind();
  const find = (words) => engine.search(words || null, options);
  const asked = telling(words.split(" "));
  const whole = await find(asked.join(" "));
  const all = whole.results;
  if (all.length >= SHOWN || !words || /^".+"$/.test(words)) return { all };
  const each = asked[1] ? await Promise.all(asked.map(find)) : [whole];
  const known = await Promise.all(
    asked.map(async (word, place) => {
      if (isKnown(each[place])) return word;
      const { nearest } = await import("./near_words.js");
      return nearest(word, at(`words/${language}/`));
    }),
  );
  const instead = known.join(" ");
  if (known.every(Boolean)) {
    if (instead !== asked.join(" ")) return { ...(await ask(instead, options)), instead };
  } else if (asked[1]) all.length = 0;
  const some = new Map();
  for (const result of each.flatMap(({ results }) => results)) {
    if (some.has(result.id)) some.get(result.id).score += result.score;
    else some.set(result.id, result);
  }
  all.forEach(({ id }) => some.delete(id));
  const order = options.sort.published
    ? (await find()).results.flatMap(({ id }) => some.get(id) ?? [])
    : [...some.values()].sort((one, other) => other.score - one.score);
  return { all, some: order };
}

function telling(words) {
  const dull = texts.functionWords.split(" ");
  const left = words.filter((word) => !dull.includes(word));
  return left.length ? left : words;
}

// Of unknown words Pagefind finds beginnings, with low scores.
const isKnown = ({ results, unfilteredResultCount: count }) =>
  results.some(({ score }) => score > Math.log((total + 1) / (count + 0.5)) / 4);

async function search() {
  const turn = ++asked;
  const told = [...new FormData(form)].filter(([, value]) => value);
  remember(told);
  const { q = "", order, ...choices } = Object.fromEntries(told);
  const words = q.slice(0, form.elements.q.maxLength).toLowerCase().replace(/[-/`\s]+/g, " ").trim();
  const filters = Object.entries(choices).map(([name, choice]) => [`${name}-${choice}`, "1"]);
  const wanted = words || filters.length;
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
  const number = instead ? all || some : some || all;
  return text.replace(/{(\w+)}/g, (_, name) => ({ all, number, words: instead })[name]);
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
  }
  if (location.search) search();
}

form.addEventListener("input", () => {
  pagefind().catch(() => {});
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
});
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
