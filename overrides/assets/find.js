// Finds pages for what a reader types. Pagefind looks single words up; here it is decided which words count, which page
// comes first, and what a result shows. It is loaded with Pagefind, when the reader reaches for the field.
const BREAK = "¦";
const FORM_FILES = 128;
const EXCERPT = 30;
// Where no page has all words of a query, one must have this share of what the query tells, numbers apart; a word that it
// mentions once, in passing, counts for less than one that scores SURE. Beside pages that have all words, less is worth showing.
const [ENOUGH, ENOUGH_BESIDE, SURE] = [0.5, 0.3, 1];
// Words that a page has among sources and examples alone are not enough.
const ENOUGH_OF_ALL = 0.3;
// Words that stand far from each other must score so much.
const TOGETHER = 1.25;
const RANKING = { termSimilarity: 6, pageLength: 0.2, termSaturation: 1.5, metaWeights: { title: 1 } };
const NEIGHBOURS = 1;
// How near words behind one another are, by the words between them.
const CLOSE = [[0, 1], [4, 0.4]];
const ROW = 2;
const QUESTION = 3;
// Of a share: sums are not exact.
const ALL = 0.999;
// Words of sources and examples alone score less than this.
const APART = 0.3;

// A module that failed to load fails again under the same name: another attempt has another.
const attempt = new URL(import.meta.url).search;
const indexes = new Map();

// Pagefind goes on without a part of the index that did not arrive, and finds less; a search must not.
let lost = "";
const fetched = window.fetch;
window.fetch = async (...wanted) => {
  const answer = await fetched(...wanted).catch((error) => {
    lost = error.message;
    throw error;
  });
  if (!answer.ok) lost = answer.url;
  return answer;
};

async function json(address) {
  return (await fetch(address)).json();
}

async function text(address) {
  return (await fetch(address)).text();
}

export function openIndex(folder, entry = json(`${folder}pagefind-entry.json`)) {
  if (!indexes.has(folder)) indexes.set(folder, load(folder, entry));
  return indexes.get(folder);
}

async function load(folder, entry) {
  const [pagefind, typed, { languages }] = await Promise.all([
    import(`${folder}pagefind.js${attempt}`),
    json(`${folder}typed.json`),
    entry,
  ]);
  // A worker would load the engine twice.
  await pagefind.options({ noWorker: true, ranking: RANKING });
  await pagefind.init();
  const total = Object.values(languages)[0].page_count;
  const { words, particles } = typed;
  return { folder, typed: words, particles, total, search: pagefind.search, forms: new Map() };
}

// The index has one term for all forms of a word, in files of lines: the term, and the words that are looked up under it.
async function termOf(index, word) {
  const number = [word[0], word[word.length >> 1], word.at(-1)].reduce((sum, letter, place) => sum + letter.charCodeAt(0) * [1, 3, 7][place], word.length * 13) % FORM_FILES;
  if (!index.forms.has(number)) {
    index.forms.set(
      number,
      text(`${index.folder}words/forms${number}.txt`).then((lines) => new Map(
        lines.split("\n").flatMap((line) => {
          const [term, ...words] = line.split(" ");
          return words.map((each) => [each, term]);
        }),
      )),
    );
  }
  return (await index.forms.get(number)).get(word);
}

// What a word may be looked up under: its term, else itself, else the same without particles (kotanya, kotalah).
async function* termsOf(index, word) {
  const term = await termOf(index, word);
  yield term ?? word;
  let rest = word;
  for (const particle of term ? [] : index.particles) {
    if (!rest.endsWith(particle) || rest.length < particle.length + 3) continue;
    rest = rest.slice(0, -particle.length);
    if (!(rest in index.typed)) yield (await termOf(index, rest)) ?? rest;
  }
}

// The answer to a query: `results`, best first, of which the first `all` have all its words. `instead` is the query that
// they answer where slips were mended; `suggestions` those to try where there are none; `folder` where they are found.
export async function find(text, { folder, others = [], filters = {}, newest = false, typing = false }) {
  const index = await openIndex(folder);
  const order = newest && (await index.search(null, { filters, sort: { published: "desc" } })).results;
  const query = parse(text, index.typed);
  if (!query.terms.length) {
    const listed = text.trim() ? [] : (order || (await index.search(null, { filters, sort: { published: "desc" } })).results);
    return check({ results: listed.map((result) => ({ result, hits: [] })), all: listed.length, suggestions: [], folder });
  }
  const own = await answer(index, query, { filters, mends: true, typing, others });
  if (order) own.results = order.flatMap(({ id }) => own.results.find(({ result }) => result.id === id) ?? []);
  if (own.results.length && !own.isForeign) return check(own);
  for (const other of others) {
    const there = await openIndex(other);
    const meant = parse(text, there.typed);
    const found = meant.isTelling && (await answer(there, meant, { filters }));
    if (found.results?.length) return check(found);
  }
  return check(own.isForeign ? { ...own, results: [], all: 0 } : own);
}

function check(answer) {
  if (lost) throw new Error(lost);
  return answer;
}

// Words in the order typed, without those that only make questions; `gap` is how many of these stood before a word.
function parse(text, typed) {
  const plain = text.toLowerCase().replace(/[“”„«»]/g, '"').replace(/[‘’]/g, "'");
  const phrases = [...plain.matchAll(/"([^"]+)"/g)].map(([, phrase]) => phrase.trim());
  const separated = plain.replace(/[-–/`"\s]+/g, " ");
  const isPhrase = (key) => key.includes(" ");
  const words = Object.keys(typed).filter(isPhrase).reduce((rest, phrase) => ` ${rest} `.replace(` ${phrase} `, " ").trim(), separated).split(" ");
  const telling = [];
  let gap = 0;
  let asked;
  for (const word of words.filter((each) => /[\p{L}\p{N}]/u.test(each))) {
    const meant = typed[word.replace(/[^\p{L}\p{N}]/gu, "")] ?? word;
    if (meant[0] === "?") asked ??= meant.slice(1);
    if (!meant || meant[0] === "?") {
      gap++;
      continue;
    }
    for (const each of meant.split(" ").filter(Boolean)) {
      telling.push({ word: each, gap });
      gap = 0;
    }
  }
  const all = words.filter((each) => /[\p{L}\p{N}]/u.test(each)).map((word) => ({ word, gap: 0 }));
  const terms = telling.length ? telling : all;
  return { terms: terms.filter(({ word }, place) => terms.findIndex((each) => each.word === word) === place), isTelling: telling.length > 0, asked, phrases };
}

async function answer(index, query, { filters, mends = false, typing = false, others = [] }) {
  const { terms, asked, phrases } = query;
  const words = terms.map(({ word }) => word);
  const [question, ...told] = await Promise.all([asked, ...words].map((word) => (word ? lookUp(index, word, filters) : null)));
  const isDoubtful = told.some((each) => !each || each.isApart);
  const { cures, suggested, isForeign } = mends && isDoubtful ? await mend(index, words, told, { typing, others }) : { cures: [], suggested: words };
  let found = told;
  let results = [];
  let mended = words;
  if (cures.some(Boolean)) {
    found = await Promise.all(told.map((each, place) => (cures[place] ? lookUp(index, cures[place], filters) : each)));
    mended = words.map((word, place) => cures[place] || word);
    // What was meant stands beside the other words.
    results = rank(index, terms, found, question).filter(({ share, isTogether }) => share > ALL && isTogether);
  }
  const isMended = results.length > 0;
  if (!isMended) results = rank(index, terms, told, question);
  for (const phrase of phrases.filter((each) => each.includes(" "))) {
    const terms = await Promise.all(phrase.split(/\s+/).map(async (word) => (await termOf(index, word)) ?? word));
    const exact = new Set((await index.search(`"${terms.join(" ")}"`, { filters })).results.map(({ id }) => id));
    results = results.filter(({ result }) => exact.has(result.id));
  }
  const telling = suggested.filter((word, place) => word && (found[place]?.idf ?? 1) > 0.5);
  const suggestions = telling.join(" ") === words.join(" ") ? telling : [telling.join(" ")];
  return {
    results,
    all: results.filter(({ share }) => share > ALL).length,
    instead: isMended ? mended.join(" ") : "",
    suggestions: results.length || words.length === 1 && suggested[0] === words[0] ? [] : suggestions.filter(Boolean),
    isForeign,
    folder: index.folder,
  };
}

// For words that no page has: what was meant (`cures`), what may have been meant (`suggested`), and whether the query is
// rather in another language (`isForeign`).
async function mend(index, words, told, { typing, others }) {
  const { near, isThere } = await import(`./near_words.js${attempt}`);
  const cures = [];
  const suggested = [...words];
  let known = told.reduce((sum, each) => sum + (each && !each.isApart ? each.idf : 0), 0);
  await Promise.all(
    words.map(async (word, place) => {
      if (told[place] && !told[place].isApart) return;
      const isOther = (await Promise.all(others.map((other) => isThere(word, other)))).some(Boolean);
      if (isOther) known -= idf(index, 1);
      if (told[place]) return;
      const { begun, slip, far } = await near(word, index.folder, index.typed);
      const isGoingOn = typing && place === words.length - 1;
      cures[place] = (isGoingOn && begun) || (isOther ? "" : slip);
      suggested[place] = cures[place] || (isOther ? word : (far ?? ""));
    }),
  );
  return { cures, suggested, isForeign: known < 0 };
}

const idf = ({ total }, pages) => Math.log(1 + (total - pages + 0.5) / (pages + 0.5));

// The pages that have a word or one of its forms, with their scores; null where none has. Pagefind takes longer words for
// the word too, or shorter ones where there are none: only a search in quotes tells what is really there.
async function lookUp(index, word, filters) {
  for await (const term of termsOf(index, word)) {
    const exact = await index.search(`"${term}"`, { filters });
    const count = exact.unfilteredResultCount;
    if (!count) continue;
    const isThere = new Set(exact.results.map(({ id }) => id));
    const loose = await index.search(term, { filters });
    const scale = idf(index, loose.unfilteredResultCount);
    const pages = new Map();
    for (const result of loose.results) {
      if (isThere.has(result.id)) pages.set(result.id, { result, score: result.score / scale });
    }
    const isApart = pages.size > 0 && Math.max(...[...pages.values()].map(({ score }) => score)) < APART;
    return { pages, idf: idf(index, count), isApart };
  }
  return null;
}

// The pages that tell enough of a query, best first. `share` is how much of the query a page has at all.
function rank(index, terms, told, question) {
  // A word that no page has tells the most.
  const whole = told.reduce((sum, each) => sum + (each?.idf ?? idf(index, 0)), 0);
  const rarest = Math.max(...told.map((each) => each?.idf ?? 0));
  const pages = new Map();
  told.forEach((each, place) => {
    for (const [id, { result, score }] of each?.pages ?? []) {
      if (!pages.has(id)) pages.set(id, { result, score: 0, share: 0, sure: 0, dated: 0, hits: [] });
      const page = pages.get(id);
      page.score += score * each.idf;
      page.share += each.idf / whole;
      page.sure += (each.idf / whole) * Math.min(1, score / SURE);
      if (/^\d+$/.test(terms[place].word)) page.dated += each.idf / whole;
      page.hits.push({ place, weight: each.idf, at: result.words });
    }
  });
  // A title that begins as its question does.
  for (const [id, { result }] of question?.pages ?? []) {
    const isTitle = result.matchedMetaFields?.includes("title");
    if (isTitle && pages.has(id)) pages.get(id).score += QUESTION * question.idf;
  }
  const ranked = [...pages.values()].map((page) => {
    let beside = 0;
    // The rarest word tells little where it is mentioned in passing, far from the others.
    let isTogether = terms.length === 1 || page.score >= TOGETHER * whole * page.share;
    for (const [number, hit] of page.hits.entries()) {
      const next = page.hits[number + 1];
      if (next?.place !== hit.place + 1) continue;
      const near = nearness(hit.at, next.at, terms[next.place].gap + 1);
      beside += NEIGHBOURS * (hit.weight + next.weight) * near;
      isTogether ||= near > 0 && [hit.weight, next.weight].includes(rarest);
    }
    if (page.hits.length > 2 && page.hits.length === terms.length && isRow(page.hits, terms)) beside += ROW * whole;
    const score = (page.score + beside * (page.sure / page.share)) * page.share ** 2;
    return { ...page, score, isTogether };
  });
  const isWhole = ({ share, sure }) => terms.length === 1 || (share > ALL && sure >= ENOUGH_OF_ALL);
  const isEnough = ranked.some(isWhole)
    ? (page) => isWhole(page) || (page.share <= ALL && page.share >= ENOUGH_BESIDE)
    : ({ sure, dated, hits, isTogether }) => isTogether && hits.length > 1 && sure - dated >= ENOUGH;
  return ranked.filter(isEnough).sort((one, other) => other.score - one.score);
}

// Whether all words stand one behind the other somewhere.
function isRow(hits, terms) {
  let ends = hits[0].at;
  for (const { at, place } of hits.slice(1)) {
    const places = new Set(at);
    ends = ends.flatMap((end) => Array.from({ length: terms[place].gap + 2 }, (_, step) => end + step)).filter((each) => places.has(each));
  }
  return ends.length > 0;
}

// 1 where one of the later places is just behind one of the earlier, less where they are close by; forms of a word share
// its place.
function nearness(earlier, later, reach) {
  const places = new Set(later);
  const isThere = (from, to) => earlier.some((place) => {
    for (let step = from; step <= to; step++) if (places.has(place + step)) return true;
    return false;
  });
  for (const [between, worth] of CLOSE) if (isThere(-between, reach + between)) return worth;
  return 0;
}

// What a result shows. Texts are lists of [words, whether they are marked].
export async function describe({ result, hits }) {
  const page = await result.data();
  const words = page.content.split(/\s+/);
  const marked = new Map();
  for (const { at, weight } of hits) for (const place of at) marked.set(place, Math.max(weight, marked.get(place) ?? 0));
  const blocks = [];
  for (let start = 0; start <= words.length; ) {
    const end = words.indexOf(BREAK, start);
    blocks.push({ start, end: end < 0 ? words.length : end });
    start = blocks.at(-1).end + 1;
  }
  const anchors = page.anchors.toSorted((one, other) => one.location - other.location);
  const [title, ...rest] = blocks;
  const paragraphs = rest.filter(({ start, end }) => end > start && !anchors.some(({ location }) => location === start));
  const best = paragraphs.flatMap((block) => windows(block, hits)).reduce((one, other) => (other.value > one.value ? other : one), {
    ...(paragraphs[0] ?? title),
    value: 0,
    ...cut(paragraphs[0] ?? title, 0),
  });
  const anchor = anchors.findLast(({ location }) => location <= best.from);
  const text = (from, to) => words.slice(from, to).map((word, place) => [word, marked.has(from + place)]);
  // A page that is not all about the words is opened where they stand.
  const isAbout = hits.every(({ at }) => at.some((place) => place < title.end));
  const section = !isAbout && best.value && anchor;
  return {
    url: page.url + (section ? `#${section.id}` : ""),
    title: text(title.start, title.end),
    excerpt: [...(best.from > best.start ? [["…", false]] : []), ...text(best.from, best.to), ...(best.to < best.end ? [["…", false]] : [])],
    heading: section ? section.text : "",
    card: JSON.parse(page.filters.card[0]),
    filters: page.filters,
  };
}

// Excerpts of a paragraph, one for each word found in it, with what they tell.
function windows(block, hits) {
  const places = hits.flatMap(({ at }) => at.filter((place) => place >= block.start && place < block.end));
  return places.map((place) => {
    const { from, to } = cut(block, place - 8);
    let value = 0;
    for (const { at, weight } of hits) {
      const count = at.filter((each) => each >= from && each < to).length;
      if (count) value += weight * (1 + count / 50);
    }
    return { ...block, from, to, value };
  });
}

// A paragraph that is little longer than an excerpt is shown whole.
function cut({ start, end }, from) {
  if (end - start <= EXCERPT * 1.3) return { from: start, to: end };
  const first = Math.min(Math.max(start, from), end - EXCERPT);
  return { from: first, to: first + EXCERPT };
}
