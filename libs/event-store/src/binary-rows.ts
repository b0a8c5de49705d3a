// Rows and arrays in PostgreSQL's binary format: nothing to escape on this side and nothing to parse on the other.
const HEADER = Buffer.from('5047434f50590aff0d0a000000000000000000', 'hex');
const TRAILER = Buffer.from('ffff', 'hex');
const UTF8_BYTES_PER_UNIT = 3;

class Bytes {
  private buffer: Buffer;
  private at = 0;

  constructor(size: number) {
    this.buffer = Buffer.allocUnsafe(size);
  }

  raw(bytes: Uint8Array): void {
    this.room(bytes.length);
    this.buffer.set(bytes, this.at);
    this.at += bytes.length;
  }

  int16(value: number): void {
    this.room(2);
    this.at = this.buffer.writeInt16BE(value, this.at);
  }

  int32(value: number): void {
    this.room(4);
    this.at = this.buffer.writeInt32BE(value, this.at);
  }

  /** Whole numbers up to 2^53; BigInt would cost more than the rest of the row. */
  int64(value: number): void {
    this.room(8);
    this.at = this.buffer.writeInt32BE(Math.floor(value / 2 ** 32), this.at);
    this.at = this.buffer.writeUInt32BE(((value % 2 ** 32) + 2 ** 32) % 2 ** 32, this.at);
  }

  text(value: string): void {
    this.room(4 + value.length * UTF8_BYTES_PER_UNIT);
    const length = this.buffer.write(value, this.at + 4, 'utf8');
    this.buffer.writeInt32BE(length, this.at);
    this.at += 4 + length;
  }

  taken(): Buffer {
    return this.buffer.subarray(0, this.at);
  }

  private room(size: number): void {
    if (this.at + size <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe((this.at + size) * 2);
    larger.set(this.buffer.subarray(0, this.at));
    this.buffer = larger;
  }
}

type Column<Row> =
  | { readonly kind: 'text'; readonly of: (row: Row) => string }
  | { readonly kind: 'int4' | 'int8'; readonly of: (row: Row) => number }
  | { readonly kind: 'bytes'; readonly of: (row: Row) => Buffer };

/** The input of `COPY … FROM STDIN (FORMAT binary)`. */
export function copyRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], bytesPerRow = 512): Buffer {
  const bytes = new Bytes(HEADER.length + rows.length * bytesPerRow);
  bytes.raw(HEADER);
  for (const row of rows) {
    bytes.int16(columns.length);
    for (const column of columns) writeCell(bytes, column, row);
  }
  bytes.raw(TRAILER);
  return bytes.taken();
}

function writeCell<Row>(bytes: Bytes, column: Column<Row>, row: Row): void {
  switch (column.kind) {
    case 'text':
      return bytes.text(column.of(row));
    case 'int4':
      bytes.int32(4);
      return bytes.int32(column.of(row));
    case 'int8':
      bytes.int32(8);
      return bytes.int64(column.of(row));
    case 'bytes': {
      const value = column.of(row);
      bytes.int32(value.length);
      return bytes.raw(value);
    }
  }
}

const TEXT = 25;
const INT4 = 23;
const INT8 = 20;

function array<T>(values: readonly T[], type: number, bytesEach: number, write: (bytes: Bytes, value: T) => void): Buffer {
  const bytes = new Bytes(20 + values.length * bytesEach);
  // One dimension without nulls, counted from 1; an empty array has none.
  bytes.int32(values.length === 0 ? 0 : 1);
  bytes.int32(0);
  bytes.int32(type);
  if (values.length > 0) {
    bytes.int32(values.length);
    bytes.int32(1);
  }
  for (const value of values) write(bytes, value);
  return bytes.taken();
}

export const textArray = (values: readonly string[]): Buffer => array(values, TEXT, 64, (bytes, value) => bytes.text(value));

export const int4Array = (values: readonly number[]): Buffer =>
  array(values, INT4, 8, (bytes, value) => {
    bytes.int32(4);
    bytes.int32(value);
  });

export const int8Array = (values: readonly number[]): Buffer =>
  array(values, INT8, 12, (bytes, value) => {
    bytes.int32(8);
    bytes.int64(value);
  });
