// Finds what other cities write, in the page that gathers it. It is loaded once somebody searches.
const SHOWN = 10;
const WITHOUT_BLANKS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/u;

let gathered;

// The items that have all the words, newest first, as entries of a list of results. `page` and `typed` are addresses, of
// the page and of what typed words stand for; `ask` is fetch.
export async function findCited(text, { page, typed, ask }) {
  gathered ??= load(page, typed, ask);
  const loaded = await gathered.catch((error) => {
    gathered = undefined;
    throw error;
  });
  const words = plain(text)
    .split(" ")
    .filter((word) => word && !/^(\?|$)/.test(loaded.typed[word] ?? word))
    .map((word) => loaded.typed[word] ?? word);
  if (!words.length) return [];
  return loaded.items
    .filter(({ said }) => words.every((word) => said.includes(WITHOUT_BLANKS.test(word) ? word : ` ${word}`)))
    .slice(0, SHOWN)
    .map(({ entry }) => entry);
}

async function load(page, typed, ask) {
  const [html, meant] = await Promise.all([
    ask(page).then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.url)))),
    ask(typed).then((answer) => answer.json()),
  ]);
  // Not its head: our policy would report the style sheets of another page.
  const found = new DOMParser().parseFromString(html.slice(html.indexOf("<main")), "text/html");
  const items = [...found.querySelectorAll(".gathered__day")].flatMap((day) =>
    [...day.querySelectorAll(".cited")].map((item) => {
      const said = ` ${plain(item.textContent)}`;
      return { said, entry: entry(item, day.querySelector("time")) };
    }),
  );
  return { items, typed: meant.words };
}

function entry(item, time) {
  const made = document.createElement("li");
  made.className = "search__result";
  const title = document.createElement("h3");
  title.className = "search__title";
  title.append(item.querySelector("a"));
  const from = document.createElement("p");
  from.className = "search__day";
  from.append(item.querySelector(".kicker").textContent, " · ", time.cloneNode(true));
  const summary = item.querySelector(".cited__summary");
  if (summary) summary.className = "search__excerpt";
  made.append(title, ...(summary ? [summary] : []), from);
  return made;
}

// Words alone, in small letters and without accents.
function plain(text) {
  const folded = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return folded.split(/[^\p{L}\p{N}]+/u).join(" ").trim();
}
