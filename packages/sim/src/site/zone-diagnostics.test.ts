import { describe, expect, it } from "vitest";
import { loadSite } from "./load-site.ts";
import { printSaid, type SiteFiles, treeOfFiles } from "./site-files.fixture.ts";
import { zoneDiagnostics } from "./zone-diagnostics.ts";

const SITE = `version: 1
hosts:
  dns1: { addresses: 192.0.2.11, files: [base, dns1], bind: { version: "9.18", config: base/etc/named.conf } }
  dns2: { addresses: 192.0.2.12, files: [base, dns2], bind: { version: "9.18", config: base/etc/named.conf } }
`;
const NAMED =
  'options { directory "/z"; recursion no; };\nzone "kloud.lan" { type primary; file "db"; };\nzone "copy.lan" { type secondary; primaries { 192.0.2.11; }; };\n';
const HEAD = "$TTL 60\n@ SOA ns a 1 1800 900 604800 30\n@ NS ns\n";
const GOOD = `${HEAD}ns A 192.0.2.11\n`;

function saidOf(files: SiteFiles): readonly string[] {
  const tree = treeOfFiles({ "site.yaml": SITE, "base/etc/named.conf": NAMED, ...files });
  return zoneDiagnostics(loadSite(tree).value, tree).map((diagnostic) =>
    printSaid(diagnostic).split(" ").slice(0, 3).join(" "),
  );
}

describe("what is wrong with the zones of a site's BIND hosts", () => {
  it.each<readonly [string, SiteFiles, readonly string[]]>([
    ["nothing", { "base/z/db": GOOD }, []],
    ["a file that two hosts share is read once", { "base/z/db": `${GOOD}x A 1\n` }, ["base/z/db:5:5 error ZONE_RDATA"]],
    [
      "each host's own file",
      { "dns1/z/db": `${GOOD}x A 1\n`, "dns2/z/db": `${GOOD}\nx A 2\n` },
      ["dns1/z/db:5:5 error ZONE_RDATA", "dns2/z/db:6:5 error ZONE_RDATA"],
    ],
    [
      "a host's own file in front of the shared one",
      { "base/z/db": `${GOOD}x A 1\n`, "dns1/z/db": GOOD },
      ["base/z/db:5:5 error ZONE_RDATA"],
    ],
    ["a zone that is copied has no file to read", { "base/z/db": GOOD, "base/z/copy": "rubbish\n" }, []],
    ["a file that is not there is named's to tell", {}, []],
    [
      "an included file, where the fault is",
      { "base/z/db": `${GOOD}$INCLUDE more\n`, "base/z/more": "y A 3\n" },
      ["base/z/more:1:5 error ZONE_RDATA"],
    ],
    [
      "every one of them at once",
      { "base/z/db": `${GOOD}x A 1\ny AAAA 2\nz MX mail\n` },
      ["base/z/db:5:5 error ZONE_RDATA", "base/z/db:6:8 error ZONE_RDATA", "base/z/db:7:6 error ZONE_RDATA"],
    ],
  ])("%s", (_, files, said) => {
    expect(saidOf(files)).toEqual(said);
  });
});
