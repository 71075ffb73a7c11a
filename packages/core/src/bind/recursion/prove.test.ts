import { describe, expect, test } from "vitest";
import { byQuestion, type Script, says } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/** A signed root that delegates `com` without DS and has no `lan`; what it asks for shows in what it answers afterwards. */
const ROOT = "192.0.2.1";
const COM = "192.0.2.2";
const K8S = "198.19.0.30";
const signature = (owner: string, covered: string): string =>
  `${owner} 86400 RRSIG ${covered} 13 0 86400 20400101000000 20240101000000 37090 . AAAA`;
const SOA = `. 86400 SOA a.root. n. 1 1 1 1 86400\n${signature(".", "SOA")}`;
const APEX = `. 86400 NSEC com. NS SOA RRSIG NSEC DNSKEY\n${signature(".", "NSEC")}`;
const CUT = `com. 86400 NSEC a.root. NS RRSIG NSEC\n${signature("com.", "NSEC")}`;
const root: Script = byQuestion({
  ". NS": says({ answer: `. 86400 NS a.root.\n${signature(".", "NS")}`, additional: `a.root. 86400 A ${ROOT}` }),
  "com. DS": says({ authority: `${SOA}\n${CUT}` }),
  "com. NS": says({ aa: false, authority: `com. 86400 NS ns.com.\n${CUT}`, additional: `ns.com. 86400 A ${COM}` }),
  "www.com.": says({ aa: false, authority: `com. 86400 NS ns.com.\n${CUT}`, additional: `ns.com. 86400 A ${COM}` }),
  "*": says({ rcode: "NXDOMAIN", authority: `${SOA}\n${CUT}\n${APEX}` }),
});
const others = {
  [ROOT]: root,
  [COM]: says({ answer: "www.com. 300 A 203.0.113.1" }),
  [K8S]: says({ answer: "web.k8s.kloud.lan. 5 A 198.19.0.5" }),
};
const files = {
  "/root": `. 3600000 NS a.root.\na.root. 3600000 A ${ROOT}\n`,
  "/kloud": "@ 60 SOA ns n 1 1 1 1 60\n@ 60 NS ns\nns 60 A 192.168.13.11\nk8s 60 NS ns.k8s\nns.k8s 60 A 198.19.0.30\n",
};
const conf = (options = ""): string => `options { recursion yes; qname-minimization off; ${options} };
zone "." { type hint; file "/root"; };
zone "kloud.lan" { type primary; file "/kloud"; };`;
const worldOf = (options?: string): World => new World(conf(options), others, { files });
const proofs = (world: World): readonly string[] =>
  world.takeAsked().flatMap((line) => (line.endsWith(" DS") ? [line.split(" ").slice(-2).join(" ")] : []));

describe("what is asked to find out whether unsigned data must be signed", () => {
  test.each<readonly [string, string, readonly string[]]>([
    ["down to the delegation without DS", "www.com A", ["com. DS"]],
    ["down to the local zone, whose parent the root denies", "web.k8s.kloud.lan A", ["lan. DS"]],
    ["nothing where the answer is signed", "nowhere A", []],
    ["nothing for local data", "ns.kloud.lan A", []],
  ])("%s: %s", (_row, question, asked) => {
    const world = worldOf();
    world.ask(question);
    expect(proofs(world)).toEqual(asked);
  });

  test.each([
    ["a client with CD=1 wants none", "", { cd: true }],
    ["nor with validation off", "dnssec-validation no;", {}],
    ["nor below an exception", `validate-except { "com"; };`, {}],
  ])("%s", (_row, options, how) => {
    const world = worldOf(options);
    world.ask("www.com A", how);
    expect(proofs(world)).toEqual([]);
  });

  test("once: what is known is not asked again", () => {
    const world = worldOf();
    world.ask("web.k8s.kloud.lan A");
    world.takeAsked();
    world.ask("web.k8s.kloud.lan AAAA", { atMs: 1000 });
    expect(proofs(world)).toEqual([]);
  });
});

describe("what stays of it", () => {
  test("the root's NSEC deny names that nobody asked for, with what is left of their time", () => {
    const world = worldOf();
    world.ask("web.k8s.kloud.lan A");
    world.takeAsked();
    expect(world.ask("web.cluster A", { atMs: 3000 })).toBe("NXDOMAIN ra\nAU . 86397 SOA a.root. n. 1 1 1 1 86400");
    expect(world.takeAsked()).toEqual([]);
  });

  test("not with synth-from-dnssec off: then it is asked, and kept as long as max-ncache-ttl allows", () => {
    const world = worldOf("synth-from-dnssec no;");
    world.ask("web.k8s.kloud.lan A");
    expect(world.ask("web.cluster A", { atMs: 3000 })).toBe("NXDOMAIN ra\nAU . 10800 SOA a.root. n. 1 1 1 1 86400");
  });

  test("the DS that is not there is in the cache too", () => {
    const world = worldOf();
    world.ask("www.com A");
    expect(world.ask("com DS", { atMs: 3000 })).toBe("NOERROR ra\nAU . 10797 SOA a.root. n. 1 1 1 1 86400");
  });

  test("a delegation out of the cache shows the NSEC at it, where nothing else is known of its DS", () => {
    const world = worldOf("synth-from-dnssec no;");
    world.ask("web.k8s.kloud.lan A");
    const [root, com] = ["nowhere A", "ftp.com A"].map((question) =>
      world.ask(question, { rd: false, dnssecOk: true }),
    );
    expect(root).toContain("AU . 86400 NSEC com. NS SOA RRSIG NSEC DNSKEY");
    world.ask("www.com A");
    expect(com).not.toContain("NSEC a.root.");
    expect(world.ask("nowhere A", { rd: false })).not.toContain("NSEC");
  });

  test("ANY shows what is there, signatures too", () => {
    const world = worldOf();
    world.ask("web.k8s.kloud.lan A");
    expect(
      world
        .ask("com ANY")
        .split("\n")
        .map((line) => line.split(" ").slice(0, 4).join(" ")),
    ).toEqual(["NOERROR ra", "AN com. 86400 NSEC", "AN com. 86400 RRSIG"]);
  });
});
