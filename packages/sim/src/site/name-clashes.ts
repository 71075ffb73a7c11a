import { type Diagnostic, type Span, warningAt } from "@splithorizon/core";
import type { Place } from "./twin.ts";

/** Who may ask, and where the files say that there is such a one; `cluster` is null for hosts. */
export interface NamedPlace {
  readonly place: Place;
  readonly cluster: string | null;
  readonly span: Span;
}

/**
 * One name for two machines: a site knows its machines by name, so the later one takes the earlier one's place.
 * Objects of one kind in one cluster have names of their own, or count as one object.
 */
export function nameClashes(places: readonly NamedPlace[]): readonly Diagnostic[] {
  const known = new Map<string, NamedPlace>();
  return places.flatMap((own) => {
    const { name } = own.place;
    const earlier = known.get(name);
    known.set(name, own);
    if (earlier === undefined) return [];
    const message = `${name} is ${describe(earlier)} and ${describe(own)}: the latter takes the place of the former.`;
    const related = [{ message: "the other one", span: earlier.span }];
    return [{ ...warningAt(own.span, "SITE_DUPLICATE_NAME", message), related }];
  });
}

function describe({ place: { kind }, cluster }: NamedPlace): string {
  return cluster === null ? `a ${kind}` : `a ${kind} of ${cluster}`;
}
