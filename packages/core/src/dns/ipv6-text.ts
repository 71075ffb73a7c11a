/** Eight numbers of 16 bits. */
const GROUPS = 8;
const GROUP = /^[0-9a-f]{1,4}$/i;

/** Reads the text of RFC 4291 section 2.2, forms 1 and 2; `::` stands for one group at least, as inet_pton has it. */
export function ipv6GroupsFromText(text: string): readonly number[] | null {
  const gap = text.indexOf("::");
  if (gap === -1) {
    const groups = groupsFromText(text);
    return groups?.length === GROUPS ? groups : null;
  }
  const left = groupsFromText(text.slice(0, gap));
  const right = groupsFromText(text.slice(gap + 2));
  if (left === null || right === null || left.length + right.length >= GROUPS) return null;
  return [...left, ...new Array<number>(GROUPS - left.length - right.length).fill(0), ...right];
}

/** What stands on one side of `::`, which may be nothing. */
function groupsFromText(text: string): readonly number[] | null {
  if (text === "") return [];
  const words = text.split(":", GROUPS + 1);
  return words.every((word) => GROUP.test(word)) ? words.map((word) => Number.parseInt(word, 16)) : null;
}

/** Lower case, no leading zeros, the longest run of zeros as `::` (RFC 5952 section 4). */
export function ipv6TextFromGroups(groups: readonly number[]): string {
  const { start, length } = longestRunOfZeros(groups);
  const words = groups.map((group) => group.toString(16));
  if (length < 2) return words.join(":");
  return `${words.slice(0, start).join(":")}::${words.slice(start + length).join(":")}`;
}

/** The first of equally long ones (section 4.2.3). */
function longestRunOfZeros(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  for (const [at, group] of groups.entries()) {
    if (group !== 0) start = at + 1;
    else if (at + 1 - start > longest.length) longest = { start, length: at + 1 - start };
  }
  return longest;
}
