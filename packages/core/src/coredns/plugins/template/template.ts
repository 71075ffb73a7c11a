import {
  type DomainName,
  type Edns,
  isAtOrBelow,
  numberOfRrClass,
  numberOfRrType,
  type Question,
  type ResourceRecord,
  type RrClass,
  type RrType,
} from "../../../dns/index.ts";
import { goTextOfName } from "../../go-name.ts";
import type { GoRegexp } from "../../go-regexp/index.ts";
import { goClassOf, goTypeOf } from "../../go-words.ts";
import { readGoRecord } from "../../go-zone/index.ts";
import {
  type Handler,
  type PluginContext,
  type PluginExchange,
  type PluginInstance,
  type PluginOutcome,
  type PluginRequest,
  type PluginStep,
  returned,
} from "../../plugin.ts";
import { authoritativeReplyTo } from "../../reply.ts";
import type { TemplateSettings } from "./settings.ts";
import { fillTemplate, type TemplateData, type TextTemplate } from "./text-template.ts";

/** Option 15 of an OPT record: Extended DNS Error, RFC 8914. */
const EXTENDED_ERROR = 15;

type Matched =
  | { readonly kind: "matched"; readonly data: TemplateData }
  | { readonly kind: "goes-on" }
  | { readonly kind: "fails" };

interface Sections {
  readonly answer: readonly ResourceRecord[];
  readonly additional: readonly ResourceRecord[];
  readonly authority: readonly ResourceRecord[];
  readonly isTruncated: boolean;
}

/** plugin/template/template.go ServeDNS. */
export function makeTemplate(templates: readonly TemplateSettings[], context: PluginContext): PluginInstance {
  return { wrap: (next) => (request) => serve(templates, context, request, next) };
}

function serve(
  templates: readonly TemplateSettings[],
  context: PluginContext,
  request: PluginRequest,
  next: Handler,
): PluginStep {
  for (const template of templates) {
    if (template.unsupported !== null && concerns(template, request.question)) {
      return { kind: "unsupported", what: template.unsupported };
    }
    const matched = matchTemplate(template, request);
    if (matched.kind === "fails") return returned("SERVFAIL");
    if (matched.kind === "goes-on") continue;
    request.remark?.({ actor: "plugin template", text: `a template of ${matched.data.fields.get("Zone")} answers` });
    if (template.rcode === "SERVFAIL") return returned("SERVFAIL");
    return new TemplateReply(template, context, request, matched.data).make();
  }
  return next(request);
}

/** Zone, class and type; ANY on either side is every one. */
function concerns(template: TemplateSettings, { name, type, class: rrClass }: Question): boolean {
  const isClass = template.class === "ANY" || rrClass === "ANY" || rrClass === template.class;
  const isType = template.type === "ANY" || type === "ANY" || type === template.type;
  return isClass && isType && template.zones.some((zone) => isAtOrBelow(name, zone));
}

/** The first pattern that matches; without one the name fails unless it falls through. */
function matchTemplate(template: TemplateSettings, request: PluginRequest): Matched {
  const { question } = request;
  if (!concerns(template, question)) return { kind: "goes-on" };
  const name = goTextOfName(question.name).toLowerCase();
  for (const pattern of template.patterns) {
    const groups = pattern.match(name);
    if (groups !== null) return { kind: "matched", data: dataOf(template, request, name, pattern, groups) };
  }
  const fallsThrough = template.fallthrough.some((zone) => isAtOrBelow(question.name, zone));
  return { kind: fallsThrough ? "goes-on" : "fails" };
}

function dataOf(
  template: TemplateSettings,
  { question, source }: PluginRequest,
  name: string,
  pattern: GoRegexp,
  matches: readonly string[],
): TemplateData {
  const byNumber = matches.map((text, index) => [String(index), text] as const);
  const byName = matches.flatMap((text, index) => {
    const group = pattern.groupNames[index] ?? "";
    return group === "" ? [] : [[group, text] as const];
  });
  const fields = new Map([
    ["Name", name],
    ["Zone", longestZone(template.zones, question.name)],
    ["Class", classText(question.class === "ANY" ? template.class : question.class)],
    ["Type", typeText(question.type === "ANY" ? template.type : question.type)],
    ["Remote", source.address],
    ["Regex", pattern.source],
  ]);
  const asked = {
    name: goTextOfName(question.name),
    type: numberOfRrType(question.type),
    class: numberOfRrClass(question.class),
  };
  return { fields, matches, groups: new Map([...byNumber, ...byName]), question: asked };
}

function longestZone(zones: readonly DomainName[], name: DomainName): string {
  const [longest] = zones
    .filter((zone) => isAtOrBelow(name, zone))
    .sort((left, right) => right.labelCount - left.labelCount);
  return longest === undefined ? "" : goTextOfName(longest);
}

/** What miekg/dns has no word for is an empty text. */
function classText(rrClass: RrClass): string {
  return rrClass === "CLASS2" ? "CS" : (goClassOf(rrClass) ?? "");
}

function typeText(type: RrType): string {
  return goTypeOf(type) ?? "";
}

type Records = readonly ResourceRecord[];

function isRecords(made: Records | { readonly what: string } | null | undefined): made is Records {
  return made !== null && made !== undefined && !("what" in made);
}

/** The records of one reply; a template that fails, or makes no record, is SERVFAIL. */
class TemplateReply {
  readonly #template: TemplateSettings;
  readonly #context: PluginContext;
  readonly #request: PluginRequest;
  readonly #data: TemplateData;

  constructor(template: TemplateSettings, context: PluginContext, request: PluginRequest, data: TemplateData) {
    this.#template = template;
    this.#context = context;
    this.#request = request;
    this.#data = data;
  }

  make(): PluginStep {
    const { answer, additional, authority } = this.#template;
    const made = [answer, additional, authority].map((templates) => this.#records(templates));
    for (const section of made)
      if (section !== null && "what" in section) return { kind: "unsupported", what: section.what };
    const [answers, additionals, authorities] = made;
    if (!isRecords(answers) || !isRecords(additionals) || !isRecords(authorities)) {
      return { kind: "returned", rcode: "SERVFAIL", error: "a template that makes no record" };
    }
    const { type } = this.#request.question;
    const isFollowed = (type === "A" || type === "AAAA") && answers.some(({ data }) => data.type === "CNAME");
    const rest = { additional: additionals, authority: authorities };
    if (isFollowed) return this.#follow(answers, rest);
    return this.#write({ ...rest, answer: answers, isTruncated: false });
  }

  /** null: one of them fails, or makes no record. */
  #records(templates: readonly TextTemplate[]): Records | { readonly what: string } | null {
    const records: ResourceRecord[] = [];
    for (const template of templates) {
      const filled = template.kind === "template" ? fillTemplate(template.body, this.#data) : null;
      if (filled?.kind === "unsupported") return { what: filled.what };
      const record = filled?.kind === "text" ? readGoRecord(filled.text) : null;
      if (record === null) return null;
      records.push(record);
    }
    return records;
  }

  /** Behind each alias what CoreDNS itself says about its target. */
  *#follow(answers: readonly ResourceRecord[], rest: Pick<Sections, "additional" | "authority">): PluginExchange {
    const { type } = this.#request.question;
    const answer: ResourceRecord[] = [];
    let isTruncated = false;
    for (const record of answers) {
      answer.push(record);
      if (record.data.type !== "CNAME") continue;
      const response = yield* this.#context.reenter(this.#request, { name: record.data.target, type, class: "IN" });
      if (response === null) continue;
      isTruncated = response.flags.truncated;
      answer.push(...response.answer);
    }
    return this.#write({ ...rest, answer, isTruncated });
  }

  #write({ answer, additional, authority, isTruncated }: Sections): PluginOutcome {
    const { rcode } = this.#template;
    const edns = this.#ownEdns();
    const reply = authoritativeReplyTo(this.#request, { rcode, answer, additional, authority, edns });
    const message = { ...reply, flags: { ...reply.flags, truncated: isTruncated } };
    // Some of these rcodes make the server write a reply of its own behind this one.
    return { kind: "written", messages: [message], returned: rcode };
  }

  #ownEdns(): Edns | null {
    const { extendedError } = this.#template;
    if (extendedError === null) return null;
    const { code, reason } = extendedError;
    const data = Uint8Array.of(code >> 8, code & 0xff, ...new TextEncoder().encode(reason));
    return { udpSize: 4096, version: 0, dnssecOk: true, z: 0, options: [{ code: EXTENDED_ERROR, data }] };
  }
}
