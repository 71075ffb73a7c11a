import { addressOfRdata, type Prefix, prefixCovers, type ResourceRecord } from "../../../dns/index.ts";
import type { Lots } from "../../../resolution/index.ts";
import { eachMessage, type PluginInstance, type PluginMessage } from "../../plugin.ts";
import type { LoadbalanceSettings } from "./settings.ts";
import type { Weights } from "./weights.ts";

type Records = readonly ResourceRecord[];

/** plugin/loadbalance: only replies with NOERROR, and no transfers. */
export function makeLoadbalance(settings: LoadbalanceSettings, lots: () => Lots): PluginInstance {
  return {
    wrap: (next) => (request) => {
      const { type } = request.question;
      if (type === "AXFR" || type === "IXFR") return next(request);
      return eachMessage(next(request), (message) => balance(message, settings, lots()));
    },
  };
}

function balance(message: PluginMessage, { policy, preferred }: LoadbalanceSettings, lots: Lots): PluginMessage {
  if (message.rcode !== "NOERROR") return message;
  const balanced = policy.kind === "weighted" ? byWeight(message, policy.weights, lots) : byTurns(message, lots);
  if (preferred.length === 0) return balanced;
  const { answer, additional } = balanced;
  return { ...balanced, answer: preferredFirst(answer, preferred), additional: preferredFirst(additional, preferred) };
}

/** loadbalance.go randomShuffle. */
function byTurns(message: PluginMessage, lots: Lots): PluginMessage {
  const { answer, authority, additional } = message;
  const order = [answer, authority, additional].some(hasSeveral) ? "shuffled" : message.order;
  return {
    ...message,
    answer: arranged(answer, lots),
    authority: arranged(authority, lots),
    additional: arranged(additional, lots),
    order,
  };
}

/** weighted.go weightedShuffle: of the addresses one is drawn by weight and changes places with the first; where nobody draws, the heaviest. */
function byWeight(message: PluginMessage, weights: Weights, lots: Lots): PluginMessage {
  const type = message.questions[0]?.type;
  if (type !== "A" && type !== "AAAA" && type !== "SRV") return message;
  const sections = [message.answer, message.additional];
  const order = sections.some((records) => records.filter(isAddress).length > 1) ? "shuffled" : message.order;
  const [answer = [], additional = []] = sections.map((records) => drawnFirst(records, weights, lots));
  return { ...message, answer, additional, order };
}

function drawnFirst(records: Records, weights: Weights, lots: Lots): Records {
  const addresses = records.filter(isAddress);
  if (addresses.length === 0) return records;
  const top = topOf(
    addresses.map((record) => weightOf(record, weights)),
    lots,
  );
  const [first, drawn] = [addresses[0], addresses[top]];
  const swapped = addresses.map((record, at) => (at === 0 ? drawn : at === top ? first : record) ?? record);
  return inOrder(records, swapped, records.filter(isMail));
}

/** weighted.go topAddressIndex: a number below the sum of all weights falls into one of them, the heaviest first. */
function topOf(weights: readonly number[], lots: Lots): number {
  const heaviestFirst = weights.map((weight, at) => ({ weight, at })).sort((left, right) => right.weight - left.weight);
  let rest = lots?.(weights.reduce((sum, weight) => sum + weight, 0)) ?? 0;
  for (const { weight, at } of heaviestFirst) {
    if (rest < weight) return at;
    rest -= weight;
  }
  return 0;
}

function weightOf({ owner, data }: ResourceRecord, weights: Weights): number {
  const address = addressOfRdata(data);
  return (address === null ? undefined : weights.get(owner.text)?.get(address)) ?? 1;
}

const isAlias = ({ data }: ResourceRecord): boolean => data.type === "CNAME";
const isAddress = ({ data }: ResourceRecord): boolean => data.type === "A" || data.type === "AAAA";
const isMail = ({ data }: ResourceRecord): boolean => data.type === "MX";
const isOther = (record: ResourceRecord): boolean => !isAlias(record) && !isAddress(record) && !isMail(record);

/** Whether there are two addresses, or two MX records, whose order is drawn. */
function hasSeveral(records: Records): boolean {
  if (records.length < 2) return false;
  return records.filter(isAddress).length > 1 || records.filter(isMail).length > 1;
}

/** CNAMEs, other types, addresses, MX. */
function inOrder(records: Records, addresses: Records, mail: Records): Records {
  return [...records.filter(isAlias), ...records.filter(isOther), ...addresses, ...mail];
}

function arranged(records: Records, lots: Lots): Records {
  if (records.length < 2) return records;
  return inOrder(records, mixed(records.filter(isAddress), lots), mixed(records.filter(isMail), lots));
}

/** loadbalance.go roundRobinShuffle: each place gets one of those that are left. */
function mixed(records: Records, lots: Lots): Records {
  if (lots === null || records.length < 2) return records;
  const left = [...records];
  return records.flatMap((_, at) => {
    const drawn = at + lots(records.length - at);
    const [here, there] = [left[at], left[drawn]];
    if (here === undefined || there === undefined) return [];
    left[drawn] = here;
    return [there];
  });
}

/** prefer.go: CNAMEs, addresses by the first network that holds them, MX, other types. Addresses of no network keep their order behind. */
function preferredFirst(records: Records, preferred: readonly Prefix[]): Records {
  if (records.length < 2) return records;
  const rankOf = ({ data }: ResourceRecord): number => {
    const address = addressOfRdata(data);
    const rank = address === null ? -1 : preferred.findIndex((prefix) => prefixCovers(prefix, address));
    return rank === -1 ? preferred.length : rank;
  };
  const ranked = records.filter(isAddress).map((record) => ({ record, rank: rankOf(record) }));
  const addresses = ranked.sort((left, right) => left.rank - right.rank).map(({ record }) => record);
  return [...records.filter(isAlias), ...addresses, ...records.filter(isMail), ...records.filter(isOther)];
}
