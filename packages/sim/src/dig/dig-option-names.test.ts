import { describe, expect, test } from "vitest";
import { fullDigOption } from "./dig-option-names.ts";
import { parseDigWords, queryOf } from "./dig-words.ts";

/** Every beginning that dig 9.18.49 takes (`dig +WORD -v` ends well), as it was asked for each. */
const TAKEN: readonly (readonly [string, string])[] = [
  ["recurse", "rec recu recur recurs recurse"],
  ["rdflag", "rd rdf rdfl rdfla rdflag"],
  ["cdflag", "cd cdf cdfl cdfla cdflag"],
  ["adflag", "ad adf adfl adfla adflag"],
  ["dnssec", "dnss dnsse dnssec"],
  ["cookie", "coo cook cooki cookie"],
  ["nsid", "nsi nsid"],
  ["ignore", "i ig ign igno ignor ignore"],
  ["search", "se sea sear searc search"],
  ["bufsize", "bu buf bufs bufsi bufsiz bufsize"],
  ["timeout", "ti tim time timeo timeou timeout"],
  ["tries", "tri trie tries"],
  ["retry", "ret retr retry retri retrie retries"],
  ["short", "shor short"],
  ["all", "al all"],
  ["comments", "com comm comme commen comment comments"],
  ["question", "qu que ques quest questi questio question"],
  ["answer", "an ans answ answe answer"],
  ["authority", "au aut auth autho author authori authorit authority"],
  ["additional", "add addi addit additi additio addition additiona additional"],
  ["stats", "st sta stat stats"],
  ["cmd", "cm cmd"],
  ["vc", "v vc"],
];

describe("an option of dig may be cut short", () => {
  test.each(TAKEN)("%s: %s", (full, words) => {
    for (const word of words.split(" ")) expect([word, fullDigOption(word)]).toEqual([word, full]);
    for (const word of words.split(" ")) expect(fullDigOption(`no${word}`)).toBe(`no${full}`);
  });

  // dig says "Invalid option" to these; +co is the flag CO, which nothing here has.
  test.each([
    "r",
    "re",
    "d",
    "dn",
    "dns",
    "s",
    "sh",
    "sho",
    "t",
    "tr",
    "tc",
    "c",
    "co",
    "a",
    "b",
    "q",
    "n",
    "ns",
    "colour",
    "",
  ])("+%s is none", (word) => {
    expect(fullDigOption(word)).toBe(word);
    expect(parseDigWords(["x", `+${word}`]).faults.map((fault) => fault.word)).toEqual([`+${word}`]);
  });

  test.each([
    ["+norec", "+norecurse"],
    ["+noall +ans", "+noall +answer"],
    ["+shor", "+short"],
    ["+ti=1 +tri=1", "+time=1 +tries=1"],
    ["+ret=3", "+retry=3"],
    ["+retries=3", "+retry=3"],
    ["+buf=512 +dnss", "+bufsize=512 +dnssec"],
    ["+cd +noad +i", "+cdflag +noadflag +ignore"],
    ["+nocm +noque +nocom +nost", "+nocmd +noquestion +nocomments +nostats"],
    ["+v", "+tcp"],
  ])("dig x %s: %s", (short, long) => {
    const [cut, whole] = [short, long].map((line) => parseDigWords(["x", ...line.split(" ")]));
    expect(cut?.faults).toEqual([]);
    expect(cut?.command).toEqual(whole?.command);
    if (cut === undefined || whole === undefined) throw new RangeError("two lines");
    expect(queryOf(cut.command, cut.command.name)).toEqual(queryOf(whole.command, whole.command.name));
  });
});
