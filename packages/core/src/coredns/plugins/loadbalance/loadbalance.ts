import { type Address, addressOfRdata, type Prefix, prefixCovers, type ResourceRecord } from "../../../dns/index.ts";
import { eachMessage, type PluginInstance, type PluginMessage } from "../../plugin.ts";
import type { LoadbalanceSettings } from "./settings.ts";

/** plugin/loadbalance: only replies with NOERROR, and no transfers. */
export function makeLoadbalance(settings: LoadbalanceSettings): PluginInstance {
  if (settings.policy === "weighted") {
    const what = "the policy weighted of loadbalance";
    return { wrap: () => () => ({ kind: "unsupported", what }) };
  }
  const { preferred } = settings;
  return {
    wrap: (next) => (request) => {
      const { type } = request.question;
      if (type === "AXFR" || type === "IXFR") return next(request);
      return eachMessage(next(request), (message) => balance(message, preferred));
    },
  };
}

function balance(message: PluginMessage, preferred: readonly Prefix[]): PluginMessage {
  if (message.rcode !== "NOERROR") return message;
  const arrange = (records: readonly ResourceRecord[]): readonly ResourceRecord[] => arranged(records, preferred);
  const { answer, authority, additional } = message;
  const isShuffled = hasSeveral(answer) || hasSeveral(authority) || hasSeveral(additional);
  const order = isShuffled ? "shuffled" : message.order;
  return {
    ...message,
    answer: arrange(answer),
    authority: arrange(authority),
    additional: arrange(additional),
    order,
  };
}

const isAddress = ({ data }: ResourceRecord): boolean => data.type === "A" || data.type === "AAAA";
const isMail = ({ data }: ResourceRecord): boolean => data.type === "MX";

/** Whether there are two addresses, or two MX records, whose order is drawn. */
function hasSeveral(records: readonly ResourceRecord[]): boolean {
  if (records.length < 2) return false;
  return records.filter(isAddress).length > 1 || records.filter(isMail).length > 1;
}

/** loadbalance.go roundRobin: CNAMEs, other types, addresses, MX; with `prefer` CNAMEs, addresses, MX, others. */
function arranged(records: readonly ResourceRecord[], preferred: readonly Prefix[]): readonly ResourceRecord[] {
  if (records.length < 2) return records;
  const aliases = records.filter(({ data }) => data.type === "CNAME");
  const addresses = records.filter(isAddress);
  const mail = records.filter(isMail);
  const others = records.filter((record) => record.data.type !== "CNAME" && !isAddress(record) && !isMail(record));
  if (preferred.length === 0) return [...aliases, ...others, ...addresses, ...mail];
  return [...aliases, ...preferredFirst(addresses, preferred), ...mail, ...others];
}

/** By the first network that holds an address; the rest behind, in the order in which it stood. */
function preferredFirst(records: readonly ResourceRecord[], preferred: readonly Prefix[]): readonly ResourceRecord[] {
  const rankOf = (address: Address | null): number => {
    const rank = address === null ? -1 : preferred.findIndex((prefix) => prefixCovers(prefix, address));
    return rank === -1 ? preferred.length : rank;
  };
  return records
    .map((record) => ({ record, rank: rankOf(addressOfRdata(record.data)) }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ record }) => record);
}
