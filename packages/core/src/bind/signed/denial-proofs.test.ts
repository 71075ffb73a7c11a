import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DomainName, isAtOrBelow, nameOf, type Response, wildcardBelow } from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import { World } from "../fixtures/world.fixture.ts";
import { hashOf } from "./hashed-names.ts";

const KEY = "DNSKEY 257 3 13 NF1er8BEwNNzsv5uLfc7ZoYqDZFlXyUk0HvzBwXPKKLwGhbqhfwhRItuAsevVXld9l/EpKEYiLtbzGA9I0HUAw==";
const conf = `options { recursion no; allow-query { any; }; };
zone "lan" { type primary; file "/etc/bind/db.lan"; };`;
const worldOf = (text: string): World => new World(conf, {}, { files: { "/etc/bind/db.lan": text } });

function answer(world: World, question: string): Response {
  const message = world.send(question, { dnssecOk: true });
  invariant(typeof message !== "string", `an answer to ${question}`);
  return message;
}

/** Owners of the records of one type that prove something, in their order. */
const proofs = (message: Response, type: "NSEC" | "NSEC3" | "DS"): readonly string[] =>
  message.authority.filter(({ data }) => data.type === type).map(({ owner }) => owner.text);

/** As a signer orders it (RFC 4034 section 6.1). */
const signed = `$TTL 300
@ SOA ns h 1 1 1 1 60
@ NS ns
@ ${KEY}
@ NSEC a.lan. NS SOA NSEC DNSKEY RRSIG
a A 192.0.2.1
a NSEC x.ent.lan. A NSEC RRSIG
x.ent A 192.0.2.2
x.ent NSEC ns.lan. A NSEC RRSIG
ns A 192.0.2.3
ns NSEC safe.lan. A NSEC RRSIG
safe NS ns.safe
safe DS 12345 13 2 00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF
safe RRSIG DS 13 2 300 20300101000000 20200101000000 1 lan. AAAA
safe NSEC sub.lan. NS DS NSEC RRSIG
ns.safe A 192.0.2.4
sub NS ns.sub
sub NSEC *.wild.lan. NS NSEC RRSIG
sub RRSIG NSEC 13 2 300 20300101000000 20200101000000 1 lan. AAAA
ns.sub A 192.0.2.5
*.wild A 192.0.2.6
*.wild NSEC z.lan. A NSEC RRSIG
z A 192.0.2.7
z NSEC lan. A NSEC RRSIG
`;

describe("NSEC (RFC 4035 section 3.1.3)", () => {
  const world = worldOf(signed);
  it.each<readonly [what: string, question: string, rcode: string, proof: readonly string[]]>([
    ["no such type", "a.lan MX", "NOERROR", ["a.lan."]],
    ["an empty non-terminal: the span that ends below it", "ent.lan A", "NOERROR", ["a.lan."]],
    ["no such name, and no wildcard", "b.lan A", "NXDOMAIN", ["a.lan.", "lan."]],
    ["a name that the apex's own span covers", "0.lan A", "NXDOMAIN", ["lan."]],
    ["the last span", "zz.lan A", "NXDOMAIN", ["z.lan.", "lan."]],
    ["below an empty non-terminal", "y.ent.lan A", "NXDOMAIN", ["x.ent.lan.", "a.lan."]],
    ["from a wildcard: nothing of that name", "q.wild.lan A", "NOERROR", ["*.wild.lan."]],
    ["a wildcard without the type", "q.wild.lan MX", "NOERROR", ["*.wild.lan."]],
    ["a secure delegation has its DS", "www.safe.lan A", "NOERROR", []],
    ["an insecure one shows that there is none", "www.sub.lan A", "NOERROR", ["sub.lan."]],
    ["a positive answer", "a.lan A", "NOERROR", []],
  ])("%s", (_what, question, rcode, proof) => {
    const message = answer(world, question);
    expect(message.rcode).toBe(rcode);
    expect([...proofs(message, "NSEC")].sort()).toEqual([...proof].sort());
  });

  it("the DS of a delegation stands beside its NS", () => {
    expect(proofs(answer(world, "www.safe.lan A"), "DS")).toEqual(["safe.lan."]);
  });

  it("who does not ask for proofs gets none, and an unsigned zone has none", () => {
    const plain = world.send("b.lan A");
    invariant(typeof plain !== "string", "an answer");
    expect(proofs(plain, "NSEC")).toEqual([]);
    const unsigned = worldOf("$TTL 300\n@ SOA ns h 1 1 1 1 60\n@ NS ns\nns A 192.0.2.1\nns NSEC lan. A\n");
    expect(proofs(answer(unsigned, "b.lan A"), "NSEC")).toEqual([]);
  });

  const labels = fc.constantFrom("0", "a", "b", "ent", "x", "m", "ns", "t", "wild", "z", "zz", "*");
  const names = fc.array(labels, { minLength: 1, maxLength: 3 }).map((texts) => `${texts.join(".")}.lan`);
  it("a name error is proved by a span around the name and one around its wildcard", () => {
    fc.assert(
      fc.property(names, (text) => {
        const message = answer(world, `${text} A`);
        if (message.rcode !== "NXDOMAIN") return;
        const spans = message.authority.flatMap(({ owner, data }) =>
          data.type === "NSEC" ? [{ from: owner, to: data.nextName }] : [],
        );
        const covered = (name: DomainName): boolean =>
          spans.some(({ from, to }) => inOrder(from, name) && (inOrder(name, to) || to.key === "lan."));
        expect(covered(nameOf(`${text}.`)), text).toBe(true);
        const wildcards = enclosersOf(nameOf(`${text}.`)).map((name) => wildcardBelow(name));
        expect(
          wildcards.some((name) => typeof name !== "string" && covered(name)),
          `a wildcard for ${text}`,
        ).toBe(true);
      }),
    );
  });
});

/** Canonical order, by itself: labels from the right (RFC 4034 section 6.1). */
function inOrder(left: DomainName, right: DomainName): boolean {
  const [first, second] = [left, right].map((name) =>
    name.key
      .split(".")
      .filter((label) => label !== "")
      .reverse(),
  );
  invariant(first !== undefined && second !== undefined, "two names");
  for (let at = 0; at < Math.min(first.length, second.length); at += 1) {
    const [a = "", b = ""] = [first[at], second[at]];
    if (a !== b) return a < b;
  }
  return first.length < second.length;
}

function enclosersOf(name: DomainName): readonly DomainName[] {
  const found: DomainName[] = [];
  for (let at = name.parent; at !== null && isAtOrBelow(at, nameOf("lan.")); at = at.parent) found.push(at);
  return found;
}

const parameters = { salt: Uint8Array.of(0xab), iterations: 1 };
const owners = ["lan.", "a.lan.", "ent.lan.", "x.ent.lan.", "ns.lan.", "sub.lan.", "wild.lan.", "*.wild.lan."];
const types: Readonly<Record<string, string>> = {
  "lan.": "NS SOA DNSKEY NSEC3PARAM RRSIG",
  "ent.lan.": "",
  "wild.lan.": "",
  "sub.lan.": "NS",
};
const chain = owners.map((owner) => ({ owner, hash: hashOf(nameOf(owner), parameters).toLowerCase() }));
chain.sort((left, right) => (left.hash < right.hash ? -1 : 1));
const hashed = `$TTL 300
@ SOA ns h 1 1 1 1 60
@ NS ns
@ ${KEY}
@ NSEC3PARAM 1 0 1 AB
a A 192.0.2.1
x.ent A 192.0.2.2
ns A 192.0.2.3
sub NS ns.sub
ns.sub A 192.0.2.5
*.wild A 192.0.2.6
${chain.map(({ owner, hash }, at) => `${hash} NSEC3 1 0 1 AB ${chain[(at + 1) % chain.length]?.hash} ${types[owner] ?? "A RRSIG"}`).join("\n")}
`;

describe("NSEC3 (RFC 5155 section 7.2)", () => {
  const world = worldOf(hashed);
  /** The owners whose records are shown, by the names that were hashed. */
  const shown = (question: string): readonly string[] =>
    proofs(answer(world, question), "NSEC3")
      .map((owner) => chain.find(({ hash }) => owner.startsWith(hash))?.owner ?? owner)
      .sort();
  /** Whose record covers a hash. */
  const covering = (name: string): string => {
    const hash = hashOf(nameOf(name), parameters).toLowerCase();
    const before = chain.filter((entry) => entry.hash < hash).at(-1) ?? chain.at(-1);
    return before?.owner ?? "";
  };
  const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

  it.each<readonly [what: string, question: string, rcode: string, proof: readonly string[]]>([
    ["no such type", "a.lan MX", "NOERROR", ["a.lan."]],
    ["an empty non-terminal", "ent.lan A", "NOERROR", ["ent.lan."]],
    [
      "closest encloser, next closer name, wildcard",
      "b.lan A",
      "NXDOMAIN",
      ["lan.", covering("b.lan."), covering("*.lan.")],
    ],
    ["deep below", "q.y.ent.lan A", "NXDOMAIN", ["ent.lan.", covering("y.ent.lan."), covering("*.ent.lan.")]],
    ["from a wildcard: the next closer name alone", "q.wild.lan A", "NOERROR", [covering("q.wild.lan.")]],
    ["a wildcard without the type", "q.wild.lan MX", "NOERROR", ["wild.lan.", covering("q.wild.lan."), "*.wild.lan."]],
    ["a delegation without DS", "www.sub.lan A", "NOERROR", ["sub.lan."]],
    ["DS at a delegation", "sub.lan DS", "NOERROR", ["sub.lan."]],
    [
      "the hashes themselves are no names",
      `${chain[0]?.hash}.lan A`,
      "NXDOMAIN",
      ["lan.", covering(`${chain[0]?.hash}.lan.`), covering("*.lan.")],
    ],
  ])("%s", (_what, question, rcode, proof) => {
    expect(answer(world, question).rcode).toBe(rcode);
    expect(shown(question)).toEqual(unique(proof));
  });
});
