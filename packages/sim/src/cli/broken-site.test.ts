import { describe, expect, it } from "vitest";
import { runIn, SMALL_SITE, writtenFolder } from "./written-site.fixture.ts";

type Path = keyof typeof SMALL_SITE;

/** The small site with one text replaced in one of its files. */
function broken(path: Path, text: string, by: string): string {
  const changed = SMALL_SITE[path].replace(text, by);
  if (changed === SMALL_SITE[path]) throw new RangeError(`${path} has no ${text}`);
  return writtenFolder({ ...SMALL_SITE, [path]: changed });
}

const SERVFAIL = [
  "laptop asks www.example.lan. A: expected 192.0.2.80, and got nothing (SERVFAIL).",
  "laptop asks nix.example.lan. A: expected NXDOMAIN, and got SERVFAIL.",
  "laptop asks example.lan. MX: expected 10 mail.example.lan., and got nothing (SERVFAIL).",
];
const REFUSED = SERVFAIL.map((line) => line.replace("SERVFAIL", "REFUSED"));

describe("check: what one fault comes to, from the caret to the answers", () => {
  it.each<readonly [string, Path, string, string, readonly string[]]>([
    [
      "an address that is none: the zone is not loaded",
      "dns1/etc/bind/db.example.lan",
      "A   192.0.2.80",
      "A   192.0.2.800",
      ["/dns1/etc/bind/db.example.lan:6:11: error ZONE_RDATA", ...SERVFAIL],
    ],
    [
      "a zone file that is not there",
      "dns1/etc/bind/named.conf",
      'file "db.example.lan"',
      'file "db.exmaple.lan"',
      SERVFAIL,
    ],
    ["a zone of another name", "dns1/etc/bind/named.conf", 'zone "example.lan"', 'zone "exmaple.lan"', REFUSED],
    [
      "a record that is missing",
      "dns1/etc/bind/db.example.lan",
      "www   A   192.0.2.80",
      "web   A   192.0.2.80",
      ["laptop asks www.example.lan. A: expected 192.0.2.80, and got nothing (NXDOMAIN)."],
    ],
    [
      "an expectation of somebody who is not there",
      "site.yaml",
      "from: laptop, ask: www",
      "from: laptup, ask: www",
      ["/site.yaml:8:5: error SITE_EXPECTATION", 'Nobody in the site is called "laptup".'],
    ],
    [
      "a host's key that is misspelt",
      "site.yaml",
      "nameservers: [",
      "nameserver: [",
      ["/site.yaml:5:36: error SITE_UNKNOWN_KEY", 'Unknown key "nameserver".', "nameservers"],
    ],
  ])("%s", async (_, path, text, by, said) => {
    const ran = await runIn(broken(path, text, by), "check");
    expect(ran.code).toBe(1);
    for (const part of said) expect(ran.out).toContain(part);
  });

  it("a fault that stops named: a closed port for whoever asks", async () => {
    const folder = broken("dns1/etc/bind/named.conf", "recursion no;", "recursoin no;");
    const ran = await runIn(folder, "check");
    expect(ran.out).toContain("dns1/etc/bind/named.conf:1:34: error NAMED_CONF_UNKNOWN_CLAUSE: ");
    expect(ran.out).toContain(
      '    1 | options { directory "/etc/bind"; recursoin no; };\n      |                                  ^^^^^^^^^',
    );
    expect(ran.out).toMatch(/laptop asks www\.example\.lan\. A: no answer: /);
    expect(ran.out).toMatch(/\n4 errors, 0 warnings; 0 of 3 expectations hold\n$/);
    const dug = await runIn(folder, "dig www.example.lan");
    expect(dug.code).toBe(9);
    expect(dug.err).toContain("error NAMED_CONF_UNKNOWN_CLAUSE");
  });

  it("what is wrong with one host leaves the others to be asked", async () => {
    const folder = broken("site.yaml", "printer: { addresses: 192.0.2.60 }", "printer: { addresses: 192.0.2.600 }");
    const ran = await runIn(folder, "dig www.example.lan +short");
    expect(ran).toMatchObject({ code: 0, out: "192.0.2.80\n" });
    expect(ran.err).toContain('/site.yaml:6:25: error SITE_BAD_ADDRESS: "192.0.2.600" is not an IP address.');
  });
});

describe("init around what stands in a folder already", () => {
  it.each<readonly [string, Readonly<Record<string, string>>]>([
    ["a Corefile", { Corefile: ".:53 {\n  whoami\n}\n" }],
    [
      "manifests",
      {
        "objects.yaml":
          "apiVersion: v1\nkind: Service\nmetadata: { name: web, namespace: a }\nspec: { clusterIP: 198.18.0.5 }\n",
      },
    ],
    ["both", { Corefile: ".:53 {\n  whoami\n}\n", "a.json": '{"apiVersion":"v1","kind":"List","items":[]}' }],
    ["nothing", {}],
  ])("%s: the site is read without an error, and what was there is as it was", async (_, files) => {
    const folder = writtenFolder(files);
    const made = await runIn(folder, "init");
    expect(made.code).toBe(0);
    expect(made.out).toMatch(/^site\.yaml\n/m);
    expect(made.out).toMatch(/\nTry: splithorizon check \.\n$/);
    const written = made.out.split("\n\n")[0]?.split("\n") ?? [];
    for (const path of Object.keys(files)) expect(written).not.toContain(path);
    const linted = await runIn(folder, "lint site.yaml");
    expect(linted).toEqual({ code: 0, out: "", err: "" });
    expect((await runIn(folder, "init")).code).toBe(2);
  });
});
