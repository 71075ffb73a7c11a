import {
  type Address,
  addressRdata,
  type DomainName,
  isIpv4,
  nameOf,
  parseAddress,
  parseName,
  type Question,
  type Rdata,
  type ResourceRecord,
  reverseNameText,
} from "../../dns/index.ts";
import { once } from "../../once.ts";

/** An answer that nobody was asked for. */
export interface Synthesized {
  readonly rcode: "NOERROR" | "NXDOMAIN";
  readonly records: readonly ResourceRecord[];
}

/** What systemd-resolved knows of the machine that it runs on. */
export interface OwnMachine {
  /** One label, or a whole name of which the first label counts as well. */
  readonly hostname: DomainName;
  readonly addresses: readonly Address[];
  /** Of its default routes: `_gateway`. */
  readonly gateways: readonly Address[];
  /** Where its packets to the gateways come from: `_outbound`. */
  readonly outbound: readonly Address[];
}

const words = once(() => ({
  gateway: nameOf("_gateway."),
  outbound: nameOf("_outbound."),
  localhost: nameOf("localhost."),
  /** Always this machine, beside `localhost`. */
  localReverse: nameOf("2.0.0.127.in-addr.arpa."),
  localAddresses: ["127.0.0.2"].flatMap((text) => parseAddress(text) ?? []),
}));

/** `_gateway` and `_outbound` are asked of nobody (resolved-dns-scope.c, dns_scope_good_domain). */
export function isMachinesWord({ key }: DomainName): boolean {
  const { gateway, outbound } = words();
  return key === gateway.key || key === outbound.key;
}

/** Answers made of what the machine is (resolved-dns-synthesize.c); where a server is asked, its data count more. */
export class OwnNames {
  readonly #machine: OwnMachine;
  /** The host's name, its first label, and that below `local`. */
  readonly #names: readonly DomainName[];
  readonly #pointers: ReadonlyMap<string, readonly DomainName[]>;

  constructor(machine: OwnMachine) {
    this.#machine = machine;
    this.#names = namesOf(machine.hostname);
    const { localReverse, localhost, gateway } = words();
    const pointers = new Map([[localReverse.key, [...this.#names, localhost]]]);
    const point = (address: Address, targets: readonly DomainName[]): void => {
      const { key } = nameOf(reverseNameText(address));
      pointers.set(key, [...(pointers.get(key) ?? []), ...targets]);
    };
    for (const address of machine.addresses) point(address, this.#names);
    for (const address of machine.gateways) point(address, [gateway]);
    this.#pointers = pointers;
  }

  /** null: nothing of this machine's. */
  answer({ name, type, class: rrClass }: Question): Synthesized | null {
    if (rrClass !== "IN" && rrClass !== "ANY") return null;
    const records = (all: readonly Rdata[]): Synthesized => ({
      rcode: "NOERROR",
      records: all.map((data) => ({ owner: name, class: "IN", ttl: 0, data })),
    });
    const addresses = this.#addressesAt(name);
    if (addresses !== null) {
      if (addresses.length === 0) return { rcode: "NXDOMAIN", records: [] };
      return records(addresses.map(addressRdata).filter((data) => type === data.type || type === "ANY"));
    }
    const targets = this.#pointers.get(name.key);
    return targets === undefined ? null : records(targets.map((target) => ({ type: "PTR", target })));
  }

  #addressesAt({ key }: DomainName): readonly Address[] | null {
    const { addresses, gateways, outbound } = this.#machine;
    if (this.#names.some((name) => name.key === key)) {
      return addresses.some(isIpv4) ? addresses : [...words().localAddresses, ...addresses];
    }
    if (key === words().gateway.key) return gateways;
    return key === words().outbound.key ? outbound : null;
  }
}

function namesOf(hostname: DomainName): readonly DomainName[] {
  const [first = ""] = hostname.text.split(".");
  const short = [`${first}.`, `${first}.local.`].flatMap((text) => {
    const name = parseName(text);
    return typeof name === "string" ? [] : [name];
  });
  const isShort = short.some(({ key }) => key === hostname.key);
  return isShort ? short : [hostname, ...short];
}
