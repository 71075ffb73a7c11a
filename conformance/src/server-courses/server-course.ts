/** Questions to a resolving named while the servers behind it change, for the real one and for its twin. */
export interface ServerCourse {
  readonly title: string;
  /** Statements of `options` and zones; the laboratory adds where it listens. */
  readonly conf: string;
  /** Addresses of the servers behind it. */
  readonly servers: readonly string[];
  /** In the order of their moments. A server is as it was said last; in the beginning it answers at once. */
  readonly changes: readonly ServerChange[];
  readonly questions: readonly CourseQuestion[];
  readonly untilMs: number;
}

/** `answers`: after so many milliseconds. `closed`: the port is. */
export type Mood =
  | { readonly does: "answers"; readonly afterMs: number }
  | { readonly does: "keeps-silent" | "closed" | "refuses" | "fails" };

export type ServerChange = { readonly atMs: number; readonly server: string } & Mood;

/**
 * The name says what is answered: `x.a30.test` an address of TTL 30 that tells who answered, `x.nx5.test` NXDOMAIN and
 * `x.nodata5.test` nothing, with an SOA of minimum and TTL 5.
 */
export interface CourseQuestion {
  readonly atMs: number;
  readonly name: string;
}

/** What was seen, in a few words. */
export interface Seen {
  readonly atMs: number;
  readonly text: string;
}

export interface PlayedServerCourse {
  readonly course: ServerCourse;
  /** `10.8.0.11 x.a30.test`: a question to one of the servers. */
  readonly asked: readonly Seen[];
  /** `x.a30.test NOERROR 192.0.2.11 30`, `x.nx5.test NXDOMAIN 5`, each at the moment at which the client hears it. */
  readonly heard: readonly Seen[];
}

/** Where the named of the laboratory listens, and from where it is asked. */
export const NAMED = "10.8.0.1";
export const CLIENT = "10.8.0.9";
/** So long a client waits. */
export const PATIENCE_MS = 14_000;
