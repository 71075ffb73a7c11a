import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Address, isAtOrBelow, nameOf, parseAddress, prefixCovers, type Question } from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import { emptyFileTree, sourceFromText } from "../../../text/index.ts";
import { Dispenser, lexCorefile } from "../../corefile/index.ts";
import type { PluginName } from "../../versions.ts";
import { CompiledAcl } from "./compile.ts";
import { aclLandmarks } from "./landmarks.ts";
import { type AclAction, type AclRule, readAclSettings } from "./settings.ts";

function rulesOf(text: string): readonly AclRule[] {
  const tokens = lexCorefile(sourceFromText("Corefile", text), "");
  const context = {
    zones: [nameOf("test.")],
    version: "1.15.0",
    files: emptyFileTree,
    resolveFile: (path: string) => path,
    hostname: "host",
    interfaces: null,
    hostNameServers: [],
    hostSearch: [],
    siblings: new Set<PluginName>(["acl"]),
  } as const;
  return readAclSettings(new Dispenser(tokens), context).value;
}

function addressOf(text: string): Address {
  const address = parseAddress(text);
  invariant(address !== null, "an address of this test");
  return address;
}

const question = (name: string, type: Question["type"]): Question => ({ name: nameOf(name), type, class: "IN" });

describe("the first line that matches decides", () => {
  const rules = rulesOf(`acl a.test {
  allow type A net 10.0.0.0/8
  block net 10.1.0.0/16 192.0.2.1
}
acl {
  FILTER TYPE TXT
  drop type * NET 2001:db8::/32
  block net 10.0.0.0/9
}`);
  const acl = new CompiledAcl(rules);
  const cases: readonly (readonly [string, string, Question["type"], AclAction | null])[] = [
    ["10.1.2.3", "x.a.test.", "A", "allow"],
    ["10.1.2.3", "x.a.test.", "AAAA", "block"],
    ["10.1.2.3", "x.a.test.", "TXT", "block"],
    ["10.200.0.1", "x.a.test.", "TXT", "filter"],
    ["10.2.0.1", "a.test.", "AAAA", "block"],
    ["10.200.0.1", "a.test.", "AAAA", null],
    ["192.0.2.1", "a.test.", "A", "block"],
    ["192.0.2.2", "a.test.", "A", null],
    ["2001:db8::1", "b.test.", "A", "drop"],
    ["2001:db9::1", "b.test.", "A", null],
    ["2001:db9::1", "b.test.", "TXT", "filter"],
    ["10.1.2.3", "other.", "TXT", null],
  ];
  it.each(cases)("%s asks %s %s: %s", (source, name, type, expected) => {
    expect(acl.decide(addressOf(source), question(name, type))).toBe(expected);
  });

  it("lists its zones and networks", () => {
    expect(aclLandmarks(rules)).toHaveLength(7);
  });
});

/** plugin/acl/acl.go, word for word: the rules in order, in each the lines in order. */
function walk(rules: readonly AclRule[], source: Address, { name, type }: Question): AclAction | null {
  for (const { zones, policies } of rules) {
    if (!zones.some((zone) => isAtOrBelow(name, zone))) continue;
    for (const { action, types, networks } of policies) {
      const isType = types?.has(type) ?? true;
      if (isType && (networks?.some((network) => prefixCovers(network, source)) ?? true)) return action;
    }
  }
  return null;
}

describe("law", () => {
  const octet = fc.integer({ min: 0, max: 3 });
  const network = fc.tuple(octet, octet, fc.integer({ min: 0, max: 32 }));
  const line = fc.record({
    action: fc.constantFrom("allow", "block", "filter", "drop"),
    type: fc.constantFrom("", "type A", "type TXT AAAA"),
    networks: fc.array(network, { maxLength: 4 }),
  });
  const rule = fc.record({ zone: fc.constantFrom("", "a.test", "."), lines: fc.array(line, { maxLength: 4 }) });

  it("the compiled form decides as the walk over the rules does", () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), octet, octet, (written, third, fourth) => {
        const text = written.map(({ zone, lines }) => {
          const words = lines.map(({ action, type, networks }) => {
            const list = networks.map(([left, right, length]) => `10.0.${left}.${right}/${length}`).join(" ");
            return `${action} ${type} ${list === "" ? "" : `net ${list}`}`;
          });
          return `acl ${zone} {\n${words.join("\n")}\n}`;
        });
        const rules = rulesOf(text.join("\n"));
        const source = addressOf(`10.0.${third}.${fourth}`);
        const asked = question("x.a.test.", "A");
        expect(new CompiledAcl(rules).decide(source, asked)).toBe(walk(rules, source, asked));
      }),
    );
  });
});
