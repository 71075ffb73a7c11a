import { describe, expect, it } from "vitest";
import { nameOf, printRdata } from "../../dns/index.ts";
import {
  emptyFileTree,
  type FileTree,
  fileTreeFromSources,
  printDiagnostic,
  sourceFromText,
} from "../../text/index.ts";
import { readZone } from "./index.ts";

const START = "$TTL 300\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.0.2.1\n";
const read = (text: string, files: FileTree = emptyFileTree) =>
  readZone(sourceFromText("db", START + text), { origin: nameOf("example."), files, directory: "/etc/bind" });
const said = (text: string, files?: FileTree): readonly string[] => read(text, files).diagnostics.map(printDiagnostic);

describe("files that $INCLUDE may not have", () => {
  /** As a site's files are: nothing outside of its folder. */
  const inner = fileTreeFromSources(new Map([["/etc/bind/in.db", sourceFromText("in.db", "in A 192.0.2.2\n")]]));
  const jailed: FileTree = {
    ...inner,
    lookUp: (path) =>
      path.startsWith("/etc/bind/") ? inner.lookUp(path) : { kind: "refused", reason: "outside of the site's folder" },
  };

  it("says why, and points at the path", () => {
    expect(said("$INCLUDE ../keys/secret.db sub\n", jailed)).toEqual([
      `db:5:10: error ZONE_INCLUDE_REFUSED: ../keys/secret.db: outside of the site's folder.
    5 | $INCLUDE ../keys/secret.db sub
      |          ^^^^^^^^^^^^^^^^^`,
    ]);
  });

  it("reads the others, and what follows", () => {
    const { value, diagnostics } = read("$INCLUDE /root/x\n$INCLUDE in.db\nb A 192.0.2.3\n", jailed);
    expect(diagnostics.map(({ code }) => code)).toEqual(["ZONE_INCLUDE_REFUSED"]);
    expect(value.names.map(({ text }) => text)).toEqual(["example.", "b.example.", "in.example.", "ns.example."]);
  });

  it("says where it looked for one that is not there", () => {
    expect(said('$INCLUDE "a b.db"\n')).toEqual([
      `db:5:10: error ZONE_INCLUDE_MISSING: a b.db: file not found.
    5 | $INCLUDE "a b.db"
      |          ^^^^^^^^
      = Looked for at /etc/bind/a b.db.`,
    ]);
  });
});

describe("a format that is not modelled", () => {
  it("is named as such, with the way out", () => {
    expect(said("w WKS 192.0.2.2 tcp smtp domain\n")).toEqual([
      `db:5:7: error ZONE_RDATA_NOT_MODELLED: WKS: the format of this type is not modelled.
    5 | w WKS 192.0.2.2 tcp smtp domain
      |       ^^^^^^^^^
      = Write the data as RFC 3597 says: \\# length hexadecimal.`,
    ]);
  });

  it("is read in that way, in pieces too", () => {
    const { value, diagnostics } = read("w WKS \\# 12 C0000202 06 ( 00000040\n 00 00 04 )\n");
    expect(diagnostics).toEqual([]);
    expect(value.rrset(nameOf("w.example."), "WKS")?.data.map(printRdata)).toEqual(["\\# 12 C00002020600000040000004"]);
  });
});
