// Loaded when no article has a word that the reader looks for: most likely a finger slipped.
const SHELVES = 16;

// The word itself where it begins one of the archive, else the commonest that is a slip away, else none.
export async function nearest(word, folder) {
  if (!/^\p{L}+$/u.test(word)) return word;
  const answer = await fetch(`${folder}${word.charCodeAt(0) % SHELVES}.txt`);
  const known = (await answer.text()).split(" ");
  if (known.some((each) => each.startsWith(word))) return word;
  return (word.length > 3 && known.find((each) => isASlipAway(word, each))) || "";
}

// A letter too many, too few or wrong, or two that have changed places.
function isASlipAway(one, other) {
  let same = 0;
  while (one[same] === other[same]) same++;
  const [a, b] = [one.slice(same), other.slice(same)];
  return (
    a.slice(1) === b ||
    a === b.slice(1) ||
    a.slice(1) === b.slice(1) ||
    (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
  );
}
