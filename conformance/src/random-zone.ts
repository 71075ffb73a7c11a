/** A small generator of numbers from a seed (mulberry32): the same seed gives the same zone for ever. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const LABELS = ["a", "b", "c", "*", "x"];

/** A zone of a few labels in which everything meets: wildcards, empty non-terminals, aliases, DNAMEs, cuts, and data below them. */
export function randomZone(apex: string, seed: number): { readonly text: string; readonly names: readonly string[] } {
  const draw = seeded(seed);
  const pick = <T>(items: readonly T[]): T => items[draw(items.length)] as T;
  const owner = (): string => Array.from({ length: 1 + draw(3) }, () => pick(LABELS)).join(".");
  const target = (): string => (draw(6) === 0 ? "out.other.test." : `${owner()}.${apex}.`);
  const lines = [
    `$ORIGIN ${apex}.`,
    "$TTL 300",
    "@ SOA ns hostmaster 1 3600 600 86400 60",
    "@ NS ns",
    "ns A 192.0.2.1",
  ];
  const taken = new Map<string, string>();
  for (let index = 0; index < 14; index += 1) {
    const name = owner();
    const type = pick(["A", "A", "AAAA", "TXT", "CNAME", "DNAME", "NS", "MX"]);
    const before = taken.get(name);
    const isExclusive = type === "CNAME" || type === "DNAME" || before === "CNAME" || before === "DNAME";
    if ((before !== undefined && isExclusive) || (name.includes("*") && (type === "NS" || type === "DNAME"))) continue;
    taken.set(name, type);
    lines.push(`${name} ${type} ${rdata(type, draw, target)}`);
    if (type === "NS") lines.push(`ns.${name} A 192.0.2.${10 + draw(90)}`);
  }
  const names = new Set<string>([`${apex}.`]);
  for (let index = 0; index < 40; index += 1) names.add(`${owner()}.${apex}.`);
  for (const name of taken.keys()) names.add(`${name}.${apex}.`).add(`${pick(LABELS)}.${name}.${apex}.`);
  return { text: `${lines.join("\n")}\n`, names: [...names] };
}

function rdata(type: string, draw: (below: number) => number, target: () => string): string {
  switch (type) {
    case "A":
      return `192.0.2.${draw(250)}`;
    case "AAAA":
      return `2001:db8::${draw(999)}`;
    case "TXT":
      return `"${draw(1000)}"`;
    case "MX":
      return `10 ${target()}`;
    case "NS":
      return "ns";
    default:
      return target();
  }
}

/** A zone in which types meet that may not, with NSEC records and signatures here and there. */
export function randomLooseZone(
  apex: string,
  seed: number,
): { readonly text: string; readonly names: readonly string[] } {
  const draw = seeded(seed);
  const pick = <T>(items: readonly T[]): T => items[draw(items.length)] as T;
  const owner = (): string => Array.from({ length: 1 + draw(3) }, () => pick(LABELS)).join(".");
  const target = (): string =>
    pick([`${owner()}.${apex}.`, `${owner()}.${apex}.`, `${apex}.`, "x.out.test.", "out.test."]);
  const lines = [
    `$ORIGIN ${apex}.`,
    "$TTL 300",
    "@ SOA ns hostmaster 1 3600 600 86400 60",
    "@ NS ns",
    "ns A 192.0.2.1",
  ];
  const owners = new Set<string>();
  const signature = (covered: string): string =>
    `RRSIG ${covered} 13 2 60 20400101000000 20240101000000 1 ${apex}. AAAA`;
  for (let index = 0; index < 18; index += 1) {
    const name = draw(12) === 0 ? "@" : owner();
    const type = pick(["A", "A", "AAAA", "CNAME", "CNAME", "DNAME", "NS", "MX", "DS", "NSEC"]);
    owners.add(name);
    lines.push(`${name} ${60 + draw(9)} ${type} ${looseRdata(type, draw, target)}`);
    if (draw(2) === 0) lines.push(`${name} ${signature(type)}`);
    if (type === "NS" && name !== "@") lines.push(`ns.${name} A 192.0.2.${10 + draw(90)}`);
  }
  lines.push("x.out.test. A 192.0.2.200", "*.out.test. A 192.0.2.201");
  const names = new Set<string>([`${apex}.`]);
  for (const name of owners) names.add(name === "@" ? `x.${apex}.` : `${name}.${apex}.`).add(`${owner()}.${apex}.`);
  for (let index = 0; index < 14; index += 1) names.add(`${owner()}.${apex}.`);
  return { text: `${lines.join("\n")}\n`, names: [...names] };
}

function looseRdata(type: string, draw: (below: number) => number, target: () => string): string {
  switch (type) {
    case "DS":
      return `1 13 1 ${"0102030405".repeat(4)}`;
    case "NSEC":
      return `${target()} A NSEC`;
    case "NS":
      return draw(2) === 0 ? "ns" : target();
    default:
      return rdata(type, draw, target);
  }
}
