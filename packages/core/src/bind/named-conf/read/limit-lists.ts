import { type Diagnostic, errorAt, type Span } from "../../../text/index.ts";
import type { AddressMatchElement, AddressMatchList } from "../../acl.ts";

/** How deep lists may stand in each other; named's own stack is the only limit there. */
const MAX_DEPTH = 128;

export interface MutableList extends AddressMatchList {
  readonly elements: AddressMatchElement[];
}

/** A list with all lists inside written out; `open` while it is on the way down. */
type Measure = { readonly depth: number; readonly size: number } | "open";

interface Visit {
  readonly list: MutableList;
  readonly leaves: boolean;
}

/** Where a list is written, and what to call it. */
export interface ListPlace {
  readonly name: string;
  readonly span: Span;
}

/** Empties lists that contain themselves, stand too deep in each other, or are too large once written out, and says so. */
export class ListLimiter {
  readonly #measures = new Map<AddressMatchList, Measure>();
  readonly #places: ReadonlyMap<AddressMatchList, ListPlace>;
  readonly #maxElements: number;
  readonly #diagnostics: Diagnostic[];

  constructor(places: ReadonlyMap<AddressMatchList, ListPlace>, maxElements: number, diagnostics: Diagnostic[]) {
    this.#places = places;
    this.#maxElements = maxElements;
    this.#diagnostics = diagnostics;
  }

  /** A walk in depth without recursion; each list is measured once. */
  limit(root: MutableList): void {
    const visits: Visit[] = [{ list: root, leaves: false }];
    for (let visit = visits.pop(); visit !== undefined; visit = visits.pop()) {
      if (visit.leaves) this.#leave(visit.list);
      else if (!this.#measures.has(visit.list)) {
        this.#measures.set(visit.list, "open");
        visits.push({ list: visit.list, leaves: true });
        for (const inner of innerLists(visit.list)) {
          if (!this.#measures.has(inner)) visits.push({ list: inner as MutableList, leaves: false });
        }
      }
    }
  }

  #leave(list: MutableList): void {
    const measure = measureOf(list, this.#measures);
    const loop = innerLists(list).find((inner) => this.#measures.get(inner) === "open");
    this.#measures.set(list, measure);
    const name = this.#places.get(loop ?? list)?.name ?? "unnamed";
    // A list without a name of its own stands in the acl that it leads back to.
    const place = this.#places.get(list) ?? (loop === undefined ? undefined : this.#places.get(loop));
    if (loop !== undefined) this.#empty(list, place, "NAMED_CONF_ACL_LOOP", `acl loop detected: ${name}`);
    else if (measure.depth > MAX_DEPTH || measure.size > this.#maxElements) {
      this.#empty(list, place, "NAMED_CONF_LIMIT", `acl ${name} is too deep or too large; here it admits nobody.`);
    }
  }

  #empty(
    list: MutableList,
    place: ListPlace | undefined,
    code: "NAMED_CONF_ACL_LOOP" | "NAMED_CONF_LIMIT",
    message: string,
  ): void {
    if (place !== undefined) this.#diagnostics.push(errorAt(place.span, code, message));
    list.elements.length = 0;
    this.#measures.set(list, { depth: 1, size: 0 });
  }
}

function innerLists(list: AddressMatchList): readonly AddressMatchList[] {
  return list.elements.flatMap((element) => (element.kind === "list" ? [element.list] : []));
}

function measureOf(
  list: AddressMatchList,
  measures: ReadonlyMap<AddressMatchList, Measure>,
): { readonly depth: number; readonly size: number } {
  let depth = 1;
  let size = 0;
  for (const element of list.elements) {
    const inner = element.kind === "list" ? measures.get(element.list) : undefined;
    if (inner === undefined || inner === "open") size += 1;
    else {
      depth = Math.max(depth, inner.depth + 1);
      size += inner.size;
    }
  }
  return { depth, size };
}
