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

describe("records by node", () => {
  it("behaves as lists do, however it grows", () => {
    const row = fc.record({
      node: fc.nat(40),
      type: fc.constantFrom(A, TXT, RRSIG),
      ttl: fc.nat(9),
      isFirst: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 120 }), (rows) => {
        const table = new RecordTable(1);
        for (const { node, type, ttl, isFirst } of rows) {
          table.add(node, type, ttl, table.count * 10);
          if (isFirst) table.markRun();
        }
        expect(table.count).toBe(rows.length);
        for (let node = 0; node <= 41; node += 1) {
          const own = rows.flatMap((one, at) => (one.node === node ? [at] : []));
          expect(recordsAt(table, node)).toEqual(own);
          expect(table.sizeOf(node)).toBe(own.length);
          expect(table.hasMoreThan(node, 2)).toBe(own.length > 2);
          for (const type of [A, TXT])
            expect(table.hasType(node, type)).toBe(own.some((at) => rows[at]?.type === type));
          const types = own.map((at) => rows[at]?.type);
          if (new Set(types).size < types.length) expect(table.mayRepeatType(node)).toBe(true);
        }
        for (const [at, { type, ttl, isFirst }] of rows.entries()) {
          expect([table.typeOf(at), table.ttlOf(at), table.placeOf(at), table.beginsRun(at)]).toEqual([
            type,
            ttl,
            at * 10,
            isFirst,
          ]);
        }
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
