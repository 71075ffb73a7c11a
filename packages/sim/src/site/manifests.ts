import {
  type ClusterSnapshot,
  type Diagnostic,
  errorAt,
  type FileTree,
  type ForeignObject,
  informationAt,
  isSnapshotDocument,
  joinSnapshots,
  type Parsed,
  type Source,
  type Span,
  snapshotFromDocument,
  snapshotFromObjects,
} from "@splithorizon/core";
import { appendAll } from "../append.ts";
import type { ValuePath, YamlDocument } from "./placed-document.ts";
import { sourceOfScalar } from "./scalar-source.ts";
import { corefilesInSnapshot, placesInSnapshot } from "./snapshot-document.ts";
import { readYaml } from "./yaml-document.ts";
import type { YamlLimits } from "./yaml-limits.ts";
import { fieldOf, textOfField } from "./yaml-value.ts";

/** A cluster's objects as read from files, and where its Corefiles stand in them. */
export interface Manifests {
  readonly snapshot: ClusterSnapshot;
  /** By `namespace/name` of the ConfigMap: the Corefile as a source within its YAML file. */
  readonly corefiles: ReadonlyMap<string, Source>;
  /** Where the name of an object stands, by {@link objectKey}; null where there is no such object. */
  placeOf(key: string): Span | null;
  /** An object with all that its file says of it, by {@link objectKey}; null where there is no such object, or a snapshot in its place. */
  objectAt(key: string): unknown;
}

/** `Service kube-system/kube-dns`; objects without a namespace have none before the slash. */
export function objectKey(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`;
}

/** A file or folder of manifests or of a snapshot, and where somebody pointed at it. */
export interface ManifestReference {
  readonly path: string;
  readonly span: Span;
}

const MANIFEST_PATTERNS = ["*.json", "*.yaml", "*.yml"] as const;

/** The documents of a YAML or JSON file as foreign objects, each field with its place in the file. */
export function readManifests(
  source: Source,
  limits: Partial<YamlLimits> = {},
): { readonly objects: readonly ForeignObject[]; readonly diagnostics: readonly Diagnostic[] } {
  const { value, diagnostics } = readYaml(source, limits);
  return { objects: value.map(foreignObject), diagnostics };
}

function foreignObject(document: YamlDocument): ForeignObject {
  return { value: document.value, locate: (path) => document.locate(path) };
}

/** Reads files and folders (their own files, as `kubectl apply -f` does); of two objects with one name the later counts. */
export function readManifestFiles(
  references: readonly ManifestReference[],
  files: FileTree,
  limits: Partial<YamlLimits> = {},
): Parsed<Manifests> {
  const diagnostics: Diagnostic[] = [];
  const sources = references.flatMap((reference) => sourcesOf(reference, files, diagnostics));
  const { value, diagnostics: problems } = manifestsFrom(sources, limits);
  return { value, diagnostics: [...diagnostics, ...problems] };
}

/** The objects of one file. */
export function manifestsOf(source: Source, limits: Partial<YamlLimits> = {}): Parsed<Manifests> {
  return manifestsFrom([source], limits);
}

function manifestsFrom(sources: readonly Source[], limits: Partial<YamlLimits>): Parsed<Manifests> {
  const diagnostics: Diagnostic[] = [];
  const documents = sources.flatMap((source) => {
    const { value, diagnostics: problems } = readYaml(source, limits);
    appendAll(diagnostics, problems);
    return value;
  });
  const { value: snapshot, diagnostics: problems } = snapshotOf(documents);
  const corefiles = new Map(documents.flatMap(corefilesIn));
  const places = new Map(documents.flatMap(placesIn));
  const placeOf = (key: string): Span | null => places.get(key)?.() ?? null;
  let objects: ReadonlyMap<string, unknown> | null = null;
  const objectAt = (key: string): unknown => {
    objects ??= new Map(documents.flatMap(keyedObjectsIn));
    return objects.get(key) ?? null;
  };
  return { value: { snapshot, corefiles, placeOf, objectAt }, diagnostics: [...diagnostics, ...problems] };
}

/** Snapshots and objects together: what stands later counts, so that a manifest behind a snapshot is a change to it. */
function snapshotOf(documents: readonly YamlDocument[]): Parsed<ClusterSnapshot> {
  if (!documents.some(isSnapshot)) return snapshotFromObjects(documents.map(foreignObject));
  const read = documents.map((document) =>
    isSnapshot(document)
      ? snapshotFromDocument(foreignObject(document))
      : snapshotFromObjects([foreignObject(document)]),
  );
  return {
    value: joinSnapshots(read.map(({ value }) => value)),
    diagnostics: read.flatMap(({ diagnostics }) => diagnostics),
  };
}

function isSnapshot({ value }: YamlDocument): boolean {
  return isSnapshotDocument(value);
}

function sourcesOf({ path, span }: ManifestReference, files: FileTree, diagnostics: Diagnostic[]): readonly Source[] {
  const found = files.lookUp(path);
  switch (found.kind) {
    case "file":
      return [found.source];
    case "directory": {
      const paths = MANIFEST_PATTERNS.flatMap((pattern) => files.glob(`${path === "/" ? "" : path}/${pattern}`)).sort();
      if (paths.length === 0) diagnostics.push(informationAt(span, "SITE_FILE_MISSING", `No manifests in ${path}.`));
      return paths.flatMap((inside) => sourcesOf({ path: inside, span }, files, diagnostics));
    }
    case "missing":
      diagnostics.push(errorAt(span, "SITE_FILE_MISSING", `There is no ${path}.`));
      return [];
    case "refused":
      diagnostics.push(errorAt(span, "SITE_FILE_REFUSED", `${path} is not read: ${found.reason}.`));
      return [];
  }
}

/** The objects of a document: itself, or the items of a List. */
function objectsIn(document: YamlDocument): readonly (readonly [unknown, ValuePath])[] {
  const items = fieldOf(document.value, "items");
  if (!Array.isArray(items)) return [[document.value, []]];
  return items.map((item: unknown, index) => [item, ["items", index]] as const);
}

function keyOfObject(object: unknown): string {
  const metadata = fieldOf(object, "metadata");
  return objectKey(textOfField(object, "kind"), textOfField(metadata, "namespace"), textOfField(metadata, "name"));
}

/** Of a snapshot nothing: it has no more than what is modelled. */
function keyedObjectsIn(document: YamlDocument): readonly (readonly [string, unknown])[] {
  if (isSnapshot(document)) return [];
  return objectsIn(document).map(([object]) => {
    return [keyOfObject(object), object] as const;
  });
}

/** Looked up when somebody asks: most objects are never pointed at. */
function placesIn(document: YamlDocument): readonly (readonly [string, () => Span])[] {
  if (isSnapshot(document)) {
    return placesInSnapshot(document).map((place) => [
      objectKey(place.kind, place.namespace, place.name),
      place.locate,
    ]);
  }
  return objectsIn(document).map(([object, path]) => {
    return [keyOfObject(object), () => document.locate([...path, "metadata", "name"])];
  });
}

/** ConfigMaps of a document whose data has a Corefile. */
function corefilesIn(document: YamlDocument): readonly (readonly [string, Source])[] {
  if (isSnapshot(document)) return corefilesInSnapshot(document);
  return objectsIn(document).flatMap(([object, path]) => {
    if (fieldOf(object, "kind") !== "ConfigMap") return [];
    const scalar = document.scalarAt([...path, "data", "Corefile"]);
    if (scalar === null) return [];
    const metadata = fieldOf(object, "metadata");
    const key = `${textOfField(metadata, "namespace")}/${textOfField(metadata, "name")}`;
    return [[key, sourceOfScalar(scalar, `${scalar.span.source.name} (Corefile)`)] as const];
  });
}
