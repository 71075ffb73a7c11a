import { type Json, jsonText, quotedText } from "./json-value.ts";

/** What the API server says of one field (apimachinery/pkg/util/validation/field). */
export interface FieldError {
  readonly field: string;
  /** Behind the colon: `Invalid value: "local": …`. */
  readonly body: string;
}

export function invalid(field: string, value: Json | undefined, detail: string): FieldError {
  return { field, body: `Invalid value: ${shown(value)}${withDetail(detail)}` };
}

/** Texts as `%q` prints them, whatever is more than a number as JSON. */
function shown(value: Json | undefined): string {
  return typeof value === "string" ? quotedText(value) : jsonText(value);
}

export function unsupported(field: string, value: Json | undefined, words: readonly string[]): FieldError {
  const supported = words.map((word) => JSON.stringify(word)).join(", ");
  return { field, body: `Unsupported value: ${shown(value)}: supported values: ${supported}` };
}

export function required(field: string, detail: string = ""): FieldError {
  return { field, body: `Required value${withDetail(detail)}` };
}

export function forbidden(field: string, detail: string): FieldError {
  return { field, body: `Forbidden${withDetail(detail)}` };
}

export function duplicate(field: string, value: Json): FieldError {
  return { field, body: `Duplicate value: ${shown(value)}` };
}

/** An empty field is the whole object. */
export function tooLong(field: string, most: number): FieldError {
  return { field: field === "" ? "[]" : field, body: `Too long: may not be more than ${most} bytes` };
}

export function tooMany(field: string, count: number, most: number): FieldError {
  return { field, body: `Too many: ${count}: must have at most ${most} items` };
}

function withDetail(detail: string): string {
  return detail === "" ? "" : `: ${detail}`;
}

export function printFieldError({ field, body }: FieldError): string {
  return `${field}: ${body}`;
}
