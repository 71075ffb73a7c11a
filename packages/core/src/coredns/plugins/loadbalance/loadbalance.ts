import { addressOfRdata, type Prefix, prefixCovers, type ResourceRecord } from "../../../dns/index.ts";
import { eachMessage, type PluginInstance, type PluginMessage } from "../../plugin.ts";
import type { LoadbalancePolicy, LoadbalanceSettings } from "./settings.ts";
import type { Weights } from "./weights.ts";

type Records = readonly ResourceRecord[];

/** plugin/loadbalance: only replies with NOERROR, and no transfers. */
export function makeLoadbalance({ policy, preferred }: LoadbalanceSettings): PluginInstance {
  return {
    wrap: (next) => (request) => {
      const { type } = request.question;
      if (type === "AXFR" || type === "IXFR") return next(request);
      return eachMessage(next(request), (message) => balance(message, policy, preferred));
    },
  };
}

function balance(message: PluginMessage, policy: LoadbalancePolicy, preferred: readonly Prefix[]): PluginMessage {
  if (message.rcode !== "NOERROR") return message;
  const balanced = policy.kind === "weighted" ? byWeight(message, policy.weights) : byTurns(message);
  if (preferred.length === 0) return balanced;
  const { answer, additional } = balanced;
  return { ...balanced, answer: preferredFirst(answer, preferred), additional: preferredFirst(additional, preferred) };
}

/** loadbalance.go randomShuffle. */
function byTurns(message: PluginMessage): PluginMessage {
  const { answer, authority, additional } = message;
  const order = [answer, authority, additional].some(hasSeveral) ? "shuffled" : message.order;
  return {
    ...message,
    answer: arranged(answer),
    authority: arranged(authority),
    additional: arranged(additional),
    order,
  };
}

/** weighted.go weightedShuffle: of the addresses one is drawn by weight and changes places with the first; the heaviest stands for it here. */
function byWeight(message: PluginMessage, weights: Weights): PluginMessage {
  const type = message.questions[0]?.type;
  if (type !== "A" && type !== "AAAA" && type !== "SRV") return message;
  const sections = [message.answer, message.additional];
  const order = sections.some((records) => records.filter(isAddress).length > 1) ? "shuffled" : message.order;
  const [answer = [], additional = []] = sections.map((records) => heaviestFirst(records, weights));
  return { ...message, answer, additional, order };
}

function heaviestFirst(records: Records, weights: Weights): Records {
  const addresses = records.filter(isAddress);
  if (addresses.length === 0) return records;
  const weightsOf = addresses.map((record) => weightOf(record, weights));
  const top = weightsOf.indexOf(Math.max(...weightsOf));
  const [first, heaviest] = [addresses[0], addresses[top]];
  const swapped = addresses.map((record, at) => (at === 0 ? heaviest : at === top ? first : record) ?? record);
  return inOrder(records, swapped);
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
function inOrder(records: Records, addresses: Records): Records {
  return [...records.filter(isAlias), ...records.filter(isOther), ...addresses, ...records.filter(isMail)];
}

function arranged(records: Records): Records {
  return records.length < 2 ? records : inOrder(records, records.filter(isAddress));
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
