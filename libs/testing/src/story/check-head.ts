// The head of a story: everything before its steps.
import { type Faults, type Keyed } from './fault';
import { checkEntries, checkFields, checkForm, isName } from './forms';
import { fundFields, historyFields, organisationFields, personFields } from './language';
import { instantIn, isMoment } from './moments';
import type { NamesSoFar } from './names-so-far';
import { tags } from './words';

const required = ['story', 'title', 'clock', 'steps'];
const optional = ['basis', 'packs', 'people', 'organisations', 'registries', 'history', 'funds'];

export const fundRowName = (fund: unknown, region: unknown, year: unknown): string => `${fund}/${region}/${year}`;

function checkPerson(name: string, person: unknown, faults: Faults, names: NamesSoFar): void {
  faults.where = `person ${name}`;
  faults.need(isName(name), 'bad name');
  if (!checkFields(person, personFields, 'person', faults, names)) return;
  const { tags: given, account } = person as Keyed;
  for (const tag of faults.list(given, 'tags'))
    if (faults.keys(tag, ['tag', 'from'], ['to'], 'tag')) {
      faults.need(tags.includes(String(tag['tag'])), `unknown tag ${String(tag['tag'])}`);
      for (const key of ['from', 'to']) if (tag[key] !== undefined) checkForm(tag[key], 'day', key, faults, names);
    }
  if (account !== undefined && faults.keys(account, ['kind', 'active'], [], 'account')) {
    checkForm(account['kind'], 'account-kind', 'kind', faults, names);
    checkForm(account['active'], 'boolean', 'active', faults, names);
  }
}

function checkOrganisation(name: string, organisation: unknown, faults: Faults, names: NamesSoFar): void {
  faults.where = `organisation ${name}`;
  faults.need(isName(name), 'bad name');
  if (checkFields(organisation, organisationFields, 'organisation', faults, names) && (organisation as Keyed)['uscc'] !== undefined)
    checkForm((organisation as Keyed)['uscc'], 'uscc', 'uscc', faults, names);
}

function checkNames(story: Keyed, faults: Faults, names: NamesSoFar): void {
  const people = faults.named(story['people'], 'people');
  const organisations = faults.named(story['organisations'], 'organisations');
  for (const [name, organisation] of organisations) names.organisations.set(name, organisation as Keyed);
  for (const [name, person] of people) {
    const count = Number((person as Keyed | null)?.['count'] ?? 0);
    names.crowds.set(name, Number.isSafeInteger(count) && count > 0 ? count : 0);
  }
  for (const [name, person] of people) checkPerson(name, person, faults, names);
  for (const [name, organisation] of organisations) {
    checkOrganisation(name, organisation, faults, names);
    faults.need(!names.crowds.has(name), 'the name of a person too');
  }
}

/** Answers whether there is enough to read the steps. */
export function checkHead(story: unknown, faults: Faults, names: NamesSoFar): story is Keyed {
  if (!faults.keys(story, required, optional, 'story')) return false;
  faults.need(typeof story['story'] === 'string' && story['story'] !== '', 'story is not a name');
  faults.keys(story['title'], ['zh', 'en'], [], 'title');
  for (const pack of faults.list(story['packs'], 'packs')) checkForm(pack, 'pack', 'packs', faults, names);
  checkNames(story, faults, names);
  faults.where = 'registries';
  checkEntries(story['registries'] ?? [], faults, names);
  faults.where = 'history';
  for (const entry of faults.list(story['history'], 'history')) checkFields(entry, historyFields, 'history entry', faults, names);
  faults.where = 'funds';
  for (const row of faults.list(story['funds'], 'funds')) {
    if (!checkFields(row, fundFields, 'fund row', faults, names)) continue;
    const { fund, region, year } = row as Keyed;
    faults.need(!names.fundRows.has(fundRowName(fund, region, year)), 'the same fund row twice');
    names.fundRows.add(fundRowName(fund, region, year));
  }
  faults.where = 'clock';
  if (!faults.need(isMoment(story['clock']), 'not a time')) return false;
  names.now = instantIn(String(story['clock']));
  faults.where = 'steps';
  return faults.need(Array.isArray(story['steps']), 'steps is not a list');
}
