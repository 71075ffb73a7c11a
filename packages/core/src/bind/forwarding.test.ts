import { describe, expect, it } from "vitest";
import { closed, type Script, says, serving } from "./fixtures/upstreams.fixture.ts";
import { World } from "./fixtures/world.fixture.ts";

/**
 * Who is asked for `web.linkerd.k8s.kloud.lan A` (facts "Forward zones and local zones"). P: a local zone kloud.lan, with or
 * without the delegation of k8s; Z: whom a forward zone names; Q: whom P names; G: whom options name.
 */
const Z = "192.0.2.11";
const Q = "192.0.2.12";
const G = "192.0.2.13";
const K8S = "198.19.0.30";
const ROOT = "192.0.2.1";
const WEB = "web.linkerd.k8s.kloud.lan A";

const file = (delegation: string): string =>
  `$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\nalias CNAME web.linkerd.k8s\nwww A 192.168.13.20\n${delegation}`;
const files = {
  "/with": file(`k8s NS ns.k8s\nns.k8s A ${K8S}\n`),
  "/without": file(""),
  "/root": `. 3600000 NS a.root.\na.root. 3600000 A ${ROOT}\n`,
  "/k8s": "$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\nown A 192.168.13.44\n",
};
const P = (inside = ""): string => `zone "kloud.lan" { type primary; file "/with"; ${inside} };`;
const PLAIN_FILE = (inside = ""): string => `zone "kloud.lan" { type primary; file "/without"; ${inside} };`;
const F = (name: string, to: string, mode = "only"): string =>
  `zone "${name}" { type forward; ${mode === "" ? "" : `forward ${mode};`} forwarders { ${to} }; };`;
const stub = (more = ""): string => `zone "k8s.kloud.lan" { type static-stub; server-addresses { ${K8S}; }; ${more} };`;
const HINT = `zone "." { type hint; file "/root"; };`;
const options = (mode: "none" | "only" | "first", more = ""): string =>
  `options { recursion yes; dnssec-validation no; ${mode === "none" ? "" : `forward ${mode}; forwarders { ${G}; };`} ${more} };`;

const answering =
  (address: string): Script =>
  (query, ...rest) =>
    says({ answer: query.questions[0]?.type === "A" ? `${query.questions[0].name.text} 60 A ${address}` : "" })(
      query,
      ...rest,
    );
const k8s = serving({
  "k8s.kloud.lan":
    "$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 198.19.0.30\n*.linkerd A 198.19.0.5\nother A 198.19.0.6\n",
});
const others: Readonly<Record<string, Script>> = {
  [Z]: answering("203.0.113.11"),
  [Q]: answering("203.0.113.12"),
  [G]: answering("203.0.113.13"),
  [K8S]: k8s,
  [ROOT]: serving({
    ".": `$TTL 60\n. SOA a.root. n. 1 1 1 1 60\n. NS a.root.\na.root. A ${ROOT}\nlan. NS a.root.\n`,
    lan: "$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS a.root.\nkloud NS a.root.\n",
    "kloud.lan": `$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS a.root.\nk8s NS ns.k8s\nns.k8s A ${K8S}\n`,
  }),
};
const NAMES: Readonly<Record<string, string>> = { [Z]: "Z", [Q]: "Q", [G]: "G", [K8S]: "delegation", [ROOT]: "root" };

/** Who was asked the whole question, in order; with the answer's code where nobody was. */
function whom(conf: string, question: string = WEB, scripts: Readonly<Record<string, Script>> = others): string {
  const world = new World(conf, { ...others, ...scripts }, { files });
  const answer = world.ask(question);
  const [name = ""] = question.split(" ");
  const whole = world.asked
    .filter((line) => line.endsWith(`${name}. A`))
    .map((line) => NAMES[line.split(" ")[0] ?? ""] ?? line);
  const code = answer.split("\n")[0]?.replace(" ra", "") ?? "";
  return whole.length === 0 ? code : `${whole.join(" ")}${code === "NOERROR" ? "" : ` ${code}`}`;
}

describe("the table", () => {
  const none = "NXDOMAIN aa";
  it.each([
    ["P with delegation", P(), "", ["delegation", "G", "G"]],
    ["P with forwarders { }", P("forwarders { };"), "", ["delegation", "delegation", "delegation"]],
    ["P with forwarders of its own", P(`forward only; forwarders { ${Q}; };`), "", ["Q", "Q", "Q"]],
    ["P and a forward zone, only", P(), F("k8s.kloud.lan", `${Z};`), ["Z", "Z", "Z"]],
    ["P and a forward zone, first", P(), F("k8s.kloud.lan", `${Z};`, "first"), ["Z", "Z", "Z"]],
    ["P with forwarders { } and a forward zone", P("forwarders { };"), F("k8s.kloud.lan", `${Z};`), ["Z", "Z", "Z"]],
    ["no delegation", PLAIN_FILE(), "", [none, none, none]],
    ["no delegation, forwarders { }", PLAIN_FILE("forwarders { };"), "", [none, none, none]],
    ["no delegation, a forward zone", PLAIN_FILE(), F("k8s.kloud.lan", `${Z};`), [none, none, none]],
    [
      "no delegation, forwarders of its own",
      PLAIN_FILE(`forwarders { ${Q}; };`),
      F("k8s.kloud.lan", `${Z};`),
      [none, none, none],
    ],
  ])("%s", (_row, parent, forwardZone, asked) => {
    const modes = ["none", "only", "first"] as const;
    expect(modes.map((mode) => whom([options(mode), parent, forwardZone].join("\n")))).toEqual(asked);
  });

  it("a forward zone first that fails: the delegation after it", () => {
    const conf = `${options("none")}\n${P()}\n${F("k8s.kloud.lan", `${Z};`, "first")}`;
    expect(whom(conf, WEB, { [Z]: closed })).toBe("Z delegation");
  });

  it("a CNAME of P to a name below: its target goes the same way", () => {
    const world = new World(`${options("only")}\n${P("forwarders { };")}`, others, { files });
    expect(world.ask("alias.kloud.lan A")).toContain("AN web.linkerd.k8s.kloud.lan. 60 A 198.19.0.5");
    const alone = new World(`${options("only")}\n${PLAIN_FILE()}`, others, { files });
    expect(alone.ask("alias.kloud.lan A")).toMatch(/^NXDOMAIN aa ra\nAN alias\.kloud\.lan\. 60 CNAME/);
    expect(alone.asked).toEqual([]);
  });
});

describe("other combinations", () => {
  const nxdomain = says({ rcode: "NXDOMAIN", authority: "kloud.lan. 60 SOA a. b. 1 1 1 1 60" });
  const foreignNodata = says({ authority: "lan. 60 SOA a. b. 1 1 1 1 60" });
  const first = F("k8s.kloud.lan", `${Z};`, "first");
  const only = F("k8s.kloud.lan", `${Z};`);
  it.each<
    readonly [row: string, conf: string, scripts: Readonly<Record<string, Script>>, question: string, expected: string]
  >([
    ["first, NXDOMAIN: final", `${options("none")}\n${P()}\n${first}`, { [Z]: nxdomain }, WEB, "Z NXDOMAIN"],
    ["only, port closed", `${options("none")}\n${P()}\n${only}`, { [Z]: closed }, WEB, "Z SERVFAIL"],
    [
      "first, SERVFAIL",
      `${options("none")}\n${P()}\n${first}`,
      { [Z]: says({ rcode: "SERVFAIL" }) },
      WEB,
      "Z delegation",
    ],
    [
      "first, REFUSED",
      `${options("none")}\n${P()}\n${first}`,
      { [Z]: says({ rcode: "REFUSED" }) },
      WEB,
      "Z delegation",
    ],
    [
      "first, NODATA with a foreign SOA",
      `${options("none")}\n${P()}\n${first}`,
      { [Z]: foreignNodata },
      WEB,
      "Z delegation",
    ],
    ["an outer forward zone covers what leaves P", `${options("none")}\n${P()}\n${F("lan", `${Z};`)}`, {}, WEB, "Z"],
    ["but not P's own names", `${options("none")}\n${P()}\n${F("lan", `${Z};`)}`, {}, "www.kloud.lan A", "NOERROR aa"],
    [
      "nor with forwarders { } in P",
      `${options("none")}\n${P("forwarders { };")}\n${F("lan", `${Z};`)}`,
      {},
      WEB,
      "delegation",
    ],
    [
      "a forward zone further down, below it",
      `${options("none")}\n${P()}\n${F("linkerd.k8s.kloud.lan", `${Z};`)}`,
      {},
      WEB,
      "Z",
    ],
    [
      "beside it",
      `${options("none")}\n${P()}\n${F("linkerd.k8s.kloud.lan", `${Z};`)}`,
      {},
      "other.k8s.kloud.lan A",
      "delegation",
    ],
    [
      "beside it, with G",
      `${options("only")}\n${P()}\n${F("linkerd.k8s.kloud.lan", `${Z};`)}`,
      {},
      "other.k8s.kloud.lan A",
      "G",
    ],
    [
      "without delegation",
      `${options("none")}\n${PLAIN_FILE()}\n${F("linkerd.k8s.kloud.lan", `${Z};`)}`,
      {},
      WEB,
      "NXDOMAIN aa",
    ],
    [
      "a local zone below a forward zone",
      `${options("none")}\n${F("lan", `${Z};`)}\nzone "k8s.kloud.lan" { type primary; file "/k8s"; };`,
      {},
      "own.k8s.kloud.lan A",
      "NOERROR aa",
    ],
    [
      "its NXDOMAIN too",
      `${options("none")}\n${F("lan", `${Z};`)}\nzone "k8s.kloud.lan" { type primary; file "/k8s"; };`,
      {},
      WEB,
      "NXDOMAIN aa",
    ],
    [
      "nested: the longest name",
      `${options("none")}\n${F("kloud.lan", `${Z};`)}\n${F("k8s.kloud.lan", `${Q};`)}`,
      {},
      WEB,
      "Q",
    ],
    [
      "nested: whole labels",
      `${options("none")}\n${F("kloud.lan", `${Z};`)}\n${F("k8s.kloud.lan", `${Q};`)}`,
      {},
      "kk8s.kloud.lan A",
      "Z",
    ],
    [
      "an empty list inside: iterated from the root",
      `${options("none")}\n${HINT}\n${F("kloud.lan", `${Z};`)}\n${F("k8s.kloud.lan", "", "")}`,
      {},
      WEB,
      "delegation",
    ],
    [
      "a dead first inside: iteration, not the outer one",
      `${options("none")}\n${HINT}\n${F("kloud.lan", `${Z};`)}\n${F("k8s.kloud.lan", `${Q};`, "first")}`,
      { [Q]: closed },
      WEB,
      "Q root delegation",
    ],
    [
      "no forward statement: first, whatever options say",
      `${options("only")}\n${P()}\n${F("k8s.kloud.lan", `${Z};`, "")}`,
      { [Z]: closed },
      WEB,
      "Z delegation",
    ],
    [
      "an empty forward zone under G",
      `${options("only")}\n${P()}\n${F("k8s.kloud.lan", "", "")}`,
      {},
      WEB,
      "delegation",
    ],
    ["static-stub with P and delegation", `${options("none")}\n${P()}\n${stub()}`, {}, WEB, "delegation"],
    ["static-stub needs none", `${options("none")}\n${PLAIN_FILE()}\n${stub()}`, {}, WEB, "delegation"],
    ["static-stub under G", `${options("only")}\n${PLAIN_FILE()}\n${stub()}`, {}, WEB, "G"],
    [
      "static-stub under G with forwarders { }",
      `${options("only")}\n${PLAIN_FILE()}\n${stub("forwarders { };")}`,
      {},
      WEB,
      "delegation",
    ],
    ["a forward zone for the root: as global forwarders", `${options("none")}\n${F(".", `${Z};`)}`, {}, WEB, "Z"],
    [
      "recursion no: nobody",
      `${options("none", "").replace("recursion yes", "recursion no")}\n${P()}\n${only}`,
      {},
      WEB,
      "NOERROR",
    ],
    [
      "the same address with two ports: two servers",
      `${options("none")}\n${F("k8s.kloud.lan", `${Z}; ${Z} port 54;`)}`,
      { [Z]: closed, [`${Z} 54`]: others[Z] ?? closed },
      WEB,
      "Z Z",
    ],
    [
      "names are compared without case or final dot",
      `${options("none")}\n${F("K8S.Kloud.LAN.", `${Z};`)}`,
      {},
      WEB,
      "Z",
    ],
  ])("%s", (_row, conf, scripts, question, expected) => {
    expect(whom(conf, question, scripts)).toBe(expected);
  });

  it("RD=0: the referral of P; without P what is cached, else the root's NS", () => {
    const conf = `${options("none")}\n${P()}\n${only}`;
    const world = new World(conf, others, { files });
    const referral = `NOERROR ra\nAU k8s.kloud.lan. 60 NS ns.k8s.kloud.lan.\nAD ns.k8s.kloud.lan. 60 A ${K8S}`;
    expect(world.ask(WEB, { rd: false })).toBe(referral);
    world.ask(WEB);
    expect(world.ask(WEB, { rd: false })).toBe(referral);
    const bare = new World(`${options("none")}\n${only}`, others, { files });
    expect(bare.ask(WEB, { rd: false })).toContain("AU . 518400 NS");
    bare.ask(WEB);
    expect(bare.ask(WEB, { rd: false })).toContain("203.0.113.11");
  });

  it("the whole name to the forwarder, NS steps never", () => {
    const world = new World(`${options("none")}\n${P()}\n${only}`, others, { files });
    world.ask(WEB);
    expect(world.asked).toEqual([`${Z} rd do cd web.linkerd.k8s.kloud.lan. A`]);
  });

  it("iterating below an empty list, the steps outside it go to the outer forwarder", () => {
    const world = new World(
      `${options("none")}\n${HINT}\n${F("kloud.lan", `${Z};`)}\n${F("k8s.kloud.lan", "", "")}`,
      others,
      { files },
    );
    world.ask(WEB);
    expect(world.asked).toContain(`${Z} rd do cd kloud.lan. NS`);
  });
});
