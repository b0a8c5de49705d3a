import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsBusinessDay, IsInstant, NeededWith, NeededWithout } from './fields';
import { Schemas } from './schemas';
import { validated } from './validation';

class Seat {
  @Min(1) @Max(9) @IsInt() readonly row!: number;
  @IsOptional() @IsBoolean() readonly taken?: boolean;
}

class Everything {
  @IsUUID() readonly id!: string;
  @IsString() @Length(2, 5) readonly name!: string;
  @IsString() @IsNotEmpty() @MaxLength(3) readonly short!: string;
  @Matches(/^\d{6}$/) readonly region!: string;
  @IsIn(['A', 'B']) readonly kind!: string;
  @IsInstant() readonly at!: string;
  @IsBusinessDay() readonly on!: string;
  @ValidateNested({ each: true }) @Type(() => Seat) @ArrayMinSize(1) @ArrayMaxSize(2) readonly seats!: readonly Seat[];
  @IsOptional() @IsString({ each: true }) readonly tags?: readonly string[];
  @IsOptional() @ValidateNested() @Type(() => Seat) readonly best?: Seat;
}

class Either {
  @NeededWithout('other') @IsInt() readonly one?: number;
  @IsOptional() @IsInt() readonly other?: number;
  @NeededWith('other') @IsString() readonly reason?: string;
  @IsOptional() @IsObject() readonly foreign?: object;
}

class Inherited extends Either {}

const schemas = new Schemas();
const ref = schemas.refTo(Everything);
const published = new Ajv2020({ strict: false }).compile({ ...ref, components: { schemas: schemas.all() } });
const accepted = (body: unknown, type: new () => object = Everything): boolean => {
  try {
    validated(type, body, 'body');
    return true;
  } catch {
    return false;
  }
};

const good = {
  id: '018f6f0e-1f2a-7c3b-8d4e-5f6071829304',
  name: '训补😀',
  short: 'a',
  region: '120101',
  kind: 'A',
  at: '2026-03-02T01:00:00Z',
  on: '2026-03-02',
  seats: [{ row: 1 }],
};
const oddities = [
  null,
  '',
  'A',
  0,
  1,
  9,
  10,
  1.5,
  true,
  [],
  {},
  [{ row: 1 }],
  [{ row: 1 }, { row: 2 }, { row: 3 }],
  [{}],
  [null],
  ['a'],
  ['a', 1],
  [['a']],
  { row: 3, taken: true },
  { row: 3, taken: null },
  { row: 1, more: 1 },
  '120101',
  '12010x',
  '١٢٣٤٥٦',
  '120101\n',
  '2026-02-30',
  '2026-02-28',
  '2026-02-30T00:00:00Z',
  '00000000-0000-0000-0000-000000000000',
  '018f6f0e-1f2a-9c3b-8d4e-5f6071829304',
  'ab',
  'abcdef',
  'ab😀',
];

describe('the published schema', () => {
  it('accepts a good body, as the service does', () => {
    expect([published(good), accepted(good)]).toEqual([true, true]);
  });

  it('accepts and refuses exactly what the service does, whichever field is odd or missing', () => {
    const verdicts = Object.keys({ ...good, best: 0, tags: 0, stranger: 0 }).flatMap((field) =>
      [
        ...oddities.map((odd) => ({ ...good, [field]: odd })),
        Object.fromEntries(Object.entries(good).filter(([name]) => name !== field)),
      ].map((body) => ({ field, body })),
    );
    const different = verdicts.filter(({ body }) => published(body) !== accepted(body));
    expect(different).toEqual([]);
    expect(new Set(verdicts.map(({ body }) => published(body)))).toEqual(new Set([true, false]));
  });

  it('does so for any JSON in any field', () => {
    const field = fc.constantFrom(...Object.keys(good));
    fc.assert(
      fc.property(field, fc.jsonValue(), (name, value) => {
        const body = { ...good, [name]: value };
        expect([name, value, published(body)]).toEqual([name, value, accepted(body)]);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    [{}, false],
    [{ one: 1 }, true],
    [{ one: 'x', other: 2, reason: '' }, false],
    [{ other: 2 }, false],
    [{ other: 2, reason: '' }, true],
    [{ one: 1, other: 2 }, false],
    [{ one: 1, reason: '' }, true],
    [{ one: 1, reason: 7 }, false],
    [{ one: 1, foreign: { of: null, more: [null] } }, true],
    [{ one: 1, foreign: null }, false],
    [{ one: 1, foreign: [null] }, false],
  ])('says of %j what the service says where fields need each other or are in words of others: %s', (body, right) => {
    const own = new Schemas();
    const read = new Ajv2020({ strict: false }).compile({ ...own.refTo(Inherited), components: { schemas: own.all() } });
    expect([read(body), accepted(body, Inherited)]).toEqual([right, right]);
  });

  it('knows classes that are nested, and no two of one name', () => {
    expect(Object.keys(schemas.all()).sort()).toEqual(['Everything', 'Seat']);
    const Other = { Seat: class Seat {} }.Seat;
    expect(() => schemas.refTo(Other)).toThrow('two classes of this service are named Seat');
  });
});
