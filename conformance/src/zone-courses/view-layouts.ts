import type { Random } from "@splithorizon/sim";
import { oneOf } from "../one-of.ts";
import { CLIENT } from "./course.ts";
import { ADDRESSES, type Name } from "./draw-course.ts";

/** A server's other address, by which others know it in the outer view. */
export const OUTER = { p: "10.9.0.11", s: "10.9.0.12", t: "10.9.0.13" } as const;
const COPIES = ["s", "t"] as const;
const KEYS = ["in", "out"]
  .map((view) => `key "${view}-key" { algorithm hmac-sha256; secret "c3BsaXRob3Jpem9uLW9uZQ=="; };\n`)
  .join("");

/** How the servers of one site tell the two versions of a zone apart: of each what stands behind its options. */
export type Layout = (random: Random) => Readonly<Record<Name, string>>;

/** One copies the inner zone and the other the outer one, and neither knows of views. */
const split: Layout = (random) => ({
  p: twoViews({
    inside: `${CLIENT}; ${ADDRESSES.s};`,
    inner: 'type primary; file "in.db";',
    outer: 'type primary; file "out.db";',
  }),
  s: `zone "z.lan" { type secondary; primaries { ${ADDRESSES.p}; }; file "z.db"; };\n`,
  t: `zone "z.lan" { type secondary; primaries { ${oneOf(random, ["10.9.0.1;", "10.9.0.1; 10.9.0.2;", "10.9.0.2; 10.9.0.1;"])} }; file "z.db"; };\n`,
});

/** Each has two addresses, and who comes from the second one is outside. By lot somebody forgets that. */
const twoAddresses: Layout = (random) => {
  const forgetful = oneOf<Name | null>(random, [null, null, "p", "s", "t"]);
  const inside = `${CLIENT}; ${Object.values(ADDRESSES)
    .map((address) => `${address};`)
    .join(" ")}`;
  const source = (name: Name, option: string): string => (forgetful === name ? "" : `${option} ${OUTER[name]};`);
  const outerPrimary = oneOf(random, [OUTER.p, OUTER.p, ADDRESSES.p]);
  const copy = (name: Name): string =>
    twoViews({
      inside,
      inner: `type secondary; primaries { ${ADDRESSES.p}; }; file "in.db";`,
      outer: `type secondary; primaries { ${outerPrimary}; }; file "out.db"; ${source(name, "transfer-source")} ${source(name, "notify-source")}`,
    });
  return {
    p: twoViews({
      inside,
      inner: 'type primary; file "in.db";',
      outer: `type primary; file "out.db"; ${source("p", "notify-source")}`,
    }),
    s: copy("s"),
    t: copy("t"),
  };
};

/** The key says which view is meant. */
const keyed: Layout = (random) => {
  const inside = `key in-key; ! key out-key; ${CLIENT};`;
  const told = (view: string): string =>
    oneOf(random, [
      `also-notify { ${COPIES.map((copy) => `${ADDRESSES[copy]} key ${view}-key;`).join(" ")} };`,
      `notify explicit; also-notify { ${COPIES.map((copy) => `${ADDRESSES[copy]} key ${view}-key;`).join(" ")} };`,
    ]);
  const servers = (view: string): string =>
    random.below(2) === 0
      ? ""
      : Object.values(ADDRESSES)
          .map((address) => ` server ${address} { keys { ${view}-key; }; };`)
          .join("");
  const copy = (): string =>
    twoViews({
      inside,
      inner: `type secondary; primaries { ${ADDRESSES.p} key in-key; }; file "in.db";`,
      outer: `type secondary; primaries { ${ADDRESSES.p} key out-key; }; file "out.db";`,
      innerMore: servers("in"),
      outerMore: servers("out"),
    });
  const p = twoViews({
    inside,
    inner: `type primary; file "in.db"; ${told("in")}`,
    outer: `type primary; file "out.db"; ${told("out")}`,
  });
  return { p: `${KEYS}${p}`, s: `${KEYS}${copy()}`, t: `${KEYS}${copy()}` };
};

/** Both views have one zone, as `in-view` or as two copies of the same. */
const shared: Layout = (random) => {
  const inside = `${CLIENT}; ${ADDRESSES.s};`;
  const primaries = oneOf(random, ["10.9.0.1;", "10.9.0.2; 10.9.0.1;"]);
  return {
    p: twoViews({ inside, inner: 'type primary; file "in.db";', outer: "in-view in;" }),
    s: twoViews({
      inside,
      inner: `type secondary; primaries { ${ADDRESSES.p}; }; file "in.db";`,
      outer: oneOf(random, ["in-view in;", `type secondary; primaries { ${ADDRESSES.p}; }; file "out.db";`]),
    }),
    t: `zone "z.lan" { type secondary; primaries { ${primaries} }; file "z.db"; };\n`,
  };
};

/** The inner view holds the zone, and the outer one copies it from the same server. */
const fromItself: Layout = (random) => {
  const inside = `key in-key; ! key out-key; ${CLIENT}; ${ADDRESSES.s};`;
  const toOuter = oneOf(random, [`also-notify { ${ADDRESSES.p} key out-key; };`, ""]);
  return {
    p: `${KEYS}${twoViews({
      inside,
      inner: `type primary; file "in.db"; ${toOuter}`,
      outer: `type secondary; primaries { ${ADDRESSES.p} key in-key; }; file "out.db";`,
    })}`,
    s: `zone "z.lan" { type secondary; primaries { ${ADDRESSES.p}; }; file "z.db"; };\n`,
    t: `zone "z.lan" { type secondary; primaries { ${ADDRESSES.p}; }; file "z.db"; };\n`,
  };
};

export const LAYOUTS: Readonly<Record<string, Layout>> = { split, twoAddresses, keyed, shared, fromItself };

interface TwoViews {
  readonly inside: string;
  readonly inner: string;
  readonly outer: string;
  readonly innerMore?: string;
  readonly outerMore?: string;
}

function twoViews({ inside, inner, outer, innerMore = "", outerMore = "" }: TwoViews): string {
  const view = (name: string, clients: string, zone: string, more: string): string =>
    `view "${name}" { match-clients { ${clients} };${more} zone "z.lan" { ${zone} }; };\n`;
  return view("in", inside, inner, innerMore) + view("out", "any;", outer, outerMore);
}
