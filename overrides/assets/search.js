// Shows what Pagefind finds, as one types. Nothing of Pagefind is loaded before the reader asks for something.
const SHOWN = 10;
const PAUSE = 150;

const form = document.querySelector(".search__form");
const count = document.querySelector(".search__count");
const results = document.querySelector(".search__results");
const more = document.querySelector(".search__more");
const browse = document.querySelector(".search__browse");
const texts = form.dataset;

let engine;
let asked = 0;
let found = [];
let timer;

const pagefind = () => (engine ??= load());

async function load() {
  // The heaviest part is asked for at once, not only after what asks for it.
  const preload = element("link", "");
  Object.assign(preload, { rel: "preload", as: "fetch", crossOrigin: "", href: texts.engine });
  document.head.append(preload);
  const loaded = await import(new URL(texts.index, location));
  await loaded.options({
    excerptLength: 30,
    // A worker would be loaded after the engine, and carry it a second time.
    noWorker: true,
    // The word itself counts far more than longer ones that begin like it.
    ranking: { termSimilarity: 6, pageLength: 0.1 },
  });
  await loaded.init();
  return loaded;
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

// Each is shown as soon as it has arrived; those of the search before stay until then.
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

// Articles with all the words; where there are none, those with most of them.
async function ask(words, options) {
  const engine = await pagefind();
  const { results: all } = await engine.search(words || null, options);
  const single = words.split(/\s+/);
  if (all.length || single.length < 2) return { articles: all };
  const some = new Map();
  for (const word of single) {
    for (const result of (await engine.search(word, options)).results) {
      const known = some.get(result.id);
      if (known) known.score += result.score;
      else some.set(result.id, result);
    }
  }
  return { articles: [...some.values()].sort((one, other) => other.score - one.score), some: true };
}

async function search() {
  const turn = ++asked;
  const { q = "", order, ...choices } = Object.fromEntries(new FormData(form));
  const words = q.replace(/[-/]/g, " ").trim();
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
      : { articles: [] };
    if (turn !== asked) return;
    found = answer.articles;
    await showMore(0);
    if (turn !== asked) return;
    count.textContent = wanted ? sentence(found.length, answer.some) : "";
  } catch {
    if (turn !== asked) return;
    engine = undefined;
    browse.hidden = false;
    count.textContent = texts.failed;
  }
}

function sentence(number, some) {
  const text = some && number ? texts.some : ({ 0: texts.none, 1: texts.one }[number] ?? texts.count);
  return text.replace("{number}", number);
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
