/** Questions to a resolving named while the servers behind it change, for the real one and for its twin. */
export interface ServerCourse {
  readonly title: string;
  /** Statements of `options` and zones; the laboratory adds where it listens. */
  readonly conf: string;
  /** What `conf` names, beside it. */
  readonly files?: Readonly<Record<string, string>>;
  /** `both`: without `-4`, as packaged. */
  readonly families?: "ipv4" | "both";
  /** Addresses of the servers behind it. */
  readonly servers: readonly string[];
  /** Who serves what; absent: each of the servers answers for `test`. */
  readonly zones?: readonly LabZone[];
  /** In the order of their moments. A server is as it was said last; in the beginning it answers at once. */
  readonly changes: readonly ServerChange[];
  readonly questions: readonly CourseQuestion[];
  readonly untilMs: number;
}

/** A zone of the laboratory. Whoever serves the zone above delegates it. */
export interface LabZone {
  /** Without the final dot; the root is empty. */
  readonly apex: string;
  /** Who answers for it: not always those whom the delegation names. */
  readonly servedBy: readonly string[];
  readonly nameServers: readonly LabNameServer[];
  /** Of the NS records above the cut, and of those at the apex. */
  readonly ttlAbove: number;
  readonly ttlInside: number;
  /** Whether an empty non-terminal is missing, as some servers have it. */
  readonly deniesEmptyNames: boolean;
}

export interface LabNameServer {
  readonly name: string;
  readonly address: string;
  /** null: the delegation says no address. */
  readonly glueTtl: number | null;
  /** Of the address where it is asked for; null: there is none. */
  readonly ttl: number | null;
}

/**
 * `answers`: after so many milliseconds. `closed`: the port is. The lame: `denies-authority` answers without AA,
 * `refers-up` to the root, `refers-to-itself` to the zone that it was asked about, `says-nothing` is an empty answer
 * without AA.
 */
export type Mood =
  | { readonly does: "answers"; readonly afterMs: number }
  | {
      readonly does:
        | "keeps-silent"
        | "closed"
        | "refuses"
        | "fails"
        | "denies-authority"
        | "refers-up"
        | "refers-to-itself"
        | "says-nothing";
    };

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
  /** What named logged of its questions to others: `lame server resolving 'x.a30.sub.test' (in 'sub.test'?): 10.8.0.13#53`. */
  readonly lines?: readonly Seen[];
}

/** Whether a line of named's log is one of those that are compared. */
export function isAboutFetches(line: string): boolean {
  return / resolving /.test(line);
}

/** Where the named of the laboratory listens, and from where it is asked. */
export const NAMED = "10.8.0.1";
export const CLIENT = "10.8.0.9";
/** So long a client waits. */
export const PATIENCE_MS = 14_000;
