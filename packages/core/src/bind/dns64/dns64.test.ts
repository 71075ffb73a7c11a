import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addressBytes,
  ipv4FromBytes,
  nameOf,
  parseAddress,
  parsePrefix,
  type RRset,
  reverseNameText,
} from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import { lookUp } from "../../zone/index.ts";
import { anyAddress, noAddress } from "../acl.ts";
import { AclBook } from "../acl-book.ts";
import { startBind } from "../fixtures/start.fixture.ts";
import { addressOf, CLIENT, lines, STRANGER } from "../fixtures/texts.fixture.ts";
import { byQuestion, says } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";
import { forwardingTableOf } from "../forwarding.ts";
import type { Dns64Rule } from "../settings.ts";
import { dns64Zones } from "./dns64-zones.ts";
import { synthesise, usable } from "./synthesis.ts";

const ruleOf = (prefix: string, changes: Partial<Dns64Rule> = {}): Dns64Rule => {
  const read = parsePrefix(prefix);
  invariant(typeof read !== "string", `a prefix of a test: ${prefix}`);
  const lists = { clients: anyAddress, mapped: anyAddress, exclude: noAddress };
  return { prefix: read, suffix: null, ...lists, recursiveOnly: false, breakDnssec: false, ...changes };
};
const circumstances = (rules: readonly Dns64Rule[], changes = {}) => ({
  rules,
  client: addressOf(CLIENT),
  acls: new AclBook([]),
  isRecursive: true,
  isSigned: false,
  ...changes,
});
const setOf = (type: "A" | "AAAA", ...addresses: readonly string[]): RRset =>
  ({
    owner: nameOf("w.lan."),
    class: "IN",
    type,
    ttl: 300,
    data: addresses.map((address) => ({ type, address: addressOf(address) })),
  }) as RRset;
const madeOf = (rules: readonly Dns64Rule[], addresses: readonly string[], changes = {}): readonly string[] => {
  const made = synthesise(setOf("A", ...addresses), 600, circumstances(rules, changes));
  return (made?.data ?? []).map((data) => (data.type === "AAAA" ? data.address : "?"));
};

describe("addresses of RFC 6052 section 2.4", () => {
  it.each([
    ["2001:db8::/32", "2001:db8:c000:221::"],
    ["2001:db8:100::/40", "2001:db8:1c0:2:21::"],
    ["2001:db8:122::/48", "2001:db8:122:c000:2:2100::"],
    ["2001:db8:122:300::/56", "2001:db8:122:3c0:0:221::"],
    ["2001:db8:122:344::/64", "2001:db8:122:344:c0:2:2100::"],
    ["2001:db8:122:344::/96", "2001:db8:122:344::c000:221"],
    ["64:ff9b::/96", "64:ff9b::c000:221"],
  ])("%s", (prefix, address) => {
    expect(madeOf([ruleOf(prefix)], ["192.0.2.33"])).toEqual([addressOf(address)]);
  });

  it("a suffix stands behind what is mapped", () => {
    const rule = ruleOf("2001:db8::/32", { suffix: parseAddress("::12:3456") });
    expect(madeOf([rule], ["192.0.2.33"])).toEqual([addressOf("2001:db8:c000:221::12:3456")]);
  });
});

describe("for whom, and of what", () => {
  const lan = { elements: [{ kind: "prefix", negated: false, prefix: ruleOf("192.168.13.0/24").prefix }] } as const;
  it.each<readonly [what: string, rule: Partial<Dns64Rule>, circumstances: object, made: number]>([
    ["everybody", {}, {}, 2],
    ["a client of the list", { clients: lan }, {}, 2],
    ["a client of no list", { clients: lan }, { client: addressOf(STRANGER) }, 0],
    ["addresses that are mapped", { mapped: lan }, {}, 1],
    ["recursive-only, RD=1", { recursiveOnly: true }, {}, 2],
    ["recursive-only, RD=0", { recursiveOnly: true }, { isRecursive: false }, 0],
    ["signed records, DO=1", {}, { isSigned: true }, 0],
    ["signed records, DO=1, break-dnssec", { breakDnssec: true }, { isSigned: true }, 2],
  ])("%s", (_what, rule, changes, made) => {
    const rules = [ruleOf("64:ff9b::/96", rule)];
    expect(madeOf(rules, ["192.168.13.7", "203.0.113.1"], changes)).toHaveLength(made);
  });

  it("each rule makes one of each address, in the order of addresses, then of rules", () => {
    const rules = [ruleOf("64:ff9b::/96"), ruleOf("2001:db8::/96")];
    expect(madeOf(rules, ["192.0.2.1", "192.0.2.2"])).toEqual(
      ["64:ff9b::c000:201", "2001:db8::c000:201", "64:ff9b::c000:202", "2001:db8::c000:202"].map(addressOf),
    );
  });

  it("AAAA records that one rule leaves count", () => {
    const without = (text: string): Dns64Rule =>
      ruleOf("64:ff9b::/96", {
        exclude: { elements: [{ kind: "prefix", negated: false, prefix: ruleOf(text).prefix }] },
      });
    const set = setOf("AAAA", "2001:db8::1", "::ffff:192.0.2.1");
    expect(usable(set, circumstances([without("::ffff:0:0/96")]))).toEqual(set.data.slice(0, 1));
    expect(usable(set, circumstances([without("::/0")]))).toEqual([]);
    expect(usable(set, circumstances([without("::/0"), without("::ffff:0:0/96")]))).toEqual(set.data.slice(0, 1));
    expect(usable(set, circumstances([])), "nobody is meant").toEqual(set.data);
  });
});

describe("the way back", () => {
  const zonesOf = (conf: string) => {
    const { settings } = startBind(`options { ${conf} };`);
    const [view] = settings.views;
    invariant(view !== undefined, "a configuration has a view");
    return dns64Zones(view, forwardingTableOf(view));
  };

  it.each([
    ["dns64 64:ff9b::/96 { };", 4],
    ["dns64 64:ff9b::/96 { }; ipv4only-enable no;", 1],
    ["ipv4only-enable yes;", 3],
    ["dns64 64:ff9b::/96 { }; dns64 2001:db8::/32 { };", 5],
    ["dns64 64:ff9b::/96 { }; forward only; forwarders { 192.0.2.1; };", 1],
    ["", 0],
  ])("%s", (conf, zones) => {
    expect(zonesOf(conf)).toHaveLength(zones);
  });

  const prefixes = fc.constantFrom(
    "64:ff9b::/96",
    "2001:db8::/32",
    "2001:db8:ab00::/40",
    "2001:db8:1:200::/56",
    "2001:db8:1:2::/64",
  );
  const octets = fc.uint8Array({ minLength: 4, maxLength: 4 });
  it("what was made of an address leads back to its own reverse name, but for those of ipv4only.arpa", () => {
    fc.assert(
      fc.property(prefixes, octets, (prefix, bytes) => {
        const address = ipv4FromBytes(bytes);
        const [made] = madeOf([ruleOf(prefix)], [address]);
        const [zone] = zonesOf(`dns64 ${prefix} { }; ipv4only-enable no;`);
        const name = nameOf(reverseNameText(addressOf(made ?? "::")));
        const data = zone?.dataFor?.(name);
        invariant(data !== undefined, "the zone makes data");
        const answer = lookUp(data, name, "PTR");
        const isSpecial = prefix === "64:ff9b::/96" && (address === "192.0.0.170" || address === "192.0.0.171");
        expect(answer.kind).toBe(isSpecial ? "data" : "alias");
        if (answer.kind === "alias") expect(answer.target.text).toBe(reverseNameText(address));
      }),
    );
  });

  it("every name on the way down exists and holds nothing; what is no nibble does not", () => {
    fc.assert(
      fc.property(octets, fc.integer({ min: 1, max: 7 }), (bytes, nibbles) => {
        const [zone] = zonesOf("dns64 64:ff9b::/96 { };");
        const [made] = madeOf([ruleOf("64:ff9b::/96")], [ipv4FromBytes(bytes)]);
        const labels = reverseNameText(addressOf(made ?? "::")).split(".");
        const name = nameOf(labels.slice(8 - nibbles).join("."));
        const other = nameOf(`g.${labels.slice(8).join(".")}`);
        const at = (asked: typeof name): string => {
          const data = zone?.dataFor?.(asked);
          return data === undefined ? "no data" : lookUp(data, asked, "PTR").kind;
        };
        expect(at(name)).toBe("no-data");
        expect(at(other)).toBe("name-error");
      }),
    );
  });

  it("addressBytes of the zeros between prefix and address are checked", () => {
    const [zone] = zonesOf("dns64 2001:db8::/32 { }; ipv4only-enable no;");
    const wrong = addressOf("2001:db8:c000:221:100::");
    expect(addressBytes(wrong)[8]).toBe(1);
    const name = nameOf(reverseNameText(wrong));
    const data = zone?.dataFor?.(name);
    expect(data === undefined ? "no data" : lookUp(data, name, "PTR").kind).toBe("name-error");
  });
});

const conf = `options { recursion yes; dnssec-validation no; allow-query { any; }; allow-recursion { 192.168.13.0/24; }; dns64 64:ff9b::/96 { }; };
zone "." { type hint; file "/etc/bind/db.root"; };
zone "six.lan" { type primary; file "/etc/bind/db.six"; };`;
const files = {
  "/etc/bind/db.root": ". 3600 NS a.root.\na.root. 3600 A 192.0.2.1\n",
  "/etc/bind/db.six":
    "$TTL 3600\n@ SOA ns n 1 1 1 1 30\n@ NS ns\nns A 192.168.13.5\nv4 A 192.0.2.1\nv6 AAAA 2001:db8::1\ntext TXT x\nalias CNAME v4\n",
};
const SOA = "ext. 60 SOA ns.ext. n.ext. 1 1 1 1 60";
const outside = byQuestion({
  ". NS": says({ answer: ". 3600 NS a.root." }),
  "v4.ext. A": says({ answer: "v4.ext. 300 A 203.0.113.1" }),
  "dead.ext. A": says({ rcode: "REFUSED" }),
  "none.ext.": says({ rcode: "NXDOMAIN", authority: SOA }),
  "*": says({ authority: SOA }),
});
const world = (): World => new World(conf, { "192.0.2.1": outside }, { files });

describe("answers", () => {
  it.each([
    ["made for a local name", "v4.six.lan AAAA", "NOERROR aa ra\nAN v4.six.lan. 30 AAAA 64:ff9b::c000:201"],
    [
      "behind an alias",
      "alias.six.lan AAAA",
      "NOERROR aa ra\nAN alias.six.lan. 3600 CNAME v4.six.lan.\nAN v4.six.lan. 30 AAAA 64:ff9b::c000:201",
    ],
    ["not where there is one", "v6.six.lan AAAA", "NOERROR aa ra\nAN v6.six.lan. 3600 AAAA 2001:db8::1"],
    [
      "nothing to make it of",
      "text.six.lan AAAA",
      "NOERROR aa ra\nAU six.lan. 30 SOA ns.six.lan. n.six.lan. 1 1 1 1 30",
    ],
    ["made for a name of others", "v4.ext AAAA", "NOERROR ra\nAN v4.ext. 60 AAAA 64:ff9b::cb00:7101"],
    ["no name, no address", "none.ext AAAA", `NXDOMAIN ra\nAU ${SOA}`],
    ["A records that nobody tells", "dead.ext AAAA", "SERVFAIL ra"],
    ["A is as ever", "v4.ext A", "NOERROR ra\nAN v4.ext. 300 A 203.0.113.1"],
  ])("%s", (_what, question, expected) => {
    expect(world().ask(question)).toBe(lines(expected));
  });

  it("the failure of the A question is that of AAAA: nobody is asked again within its second", () => {
    const asked = world();
    asked.ask("dead.ext AAAA");
    asked.takeAsked();
    expect(asked.ask("dead.ext AAAA", { atMs: 500 })).toBe("SERVFAIL ra");
    expect(asked.takeAsked()).toEqual([]);
  });
});
