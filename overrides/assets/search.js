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

const pagefind = () =>
  (engine ??= import(new URL(texts.index, location)).then(async (loaded) => {
    await loaded.options({ excerptLength: 30 });
    return loaded;
  }));

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

// Filters are named `kind: Berita`, `topic: Batik`, `year: 2026`.
const kind = ({ filters }) =>
  Object.keys(filters).find((filter) => filter.startsWith("kind: ")).slice(6);

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

async function showMore() {
  const turn = asked;
  const next = found.slice(results.children.length, results.children.length + SHOWN);
  const teasers = (await Promise.all(next.map((each) => each.data()))).map(teaser);
  if (turn !== asked) return;
  results.append(...teasers);
  more.hidden = results.children.length >= found.length;
  return teasers[0];
}

async function search() {
  const turn = ++asked;
  const { q = "", order, ...choices } = Object.fromEntries(new FormData(form));
  const words = q.trim().replace(/[-/]/g, " ");
  const filters = Object.entries(choices)
    .filter(([, label]) => label)
    .map(([name, label]) => [`${name}: ${label}`, "1"]);
  const wanted = Boolean(words || filters.length);
  remember();
  browse.hidden = wanted;
  let answer = { results: [] };
  if (wanted) {
    try {
      answer = await (await pagefind()).search(words || null, {
        filters: Object.fromEntries(filters),
        sort: order ? { published: "desc" } : {},
      });
    } catch {
      engine = undefined;
      count.textContent = texts.failed;
      return;
    }
  }
  if (turn !== asked) return;
  found = answer.results;
  results.replaceChildren();
  more.hidden = true;
  const sentence = { 0: texts.none, 1: texts.one }[found.length] ?? texts.count;
  count.textContent = wanted ? sentence.replace("{number}", found.length) : "";
  await showMore();
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
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  search();
});
more.firstElementChild.addEventListener("click", async () => {
  (await showMore())?.querySelector("a").focus();
});
recall();
