import { expect, it } from "vitest";
import { hasErrors, placeOf, sourceFromText } from "../../text/index.ts";
import { parseCorefile } from "./index.ts";

const environment = new Map([["ZONE", "e.test"]]);

function read(text: string): ReturnType<typeof parseCorefile>["diagnostics"] {
  return parseCorefile(sourceFromText("Corefile", text), { version: "1.15.0", environment }).diagnostics;
}

/** The first complaint about a Corefile: its line, our code, and the words with which CoreDNS 1.15.0 does not start. */
it.each<readonly [string, string, string]>([
  ["a.test {\n log\n", "2 COREFILE_SYNTAX", "Syntax error: Unexpected token 'log', expecting '}'"],
  ["a.test {\n log {\n class error\n", "3 COREFILE_SYNTAX", "Unexpected EOF"],
  ["a.test\nlog\nerrors }\n", "3 COREFILE_SYNTAX", "Unexpected '}' because no matching opening brace"],
  ["a.test {\n log }\n}\n", "2 COREFILE_SYNTAX", "Unexpected '}' because no matching opening brace"],
  ["a.test {\n errors\n}}\nb.test {\n foo\n}\n", "3 COREFILE_UNKNOWN_DIRECTIVE", "Unknown directive '}}'"],
  ["a.test {\n lgo\n}\n", "2 COREFILE_UNKNOWN_DIRECTIVE", "Unknown directive 'lgo'"],
  ["a.test {\n log\n erors\n cahce\n}\n", "3 COREFILE_UNKNOWN_DIRECTIVE", "Unknown directive 'erors'"],
  ["a.test, {\n log\n}\n", "1 COREFILE_SYNTAX", "Expected another address but had '{' - check for extra comma"],
  ["a.test,\n\n\n", "1 COREFILE_SYNTAX", "Unexpected EOF"],
  ["a.test b.test,\n{\n log\n}\n", "2 COREFILE_SYNTAX", "Expected another address but had '{' - check for extra comma"],
  ["(x)\nlog\n", "2 COREFILE_SYNTAX", "Syntax error: Unexpected token 'log', expecting '{'"],
  ["(x) {\n log\n", "2 COREFILE_SYNTAX", "Syntax error: Unexpected token 'log', expecting '}'"],
  ["(x) {\n cache {\n log\n}\n", "4 COREFILE_SYNTAX", "Syntax error: Unexpected token '}', expecting '}'"],
  [
    "(x) {\n log\n}\n(x) {\n errors\n}\na.test {\n log\n}\n",
    "4 COREFILE_SNIPPET",
    "redeclaration of previously declared snippet x",
  ],
  ["(x) {\n import x\n}\n", "3 COREFILE_SNIPPET", "maximum snippet import depth (10000) exceeded"],
  ["(x) {\n log\n}\na.test {\n import y\n}\n", "5 COREFILE_IMPORT", "File to import not found: y"],
  ["a.test {\n import\n}\n", "2 COREFILE_ARGUMENTS", "Wrong argument count or unexpected line ending after 'import'"],
  ['a.test {\n import ""\n}\n', "2 COREFILE_IMPORT", "Import requires a non-empty filepath"],
  ['a.test {\n import "" b\n}\n', "2 COREFILE_IMPORT", "Import requires a non-empty filepath"],
  ["a.test {\n import a b\n}\n", "2 COREFILE_ARGUMENTS", "Import takes only one argument (glob pattern or file)"],
  ["a.test {\n import a\\\n}\n", "2 COREFILE_IMPORT", "Failed to use import pattern a\\: syntax error in pattern"],
  ["a.test {\n import [a\n}\n", "2 COREFILE_IMPORT", "Failed to use import pattern [a: syntax error in pattern"],
  [
    "a.test {\n import a[b]\n}\n",
    "2 COREFILE_IMPORT",
    "Glob pattern may only contain one wildcard (*), but has others: /etc/coredns/a[b]",
  ],
  [
    "a.test {\n import a**\n}\n",
    "2 COREFILE_IMPORT",
    "Glob pattern may only contain one wildcard (*), but has others: /etc/coredns/a**",
  ],
  ["a.test {\n import nothing\n log\n}\n", "2 COREFILE_IMPORT", "File to import not found: nothing"],
  ["import nothing\n", "1 COREFILE_IMPORT", "File to import not found: nothing"],
  ['a.test {\n ""\n}\n', "2 COREFILE_UNKNOWN_DIRECTIVE", "Unknown directive ''"],
  ['a.test {\n "log "\n}\n', "2 COREFILE_UNKNOWN_DIRECTIVE", "Unknown directive 'log '"],
  ["a.test {\n LOG\n}\n", "2 COREFILE_UNKNOWN_DIRECTIVE", "Unknown directive 'LOG'"],
  ["a.test {\n b.test {\n }\n}\n", "2 COREFILE_UNKNOWN_DIRECTIVE", "Unknown directive 'b.test'"],
  ["a.test {\n { log }\n}\n", "2 COREFILE_UNKNOWN_DIRECTIVE", "Unknown directive '{'"],
  ["{$ZONE} {\n {$ZONE}\n}\n", "2 COREFILE_UNKNOWN_DIRECTIVE", "Unknown directive 'e.test'"],
  ["{$NONE} {\n nothing\n}\n", "2 COREFILE_UNKNOWN_DIRECTIVE", "Unknown directive 'nothing'"],
  [
    "({$ZONE}) {\n log\n}\n{$ZONE} {\n import {$ZONE}\n import {$NONE}\n}\n",
    "6 COREFILE_IMPORT",
    "Import requires a non-empty filepath",
  ],
  ["({$ZONE})\n{$ZONE}\n", "2 COREFILE_SYNTAX", "Syntax error: Unexpected token '{$ZONE}', expecting '{'"],
  ["a.test {\r\n lgo\r\n}\r\n", "2 COREFILE_UNKNOWN_DIRECTIVE", "Unknown directive 'lgo'"],
  ["# c\n\n\na.test {\n\n lgo # c\n}\n", "6 COREFILE_UNKNOWN_DIRECTIVE", "Unknown directive 'lgo'"],
  ['a.test {\n log "two\nlines" }\n}\n', "3 COREFILE_SYNTAX", "Unexpected '}' because no matching opening brace"],
  ['a.test {\n log "x\ny"\n lgo\n}\n', "4 COREFILE_UNKNOWN_DIRECTIVE", "Unknown directive 'lgo'"],
  ["a.test { log\n lgo\n}\n", "2 COREFILE_UNKNOWN_DIRECTIVE", "Unknown directive 'lgo'"],
  ['"a.test" {\n log\n', "2 COREFILE_SYNTAX", "Syntax error: Unexpected token 'log', expecting '}'"],
  [
    'a.test {\n template ANY ANY {\n  answer "{{ .Name }} 60 IN A 1.2.3.4\n }\n}\n',
    "3 COREFILE_SYNTAX",
    "Unexpected EOF",
  ],
])("%j: %s", (text, place, message) => {
  const first = read(text).find(({ severity }) => severity === "error");
  expect(first && [`${placeOf(first.span).split(":").at(-2)} ${first.code}`, first.message]).toEqual([place, message]);
});

/** Odd, and taken without a word. */
it.each([
  "a.test {\n log {\n class error\n }\n",
  "(x)\n{\n log\n}\n",
  "a.test {\n log\n}\nlog\nerrors\n",
  "a.test {\n cache {\n success 1\n }\n}\n}\nerrors {\n x\n}\n",
  'a.test {\n errors {\n  consolidate 5m "x"\n  }\n }\n lgo\n',
  "a.test {\n log { }\n errors\n}\n",
  "a.test {\n log {\n } x\n}\n",
])("%j", (text) => expect(hasErrors(read(text))).toBe(false));
