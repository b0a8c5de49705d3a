import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ClassOpeningApprovedV1, TraineeEnrolledV1 } from '@libs/contracts';
import { childId } from '@libs/kernel';
import { eventually, goldenSample, type Person } from '@libs/testing';
import { RunningCertification } from './testing/running-certification';

const opening = goldenSample(ClassOpeningApprovedV1);
const { classId, institutionId } = opening;
const assessorId = childId('certification', 'assessor');
const people = ['one', 'two', 'three'].map((name) => childId(classId, name));
const [one = '', two = '', three = ''] = people;

let world: RunningCertification;
let assessor: Person;
let other: Person;
let reviewer: Person;

const assess = (results: readonly { readonly personId: string; readonly passed: boolean }[], key?: string) =>
  assessor.post('assessments', { classId, results }, { key });
const listed = async (asked: string, by = assessor) => (await by.get(`certificates?${asked}`)).body['items'] as Record<string, unknown>[];
/** Until the expectation holds. */
const until = (expectation: () => unknown) => eventually(async () => (await expectation(), true));
const verified = (personId: string) =>
  until(async () => expect(await listed(`personId=${personId}`)).toEqual([expect.objectContaining({ verified: true })]));

beforeAll(async () => {
  world = await RunningCertification.start();
  assessor = await world.as({ sub: 'assessor', roles: ['assessor'], organisation: assessorId });
  other = await world.as({ sub: 'other', roles: ['assessor'], organisation: 'another', region: '31' });
  reviewer = await world.as({ sub: 'reviewer', roles: ['reviewer'], region: '12' });
  const registered = { kind: 'assessor', name: '评价机构', region: '120000', uscc: '91120000MA00000000', registeredAt: opening.approvedAt };
  await world.registerOrganisation({ organisationId: assessorId, ...registered });
  await world.openClass(opening);
  const sample = goldenSample(TraineeEnrolledV1);
  for (const [index, personId] of people.entries()) await world.enrol({ ...sample, personId, place: index + 1 });
});
afterAll(() => world?.stop());

describe('an assessment', () => {
  it('gives those who passed certificates, whose numbers follow one another, and answers the same again', async () => {
    const key = randomUUID();
    const results = [
      { personId: one, passed: true },
      { personId: two, passed: true },
      { personId: three, passed: false },
    ];
    const first = await assess(results, key);
    expect(first).toMatchObject({ status: 201, body: { classId, assessorId, repeated: false } });
    const numbers = (first.body['results'] as { number?: string }[]).map(({ number }) => number);
    const year = String(first.body['assessedOn']).slice(2, 4);
    const series = `S000112120000${year}${opening.level}`;
    expect(numbers).toEqual([`${series}000001`, `${series}000002`, undefined]);
    const again = await assess(results, key);
    expect(again.body).toEqual({ ...first.body, repeated: true });
  });
  it('is refused for who has passed, and for strangers; who failed may come again', async () => {
    expect(await assess([{ personId: one, passed: true }])).toMatchObject({ status: 409, body: { code: 'ALREADY_PASSED' } });
    expect(await assess([{ personId: randomUUID(), passed: true }])).toMatchObject({ status: 409, body: { code: 'NOT_ON_ROSTER' } });
    expect(await assessor.post('assessments', { classId: randomUUID(), results: [{ personId: one, passed: true }] })).toMatchObject({
      status: 404,
    });
    expect(await assess([{ personId: three, passed: true }])).toMatchObject({ status: 201 });
  });
  it('is shown to the assessor, the institution and the office, and to nobody else', async () => {
    const registrar = await world.as({ sub: 'registrar', roles: ['registrar'], organisation: institutionId });
    const asked = async () => (await assessor.get(`assessments?classId=${classId}`)).body['items'];
    await until(async () => expect(await asked()).toHaveLength(3));
    await until(async () => expect(await listed('', registrar)).toHaveLength(3));
    expect((await registrar.get('assessments')).body['items']).toHaveLength(3);
    expect((await reviewer.get('assessments')).body['items']).toHaveLength(3);
    expect((await other.get('assessments')).body['items']).toEqual([]);
    expect(await listed('', other)).toEqual([]);
  });
});

describe('the query site', () => {
  it('has confirmed each certificate soon after its issue', async () => {
    await verified(one);
    const [certificate] = await listed(`personId=${one}`);
    const { number, occupation, level, kind, issuedOn } = certificate as Record<string, string>;
    expect(world.site.kept.get(number ?? '')).toEqual({ number, occupation, level, kind, issuedOn, issuer: assessorId, status: 'VALID' });
  });
  it('is asked again when it is silent first, under the same key', async () => {
    world.site.manner = 'SILENT';
    const asked = world.site.asked;
    const personId = randomUUID();
    expect(await assessor.post('certificates', { personId, occupation: '电工', level: '3' })).toMatchObject({
      status: 201,
      body: { occupation: '6-31-01-03', kind: 'SKILL_LEVEL', mode: 'EXAM', verified: false },
    });
    await until(async () => expect(world.site.asked).toBeGreaterThan(asked));
    await until(async () => expect(await listed(`personId=${personId}`)).toEqual([expect.objectContaining({ verified: false })]));
    world.site.manner = 'ANSWERS';
    await verified(personId);
  });
  it('does not verify what it shows otherwise, until the issuer asks again', async () => {
    world.site.manner = 'DIFFERS';
    const personId = randomUUID();
    const { body } = await assessor.post('certificates', {
      personId,
      occupation: '6-31-01-03',
      level: '4',
      kind: 'QUALIFICATION',
      mode: 'DIRECT',
    });
    // The failure is a fact of its own, which raises the version.
    await until(async () =>
      expect(await listed(`personId=${personId}`)).toEqual([expect.objectContaining({ version: 2, verified: false })]),
    );
    world.site.manner = 'ANSWERS';
    expect(await assessor.post(`certificates/${String(body['certificateId'])}/verifications`)).toMatchObject({ status: 201 });
    await verified(personId);
    expect(await assessor.post(`certificates/${String(body['certificateId'])}/verifications`)).toMatchObject({
      body: { code: 'CERTIFICATE_VERIFIED_ALREADY' },
    });
  });
});

describe('a certificate', () => {
  it('is checked by anybody who has its number', async () => {
    const [{ number, issuedOn } = {}] = await listed(`personId=${one}`);
    expect(await (await world.as(null)).get(`certificates/${String(number)}`)).toMatchObject({
      status: 200,
      body: { number, issuedOn, level: '3', status: 'VALID', verified: true },
    });
    expect((await (await world.as(null)).get(`certificates/${String(number)}`)).body).not.toHaveProperty('personId');
    expect(await (await world.as(null)).get('certificates/S000112120000253999999')).toMatchObject({
      status: 404,
      body: { code: 'CERTIFICATE_NOT_FOUND' },
    });
  });
  it('is on the record of its own person, whom nobody else is for a trainee', async () => {
    const trainee = await world.as({ sub: 'account-one', person: one, roles: ['trainee'] });
    expect(await trainee.get(`people/${one}/record`)).toMatchObject({ body: { certificates: [{ status: 'VALID', verified: true }] } });
    expect(await trainee.get(`people/${two}/record`)).toMatchObject({ status: 404 });
    const newcomer = await world.as({ sub: 'account-new', person: assessorId, roles: ['trainee'] });
    expect(await newcomer.get(`people/${assessorId}/record`)).toMatchObject({ body: { talentPool: false, certificates: [] } });
  });
  it('is revoked by its issuer alone, once, and the query site learns of it', async () => {
    const [{ certificateId, number } = {}] = await listed(`personId=${two}`);
    const path = `certificates/${String(certificateId)}/revocations`;
    expect(await other.post(path, { cause: 'PERSON_AT_FAULT' })).toMatchObject({ status: 404 });
    const { body } = await assessor.post(path, { cause: 'PERSON_AT_FAULT' });
    expect(body).toMatchObject({ status: 'REVOKED', revocation: { cause: 'PERSON_AT_FAULT' } });
    expect(await assessor.post(path, { cause: 'PERSON_AT_FAULT' })).toMatchObject({
      status: 409,
      body: { code: 'CERTIFICATE_REVOKED_ALREADY' },
    });
    const record = await reviewer.get(`people/${two}/record?after=${String(body['seq'])}`);
    expect(record.body).toMatchObject({ talentPool: false, certificates: [{ number, status: 'REVOKED' }] });
    expect((await reviewer.get(`people/${one}/record`)).body).toMatchObject({ talentPool: true });
    await until(async () => expect(world.site.kept.get(String(number))).toMatchObject({ status: 'REVOKED' }));
  });
  it('is issued for an occupation that exists, by an assessor', async () => {
    const personId = randomUUID();
    expect(await assessor.post('certificates', { personId, occupation: '炼丹师', level: '3' })).toMatchObject({
      body: { code: 'OCCUPATION_UNKNOWN', values: { occupation: '炼丹师' } },
    });
    const nobody = await world.as({ sub: 'nobody', roles: ['assessor'] });
    expect(await nobody.post('certificates', { personId, occupation: '电工', level: '3' })).toMatchObject({
      status: 403,
      body: { code: 'NO_ASSESSOR' },
    });
  });
});
