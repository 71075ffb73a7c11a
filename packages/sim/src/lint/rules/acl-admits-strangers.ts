import {
  aclAbove,
  type BlockOfCluster,
  blocksWith,
  dnsServicesOf,
  outsideAddressesOf,
  servesName,
} from "../corefile-view.ts";
import { type Evidence, hasData, hasSpoken, type Inquiry, outcomeText } from "../evidence.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T22 and T24 for questions: an acl judges whom a node's address stands for by that address. */
export const aclAdmitsStrangers: Rule = {
  traps: ["T22", "T24"],
  severity: "warning",
  check: (view) => blocksWith(view, "acl").flatMap((own) => observe(view, own) ?? []),
};

function observe(view: SiteView, own: BlockOfCluster): Observation | null {
  const { cluster, block } = own;
  if (dnsServicesOf(cluster).every((service) => service.externalTrafficPolicy === "Local")) return null;
  for (const inquiry of inquiries(view, own)) {
    const span = aclAbove(block, inquiry.name)?.span;
    const shown = span === undefined ? null : admitted(view, inquiry);
    if (span === undefined || shown === null) continue;
    const { from, server, name, type } = inquiry;
    return {
      span,
      message: `${from} asks ${server} as ${seenAs(shown.admitted) ?? "somebody else"} and is told ${name.text} ${type}: ${outcomeText(shown.admitted)}. By its own address this acl stops it.`,
      hint: "Set externalTrafficPolicy: Local on the DNS service, so that CoreDNS sees who asks.",
      evidence: [shown.admitted, shown.stopped],
    };
  }
  return null;
}

/** What a stranger could ask of this block: names inside first, which are nobody's business outside. */
function* inquiries(view: SiteView, own: BlockOfCluster): Iterable<Inquiry> {
  const service = view.services.find(({ cluster }) => cluster === own.cluster.settings.name);
  if (service === undefined) return;
  const { type } = service.question;
  const names = [service.inside, service.name].filter((name) => servesName(own, name));
  for (const name of names) {
    for (const from of view.strangers) {
      for (const server of outsideAddressesOf(own.cluster)) yield { from, server, name, type };
    }
  }
}

/** The same question answered by one way and stopped by another, or by all, were the client's own address kept. */
function admitted(
  view: SiteView,
  inquiry: Inquiry,
): { readonly admitted: Evidence; readonly stopped: Evidence } | null {
  const asked = view.askEveryWay(inquiry);
  const told = asked.find(hasData);
  if (told === undefined) return null;
  const stopped = asked.find(isStopped) ?? view.askWithKeptSource(inquiry).find(isStopped);
  return stopped === undefined ? null : { admitted: told, stopped };
}

function isStopped(evidence: Evidence): boolean {
  return hasSpoken(evidence, "plugin acl") && !hasData(evidence);
}

/** Whom the server took the client for. */
function seenAs({ steps }: Evidence): string | null {
  const received = steps.findLast(({ event }) => event.kind === "received")?.event;
  return received?.kind === "received" ? received.source.address : null;
}
