import { answerKey, outcomeText } from "../evidence.ts";
import { landmarksOf } from "../landmarks.ts";
import type { Observation, Rule } from "../rule.ts";
import type { NamedHost, SiteView } from "../site-view.ts";

/** T12: a zone transfer carries the zone, and never named.conf. */
export const pairAnswersDiffer: Rule = {
  traps: ["T12"],
  severity: "error",
  check: (view) => pairsOf(view).flatMap(([first, second]) => observe(view, first, second) ?? []),
};

/** Servers that stand behind the same virtual address, each with the first of them. */
function pairsOf(view: SiteView): readonly (readonly [NamedHost, NamedHost])[] {
  const groups = new Map<string, NamedHost[]>();
  for (const { contender } of view.twin.standings) {
    const host = view.namedHosts.find(({ name }) => name === contender.host);
    for (const { address } of contender.instance.virtualAddresses) {
      const group = groups.get(address) ?? [];
      if (host !== undefined && !group.includes(host)) group.push(host);
      groups.set(address, group);
    }
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : others.map((other) => [first, other] as const),
  );
}

function observe(view: SiteView, first: NamedHost, second: NamedHost): Observation | null {
  const from = view.clientOf(first);
  const different = landmarksOf(view).flatMap((question) => {
    const one = view.ask({ from, server: first.address, ...question });
    const other = view.ask({ from, server: second.address, ...question });
    return answerKey(one) === answerKey(other) ? [] : [{ one, other }];
  });
  const [shown] = different;
  if (shown === undefined) return null;
  const { name, type } = shown.one.inquiry;
  const more = different.length === 1 ? "" : ` (and ${different.length - 1} more)`;
  return {
    span: second.made.host.bind?.config.span ?? second.made.host.span,
    message: `${name.text} ${type} is ${outcomeText(shown.one)} from ${first.name} and ${outcomeText(shown.other)} from ${second.name}${more}: what clients get changes with the virtual address.`,
    hint: `Compare the named.conf of ${first.name} and ${second.name}: a transfer carries zones, not configuration.`,
    evidence: [shown.one, shown.other],
  };
}
