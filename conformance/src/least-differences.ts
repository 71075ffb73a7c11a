/** Differences of the play that has the fewest, of so many with luck of their own; none more once one has none. */
export function leastOf<Difference>(
  plays: number,
  differencesWith: (luck: number) => readonly Difference[],
): readonly Difference[] {
  let least = differencesWith(0);
  for (let luck = 1; luck < plays && least.length > 0; luck += 1) {
    const differences = differencesWith(luck);
    if (differences.length < least.length) least = differences;
  }
  return least;
}
