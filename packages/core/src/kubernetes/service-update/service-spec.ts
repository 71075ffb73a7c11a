import { isJsonList, isJsonMap, type Json, type JsonMap, memberOf } from "../patching/json-value.ts";
import { numberIn, ObjectDraft, textIn } from "../patching/object-draft.ts";

/** A Service while the API server works on it. */
export class ServiceDraft extends ObjectDraft {
  /** Empty where it is not there. */
  text(key: string): string {
    return textIn(this.spec, key);
  }

  texts(key: string): readonly string[] {
    const value = memberOf(this.spec, key);
    return isJsonList(value) ? value.filter((item) => typeof item === "string") : [];
  }

  /** 0 where it is not there. */
  number(key: string): number {
    return numberIn(this.spec, key);
  }

  /** null where it is not there. */
  flag(key: string): boolean | null {
    const value = memberOf(this.spec, key);
    return typeof value === "boolean" ? value : null;
  }

  /** undefined, empty and 0 take it away. */
  set(key: string, value: Json | undefined): void {
    const isEmpty = value === "" || value === 0 || (isJsonList(value) && value.length === 0);
    this.setSpec(key, isEmpty ? undefined : value);
  }

  get ports(): readonly JsonMap[] {
    const ports = memberOf(this.spec, "ports");
    return isJsonList(ports) ? ports.filter(isJsonMap) : [];
  }

  /** Changes each port in turn. */
  mapPorts(change: (port: JsonMap, at: number) => JsonMap): void {
    const { ports } = this;
    if (ports.length > 0) this.set("ports", ports.map(change));
  }

  get type(): string {
    return this.text("type");
  }

  get nodePorts(): readonly number[] {
    return this.ports.flatMap((port) => numberIn(port, "nodePort") || []);
  }

  get isHeadless(): boolean {
    const ips = this.texts("clusterIPs");
    return ips.length === 1 && ips[0] === "None";
  }

  /** pkg/api/service ExternallyAccessible: a ClusterIP service with externalIPs counts too. */
  get isExternallyAccessible(): boolean {
    const { type } = this;
    return (
      type === "LoadBalancer" || type === "NodePort" || (type === "ClusterIP" && this.texts("externalIPs").length > 0)
    );
  }

  get needsHealthCheck(): boolean {
    return this.type === "LoadBalancer" && this.text("externalTrafficPolicy") === "Local";
  }

  get needsClusterIp(): boolean {
    return this.type !== "ExternalName";
  }
}

export function sameTexts(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, at) => text === other[at]);
}
