import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fileTreeFromSources, hasErrors, placeOf, sourceFromBytes, sourceFromText } from "../../text/index.ts";
import { parseCorefile, printCorefile } from "./index.ts";

const FILES: Readonly<Record<string, string>> = {
  "/etc/coredns/one.conf": "errors\nlog\n",
  "/etc/coredns/many/a.conf": "log a\n",
  "/etc/coredns/many/b.conf": "log b\n",
  "/etc/coredns/block.conf": "x.test {\n whoami\n}\n",
  "/etc/coredns/broken.conf": "errors\nforwrad . 1.2.3.4\n",
};
const files = fileTreeFromSources(
  new Map(Object.entries(FILES).map(([path, text]) => [path, sourceFromText(path, text)])),
);
const environment = new Map([
  ["ZONE", "e.test"],
  ["SPACED", "two words"],
  ["NESTED", "{$ZONE}"],
]);

function read(text: string): ReturnType<typeof parseCorefile> {
  return parseCorefile(sourceFromText("Corefile", text), { version: "1.15.0", files, environment });
}

/** Each block as `zones | directive words | ...`. */
function shown(text: string): readonly string[] {
  return read(text).value.blocks.map(({ zones, directives }) =>
    [
      zones.map(({ transport, zone, port }) => `${transport}://${zone.text}:${port}`).join(" "),
      ...[...directives.values()].map(({ tokens }) => tokens.map(({ text: word }) => word).join(" ")),
    ].join(" | "),
  );
}

describe("what a Corefile says", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    ["one block", ".:53 {\n errors\n cache 30\n}\n", ["dns://.:53 | errors | cache 30"]],
    ["NBSP separates words", ". {\n cache\u00a030\n}", ["dns://.:53 | cache 30"]],
    ["a byte order mark is skipped", "\ufeff. {\n log\n}", ["dns://.:53 | log"]],
    ["a carriage return is dropped within a word", ". {\r\n er\rrors\r\n}\r\n", ["dns://.:53 | errors"]],
    ["a quote within a word is literal", '. {\n log a"b\n}', ['dns://.:53 | log a"b']],
    ["a quoted word ends at its quote", '. {\n log "a"b\n}', ["dns://.:53 | log a b"]],
    ["only a quote can be escaped", '. {\n log "a\\"b\\x"\n}', ['dns://.:53 | log a"b\\x']],
    ["an empty quoted word", '. {\n log ""\n}', ["dns://.:53 | log "]],
    ["a quote that is not closed", '. {\n log\n}\nx.test "y', ["dns://.:53 | log", "dns://x.test.:53 dns://y.:53"]],
    ["a quoted brace is a brace", '. "{"\n log\n"}"', ["dns://.:53 | log"]],
    ["a comment", "# no\n. { # yes\n log # end\n}", ["dns://.:53 | log"]],
    ["a hash in a word hides its rest", ". {\n root foo#bar baz\n}", ["dns://.:53 | root foo baz"]],
    ["keys with commas", "a, b\nlog", ["dns://a.:53 dns://b.:53 | log"]],
    ["a comma at the line's end", "a b,\nc {\n log\n}", ["dns://a.:53 dns://b.:53 dns://c.:53 | log"]],
    ["a comma within a word", "a:53,b:53 {\n log\n}", ["dns://a:53,b.:53 | log"]],
    ["the brace on the next line", ".\n{\n log\n}", ["dns://.:53 | log"]],
    ["directives behind the brace", ". { log\n}", ["dns://.:53 | log"]],
    ["no braces", ".:1053\nlog\nerrors", ["dns://.:1053 | log | errors"]],
    ["a glued brace is a zone", "x{\n", ["dns://x{.:53"]],
    ["a second closing brace is a key", ". {\n log\n}\n}\n", ["dns://.:53 | log", "dns://}.:53"]],
    ["an empty file", "", ["dns://.:53 | whoami | log"]],
    ["a block without keys", "{\n log\n}\n", ["dns://.:53 | whoami | log"]],
    ["a directive several times", ". {\n log a\n errors\n log b\n}", ["dns://.:53 | log a log b | errors"]],
    ["a snippet", "(s) {\n log\n}\n. {\n import s\n}", ["dns://.:53 | log"]],
    ["a snippet twice", "(s) {\n log\n}\n. {\n import s\n import s\n}", ["dns://.:53 | log log"]],
    ["a file", ". {\n import one.conf\n}", ["dns://.:53 | errors | log"]],
    ["a file at the top", "import block.conf\n", ["dns://x.test.:53 | whoami"]],
    ["files by pattern", ". {\n import many/*\n}", ["dns://.:53 | log a log b"]],
    [
      "an import in a plugin's block",
      "(s) {\n ttl 5\n}\n. {\n cache {\n import s\n }\n}",
      ["dns://.:53 | cache { ttl 5 }"],
    ],
    ["variables", "{$ZONE} {\n log {%ZONE%}.{$NONE}x\n}", ["dns://e.test.:53 | log e.test.x"]],
    ["a value with a space stays one word", '. {\n log "{$SPACED}"\n}', ["dns://.:53 | log two words"]],
    ["a variable in a variable", ". {\n log {$NESTED}\n}", ["dns://.:53 | log e.test"]],
    ["an empty variable stops", ". {\n log {$}{$ZONE}\n}", ["dns://.:53 | log {$}{$ZONE}"]],
    [
      "transports",
      "tls://a quic://b grpc://c https://d https3://e dns://f {\n}",
      ["tls://a.:853 quic://b.:853 grpc://c.:443 https://d.:443 https3://e.:443 dns://f.:53"],
    ],
    ["a port that is none", "foo:abc {\n}", ["dns://foo:abc.:53"]],
    ["the root with a port", ".:5300 {\n}", ["dns://.:5300"]],
    ["upper case", "EXAMPLE.Org {\n}", ["dns://example.org.:53"]],
    ["a block of addresses", "10.0.0.0/24 {\n}", ["dns://0.0.10.in-addr.arpa.:53"]],
    ["two of them", "10.0.0.0/23:54 {\n}", ["dns://0.0.10.in-addr.arpa.:54 dns://1.0.10.in-addr.arpa.:54"]],
    ["host bits", "10.1.2.3/8 {\n}", ["dns://10.in-addr.arpa.:53"]],
    ["IPv6", "2001:db8::/32 {\n}", ["dns://8.b.d.0.1.0.0.2.ip6.arpa.:53"]],
  ];
  it.each(cases)("%s", (_, text, expected) => expect(shown(text)).toEqual(expected));

  it("makes 128 zones of a /25", () => {
    expect(read("10.0.0.0/25 {\n}").value.blocks[0]?.zones).toHaveLength(128);
  });
});

describe("what CoreDNS complains about", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [". {\n foo\n}", ["2:2 Unknown directive 'foo'"]],
    [". {\n forwrad .\n cach\n}", ["2:2 Unknown directive 'forwrad'", "3:2 Unknown directive 'cach'"]],
    [". { whoami }", ["1:12 Unexpected '}' because no matching opening brace"]],
    ["a, {\n whoami\n}", ["1:4 Expected another address but had '{' - check for extra comma"]],
    ["a,", ["1:1 Unexpected EOF"]],
    [". {\n whoami", ["2:2 Syntax error: Unexpected token 'whoami', expecting '}'"]],
    [". {\n acl {\n allow", ["3:2 Unexpected EOF", "3:2 Syntax error: Unexpected token 'allow', expecting '}'"]],
    [". {\n acl {\n allow\n }", []],
    ["(s) {\n log\n}\n(s) {\n log\n}\n. {\n}", ["4:5 redeclaration of previously declared snippet s"]],
    ["(s)\n log", ["2:2 Syntax error: Unexpected token 'log', expecting '{'"]],
    [". {\n import s\n}\n(s) {\n log\n}", ["2:9 File to import not found: s"]],
    ["(s) {\n log\n}\n. {\n import s a\n}", ["5:11 Import takes only one argument (glob pattern or file)"]],
    [". {\n import\n}", ["2:2 Wrong argument count or unexpected line ending after 'import'"]],
    [". {\n import many\n}", ["2:9 Could not import /etc/coredns/many: is a directory"]],
    [". {\n import a*b*\n}", ["2:9 Glob pattern may only contain one wildcard (*), but has others: /etc/coredns/a*b*"]],
    [". {\n import none*\n}", ["2:9 No files matching import glob pattern: none*"]],
    ["(s) {\n import s\n}\n. {\n}", ["3:1 maximum snippet import depth (10000) exceeded"]],
    ["a..b {\n}", ["1:1 zone is not a valid domain name: a..b"]],
    [":5300 {\n}", ["1:1 zone is not a valid domain name: "]],
    [",\nlog", ['1:1 expecting data after last colon: ""']],
    ["foo: {\n}", ['1:1 expecting data after last colon: "foo:"']],
    ["::/8 {\n}", ["1:1 invalid CIDR ::/8"]],
    [`${"a.".repeat(128)} {\n}`, ["1:1 specified zone is too long: 256 > 255"]],
  ];
  it.each(cases)("%j", (text, expected) => {
    const found = read(text).diagnostics.map(
      ({ span, message }) => `${placeOf(span).split(":").slice(1).join(":")} ${message}`,
    );
    expect(found).toEqual(expected);
  });

  it("points into the file that is imported", () => {
    const [first] = read(". {\n import broken.conf\n}").diagnostics;
    expect(first && placeOf(first.span)).toBe("/etc/coredns/broken.conf:2:1");
    expect(first?.hint).toBe('Did you mean "forward"?');
  });
});

describe("laws", () => {
  const words = fc.constantFrom(
    "{",
    "}",
    "import",
    "(s)",
    "s",
    "log",
    "acl",
    ".",
    "a,",
    "\n",
    " ",
    "#x",
    '"',
    "\r",
    "{$ZONE}",
    "one.conf",
  );
  it("prints back every octet, whatever they are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { value } = parseCorefile(sourceFromBytes("Corefile", bytes), { version: "1.15.0" });
        for (const document of value.documents) expect(printCorefile(document)).toEqual(document.source.bytes);
      }),
    );
  });

  it("reads any words to an end", () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        const { value, diagnostics } = read(parts.join(" "));
        expect(value.blocks.length > 0 || hasErrors(diagnostics)).toBe(true);
      }),
    );
  });

  it("stops at its limits: snippets that double", () => {
    const snippets = Array.from({ length: 40 }, (_, n) => `(s${n + 1}) {\n import s${n}\n import s${n}\n}`);
    const text = `(s0) {\n log\n}\n${snippets.join("\n")}\n. {\n import s40\n}`;
    expect(read(text).diagnostics.some(({ code }) => code === "COREFILE_LIMIT")).toBe(true);
  });
});
