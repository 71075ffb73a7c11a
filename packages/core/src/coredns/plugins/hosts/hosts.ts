import { type Address, addressRdata, type DomainName, isAtOrBelow, type ResourceRecord } from "../../../dns/index.ts";
import { lowerCaseName } from "../../go-name.ts";
import {
  type Handler,
  type PluginContext,
  type PluginInstance,
  type PluginOutcome,
  type PluginRequest,
  type PluginStep,
  returned,
} from "../../plugin.ts";
import { authoritativeReplyTo } from "../../reply.ts";
import { type HostsFamily, type HostsTable, readHostsTable } from "./hosts-table.ts";
import { addressOfReverseName } from "./reverse-address.ts";
import { type HostsSettings, readText } from "./settings.ts";

/** plugin/hosts/hosts.go ServeDNS. */
export function makeHosts(settings: HostsSettings, context: PluginContext): PluginInstance {
  const plugin = new HostsPlugin(settings, context);
  return { wrap: (next) => (request) => plugin.serve(request, next) };
}

class HostsPlugin {
  readonly #settings: HostsSettings;
  /** The file, then the lines of the Corefile. */
  readonly #tables: readonly HostsTable[];

  constructor(settings: HostsSettings, { files }: PluginContext) {
    this.#settings = settings;
    const texts = [readText(files, settings.path), settings.inline.join("\n")];
    this.#tables = texts.map((text) => readHostsTable(text, settings));
  }

  serve(request: PluginRequest, next: Handler): PluginStep {
    const { name, type } = request.question;
    if (type === "PTR") return this.#reverse(request, next);
    if (!this.#settings.zones.some((zone) => isAtOrBelow(name, zone))) return next(request);
    switch (type) {
      case "A":
        return this.#forward(request, next, this.#addresses("ipv4", name));
      case "AAAA":
        return this.#forward(request, next, this.#addresses("ipv6", name));
      default: {
        const passes = this.#settings.passesOtherTypes && this.#fallsThrough(name);
        return passes ? next(request) : this.#forward(request, next, []);
      }
    }
  }

  /** PTR names need not stand in the zones; a miss goes on, with fallthrough or without. */
  #reverse(request: PluginRequest, next: Handler): PluginStep {
    const address = addressOfReverseName(request.question.name);
    const names = address === null ? [] : this.#tables.flatMap((table) => table.names.get(address) ?? []);
    if (names.length === 0) return next(request);
    const records = names.flatMap((target) =>
      target === null ? [] : this.#record(request.question.name, { type: "PTR", target }),
    );
    // A name that is none cannot be packed, and then nothing is sent.
    return records.length < names.length ? { kind: "silence", why: "no-handler" } : this.#reply(request, records);
  }

  /** A name without any address is no NXDOMAIN but SERVFAIL: there is no SOA to put beside it. */
  #forward(request: PluginRequest, next: Handler, addresses: readonly Address[]): PluginStep {
    const { name } = request.question;
    if (addresses.length === 0 && !this.#exists(name)) {
      request.remark?.({ actor: "plugin hosts", text: `no entry for ${name.text}` });
      return this.#fallsThrough(name) ? next(request) : returned("SERVFAIL");
    }
    return this.#reply(
      request,
      addresses.map((address) => this.#record(name, addressRdata(address))),
    );
  }

  #reply(request: PluginRequest, answer: readonly ResourceRecord[]): PluginOutcome {
    request.remark?.({ actor: "plugin hosts", text: `${answer.length} records for ${request.question.name.text}` });
    return { kind: "written", messages: [authoritativeReplyTo(request, { answer })], returned: "NOERROR" };
  }

  #record(owner: DomainName, data: ResourceRecord["data"]): ResourceRecord {
    return { owner: lowerCaseName(owner), class: "IN", ttl: this.#settings.ttl, data };
  }

  #exists(name: DomainName): boolean {
    return this.#addresses("ipv4", name).length > 0 || this.#addresses("ipv6", name).length > 0;
  }

  #addresses(family: "ipv4" | "ipv6", name: DomainName): readonly Address[] {
    return this.#tables.flatMap((table) => addressesIn(table[family], name));
  }

  #fallsThrough(name: DomainName): boolean {
    return this.#settings.fallthrough.some((zone) => isAtOrBelow(name, zone));
  }
}

/** An entry of this very name hides the wildcard of its own family and file; a wildcard stands for one label. */
function addressesIn({ exact, wildcards }: HostsFamily, name: DomainName): readonly Address[] {
  const found = exact.get(name.key);
  if (found !== undefined) return found;
  const { parent } = name;
  if (parent === null || parent.labelCount === 0) return [];
  return wildcards.get(`*.${parent.key}`) ?? [];
}
