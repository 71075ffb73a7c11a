import type { DomainName, Rcode, RrClass, RrType } from "../../../dns/index.ts";
import type { Parsed } from "../../../text/index.ts";
import { type Dispenser, zonesFromArguments } from "../../corefile/index.ts";
import { faultOfTemplateExpression } from "../../expression/index.ts";
import { type GoRegexp, parseGoRegexp } from "../../go-regexp/index.ts";
import { goClassOf, goRcodeOf, goTypeOf } from "../../go-words.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { readFallthrough, settled } from "../settings-helpers.ts";
import { parseTextTemplate, type TextTemplate } from "./text-template.ts";

/** One `template` line. */
export interface TemplateSettings {
  /** ANY: every class. */
  readonly class: RrClass;
  readonly type: RrType;
  readonly zones: readonly DomainName[];
  readonly patterns: readonly GoRegexp[];
  readonly answer: readonly TextTemplate[];
  readonly additional: readonly TextTemplate[];
  readonly authority: readonly TextTemplate[];
  readonly rcode: Rcode;
  readonly extendedError: { readonly code: number; readonly reason: string } | null;
  /** Empty: no fallthrough. */
  readonly fallthrough: readonly DomainName[];
  /** What the line does that is not modelled; null: nothing. */
  readonly unsupported: string | null;
}

type Draft = { -readonly [Field in keyof TemplateSettings]: TemplateSettings[Field] };

const MAX_PATTERN = 10_000;
const MAX_UINT16 = 0xffff;

/** plugin/template/setup.go templateParse. */
export function readTemplateSettings(
  dispenser: Dispenser,
  context: SettingsContext,
): Parsed<readonly TemplateSettings[]> {
  const templates: TemplateSettings[] = [];
  while (dispenser.next()) {
    const draft = readHead(dispenser, context);
    while (dispenser.nextInBlock()) readProperty(draft, dispenser, context);
    if (draft.patterns.length === 0) draft.patterns = [everything()];
    if (draft.unsupported !== null) dispenser.unsupported(draft.unsupported);
    templates.push(draft);
  }
  return settled(templates, dispenser);
}

function everything(): GoRegexp {
  return { source: ".*", groupNames: [""], match: (text) => [text] };
}

function readHead(dispenser: Dispenser, context: SettingsContext): Draft {
  const rrClass = readWord(dispenser, (word) => goClassOf(word), "invalid query class");
  const type = rrClass === null ? null : readWord(dispenser, (word) => goTypeOf(word), "invalid RR class");
  const zones = dispenser.remainingArguments();
  return {
    class: rrClass ?? "IN",
    type: type ?? "A",
    zones: zonesFromArguments(zones, context.zones),
    patterns: [],
    answer: [],
    additional: [],
    authority: [],
    rcode: "NOERROR",
    extendedError: null,
    fallthrough: [],
    unsupported: null,
  };
}

/** Whatever stands next on the line is taken, an opening brace too. */
function readWord<Value>(dispenser: Dispenser, read: (word: string) => Value | null, complaint: string): Value | null {
  if (!dispenser.nextArgument()) {
    dispenser.wrongArguments();
    return null;
  }
  const value = read(dispenser.value);
  if (value === null) dispenser.problem(`${complaint} ${dispenser.value}`);
  return value;
}

function readProperty(draft: Draft, dispenser: Dispenser, context: SettingsContext): void {
  switch (dispenser.value) {
    case "match":
      readPatterns(draft, dispenser);
      return;
    case "answer":
    case "additional":
    case "authority":
      readTexts(draft, dispenser.value, dispenser, context);
      return;
    case "var":
      readVariable(draft, dispenser);
      return;
    case "expr":
      readCondition(draft, dispenser);
      return;
    case "rcode":
      readRcode(draft, dispenser);
      return;
    case "ederror":
      readExtendedError(draft, dispenser);
      return;
    case "fallthrough":
      draft.fallthrough = readFallthrough(dispenser);
      return;
    case "upstream":
      dispenser.remainingArguments();
      return;
    default:
      dispenser.wrongArguments();
      dispenser.skipProperty();
  }
}

function readCondition(draft: Draft, dispenser: Dispenser): void {
  const words = dispenser.remainingArguments();
  draft.unsupported ??= '"expr" of template';
  const fault = faultOfTemplateExpression(words.join(" "));
  if (words.length === 0) dispenser.wrongArguments();
  else if (fault !== null) dispenser.problem(`could not compile expression: ${fault}`);
}

function readVariable(draft: Draft, dispenser: Dispenser): void {
  const [name = "", ...expression] = dispenser.remainingArguments();
  draft.unsupported ??= '"var" of template';
  if (expression.length === 0) dispenser.wrongArguments();
  else if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) dispenser.problem(`invalid variable name "${name}"`);
  else {
    const fault = faultOfTemplateExpression(expression.join(" "));
    if (fault !== null) dispenser.problem(`could not compile expression: ${name}, ${fault}`);
  }
}

function readPatterns(draft: Draft, dispenser: Dispenser): void {
  const words = dispenser.remainingArguments();
  if (words.length === 0) dispenser.wrongArguments();
  for (const word of words) {
    const pattern = parseGoRegexp(word);
    if (word.length > MAX_PATTERN) dispenser.problem(`regex pattern too long: ${word.length} > ${MAX_PATTERN}`);
    else if (!("fault" in pattern)) draft.patterns = [...draft.patterns, pattern];
    else if (pattern.fault === "unsupported") draft.unsupported ??= pattern.message;
    else dispenser.problem(`could not parse regex: ${word}, error parsing regexp: ${pattern.message}`);
  }
}

function readTexts(
  draft: Draft,
  section: "answer" | "additional" | "authority",
  dispenser: Dispenser,
  { siblings }: SettingsContext,
): void {
  const words = dispenser.remainingArguments();
  if (words.length === 0) dispenser.wrongArguments();
  const last = dispenser.value;
  const templates = words.map((word) => parseTextTemplate(word, section));
  for (const template of templates) {
    if (template.kind === "unsupported") draft.unsupported ??= template.what;
    if (template.kind === "fault") dispenser.problem(`could not compile template: ${last}, ${template.message}`);
  }
  const isCollected = siblings.has("metadata") && words.some((word) => word.includes(".Meta"));
  if (isCollected) draft.unsupported ??= "metadata in a template";
  draft[section] = [...draft[section], ...templates];
}

/** Further arguments would be properties of their own. */
function readRcode(draft: Draft, dispenser: Dispenser): void {
  if (!dispenser.nextArgument()) {
    dispenser.wrongArguments();
    return;
  }
  const rcode = goRcodeOf(dispenser.value);
  if (rcode === null) dispenser.problem(`unknown rcode ${dispenser.value}`);
  else draft.rcode = rcode;
}

function readExtendedError(draft: Draft, dispenser: Dispenser): void {
  const words = dispenser.remainingArguments();
  const [codeText = "", reason = ""] = words;
  const code = /^\d+$/.test(codeText) ? Number(codeText) : null;
  if (words.length !== 1 && words.length !== 2) dispenser.wrongArguments();
  else if (code === null || code > MAX_UINT16) {
    const why = code === null ? "invalid syntax" : "value out of range";
    const fault = `strconv.ParseUint: parsing "${codeText}": ${why}`;
    dispenser.problem(`error parsing extended DNS error code ${dispenser.value}, ${fault}`);
  } else draft.extendedError = { code, reason };
}
