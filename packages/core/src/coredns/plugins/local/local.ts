import {
  addressRdata,
  ancestorWithLabels,
  type DomainName,
  isAtOrBelow,
  nameOf,
  parseAddress,
  type Question,
  type Rdata,
  type ResourceRecord,
  sameName,
} from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import { goTextOfName } from "../../go-name.ts";
import type { PluginInstance, PluginRequest, PluginStep } from "../../plugin.ts";
import { replyTo } from "../../reply.ts";
import type { LocalSettings } from "./settings.ts";
import { LOCAL_ZONES, LOOPBACK_NAME } from "./zones.ts";

const TTL = 604_800;
const LOCALHOST = nameOf("localhost.");
const ROOT_MAILBOX = nameOf("root.localhost.");
const ZONES = LOCAL_ZONES.map(nameOf);
const LOOPBACK = nameOf(LOOPBACK_NAME);

interface Sections {
  readonly rcode?: "NXDOMAIN";
  readonly answer?: readonly ResourceRecord[];
  readonly authority?: readonly ResourceRecord[];
}

/** plugin/local/local.go ServeDNS. AA is not set; owners are in the client's spelling. */
export function makeLocal(settings: LocalSettings): PluginInstance {
  return {
    wrap: (next) => (request) => {
      const sections = answerLocal(request.question, settings);
      return sections === null ? next(request) : reply(request, sections);
    },
  };
}

function reply(request: PluginRequest, sections: Sections): PluginStep {
  request.remark?.({ actor: "plugin local", text: "a name of the machine itself" });
  return { kind: "written", messages: [replyTo(request, sections)], returned: "NOERROR" };
}

function answerLocal(question: Question, { takesPrefix }: LocalSettings): Sections | null {
  const { name } = question;
  if (isBelowLocalhost(name) || (takesPrefix && name.labelCount > 1 && name.key.startsWith("localhost."))) {
    return answerLocalhost(question);
  }
  const zone = ZONES.find((candidate) => isAtOrBelow(name, candidate));
  if (zone === undefined) return null;
  if (sameName(name, zone)) return answerApex(question);
  const asked = ancestorWithLabels(name, zone.labelCount);
  if (!sameName(name, LOOPBACK)) return { rcode: "NXDOMAIN", authority: [soa(asked)] };
  if (question.type !== "PTR") return { authority: [soa(asked)] };
  return { answer: [record(name, { type: "PTR", target: LOCALHOST })] };
}

/** The text decides: a label that itself holds `.localhost` counts too. */
function isBelowLocalhost(name: DomainName): boolean {
  return name.key !== "localhost." && goTextOfName(name).toLowerCase().endsWith(".localhost.");
}

function answerLocalhost({ name, type }: Question): Sections {
  const data = loopbackData(type);
  return data === null ? { authority: [soa(name)] } : { answer: [record(name, data)] };
}

function answerApex({ name, type }: Question): Sections {
  if (type === "SOA") return { answer: [soa(name)] };
  if (type === "NS") return { answer: [record(name, { type: "NS", host: LOCALHOST })] };
  const data = sameName(name, LOCALHOST) ? loopbackData(type) : null;
  return data === null ? { authority: [soa(name)] } : { answer: [record(name, data)] };
}

function loopbackData(type: Question["type"]): Rdata | null {
  if (type !== "A" && type !== "AAAA") return null;
  const address = parseAddress(type === "A" ? "127.0.0.1" : "::1");
  invariant(address !== null, "the loopback addresses");
  return addressRdata(address);
}

function soa(owner: DomainName): ResourceRecord {
  const times = { serial: 1, refresh: 0, retry: 0, expire: 0, minimum: TTL };
  return record(owner, { type: "SOA", primary: LOCALHOST, mailbox: ROOT_MAILBOX, ...times });
}

function record(owner: DomainName, data: Rdata): ResourceRecord {
  return { owner, class: "IN", ttl: TTL, data };
}
