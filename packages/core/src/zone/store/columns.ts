/** Tables are kept in columns of numbers: some tens of octets a row, and no object that the garbage collector must walk. */
export type Int32Column = Int32Array<ArrayBuffer>;
export type ByteColumn = Uint8Array<ArrayBuffer>;

/** The column with twice the room, or more: so n rows cost less than 2n copies. */
export function longer32(column: Int32Column, rows = 0): Int32Column {
  const longer = new Int32Array(Math.max(rows, column.length * 2));
  longer.set(column);
  return longer;
}

export function longer8(column: ByteColumn, rows = 0): ByteColumn {
  const longer = new Uint8Array(Math.max(rows, column.length * 2));
  longer.set(column);
  return longer;
}
