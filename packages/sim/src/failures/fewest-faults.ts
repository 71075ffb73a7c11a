/**
 * Leaves out faults of a broken course, one after the other, as long as it stays broken; the last ones first, since
 * earlier ones are more often the cause.
 * @returns the places of those that are left, in order: without any one of them all is well, or nothing could be left out.
 */
export function fewestFaults(count: number, isBroken: (places: readonly number[]) => boolean): readonly number[] {
  let left: readonly number[] = Array.from({ length: count }, (_, place) => place);
  for (let hasShrunk = true; hasShrunk; ) {
    hasShrunk = false;
    for (const place of left.toReversed()) {
      const fewer = left.filter((other) => other !== place);
      if (!isBroken(fewer)) continue;
      left = fewer;
      hasShrunk = true;
    }
  }
  return left;
}
