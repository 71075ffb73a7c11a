import fc from "fast-check";
import { expect, it } from "vitest";
import { World } from "./fixtures/world.fixture.ts";

/** Which client a view is for, as its lists say; an absent list is everybody. */
interface View {
  readonly clients: readonly Element[] | null;
  readonly destinations: readonly Element[] | null;
  readonly recursiveOnly: boolean;
}
interface Element {
  readonly negated: boolean;
  readonly text: string;
  readonly addresses: readonly string[];
}

const CLIENTS = ["192.168.13.50", "192.168.20.77", "10.66.0.9"] as const;
const SERVERS = ["192.168.13.11", "192.168.20.1"] as const;
const EVERYBODY = [...CLIENTS, ...SERVERS];

const element: fc.Arbitrary<Element> = fc
  .record({
    negated: fc.boolean(),
    place: fc.constantFrom<readonly [string, readonly string[]]>(
      ["any", EVERYBODY],
      ["none", []],
      ["192.168.13.0/24", [CLIENTS[0], SERVERS[0]]],
      ["192.168/16", [CLIENTS[0], CLIENTS[1], ...SERVERS]],
      ["localnets", [CLIENTS[0], CLIENTS[1], ...SERVERS]],
      ["localhost", SERVERS],
      ...EVERYBODY.map((address) => [address, [address]] as const),
    ),
  })
  .map(({ negated, place: [text, addresses] }) => ({ negated, text, addresses }));
const list = fc.option(fc.array(element, { maxLength: 3 }), { nil: null });
const view: fc.Arbitrary<View> = fc.record({ clients: list, destinations: list, recursiveOnly: fc.boolean() });

/** The first element that an address is in decides; no element, no match. `none` is the negation of `any`. */
function admits(elements: readonly Element[] | null, address: string): boolean {
  if (elements === null) return true;
  const first = elements.find(({ text, addresses }) => text === "none" || addresses.includes(address));
  if (first === undefined) return false;
  return first.text === "none" ? first.negated : !first.negated;
}

const textOf = (name: string, elements: readonly Element[] | null): string =>
  elements === null
    ? ""
    : `${name} { ${elements.map(({ negated, text }) => `${negated ? "!" : ""}${text};`).join(" ")} };`;

/** Each view has a zone of the same name, which says which view it is of. */
function worldOf(views: readonly View[]): World {
  const statements = views.map(
    ({ clients, destinations, recursiveOnly }, index) =>
      `view v${index} { ${textOf("match-clients", clients)} ${textOf("match-destinations", destinations)}
       match-recursive-only ${recursiveOnly ? "yes" : "no"}; zone "t" { type primary; file "/${index}"; }; };`,
  );
  const files = Object.fromEntries(
    views.map((_view, index) => [
      `/${index}`,
      `$TTL 60\n@ SOA n n 1 1 1 1 60\n@ NS n\nn A 192.0.2.9\n@ TXT v${index}\n`,
    ]),
  );
  const conf = `options { recursion no; minimal-responses yes; };\n${statements.join("\n")}`;
  return new World(conf, {}, { files, own: SERVERS.map((address) => `${address}/24`) });
}

const questions = CLIENTS.flatMap((from) => SERVERS.flatMap((to) => [true, false].map((rd) => ({ from, to, rd }))));

function answerOf(views: readonly View[], { from, to, rd }: (typeof questions)[number]): string {
  const chosen = views.findIndex(
    ({ clients, destinations, recursiveOnly }) =>
      admits(clients, from) && admits(destinations, to) && (rd || !recursiveOnly),
  );
  return chosen === -1 ? "REFUSED" : `AN t. 60 TXT "v${chosen}"`;
}

it("a question goes to the first view that source, destination and RD match, or to none", () => {
  fc.assert(
    fc.property(fc.array(view, { minLength: 1, maxLength: 4 }), (views) => {
      const world = worldOf(views);
      const said = questions.map((how) => world.ask("t TXT", how).split("\n"));
      const answers = said.map(([header, record]) => record ?? header);
      expect(answers).toEqual(questions.map((how) => answerOf(views, how)));
    }),
    { numRuns: 200 },
  );
});
