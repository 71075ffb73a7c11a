import { fileTreeFromSources, sourceFromText } from "../../text/index.ts";
import { parseCorefile } from "./index.ts";

/** Files beside the Corefile. */
const FILES: Readonly<Record<string, string>> = {
  "one.conf": "errors\nlog\n",
  "many/a.conf": "log a\n",
  "many/b.conf": "log b\n",
  "block.conf": "x.test {\n whoami\n}\n",
  "ttl.conf": "ttl 5\n",
  "empty.conf": "",
  "comment.conf": "# c\n",
  "chain.conf": "import one.conf\n",
  "snippet.conf": "(t) {\n errors\n}\n",
  "open.conf": "cache {\n",
  "close.conf": "}\n",
  "key.conf": "a.test\n",
  "args.conf": ". 192.0.2.1",
};
const files = fileTreeFromSources(
  new Map(Object.entries(FILES).map(([name, text]) => [`/srv/${name}`, sourceFromText(`/srv/${name}`, text)])),
);
const environment = new Map([
  ["ZONE", "e.test"],
  ["SPACED", "two words"],
  ["NESTED", "{$ZONE}"],
  ["BRACE", "{"],
  ["WORD", "log"],
  ["COMMA", "b.test,"],
  ["EMPTY", ""],
  ["FILE", "one.conf"],
]);
/** What belongs to the zones of keys, behind the grammar. */
const ABOUT_ZONES = /domain name|too long|CIDR|data after last colon/;

/** Blocks as `keys | directive | directive`, divided by ` & `, words that are no plain ones in quotes; or the complaint. */
export function readCorefile(text: string): string {
  const { value, diagnostics } = parseCorefile(sourceFromText("Corefile", text), {
    version: "1.15.0",
    files,
    environment,
    path: "/srv/Corefile",
  });
  const first = diagnostics.find(({ severity, message }) => severity === "error" && !ABOUT_ZONES.test(message));
  if (first !== undefined) return first.message;
  if (value.isDefault) return "the default";
  return value.blocks
    .map(({ keys, directives }) => [keys, ...[...directives.values()].map(({ tokens }) => tokens)])
    .map((lines) => lines.map((tokens) => tokens.map((token) => shown(token.text)).join(" ")).join(" | "))
    .join(" & ");
}

function shown(word: string): string {
  return /^[^\s|&"]+$/.test(word) ? word : JSON.stringify(word);
}
