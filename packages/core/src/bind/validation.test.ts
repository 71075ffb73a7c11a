import { describe, expect, it } from "vitest";
import { nameOf } from "../dns/index.ts";
import { byQuestion, type Script, says } from "./fixtures/upstreams.fixture.ts";
import { World } from "./fixtures/world.fixture.ts";
import type { TrustSettings } from "./surroundings.ts";

/** `dnssec-validation` (facts section 8): `ext` is signed, `home` an insecure delegation, `lan` is denied by the root. */
const F = "192.0.2.53";
const K8S = "198.19.0.30";
const ROOT = "192.0.2.1";
const signed: TrustSettings = {
  root: "signed",
  declarations: [
    { name: nameOf("ext."), trust: "secure" },
    { name: nameOf("home."), trust: "insecure" },
  ],
};
const files = {
  "/root": `. 3600000 NS a.root.\na.root. 3600000 A ${ROOT}\n`,
  "/kloud": `$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\nwww A 192.168.13.20\nk8s NS ns.k8s\nns.k8s A ${K8S}\nout CNAME host.ext.\n`,
};
const answering: Script = byQuestion({
  ". NS": says({ answer: ". 3600 NS a.root.", additional: `a.root. 3600 A ${ROOT}` }),
  "host.ext.": says({ answer: "host.ext. 60 A 203.0.113.1" }),
  "w.home.": says({ answer: "w.home. 60 A 203.0.113.2" }),
  "www.kloud.lan.": says({ answer: "www.kloud.lan. 60 A 203.0.113.3" }),
  "web.k8s.kloud.lan.": says({ answer: "web.k8s.kloud.lan. 60 A 203.0.113.4" }),
  "alias.kloud.lan.": says({ answer: "alias.kloud.lan. 60 CNAME host.ext." }),
  "*": says({ rcode: "NXDOMAIN", authority: ". 60 SOA a.root. n. 1 1 1 1 60" }),
});
const others = { [F]: answering, [K8S]: answering, [ROOT]: answering };
const HINT = `zone "." { type hint; file "/root"; };`;
const PARENT = `zone "kloud.lan" { type primary; file "/kloud"; };`;
const FORWARD = `zone "kloud.lan" { type forward; forward only; forwarders { ${F}; }; };`;
const STUB = `zone "kloud.lan" { type static-stub; server-addresses { ${F}; }; };`;
const CHILD = `zone "k8s.kloud.lan" { type forward; forward only; forwarders { ${F}; }; };`;
const options = (more = ""): string => `options { recursion yes; ${more} };`;
const worldOf = (conf: string, trust: TrustSettings = signed): World =>
  new World(conf, others, { files, surroundings: { trust } });
const code = (conf: string, question: string, trust = signed, how = {}): string =>
  worldOf(conf, trust).ask(question, how).split("\n")[0] ?? "";

describe("with a signed root", () => {
  it.each([
    ["a signed name", `${options()}\n${HINT}`, "host.ext A", "NOERROR ra"],
    ["below an insecure delegation", `${options()}\n${HINT}`, "w.home A", "NOERROR ra"],
    ["what the root denies", `${options()}\n${HINT}`, "x.lan A", "NXDOMAIN ra"],
    ["a private forward zone", `${options()}\n${FORWARD}`, "www.kloud.lan A", "SERVFAIL ra"],
    ["a private static-stub", `${options()}\n${STUB}`, "www.kloud.lan A", "SERVFAIL ra"],
    [
      "with validate-except for the zone",
      `${options(`validate-except { "kloud.lan"; };`)}\n${FORWARD}`,
      "www.kloud.lan A",
      "NOERROR ra",
    ],
    [
      "with validate-except above it",
      `${options(`validate-except { "lan"; };`)}\n${FORWARD}`,
      "www.kloud.lan A",
      "NOERROR ra",
    ],
    [
      "with validate-except elsewhere",
      `${options(`validate-except { "home"; };`)}\n${FORWARD}`,
      "www.kloud.lan A",
      "SERVFAIL ra",
    ],
    ["a delegation of a local zone", `${options()}\n${PARENT}`, "web.k8s.kloud.lan A", "NOERROR ra"],
    ["a forward zone below a local zone", `${options()}\n${PARENT}\n${CHILD}`, "web.k8s.kloud.lan A", "NOERROR ra"],
    [
      "the same with a global forwarder",
      `${options(`forward only; forwarders { ${F}; };`)}\n${PARENT}`,
      "web.k8s.kloud.lan A",
      "NOERROR ra",
    ],
    ["dnssec-validation no", `${options("dnssec-validation no;")}\n${FORWARD}`, "www.kloud.lan A", "NOERROR ra"],
    [
      "yes without trust anchors validates nothing",
      `${options("dnssec-validation yes;")}\n${FORWARD}`,
      "www.kloud.lan A",
      "NOERROR ra",
    ],
    [
      "yes with one does",
      `${options("dnssec-validation yes;")}\ntrust-anchors { . static-key 257 3 13 "AAAA"; };\n${FORWARD}`,
      "www.kloud.lan A",
      "SERVFAIL ra",
    ],
  ])("%s", (_row, conf, question, expected) => {
    expect(code(conf, question)).toBe(expected);
  });

  it("AD only for what is signed, and only for who set AD or DO", () => {
    const conf = `${options()}\n${HINT}`;
    expect(code(conf, "host.ext A")).toBe("NOERROR ra");
    expect(code(conf, "host.ext A", signed, { ad: true })).toBe("NOERROR ra ad");
    expect(code(conf, "host.ext A", signed, { dnssecOk: true })).toBe("NOERROR ra ad");
    expect(code(conf, "w.home A", signed, { ad: true })).toBe("NOERROR ra");
    expect(code(conf, "host.ext A", signed, { ad: true, cd: true })).toBe("NOERROR ra cd");
  });
});

describe("without a signed root", () => {
  it.each(["unsigned", "unreachable"] as const)("%s: all that leaves the server is SERVFAIL", (root) => {
    const trust: TrustSettings = { root, declarations: [] };
    expect(code(`${options()}\n${HINT}`, "w.home A", trust)).toBe("SERVFAIL ra");
    expect(code(`${options()}\n${PARENT}`, "web.k8s.kloud.lan A", trust)).toBe("SERVFAIL ra");
    expect(code(`${options()}\n${PARENT}`, "www.kloud.lan A", trust), "a local zone").toBe("NOERROR aa ra");
    expect(code(`${options(`validate-except { "lan"; };`)}\n${PARENT}`, "web.k8s.kloud.lan A", trust)).toBe(
      "NOERROR ra",
    );
    expect(code(`${options("dnssec-validation no;")}\n${HINT}`, "w.home A", trust)).toBe("NOERROR ra");
  });

  it("below a local top-level zone nobody need be asked", () => {
    const trust: TrustSettings = { root: "unsigned", declarations: [] };
    const top = `zone "lan" { type primary; file "/lan"; };`;
    const world = new World(`${options()}\n${HINT}\n${top}`, others, {
      files: {
        ...files,
        "/lan": `@ 60 SOA ns n 1 1 1 1 60\n@ 60 NS ns\nns 60 A 192.168.13.11\nhome 60 NS ns.home\nns.home 60 A ${K8S}\n`,
      },
      surroundings: { trust },
    });
    expect(world.ask("w.home.lan A")).not.toContain("SERVFAIL");
  });

  it("the root's own NS are not kept: who may not recurse is shown the hints", () => {
    const world = worldOf(`${options()}\n${HINT}`, { root: "unsigned", declarations: [] });
    world.ask("w.home A");
    expect(world.ask("w.home A", { rd: false, atMs: 2000 })).toContain("AU . 3600000 NS a.root.");
  });

  it("an exception does not cover where a CNAME leads", () => {
    const trust: TrustSettings = { root: "unreachable", declarations: [] };
    const conf = `${options(`validate-except { "lan"; };`)}\n${FORWARD}\n${HINT}`;
    expect(code(conf, "alias.kloud.lan A", trust)).toBe("SERVFAIL ra");
  });
});

describe("what did not validate", () => {
  const conf = `${options()}\n${FORWARD}`;
  it("is kept for clients with CD=1, and SERVFAIL for the others, without EDE", () => {
    const world = worldOf(conf);
    expect(world.ask("www.kloud.lan A", { edns: 1232 })).toBe("SERVFAIL ra");
    expect(world.ask("www.kloud.lan A", { cd: true, atMs: 100 })).toBe(
      "NOERROR ra cd\nAN www.kloud.lan. 60 A 203.0.113.3",
    );
    expect(world.ask("www.kloud.lan A", { atMs: 5000 })).toBe("SERVFAIL ra");
  });

  it("asked with CD=1 at first: not given to others", () => {
    const world = worldOf(conf);
    world.ask("www.kloud.lan A", { cd: true });
    expect(world.ask("www.kloud.lan A", { atMs: 100 })).toBe("SERVFAIL ra");
  });
});
