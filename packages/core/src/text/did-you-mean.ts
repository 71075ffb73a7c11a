const MAX_LENGTH = 64;

/** The known word closest to `found`, if it is close enough to be what was meant; ties go to the earlier word. */
export function didYouMean(found: string, known: Iterable<string>): string | undefined {
  if (found.length > MAX_LENGTH) return undefined;
  const wanted = found.toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const word of known) {
    const distance = editDistance(wanted, word.toLowerCase());
    if (distance < bestDistance) {
      best = word;
      bestDistance = distance;
    }
  }
  return best;
}

/** A ready hint, `Did you mean "forward"?`, or undefined. */
export function didYouMeanHint(found: string, known: Iterable<string>): string | undefined {
  const word = didYouMean(found, known);
  return word === undefined ? undefined : `Did you mean "${word}"?`;
}

/** Levenshtein's distance, in two rows. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const substitution = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
