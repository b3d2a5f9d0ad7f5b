// Loaded when no page has a word that the reader types: a slip, a word not typed to its end, or another language's.
const FILES = 32;
const REAL = "-";

const number = (outer, inner) => (outer.charCodeAt(0) * 7 + inner.charCodeAt(0)) % FILES;

async function words(folder, name) {
  const answer = await fetch(`${folder}words/${name}.txt`);
  if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
  return (await answer.text()).split(" ");
}

const beginnings = (word, folder) => words(folder, `begin${number(word[0], word[1])}`);
const ends = (word, folder) => words(folder, `end${number(word.at(-1), word.at(-2))}`);

const isMendable = (word) => /^\p{L}{3,}$/u.test(word);

// Whether a page in the folder's language has just this word.
export async function isThere(word, folder) {
  return isMendable(word) && (await beginnings(word, folder)).includes(word);
}

// What the reader may have meant, the commonest words first; `dull` are words that mend nothing.
//   begun: a word that goes on so; slip: one a letter away; far: one two letters away, only to be asked.
export async function near(word, folder, dull) {
  if (!isMendable(word)) return {};
  const begin = await beginnings(word, folder);
  const begun = begin.find((each) => each.startsWith(word));
  // A real word of the language is no slip.
  if (begin.includes(REAL + word)) return { begun };
  // A slip spares the beginning or the end of a word. With one other letter a short word is another word.
  const known = [...begin, ...(await ends(word, folder))].filter((each) => each[0] !== REAL && !(each in dull));
  const slips = (most) => known.filter((each) => distance(word, each, most) <= most);
  return {
    begun,
    slip: slips(1).find((each) => word.length > 5 || (word.length > 4 && !isOther(word, each))),
    far: word.length > 6 ? slips(2)[0] : undefined,
  };
}

const sorted = (word) => [...word].sort().join("");
const isOther = (one, other) => one.length === other.length && sorted(one) !== sorted(other);

// Letters too many, too few or wrong, and neighbours that have changed places (Damerau and Levenshtein).
function distance(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  let before;
  let last = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] !== other[j - 1]));
      if (before && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    [before, last] = [last, row];
  }
  return last.at(-1);
}
