import { addressOfRdata, type DomainName, isAtOrBelow, isBelow, moveName, type RRset } from "../../dns/index.ts";
import type { Errand } from "./errand-terms.ts";
import type { ResolverState } from "./state.ts";

/** Why a set of an answer is not believed (lib/dns/resolver.c, is_answeraddress_allowed and is_answertarget_allowed). */
export function denialOf(state: ResolverState, errand: Errand, set: RRset): string | null {
  switch (set.type) {
    case "A":
    case "AAAA":
      return deniedAddress(state, set);
    case "CNAME":
    case "DNAME":
      return deniedAlias(state, errand, set);
    default:
      return null;
  }
}

function deniedAddress({ options, host }: ResolverState, { owner, data }: RRset): string | null {
  const denied = options.denyAnswerAddresses;
  if (denied === null || isListed(owner, denied.exceptFrom)) return null;
  for (const rdata of data) {
    const address = addressOfRdata(rdata);
    if (address !== null && host.acls.permits(denied.addresses, address)) return `answer address ${address} denied`;
  }
  return null;
}

/** Names below the zone that was asked are that zone's to give, unless a forwarder gave them. */
function deniedAlias({ options }: ResolverState, { question, cut, form }: Errand, set: RRset): string | null {
  const denied = options.denyAnswerAliases;
  const target = targetFor(question.name, set);
  if (denied === null || target === null || isListed(question.name, denied.exceptFrom)) return null;
  if (!form.isForwarder && isAtOrBelow(target, cut.domain)) return null;
  return isListed(target, denied.names) ? `${set.type} target ${target.text} denied` : null;
}

/** Where the question's name is led; null where that is nowhere. */
function targetFor(name: DomainName, { owner, data }: RRset): DomainName | null {
  const [first] = data;
  if (first?.type === "CNAME") return first.target;
  if (first?.type !== "DNAME" || !isBelow(name, owner)) return null;
  const target = moveName(name, owner, first.target);
  return typeof target === "string" ? null : target;
}

function isListed(name: DomainName, names: readonly DomainName[]): boolean {
  return names.some((listed) => isAtOrBelow(name, listed));
}
