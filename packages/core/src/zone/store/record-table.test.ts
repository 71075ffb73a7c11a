import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NONE } from "./name-table.ts";
import { kindOf, RecordTable } from "./record-table.ts";

const [A, TXT, RRSIG] = [1, 16, 46];

/** The records of a node, in the order in which they came. */
function recordsAt(table: RecordTable, node: number): readonly number[] {
  const found: number[] = [];
  for (let record = table.firstOf(node); record !== NONE; record = table.after(record)) found.push(record);
  return found;
}

describe("what tells sets apart", () => {
  it.each([
    [kindOf(A, 0), A],
    [kindOf(RRSIG, A), RRSIG],
    [kindOf(RRSIG, TXT), RRSIG],
    [kindOf(0xffff, 0), 0xffff],
    [kindOf(RRSIG, 0x7fff), RRSIG],
  ])("%s is of type %s", (kind, type) => {
    const table = new RecordTable(1);
    const record = table.add(0, kind, 5, 7);
    table.markRun();
    expect([table.typeOf(record), table.kindOf(record), table.beginsRun(record)]).toEqual([type, kind, true]);
  });

  it("signatures of two types are of two kinds", () => {
    expect(new Set([kindOf(RRSIG, A), kindOf(RRSIG, TXT), kindOf(RRSIG, 0), kindOf(A, 0)]).size).toBe(4);
  });
});

interface Row {
  readonly node: number;
  readonly type: number;
  readonly ttl: number;
  readonly isFirst: boolean;
}
const rows = fc.array(
  fc.record({ node: fc.nat(40), type: fc.constantFrom(A, TXT, RRSIG), ttl: fc.nat(9), isFirst: fc.boolean() }),
  { maxLength: 120 },
);

function tableOf(all: readonly Row[]): RecordTable {
  const table = new RecordTable(1);
  for (const { node, type, ttl, isFirst } of all) {
    table.add(node, type, ttl, table.count * 10);
    if (isFirst) table.markRun();
  }
  return table;
}

describe("records by node", () => {
  it("each keeps what was said of it, however the table grows", () => {
    fc.assert(
      fc.property(rows, (all) => {
        const table = tableOf(all);
        expect(table.count).toBe(all.length);
        const kept = all.map((_, at) => [table.typeOf(at), table.ttlOf(at), table.placeOf(at), table.beginsRun(at)]);
        expect(kept).toEqual(all.map(({ type, ttl, isFirst }, at) => [type, ttl, at * 10, isFirst]));
      }),
    );
  });

  it("a node's are a list in the order in which they came", () => {
    fc.assert(
      fc.property(rows, fc.nat(41), (all, node) => {
        const table = tableOf(all);
        const own = all.flatMap((one, at) => (one.node === node ? [at] : []));
        expect(recordsAt(table, node)).toEqual(own);
        expect([table.sizeOf(node), table.hasMoreThan(node, 2)]).toEqual([own.length, own.length > 2]);
        const types = own.map((at) => all[at]?.type);
        for (const type of [A, TXT]) expect(table.hasType(node, type)).toBe(types.includes(type));
        expect(table.mayRepeatType(node) || new Set(types).size === types.length).toBe(true);
      }),
    );
  });

  it("a node that nobody added to has nothing", () => {
    const table = new RecordTable(2);
    expect([table.firstOf(0), table.firstOf(99), table.sizeOf(99), table.mayRepeatType(1)]).toEqual([
      NONE,
      NONE,
      0,
      false,
    ]);
  });
});
