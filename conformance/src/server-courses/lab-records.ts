import { type DomainName, isIpv4, nameOf, parseAddress, type ResourceRecord } from "@splithorizon/core";

/** An address that tells which server said it, or the server's own. */
export function addressRecord(
  owner: DomainName,
  ttl: number,
  server: string,
  whose: "telling" | "itself" = "telling",
): ResourceRecord {
  const text = whose === "itself" ? server : `192.0.2.${server.split(".").at(-1)}`;
  const address = parseAddress(text);
  if (address === null || !isIpv4(address)) throw new Error(`${server} is no IPv4 address`);
  return { owner, class: "IN", ttl, data: { type: "A", address } };
}

/** Of a zone whose denials live as long as the record itself. */
export function soaRecord(owner: DomainName, ttl: number): ResourceRecord {
  const name = nameOf("ns.test.");
  const times = { serial: 1, refresh: 3600, retry: 600, expire: 86_400, minimum: ttl };
  return { owner, class: "IN", ttl, data: { type: "SOA", primary: name, mailbox: name, ...times } };
}
