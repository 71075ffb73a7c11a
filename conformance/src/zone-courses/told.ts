import type { Message } from "@splithorizon/core";

/** What a server said of a zone's SOA: the serial, the servers to which it refers, or the rcode. */
export function told({ answer, authority, rcode }: Pick<Message, "answer" | "authority" | "rcode">): string {
  const [record] = answer;
  if (record?.data.type === "SOA") return `${record.data.serial}`;
  const servers = authority.flatMap(({ data }) => (data.type === "NS" ? [data.host.key] : []));
  return servers.length > 0 && rcode === "NOERROR" ? `NS:${servers.toSorted().join(",")}` : rcode;
}
