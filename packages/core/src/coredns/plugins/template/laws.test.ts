import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DATA, fill } from "./fill.fixture.ts";

const literal = (text: string): string => JSON.stringify(text).replaceAll("\u007f", "\\u007f");
const text = fc.string({ unit: fc.constantFrom(...'ab .{}"`\\é日\n\t-'), maxLength: 8 });
const plain = fc.stringMatching(/^[a-z .\n]{0,6}$/);
const number = fc.integer({ min: -100_000, max: 100_000 });

describe("laws of literals", () => {
  it("a text in quotes, or in backquotes, is itself", () => {
    fc.assert(
      fc.property(text, (value) => {
        expect(fill(`{{ ${literal(value)} }}`)).toBe(`= ${value}`);
        if (!value.includes("`")) expect(fill(`{{ \`${value}\` }}`)).toBe(`= ${value}`);
      }),
    );
  });

  it("a number is printed as it is written, and read in other bases", () => {
    fc.assert(
      fc.property(fc.nat(), (value) => {
        expect(fill(`{{ ${value} }}`)).toBe(`= ${value}`);
        expect(fill(`{{ 0x${value.toString(16)} }} {{ 0o${value.toString(8)} }}`)).toBe(`= ${value} ${value}`);
        expect(fill(`{{ printf "%x %X %o %b" ${value} ${value} ${value} ${value} }}`)).toBe(
          `= ${value.toString(16)} ${value.toString(16).toUpperCase()} ${value.toString(8)} ${value.toString(2)}`,
        );
        expect(fill(`{{ parseInt "${value}" 10 32 }}`)).toBe(`= ${value}`);
        expect(fill(`{{ parseInt "${value.toString(36)}" 36 32 }}`)).toBe(`= ${value}`);
      }),
    );
  });
});

describe("laws of white space", () => {
  it("marks at both sides take all white space beside an action, and nothing else", () => {
    const space = fc.array(fc.constantFrom(" ", "\t", "\n", "\r"), { maxLength: 3 }).map((list) => list.join(""));
    fc.assert(
      fc.property(plain, space, space, plain, (before, left, right, behind) => {
        const [start, end] = [before.trimEnd(), behind.trimStart()];
        expect(fill(`${start}${left}{{- "x" -}}${right}${end}`)).toBe(`= ${start}x${end}`);
        expect(fill(`${start}${left}{{ "x" }}${right}${end}`)).toBe(`= ${start}${left}x${right}${end}`);
        expect(fill(`${start}${left}{{- /* c */ -}}${right}${end}`)).toBe(`= ${start}${end}`);
      }),
    );
  });
});

describe("laws of comparisons", () => {
  it("of numbers one of three orders holds, and the others follow from it", () => {
    fc.assert(
      fc.property(number, number, (left, right) => {
        const told = fill(`{{ lt ${left} ${right} }} {{ eq ${left} ${right} }} {{ gt ${left} ${right} }}`);
        expect(told).toBe(`= ${left < right} ${left === right} ${left > right}`);
        const others = fill(`{{ ge ${left} ${right} }} {{ ne ${left} ${right} }} {{ le ${left} ${right} }}`);
        expect(others).toBe(`= ${left >= right} ${left !== right} ${left <= right}`);
      }),
    );
  });

  it("eq is true when one of the others is the first", () => {
    const word = fc.constantFrom("A", "AAAA", "MX", "TXT");
    fc.assert(
      fc.property(word, fc.array(word, { minLength: 1, maxLength: 4 }), (first, others) => {
        const told = fill(`{{ eq "${first}" ${others.map((other) => `"${other}"`).join(" ")} }}`);
        expect(told).toBe(`= ${others.includes(first)}`);
      }),
    );
  });

  it("and gives the first that is empty, or the first that is not, else the last", () => {
    const value = fc.constantFrom('""', '"a"', "0", "7", "true", "false", ".Name", ".Group.none");
    const isEmpty = (one: string): boolean => ['""', "0", "false", ".Group.none"].includes(one);
    const printed = (one: string): string => fill(`{{ ${one} }}`);
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), (values) => {
        const last = values.at(-1) ?? "";
        expect(fill(`{{ and ${values.join(" ")} }}`)).toBe(printed(values.find(isEmpty) ?? last));
        expect(fill(`{{ or ${values.join(" ")} }}`)).toBe(printed(values.find((one) => !isEmpty(one)) ?? last));
      }),
    );
  });
});

describe("laws of parts", () => {
  const items = fc.array(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 6 });

  it("a list is its items, one by one and in a row", () => {
    fc.assert(
      fc.property(items, (matches) => {
        const data = { ...DATA, matches };
        expect(fill("{{ len .Match }}", data)).toBe(`= ${matches.length}`);
        expect(fill("{{ range .Match }}{{ . }},{{ end }}", data)).toBe(`= ${matches.map((one) => `${one},`).join("")}`);
        for (const [index, one] of matches.entries()) {
          expect(fill(`{{ index .Match ${index} }}`, data)).toBe(`= ${one}`);
          expect(fill(`{{ slice .Match ${index} | len }}`, data)).toBe(`= ${matches.length - index}`);
        }
        expect(fill(`{{ index .Match ${matches.length} }}`, data)).toBe("fails");
      }),
    );
  });

  it("a text is what stands before a place and what stands behind it", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z.]{1,12}$/), fc.nat(12), (value, place) => {
        const at = Math.min(place, value.length);
        expect(fill(`{{ slice "${value}" 0 ${at} }}|{{ slice "${value}" ${at} }}`)).toBe(
          `= ${value.slice(0, at)}|${value.slice(at)}`,
        );
        expect(fill(`{{ slice "${value}" ${value.length + 1} }}`)).toBe("fails");
      }),
    );
  });

  it("a group is found by its name, by a field and by index alike", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,6}$/), fc.stringMatching(/^[a-z0-9]{1,6}$/), (name, value) => {
        const data = { ...DATA, groups: new Map([[name, value]]) };
        expect(fill(`{{ .Group.${name} }} {{ index .Group "${name}" }}`, data)).toBe(`= ${value} ${value}`);
        expect(fill("{{ len .Group }} {{ .Group }}", data)).toBe(`= 1 map[${name}:${value}]`);
      }),
    );
  });

  it("what goes through a pipeline is the last argument", () => {
    fc.assert(
      fc.property(number, number, (left, right) => {
        for (const name of ["eq", "lt", "print", 'printf "%d-%d"']) {
          expect(fill(`{{ ${right} | ${name} ${left} }}`)).toBe(fill(`{{ ${name} ${left} ${right} }}`));
        }
      }),
    );
  });
});
