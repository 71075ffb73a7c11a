/**
 * Options behind dig's plus, and the shortest that dig 9.18 takes for each (bin/dig/dig.c plus_option: a switch on the
 * first letters, then FULLCHECK, which any beginning of the name passes).
 */
const SHORTEST: ReadonlyMap<string, string> = new Map([
  ["additional", "add"],
  ["adflag", "ad"],
  ["all", "al"],
  ["answer", "an"],
  ["authority", "au"],
  ["bufsize", "bu"],
  ["cdflag", "cd"],
  ["cmd", "cm"],
  ["comments", "com"],
  ["cookie", "coo"],
  ["dnssec", "dnss"],
  ["ignore", "i"],
  ["nsid", "nsi"],
  ["question", "qu"],
  ["rdflag", "rd"],
  ["recurse", "rec"],
  ["retry", "ret"],
  ["retries", "ret"],
  ["search", "se"],
  ["short", "shor"],
  ["stats", "st"],
  ["timeout", "ti"],
  ["tries", "tri"],
  ["vc", "v"],
]);

/** `norec` is `norecurse`; what is no beginning of an option stays as it is. */
export function fullDigOption(word: string): string {
  const isOff = word.startsWith("no");
  const own = isOff ? word.slice(2) : word;
  const full = [...SHORTEST].find(([name, shortest]) => name.startsWith(own) && own.length >= shortest.length)?.[0];
  if (full === undefined) return word;
  return `${isOff ? "no" : ""}${full === "retries" ? "retry" : full}`;
}
