import { type DomainName, rrTypeNumbers } from "../dns/index.ts";
import { hashOctet, LABEL_HASH_START } from "./store/label-hash.ts";
import { APEX, NONE } from "./store/name-table.ts";
import type { RecordTable } from "./store/record-table.ts";
import type { ZoneStore } from "./store/zone-store.ts";

/** Records of a run that are looked at one by one. */
const MAX_STEPS = 8;
const DOT = 0x2e;

/** Whose records they are: the node, and how its name is spelled (null: all in lower case). */
interface RunOwner {
  readonly node: number;
  readonly spelling: string | null;
}

/** Owners whose lines another file interrupts. */
export interface SuspendedRun {
  readonly current: RunOwner;
  readonly glue: RunOwner;
}

const NOBODY: RunOwner = { node: NONE, spelling: null };

/** Records of one owner and spelling that named gathers before it adds them to the zone. */
class Gathered {
  readonly #records: RecordTable;
  node = NONE;
  #spelling: string | null = null;
  /** Whether no record was added yet. */
  isEmpty = true;
  /** All records from here on belong here, unless {@link #ttls} is there. */
  #start = 0;
  /** By kind: where there are many records, or where those of others stand between. */
  #ttls: Map<number, number> | null = null;

  constructor(records: RecordTable) {
    this.#records = records;
  }

  get owner(): RunOwner {
    return { node: this.node, spelling: this.#spelling };
  }

  isOf(node: number, spelling: string | null): boolean {
    return node === this.node && spelling === this.#spelling;
  }

  begin(node: number, spelling: string | null): void {
    this.node = node;
    this.#spelling = spelling;
    this.#start = this.#records.count;
    this.#ttls = null;
    this.isEmpty = true;
  }

  end(): void {
    this.node = NONE;
  }

  /** Of the set of this kind; `other` if there is none. */
  ttlOf(kind: number, other: number): number {
    if (this.#ttls === null && this.#records.count - this.#start > MAX_STEPS) this.interrupt();
    if (this.#ttls !== null) return this.#ttls.get(kind) ?? other;
    for (let record = this.#start; record < this.#records.count; record += 1) {
      if (this.#records.kindOf(record) === kind) return this.#records.ttlOf(record);
    }
    return other;
  }

  /** After a record was added. */
  note(kind: number, ttl: number): void {
    if (this.#ttls !== null) this.#ttls.set(kind, ttl);
    if (this.isEmpty) this.#records.markRun();
    this.isEmpty = false;
  }

  /** Before a record of another comes. */
  interrupt(): void {
    if (this.#ttls !== null) return;
    this.#ttls = new Map();
    for (let record = this.#start; record < this.#records.count; record += 1) {
      this.#ttls.set(this.#records.kindOf(record), this.#records.ttlOf(record));
    }
  }
}

/**
 * The run of lines of one owner that is read now (lib/dns/master.c load_text): named adds its records to the zone at its end, as one.
 * The first TTL of a set holds in its run; a later run brings its own, for the whole set (lib/dns/rbtdb.c add32).
 * Addresses of the servers that the run names are gathered apart and do not end it.
 */
export class OwnerRun {
  readonly #store: ZoneStore;
  readonly #current: Gathered;
  readonly #glue: Gathered;
  /** Which of the two the last owner's records go to. */
  #active: Gathered;
  /** NS records of the current owner, and the hash of the first label of each one's host. */
  readonly #servers: number[] = [];
  readonly #hints: number[] = [];

  constructor(store: ZoneStore) {
    this.#store = store;
    this.#current = new Gathered(store.records);
    this.#glue = new Gathered(store.records);
    this.#current.node = APEX;
    this.#active = this.#current;
  }

  get node(): number {
    return this.#active.node;
  }

  /** Whether named takes records of an owner for the zone's own: of its apex, or of a server whose address does not end the apex's run. */
  isAtApex(owner: DomainName): boolean {
    if (owner.key === this.#store.apex.key) return true;
    if (this.#current.node !== APEX) return false;
    return this.#glue.node === NONE || this.#glue.node !== this.#store.path.find(owner.key)
      ? this.#isServer((key) => key === owner.key)
      : true;
  }

  /** Goes on with what is gathered or begins anew, and tells whether it began. `hint` is the hash of the owner's first label. */
  enter(node: number, spelling: string | null, hint: number): boolean {
    if (this.#active.isOf(node, spelling)) return false;
    this.#endGlue();
    if (this.#current.isOf(node, spelling)) return false;
    if (this.#isServerNode(node, hint)) {
      this.#current.interrupt();
      this.#glue.begin(node, spelling);
      this.#active = this.#glue;
    } else {
      this.#forgetServers();
      this.#current.begin(node, spelling);
    }
    return true;
  }

  #isServerNode(node: number, hint: number): boolean {
    if (this.#hints.length === 0 || !this.#hints.includes(hint)) return false;
    return this.#isServer((key) => this.#store.path.find(key) === node);
  }

  #isServer(matches: (key: string) => boolean): boolean {
    return this.#servers.some((record) => {
      const data = this.#store.dataOf(record, "NS");
      return data.type === "NS" && matches(data.host.key);
    });
  }

  /** An owner that is not in the zone: its records are ignored, and it ends the run unless it is a server's name. */
  leave(owner: DomainName): void {
    this.#endGlue();
    if (!this.#isServer((key) => key === owner.key)) this.#restart(NOBODY, NOBODY);
  }

  /** A file is included: what was gathered goes into the zone, and its first lines may go on with the owner. */
  suspend(): SuspendedRun {
    const suspended = { current: this.#current.owner, glue: this.#glue.owner };
    this.#restart(this.#active.owner, NOBODY);
    return suspended;
  }

  /** After the included file: the owners are those of before, and begin anew. */
  resume({ current, glue }: SuspendedRun): void {
    this.#restart(current, glue);
  }

  #restart(current: RunOwner, glue: RunOwner): void {
    this.#current.begin(current.node, current.spelling);
    this.#glue.begin(glue.node, glue.spelling);
    this.#active = glue.node === NONE ? this.#current : this.#glue;
    this.#forgetServers();
  }

  #endGlue(): void {
    this.#glue.end();
    this.#active = this.#current;
  }

  /** Most owners name none, and to shorten a list costs as much as reading a record. */
  #forgetServers(): void {
    if (this.#servers.length === 0) return;
    this.#servers.length = 0;
    this.#hints.length = 0;
  }

  ttlOf(kind: number, other: number): number {
    return this.#active.ttlOf(kind, other);
  }

  /** After a record was added; `hint` is the hash of the first label of an NS record's host. */
  note(record: number, kind: number, ttl: number, hint: number): void {
    this.#active.note(kind, ttl);
    if (kind !== rrTypeNumbers.NS || this.#glue.node !== NONE) return;
    this.#servers.push(record);
    this.#hints.push(hint);
  }

  /** Before a record is added that belongs to no run. */
  interrupt(): void {
    this.#active.interrupt();
  }
}

/** The hash of a name's first label; the apex of the root zone has none. */
export function hintOf({ key }: DomainName): number {
  let hash = LABEL_HASH_START;
  for (let at = 0; at < key.length && key.charCodeAt(at) !== DOT; at += 1) hash = hashOctet(hash, key.charCodeAt(at));
  return hash;
}
