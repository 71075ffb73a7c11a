import type { LabSite } from "../site-lab/site.ts";
import { Lots, seedOf } from "./draw.ts";
import { essentialQuestions, repeatedQuestions, transferQuestions } from "./fixed-questions.ts";
import { oddMessages } from "./odd-messages.ts";
import type { BatchQuery, PlannedQuestion } from "./question.ts";
import { deadEnds, type Route, routesOf } from "./routes-of-questions.ts";
import { type Vocabulary, vocabularyOf } from "./vocabulary.ts";

/** The questions that a site is recorded with: what must be asked, what nobody expects, and lots over the rest. The same for the same site. */
export function siteQuestions(site: LabSite): readonly PlannedQuestion[] {
  const words = vocabularyOf(site);
  const lots = new Lots(seedOf(site.variant.name));
  const routes = routesOf(site, words);
  return [
    ...essentialQuestions(routes, words),
    ...drawQuestions(site, lots, 230),
    ...transferQuestions(routes, words),
    ...oddQuestions(routes, words, lots),
    ...deadEnds(site, words).map((route) => ({ ...plan(route, drawQuery(route, words, lots)), isDeadEnd: true })),
    ...repeatedQuestions(words),
  ];
}

/** Questions by lot alone, for as long as somebody wants them. */
export function drawQuestions(site: LabSite, lots: Lots, count: number): readonly PlannedQuestion[] {
  const words = vocabularyOf(site);
  const weighted = routesOf(site, words).map((route) => [route, route.weight] as const);
  return Array.from({ length: count }, () => {
    const route = lots.pickWeighted(weighted);
    return plan(route, drawQuery(route, words, lots), lots.happens(0.04) ? 400 + Math.floor(lots.next() * 1500) : 0);
  });
}

export function plan(
  { from, source, server }: Pick<Route, "from" | "source" | "server">,
  query: BatchQuery,
  waitMs = 0,
): PlannedQuestion {
  return { from, source: source ?? null, server, query, waitMs };
}

const TYPES: readonly (readonly [string, number])[] = [
  ["A", 30],
  ["AAAA", 12],
  ["SRV", 10],
  ["PTR", 6],
  ["TXT", 6],
  ["NS", 7],
  ["SOA", 7],
  ["MX", 4],
  ["CNAME", 4],
  ["ANY", 4],
  ["HTTPS", 4],
  ["CAA", 2],
  ["DS", 2],
  ["DNAME", 1],
  ["NAPTR", 1],
];

const EDNS: readonly (readonly [NonNullable<BatchQuery["edns"]> | null, number])[] = [
  [null, 30],
  [{ size: 1232 }, 30],
  [{ size: 4096 }, 10],
  [{ size: 512 }, 8],
  [{ size: 100 }, 2],
  [{ size: 65535 }, 2],
  [{ size: 1232, do: true }, 12],
  [{ size: 1232, version: 1 }, 3],
];

function drawQuery(route: Route, words: Vocabulary, lots: Lots): BatchQuery {
  const name = mixCase(drawName(route, words, lots), lots);
  const type = drawType(name, lots);
  const edns = lots.pickWeighted(EDNS);
  return {
    name,
    type,
    ...(lots.happens(0.02) ? { class: lots.pick(["CH", "ANY", "HS"]) } : {}),
    ...(lots.happens(0.15) ? { tcp: true } : {}),
    ...(lots.happens(0.12) ? { rd: false } : {}),
    ...(lots.happens(0.08) ? { cd: true } : {}),
    edns,
  };
}

function drawName({ flavour }: Route, words: Vocabulary, lots: Lots): string {
  const { inside, outside, reverse, local, world } = words;
  const shares: Readonly<Record<Route["flavour"], readonly (readonly [readonly string[], number])[]>> = {
    bind: [
      [inside, 3],
      // Where no load balancer answers yet, each of these costs ten seconds.
      [outside, words.hasLoadBalancer ? 7 : 1],
      [reverse, 3],
      [local, 8],
      [world, 6],
    ],
    coredns: [
      [inside, 12],
      [outside, 8],
      [reverse, 5],
      [local, 3],
      [world, 3],
    ],
    resolved: [
      [inside, 3],
      [outside, words.hasLoadBalancer ? 7 : 1],
      [reverse, 3],
      [local, 8],
      [world, 8],
    ],
    world: [
      [inside, 1],
      [outside, 1],
      [reverse, 1],
      [local, 1],
      [world, 8],
    ],
  };
  return lots.pick(lots.pickWeighted(shares[flavour]));
}

function drawType(name: string, lots: Lots): string {
  const isService = name.startsWith("_");
  const isReverse = name.endsWith(".arpa.");
  if (isService && lots.happens(0.5)) return "SRV";
  if (isReverse && lots.happens(0.6)) return "PTR";
  return lots.pickWeighted(TYPES);
}

function mixCase(name: string, lots: Lots): string {
  if (!lots.happens(0.06)) return name;
  return [...name].map((letter) => (lots.happens(0.5) ? letter.toUpperCase() : letter)).join("");
}

/** Every odd message once to each sort of server, each time along another road. */
function oddQuestions(routes: readonly Route[], words: Vocabulary, lots: Lots): readonly PlannedQuestion[] {
  const names: Readonly<Record<Route["flavour"], string>> = {
    bind: `www.${words.localDomain}`,
    coredns: `web.linkerd-viz.svc.${words.clusterDomain}`,
    resolved: `www.${words.localDomain}`,
    world: "www.example.com.",
  };
  return (["bind", "coredns", "resolved"] as const).flatMap((flavour) => {
    const usable = routes.filter((route) => route.flavour === flavour);
    if (usable.length === 0) return [];
    return oddMessages(names[flavour]).map(({ hex, tcp }): PlannedQuestion => {
      const { from, source, server } = lots.pick(usable);
      return { from, source: source ?? null, server, wire: hex, tcp: tcp ?? lots.happens(0.15), waitMs: 0 };
    });
  });
}
