import {
  type ClusterSnapshot,
  type Diagnostic,
  type ForeignObject,
  joinSnapshots,
  snapshotFromObjects,
  sourceFromText,
  wholeSpan,
} from "@splithorizon/core";
import type { ApiFailure, ClusterApi } from "./cluster-api.ts";
import { patientGet } from "./patient-get.ts";
import { apiVersionOf, listPath, type Resource } from "./resources.ts";

/** Large enough that few requests are made, small enough that no page stalls the process for long (measured: 60 ms). */
export const PAGE_SIZE = 500;
/** A list that is too old for its next page is read anew so many times. */
const MOST_RESTARTS = 3;
/** Two million objects: a server that never ends a list is broken. */
const MOST_PAGES = 4000;
const GONE = 410;

/** A list that was read to its end, or why it was not. */
export type ListResult =
  | { readonly kind: "read"; readonly snapshot: ClusterSnapshot; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: "failed"; readonly failure: ApiFailure }
  | { readonly kind: "expired" };

/** All pages of one resource at one version. Each page is cut down to the fields of a snapshot before the next is asked for. */
export async function readList(api: ClusterApi, resource: Resource, version: string): Promise<ListResult> {
  for (let restarts = 0; restarts <= MOST_RESTARTS; restarts += 1) {
    const result = await readPages(api, resource, version);
    if (result.kind !== "expired") return result;
  }
  return { kind: "expired" };
}

async function readPages(api: ClusterApi, resource: Resource, version: string): Promise<ListResult> {
  const path = listPath(resource, version);
  const pages: ClusterSnapshot[] = [];
  const diagnostics: Diagnostic[] = [];
  let next = "";
  while (pages.length < MOST_PAGES) {
    const query = { limit: String(PAGE_SIZE), ...(next === "" ? {} : { continue: next }) };
    const reply = await patientGet(api, { path, query });
    // The server compacts its history: a page that hangs on an older state is gone, and only the whole list is consistent.
    if (reply.kind === "status" && reply.status === GONE) return { kind: "expired" };
    if (reply.kind !== "document") return { kind: "failed", failure: reply };
    const page = pageOf(reply.value, resource);
    if (typeof page === "string") return { kind: "failed", failure: { kind: "garbled", why: page } };
    const apiVersion = apiVersionOf(resource, version);
    const read = snapshotFromObjects(page.items.map((item) => foreignItem(item, apiVersion, resource.kind, path)));
    pages.push(read.value);
    diagnostics.push(...read.diagnostics);
    if (page.next === "") return { kind: "read", snapshot: joinSnapshots(pages), diagnostics };
    next = page.next;
  }
  return { kind: "failed", failure: { kind: "garbled", why: `the list does not end after ${MOST_PAGES} pages` } };
}

interface Page {
  readonly items: readonly unknown[];
  /** Empty: this was the last. */
  readonly next: string;
}

/** A page of this very kind, else what it is. Go writes an empty list as null. */
function pageOf(value: unknown, { kind }: Resource): Page | string {
  const found = fieldOf(value, "kind");
  if (found !== `${kind}List`) return `expected a ${kind}List, found ${describeKind(found)}`;
  const items = fieldOf(value, "items") ?? [];
  if (!Array.isArray(items)) return "its items are no list";
  const next = fieldOf(fieldOf(value, "metadata"), "continue") ?? "";
  return typeof next === "string" ? { items, next } : "its continue token is no text";
}

/** What a server says of itself may be anything, and is printed to a terminal. */
export function describeKind(kind: unknown): string {
  return typeof kind === "string" && /^[A-Za-z0-9]{1,64}$/.test(kind) ? `a ${kind}` : "something else";
}

/** Items of a list do not repeat the kind of the list. */
function foreignItem(item: unknown, apiVersion: string, kind: string, path: string): ForeignObject {
  const value = typeof item === "object" && item !== null ? { ...item, apiVersion, kind } : item;
  return { value, locate: () => wholeSpan(sourceFromText(`${path} ${placeOfItem(item)}`, "")) };
}

function placeOfItem(item: unknown): string {
  const metadata = fieldOf(item, "metadata");
  return ["namespace", "name"].map((key) => textOf(fieldOf(metadata, key))).join("/");
}

/** Of an object nothing: it may have a `toString` of its own that is no function. */
function textOf(value: unknown): string {
  return typeof value === "object" ? "" : String(value ?? "");
}

/** An own field of a foreign value. */
export function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}
