import { isJsonMap, type Json, type JsonMap, memberOf, withMember } from "./json-value.ts";

/** An object while the API server works on it: its JSON, read and written field by field. What is absent is empty. */
export class ObjectDraft {
  #object: JsonMap;

  constructor(object: JsonMap) {
    this.#object = object;
  }

  get object(): JsonMap {
    return this.#object;
  }

  get spec(): JsonMap {
    return mapIn(this.#object, "spec");
  }

  get metadata(): JsonMap {
    return mapIn(this.#object, "metadata");
  }

  get name(): string {
    return textIn(this.metadata, "name");
  }

  setTop(key: string, value: Json | undefined): void {
    this.#object = withMember(this.#object, key, value);
  }

  setSpec(key: string, value: Json | undefined): void {
    this.setTop("spec", withMember(this.spec, key, value));
  }

  setMetadata(key: string, value: Json | undefined): void {
    this.setTop("metadata", withMember(this.metadata, key, value));
  }
}

/** 0 where it is not there. */
export function numberIn(map: JsonMap, key: string): number {
  const value = memberOf(map, key);
  return typeof value === "number" ? value : 0;
}

/** Empty where it is not there. */
export function textIn(map: JsonMap, key: string): string {
  const value = memberOf(map, key);
  return typeof value === "string" ? value : "";
}

export function mapIn(map: JsonMap, key: string): JsonMap {
  const value = memberOf(map, key);
  return isJsonMap(value) ? value : {};
}
