import { placeOf, sourceFromText } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { detectFileKind, type FileKind } from "./file-kind.ts";
import { loadSiteFrom } from "./load-site.ts";
import { siteForFiles } from "./partial-site.ts";
import { type SiteFiles, treeOfFiles } from "./site-files.fixture.ts";
import { zoneOriginOf } from "./zone-origin.ts";

const COREFILE = ".:53 {\n  whoami\n}\n";
const NAMED = "options { recursion no; };\n";
const ZONE = "$TTL 60\nkloud.lan. SOA ns.kloud.lan. a. 1 1 1 1 1\nkloud.lan. NS ns.kloud.lan.\n";
const SERVICE =
  "apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: a }\nspec: { clusterIP: 198.18.0.5 }\n";

/** Who would answer, and whom nobody could start: `BIND 9.18 on bind`. */
function serversOf(files: SiteFiles): readonly string[] | null {
  const made = siteForFiles(treeOfFiles(files));
  if (made === null) return null;
  const { value } = loadSiteFrom(made.source, made.files, "/");
  return [...value.residents.map(({ title }) => title), ...value.absent.map(({ title, why }) => `${title}: ${why}`)];
}

const COREDNS = "CoreDNS 1.15.0 in kube-system/coredns";
const BIND = "BIND 9.18 on bind";

describe("what stands in a folder without site.yaml makes", () => {
  it.each<readonly [string, SiteFiles, readonly string[] | null]>([
    ["nothing: an empty folder", {}, null],
    ["nothing: files that say nothing of DNS", { "README.md": "# read me\n", "x.yaml": "a: 1\n" }, null],
    ["nothing: a resolv.conf has no server", { "resolv.conf": "nameserver 192.0.2.1\n" }, null],
    ["nothing: keepalived alone answers nothing", { "keepalived.conf": "global_defs {\n}\n" }, null],
    ["CoreDNS: a Corefile", { Corefile: COREFILE }, [COREDNS]],
    ["CoreDNS: a lone file that reads like one, whatever it is called", { "dns.txt": COREFILE }, [COREDNS]],
    ["nothing: beside another file only its name tells a Corefile", { "dns.txt": COREFILE, "b.txt": "" }, null],
    ["CoreDNS: beside others one that is called so", { "edge.corefile": COREFILE, "b.txt": "" }, [COREDNS]],
    ["a cluster without a server: manifests alone", { "web.yaml": SERVICE }, []],
    ["CoreDNS: manifests and a Corefile", { "web.yaml": SERVICE, Corefile: COREFILE }, [COREDNS]],
    [
      "CoreDNS: the ConfigMap's Corefile",
      {
        "cm.yaml":
          "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: coredns, namespace: kube-system }\ndata:\n  Corefile: |\n    . {\n      whoami\n    }\n",
      },
      [COREDNS],
    ],
    ["BIND: named.conf", { "named.conf": NAMED }, [BIND]],
    ["BIND: where Debian keeps it", { "etc/bind/named.conf": NAMED }, [BIND]],
    ["BIND: where Red Hat keeps it", { "etc/named.conf": NAMED }, [BIND]],
    ["nothing: two folders too deep", { "a/b/named.conf": NAMED }, null],
    ["BIND: a zone file", { "db.kloud.lan": ZONE }, [BIND]],
    ["BIND and CoreDNS: a named.conf and a Corefile", { "named.conf": NAMED, Corefile: COREFILE }, [BIND, COREDNS]],
    ["CoreDNS alone: beside it a zone file is its own", { "db.kloud.lan": ZONE, Corefile: COREFILE }, [COREDNS]],
    [
      "BIND that does not start, and why",
      { "named.conf": "optoins {};\n" },
      [`${BIND}: named does not start: unknown option 'optoins'`],
    ],
  ])("%s", (_, files, servers) => {
    expect(serversOf(files)).toEqual(servers);
  });

  it("each zone file becomes a zone of its own, and the faults point into the files", () => {
    const made = siteForFiles(treeOfFiles({ "db.kloud.lan": ZONE, "k8s.zone": "@ SOA ns a 1 1 1 1\n" }));
    if (made === null) throw new RangeError("no site");
    const { value, diagnostics } = loadSiteFrom(made.source, made.files, "/");
    const zones = value.binds.get("bind")?.views.flatMap((view) => view.zones.map(({ name }) => name.text));
    expect(zones).toEqual(["kloud.lan.", "k8s."]);
    expect(diagnostics.filter(({ severity }) => severity === "error").map(({ span }) => placeOf(span))).toEqual([]);
  });

  it("a file's name is text, not YAML", () => {
    const name = 'a" ]: b\\.corefile';
    expect(serversOf({ [name]: COREFILE })).toEqual([COREDNS]);
  });
});

describe("the zone of a lone zone file", () => {
  it.each<readonly [string, string, string, string]>([
    ["the owner of its SOA in full", "db.other", ZONE, "kloud.lan."],
    ["an $ORIGIN in front of every record", "db.other", "$ORIGIN kloud.lan.\n@ SOA a. b. 1 1 1 1 1\n", "kloud.lan."],
    ["behind comments, empty lines and $TTL", "x", "; a\n\n \t; b\n$ttl 60\n$origin kloud.lan.\n", "kloud.lan."],
    ["with CR LF", "x", "; a\r\n\r\n$TTL 60\r\n$ORIGIN kloud.lan.\r\n", "kloud.lan."],
    ["an $ORIGIN without its last dot, below the root", "x", "$ORIGIN kloud.lan\n", "kloud.lan."],
    ["the file's name behind db.", "a/b/db.kloud.lan", "@ SOA a b 1 1 1 1 1\n", "kloud.lan."],
    ["in front of .zone", "kloud.lan.zone", "@ SOA a b 1 1 1 1 1\n", "kloud.lan."],
    ["in front of .db", "kloud.lan.db", "@ SOA a b 1 1 1 1 1\n", "kloud.lan."],
    ["a later $ORIGIN tells nothing", "db.kloud.lan", "@ SOA a b 1 1 1 1 1\n$ORIGIN k8s.kloud.lan.\n", "kloud.lan."],
    ["an indented line has no owner", "db.kloud.lan", "  other.lan. SOA a b 1 1 1 1 1\n", "kloud.lan."],
    ["an $ORIGIN that is no name", "db.kloud.lan", "$ORIGIN a..b.\n", "kloud.lan."],
    ["an empty file", "db.kloud.lan", "", "kloud.lan."],
    ["no name anywhere: the root", "db.", "@ SOA a b 1 1 1 1 1\n", "."],
  ])("%s", (_, path, text, origin) => {
    expect(zoneOriginOf(sourceFromText(path, text), `/${path}`).text).toBe(origin);
  });
});

describe("what a file is", () => {
  it.each<readonly [string, string, FileKind | null]>([
    // By its name, whatever stands in it.
    ["Corefile", 'zone "a" {};', "corefile"],
    ["a/edge.corefile", "", "corefile"],
    ["etc/keepalived.conf", COREFILE, "keepalived"],
    ["named.conf", COREFILE, "named-conf"],
    ["resolv.conf", COREFILE, "resolv-conf"],
    ["db.kloud.lan", COREFILE, "zone"],
    ["kloud.lan.zone", NAMED, "zone"],
    // YAML and JSON by their keys alone.
    ["a.yaml", SERVICE, "manifests"],
    ["a.yml", `---\n# of kubectl\n${SERVICE}`, "manifests"],
    ["a.json", '{\n  "apiVersion": "v1" }\n', "manifests"],
    ["a.yaml", "version: 1\nhosts: {}\n", "site"],
    ["a.yaml", "version: 1\n  hosts: {}\n", null],
    ["a.json", '{\n"clusters": {} }\n', "site"],
    ["a.yaml", COREFILE, null],
    // Everything else by its first telling line.
    ["x", "// a\n/* b */\n# c\n\noptions { };\n", "named-conf"],
    ["x", 'zone "kloud.lan" {\n', "named-conf"],
    ["x", 'include "a";\n', "named-conf"],
    ["x", "zone is a word\n", null],
    ["x", "$TTL 60\n", "zone"],
    ["x", "$GENERATE 1-2 a$ A 192.0.2.$\n", "zone"],
    ["x", "@ 60 IN soa a b 1 1 1 1 1\n", "zone"],
    ["x", "vrrp_script chk {\n", "keepalived"],
    ["x", "global_defs {\n", "keepalived"],
    ["x", "search kloud.lan\n", "resolv-conf"],
    ["x", "nameserver 192.0.2.1\n", "resolv-conf"],
    ["x", "# one\nkloud.lan:53 {\n", "corefile"],
    ["x", SERVICE, "manifests"],
    ["x", "Apache License\nVersion 2.0\n", null],
    ["x", "", null],
  ])("%s %j", (path, text, kind) => {
    expect(detectFileKind(`/${path}`, sourceFromText(path, text))).toBe(kind);
  });

  it("only the first 64 KiB are looked at", () => {
    const padding = "# filler\n".repeat(8 * 1024);
    expect(detectFileKind("/x", sourceFromText("x", `${padding}$TTL 60\n`))).toBeNull();
    expect(detectFileKind("/x", sourceFromText("x", `${padding.slice(0, 900)}$TTL 60\n`))).toBe("zone");
  });
});
