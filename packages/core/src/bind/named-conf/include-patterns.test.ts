import { expect, it } from "vitest";
import { fileTreeFromSources, sourceFromText } from "../../text/index.ts";
import { parseNamedConf } from "./named-conf.ts";

const files = fileTreeFromSources(
  new Map(
    ["/etc/bind/d/a.conf", "/etc/bind/d/b.cnf", "/etc/bind/d/.c.conf.swp", "/etc/bind/d/.e/f.conf"].map((path) => [
      path,
      sourceFromText(path, `acl "${path.split("/").at(-1)}" { any; };\n`),
    ]),
  ),
);

/** What named reads of a pattern: glob(3), so that an editor's hidden copy is not a part of the configuration. */
it.each<[string, readonly string[]]>([
  ["d/*", ["a.conf", "b.cnf"]],
  ["d/*.conf", ["a.conf"]],
  ["d/*.c*", ["a.conf", "b.cnf"]],
  ["d/?.cnf", ["b.cnf"]],
  ["d/[!b]*", ["a.conf"]],
  ["d/.*", [".c.conf.swp"]],
  ["d/.c*", [".c.conf.swp"]],
  ["d/*/*", []],
  ["d/.e/*", ["f.conf"]],
  ["/etc/bind/*/a.conf", ["a.conf"]],
])("include %j: %j", (pattern, names) => {
  const source = sourceFromText("named.conf", `include "${pattern}";\n`);
  const { value } = parseNamedConf(source, { files, directory: "/etc/bind", version: "9.18" });
  expect(value.documents.slice(1).map((document) => document.source.name.split("/").at(-1))).toEqual(names);
});
