import { addressBytes } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FirewallRule } from "../site/model.ts";
import { addressOf, allWays, machine, networkWith, packetOf, prefixOf, printRoundTrip } from "./network.fixture.ts";
import { firewallVerdict, isOnLink, routeTo, sourceFor } from "./station.ts";

/** An address as a string of ones and noughts, so that a block is what its first bits say. */
function bitsOf(text: string): string {
  return [...addressBytes(addressOf(text))].map((octet) => octet.toString(2).padStart(8, "0")).join("");
}

function isIn(address: string, block: string): boolean {
  const [base = "", length] = block.split("/");
  const [bits, wanted] = [bitsOf(address), bitsOf(base)];
  const count = length === undefined ? wanted.length : Number(length);
  return bits.length === wanted.length && bits.slice(0, count) === wanted.slice(0, count);
}

/** A block without bits behind its length. */
function blockOf(address: string, length: number): string {
  const bits = bitsOf(address).slice(0, length).padEnd(bitsOf(address).length, "0");
  const size = address.includes(":") ? 16 : 8;
  const parts = Array.from({ length: bits.length / size }, (_, at) =>
    Number.parseInt(bits.slice(at * size, (at + 1) * size), 2),
  );
  const text = size === 16 ? parts.map((part) => part.toString(16)).join(":") : parts.join(".");
  return `${addressOf(text)}/${length}`;
}

// Addresses close to each other, in both families, so that blocks overlap.
const ipv4 = fc.tuple(fc.constantFrom(0, 1, 127), fc.constantFrom(0, 1, 128, 255)).map(([a, b]) => `192.0.${a}.${b}`);
const ipv6 = fc.constantFrom("0", "1", "8000", "ffff").map((last) => `2001:db8::${last}`);
const address = fc.oneof(ipv4, ipv6);
const block = fc
  .oneof(
    fc.tuple(ipv4, fc.constantFrom(0, 1, 8, 15, 16, 17, 23, 24, 25, 31, 32)),
    fc.tuple(ipv6, fc.constantFrom(0, 1, 32, 111, 112, 113, 127, 128)),
  )
  .map(([base, length]) => blockOf(base, length));

describe("laws of one machine, by counting bits", () => {
  it("the route is the first of the longest that hold the destination", () => {
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), address, (blocks, to) => {
        const gateway = (at: number): string => `198.51.100.${at}`;
        const station = machine(
          "a",
          [],
          blocks.map((own, at) => `${own} via ${gateway(at)}`),
        );
        const lengthOf = (own: string): number => Number(own.split("/")[1]);
        const holding = [...blocks.entries()].filter(([, own]) => isIn(to, own));
        const longest = Math.max(...holding.map(([, own]) => lengthOf(own)));
        const wanted = holding.find(([, own]) => lengthOf(own) === longest);
        const next = wanted === undefined ? null : { kind: "gateways", addresses: [gateway(wanted[0])] };
        expect(routeTo(station, addressOf(to))?.next ?? null).toEqual(next);
      }),
    );
  });

  it("a firewall is its first rule of which everything is true", () => {
    const rule = fc.record({
      action: fc.constantFrom("accept", "drop", "reject"),
      from: fc.option(block),
      to: fc.option(block),
      protocol: fc.option(fc.constantFrom("udp", "tcp")),
      port: fc.option(fc.constantFrom(53, 853)),
    });
    const asked = fc.record({
      from: address,
      to: address,
      protocol: fc.constantFrom("udp", "tcp"),
      port: fc.constantFrom(53, 853, 54),
    });
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 5 }), asked, (rules, packet) => {
        const prefix = (text: string | null): FirewallRule["from"] => (text === null ? null : prefixOf(text));
        const firewall = rules.map((own) => ({ ...own, from: prefix(own.from), to: prefix(own.to) }));
        let wanted: FirewallRule["action"] = "accept";
        for (const { action, from, to, protocol, port } of rules.toReversed()) {
          const isTrue =
            (from === null || isIn(packet.from, from)) &&
            (to === null || isIn(packet.to, to)) &&
            (protocol === null || protocol === packet.protocol) &&
            (port === null || port === packet.port);
          if (isTrue) wanted = action;
        }
        const sent = packetOf(`[${packet.from}]:40000 -> [${packet.to}]:${packet.port}/${packet.protocol}`);
        expect(firewallVerdict(machine("a", [], [], { firewall }), sent)).toBe(wanted);
      }),
    );
  });

  it("a machine is on a link if it has an address there that is more than its own", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(ipv4, fc.constantFrom(16, 24, 25, 31, 32))), block, (own, link) => {
        const texts = own.map(([text, length]) => `${text}/${length}`);
        const wanted = own.some(([text, length]) => length < 32 && isIn(text, link));
        expect(isOnLink(machine("a", texts), prefixOf(link))).toBe(wanted);
      }),
    );
  });

  it("without a route nothing is sent, and what is sent has an address of the destination's family", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(address, { minLength: 1, maxLength: 4 }),
        fc.array(block, { maxLength: 3 }),
        address,
        (own, blocks, to) => {
          const station = machine(
            "a",
            own,
            blocks.map((text) => `${text} dev link`),
          );
          const source = sourceFor(station, addressOf(to));
          if (!own.includes(to) && !blocks.some((text) => isIn(to, text))) expect(source).toBeNull();
          if (source !== null) expect(source.includes(":")).toBe(to.includes(":"));
        },
      ),
    );
  });
});

describe("laws of a row of routers with a host behind each, every one of which knows the way", () => {
  /** Router n stands on link n and link n + 1; host n on link n. */
  function row(length: number): ReturnType<typeof networkWith> {
    const numbers = Array.from({ length }, (_, at) => at);
    const routers = numbers.slice(0, -1).map((at) => {
      const left = numbers.filter((link) => link < at).map((link) => `10.${link}.0.0/16 via 10.${at}.0.2`);
      const right = numbers.filter((link) => link > at + 1).map((link) => `10.${link}.0.0/16 via 10.${at + 1}.0.1`);
      return machine(`r${at}`, [`10.${at}.0.1/16`, `10.${at + 1}.0.2/16`], [...left, ...right], { forwards: true });
    });
    const hosts = numbers.map((at) => {
      const left = numbers.filter((link) => link < at).map((link) => `10.${link}.0.0/16 via 10.${at}.0.2`);
      const right = numbers.filter((link) => link > at).map((link) => `10.${link}.0.0/16 via 10.${at}.0.1`);
      return machine(`h${at}`, [`10.${at}.0.9/16`], [...left, ...right]);
    });
    return networkWith(...hosts, ...routers);
  }

  const pair = fc
    .integer({ min: 2, max: 8 })
    .chain((length) => fc.tuple(fc.constant(length), fc.nat(length - 1), fc.nat(length - 1)));

  it("there and back goes through the routers between, in their order and in the other one", () => {
    fc.assert(
      fc.property(pair, ([length, from, to]) => {
        const between = Array.from({ length: Math.abs(to - from) }, (_, at) => `r${Math.min(from, to) + at}`);
        const there = from <= to ? between : between.toReversed();
        const back = [...there.toReversed(), `h${from}`];
        const packet = packetOf(`10.${from}.0.9:40000 -> 10.${to}.0.9:53/udp`);
        expect(printRoundTrip(row(length), packet, `h${from}`)).toBe(
          from === to
            ? `h${from} |  from 10.${to}.0.9:53`
            : `h${from} > ${[...there, `h${to}`].join(" > ")} | ${back.join(" > ")} from 10.${to}.0.9:53`,
        );
      }),
    );
  });

  it("the first machine that does not let it through is where it ends, be it in the middle or at the end", () => {
    const action = fc.constantFrom("drop", "reject");
    fc.assert(
      fc.property(pair, fc.nat(8), action, ([length, from, to], guard, verdict) => {
        const network = row(length);
        const firewall = [{ action: verdict, from: null, to: null, protocol: null, port: null }];
        const guarded = networkWith(
          ...[...network.stations.values()].map((station) =>
            station.name === `r${guard}` ? { ...station, firewall } : station,
          ),
        );
        const [way] = allWays(guarded, packetOf(`10.${from}.0.9:40000 -> 10.${to}.0.9:53/udp`), `h${from}`);
        const isOnTheWay = guard >= Math.min(from, to) && guard < Math.max(from, to);
        expect(way?.kind).toBe(isOnTheWay ? "dropped" : "delivered");
        if (way?.kind === "dropped") {
          expect([way.reason, way.hops.at(-1)?.at]).toEqual([`firewall-${verdict}`, `r${guard}`]);
        }
      }),
    );
  });
});
