import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameFromLabels, nameOf } from "../dns/index.ts";
import { absoluteGoText, goTextOfName, lowerCaseName, octetsAsText, parseGoName } from "./go-name.ts";

describe("a name as Go plugins see it", () => {
  it.each([
    ["www.Example.test.", "www.Example.test."],
    ["_http._tcp.test.", "_http._tcp.test."],
    ["*.test.", "*.test."],
    ["0/25.test.", "0/25.test."],
    ["a\\.b.test.", "a\\.b.test."],
    ["a\\032b.test.", "a\\ b.test."],
    ["a\\@b.test.", "a\\@b.test."],
    ["a\\;b.test.", "a\\;b.test."],
    ["a\\\\b.test.", "a\\\\b.test."],
    ["a\\000b.test.", "a\\000b.test."],
    ["a\\127.test.", "a\\127.test."],
    ["\\195\\164.test.", "\\195\\164.test."],
    ["a!#$%&+,<=>?[]^`{|}~.test.", "a!#$%&+,<=>?[]^`{|}~.test."],
    [".", "."],
  ])("%s", (text, expected) => expect(goTextOfName(nameOf(text))).toBe(expected));

  it("octet by octet, as dns.UnpackDomainName of miekg/dns 1.1.73 wrote labels of one octet", () => {
    const textOf = (octet: number): string => {
      const name = nameFromLabels([Uint8Array.of(octet)]);
      return typeof name === "string" ? name : goTextOfName(name).slice(0, -1);
    };
    const texts = Array.from({ length: 256 }, (_, octet) => textOf(octet));
    const backslashed = texts.filter((text) => /^\\\D$/.test(text)).map((text) => text[1]);
    expect(backslashed.join("")).toBe(" \"'().;@\\");
    const numbered = texts.flatMap((text, octet) => (/^\\\d{3}$/.test(text) ? [octet] : []));
    expect(numbered).toEqual([...Array(32).keys(), ...Array.from({ length: 129 }, (_, at) => at + 127)]);
    expect(texts[9]).toBe("\\009");
    expect(texts.filter((text) => text.length === 1)).toHaveLength(256 - 9 - 161);
  });

  it("says the same name: read again it is the one that it was", () => {
    const label = fc.uint8Array({ minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 4 }), (labels) => {
        const name = nameFromLabels(labels);
        if (typeof name === "string") throw new Error(name);
        expect(nameOf(goTextOfName(name)).key).toBe(name.key);
      }),
    );
  });
});

describe("names in lower case", () => {
  it.each([
    ["WWW.Example.TEST.", "www.example.test."],
    ["www.test.", "www.test."],
    ["A\\.B.test.", "a\\.b.test."],
    ["\\195\\132.test.", "\\195\\132.test."],
  ])("%s", (text, expected) => expect(lowerCaseName(nameOf(text)).text).toBe(expected));

  it("nothing but ASCII letters changes", () => {
    const name = nameOf("\\196\\214.Test.");
    expect(lowerCaseName(name).text).toBe("\\196\\214.test.");
  });
});

describe("a text as octets", () => {
  it.each([
    ["abc", "abc"],
    ["ä", "\u00c3\u00a4"],
    ["日", "\u00e6\u0097\u00a5"],
    ["", ""],
  ])("%s", (text, expected) => expect(octetsAsText(text)).toBe(expected));

  it("a name beyond ASCII is its UTF-8", () => {
    const name = parseGoName("ä.test.");
    expect(typeof name === "string" ? name : name.text).toBe("\\195\\164.test.");
  });
});

describe("a final dot, as miekg/dns Fqdn sets it", () => {
  it.each([
    ["a.test", "a.test."],
    ["a.test.", "a.test."],
    ["a\\.", "a\\.."],
    ["a\\\\.", "a\\\\."],
    ["a\\\\\\.", "a\\\\\\.."],
    ["a..", "a.."],
    ["a.\\.", "a.\\.."],
    ["\\", "\\."],
    ["\\\\", "\\\\."],
    ["", "."],
    [".", "."],
  ])("%s", (text, expected) => expect(absoluteGoText(text)).toBe(expected));
});
