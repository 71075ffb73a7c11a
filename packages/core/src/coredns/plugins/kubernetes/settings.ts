import type { DomainName } from "../../../dns/index.ts";
import { isReverseName, type LabelSelector } from "../../../kubernetes/index.ts";
import type { Parsed } from "../../../text/index.ts";
import { type Dispenser, parseGoInteger, zonesFromArguments } from "../../corefile/index.ts";
import type { SettingsContext } from "../../plugin-entry.ts";
import { onlyUse, readDuration, settled } from "../settings-helpers.ts";
import { parseLabelSelector } from "./label-selector.ts";

export type PodMode = "disabled" | "insecure" | "verified";

/** plugin/kubernetes, as far as it changes answers. */
export interface KubernetesSettings {
  readonly zones: readonly DomainName[];
  /** The first zone that stands below neither in-addr.arpa nor ip6.arpa: PTR records point into it, and be it one of these two. */
  readonly primaryZone: DomainName | null;
  readonly pods: PodMode;
  /** Empty: all. */
  readonly namespaces: ReadonlySet<string>;
  readonly namespaceSelector: LabelSelector | null;
  readonly objectSelector: LabelSelector | null;
  readonly endpointPodNames: boolean;
  readonly withEndpoints: boolean;
  readonly ignoreEmptyService: boolean;
  /** Names of endpoints in one topology zone: `ZONE.pin._zone.s.ns.svc`. */
  readonly zonal: boolean;
  /** Zones that are answered from ServiceImports: not modelled. */
  readonly multiclusterZones: readonly DomainName[];
  /** How long a start waits for the API server. */
  readonly startupTimeoutMs: number;
  /** Seconds. */
  readonly ttl: number;
  /** null: no fallthrough. */
  readonly fallthrough: readonly DomainName[] | null;
}

type Draft = { -readonly [Field in keyof KubernetesSettings]: KubernetesSettings[Field] };
type ReadProperty = (draft: Draft, dispenser: Dispenser) => void;

const MAX_TTL_SECONDS = 3600;
const POD_MODES: readonly PodMode[] = ["disabled", "insecure", "verified"];

const properties: ReadonlyMap<string, ReadProperty> = new Map<string, ReadProperty>([
  ["pods", readPods],
  ["namespaces", (draft, dispenser) => (draft.namespaces = new Set([...draft.namespaces, ...atLeastOne(dispenser)]))],
  ["namespace_labels", (draft, dispenser) => (draft.namespaceSelector = readSelector(dispenser, "namespace_label"))],
  ["labels", (draft, dispenser) => (draft.objectSelector = readSelector(dispenser, "label"))],
  ["endpoint_pod_names", (draft, dispenser) => (draft.endpointPodNames = noArguments(dispenser))],
  ["noendpoints", (draft, dispenser) => (draft.withEndpoints = !noArguments(dispenser))],
  ["ignore", readIgnore],
  ["ttl", readTtl],
  ["fallthrough", (draft, dispenser) => (draft.fallthrough = readFallthrough(dispenser))],
  ["endpoint", (_draft, dispenser) => readEndpoint(dispenser)],
  ["tls", (_draft, dispenser) => countArguments(dispenser, 3, 3)],
  ["kubeconfig", (_draft, dispenser) => countArguments(dispenser, 1, 2)],
  ["startup_timeout", readStartupTimeout],
  ["apiserver_qps", (_draft, dispenser) => readLimit(dispenser, "float")],
  ["apiserver_burst", (_draft, dispenser) => readLimit(dispenser, "integer")],
  ["apiserver_max_inflight", (_draft, dispenser) => readLimit(dispenser, "integer")],
  ["zonal", (draft, dispenser) => (draft.zonal = noArguments(dispenser))],
  ["multicluster", readMulticluster],
]);

/** plugin/kubernetes/setup.go ParseStanza. */
export function readKubernetesSettings(dispenser: Dispenser, context: SettingsContext): Parsed<KubernetesSettings> {
  const draft = emptySettings(context.zones);
  onlyUse(dispenser, () => {
    draft.zones = zonesFromArguments(dispenser.remainingArguments(), context.zones);
    draft.primaryZone = draft.zones.find((zone) => !isReverseName(zone)) ?? null;
    if (draft.primaryZone === null) dispenser.problem("non-reverse zone name must be used");
    while (dispenser.nextInBlock()) {
      const read = properties.get(dispenser.value);
      if (read === undefined) dispenser.unknownProperty([...properties.keys()]);
      else read(draft, dispenser);
    }
    if (draft.namespaces.size > 0 && draft.namespaceSelector !== null) {
      dispenser.problem("namespaces and namespace_labels cannot both be set");
    }
    if (draft.zonal && !draft.withEndpoints) dispenser.problem("zonal requires the endpoint cache; remove noendpoints");
  });
  return settled(draft, dispenser);
}

function emptySettings(zones: readonly DomainName[]): Draft {
  return {
    zones,
    primaryZone: null,
    pods: "disabled",
    namespaces: new Set(),
    namespaceSelector: null,
    objectSelector: null,
    endpointPodNames: false,
    withEndpoints: true,
    ignoreEmptyService: false,
    zonal: false,
    multiclusterZones: [],
    startupTimeoutMs: 5000,
    ttl: 5,
    fallthrough: null,
  };
}

function readPods(draft: Draft, dispenser: Dispenser): void {
  const token = dispenser.onlyArgument();
  if (token === null) return;
  const mode = POD_MODES.find((candidate) => candidate === token.text);
  if (mode !== undefined) draft.pods = mode;
  else
    dispenser.problem(`wrong value for pods: ${token.text},  must be one of: disabled, verified, insecure`, {
      at: token.span,
    });
}

function readIgnore(draft: Draft, dispenser: Dispenser): void {
  const [what] = dispenser.remainingArguments();
  if (what === "empty_service") draft.ignoreEmptyService = true;
  else if (what !== undefined) dispenser.problem(`unable to parse ignore value: '${what}'`);
}

function readTtl(draft: Draft, dispenser: Dispenser): void {
  const [text] = atLeastOne(dispenser);
  if (text === undefined) return;
  const ttl = parseGoInteger(text);
  if (ttl === null) dispenser.problem(`strconv.Atoi: parsing "${text}": invalid syntax`);
  else if (ttl < 0 || ttl > MAX_TTL_SECONDS) dispenser.problem(`ttl must be in range [0, 3600]: ${ttl}`);
  else draft.ttl = ttl;
}

/** plugin/pkg/fall: no zones mean every name. */
export function readFallthrough(dispenser: Dispenser): readonly DomainName[] {
  return zonesFromArguments(dispenser.remainingArguments(), zonesFromArguments(["."], []));
}

function readSelector(dispenser: Dispenser, what: string): LabelSelector | null {
  const words = atLeastOne(dispenser);
  if (words.length === 0) return null;
  const text = words.join(" ");
  const selector = parseLabelSelector(text);
  if (!("fault" in selector)) return selector;
  const reason = selector.fault === "" ? "" : `: ${selector.fault}`;
  dispenser.problem(`unable to parse ${what} selector value: '${text}'${reason}`);
  return null;
}

function readEndpoint(dispenser: Dispenser): void {
  const words = atLeastOne(dispenser);
  if (words.length > 1)
    dispenser.warning(
      `Multiple endpoints have been deprecated, only the first specified endpoint '${words[0]}' is used`,
    );
}

function readStartupTimeout(draft: Draft, dispenser: Dispenser): void {
  const [text] = atLeastOne(dispenser);
  if (text === undefined) return;
  const duration = readDuration(dispenser, text, `failed to parse startup_timeout: ${text}, `);
  // kubernetes.go InitKubeCache makes a ticker of it, which panics.
  if (duration !== null && duration <= 0) dispenser.problem("non-positive interval for NewTicker");
  draft.startupTimeoutMs = duration ?? draft.startupTimeoutMs;
}

function atLeastOne(dispenser: Dispenser): readonly string[] {
  const words = dispenser.remainingArguments();
  if (words.length === 0) dispenser.wrongArguments();
  return words;
}

function countArguments(dispenser: Dispenser, least: number, most: number): void {
  const { length } = dispenser.remainingArguments();
  if (length < least || length > most) dispenser.wrongArguments();
}

/** How CoreDNS paces itself before the API server: checked, and without effect on answers. */
function readLimit(dispenser: Dispenser, kind: "float" | "integer"): void {
  const property = dispenser.value;
  const token = dispenser.onlyArgument();
  if (token === null) return;
  const isNumber = kind === "integer" ? parseGoInteger(token.text) !== null : GO_FLOAT.test(token.text);
  const parser = kind === "integer" ? "Atoi" : "ParseFloat";
  const fault = `strconv.${parser}: parsing "${token.text}": invalid syntax`;
  if (!isNumber) dispenser.problem(`invalid ${property} "${token.text}": ${fault}`, { at: token.span });
  else if (Number(token.text) < 0) dispenser.problem(`${property} must be >= 0`, { at: token.span });
}

const GO_FLOAT = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

function noArguments(dispenser: Dispenser): true {
  if (dispenser.remainingArguments().length > 0) dispenser.wrongArguments();
  return true;
}

/** Every one of them must be a zone of the plugin. */
function readMulticluster(draft: Draft, dispenser: Dispenser): void {
  dispenser.unsupported(`"multicluster" of kubernetes`);
  draft.multiclusterZones = zonesFromArguments(dispenser.remainingArguments(), []);
  const served = draft.zones.map(({ key }) => key);
  for (const { key } of draft.multiclusterZones.filter((zone) => !served.includes(zone.key)))
    dispenser.problem(
      `is not authoritative for the multicluster zone ${key} (authoritative zones: [${served.join(" ")}])`,
    );
}
