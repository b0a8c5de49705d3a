// 技能人才评价证书全国联网查询: the national site on which a certificate is reported, and where anybody can ask for it.
import { Injectable } from '@nestjs/common';
import { OutsiderFailed } from '@libs/jobs';
import { Outside } from '@libs/platform';
import type { Issue, SiteAnswer } from '../certificate/certificate.decider';

const source = 'certificate-query-site';
const longestAnswer = 100_000;
const unknownThere = 404;
const tooEarly = 425;
const requestTimeout = 408;
const tooMany = 429;
const serverFault = 500;

/** After so many days without a yes somebody has to look into it; the issuer may ask again at any time. */
export const mostDays = 30;
const millisecondsPerDay = 86_400_000;

export const dayAfter = (instant: string): string => new Date(Date.parse(instant) + millisecondsPerDay).toISOString();

type Asking = { readonly idempotencyKey: string; readonly signal: AbortSignal };
type Answered = { readonly ok: boolean; readonly status: number; readonly text: string };

/** Nothing about the person goes there but what the certificate's number stands for. */
const shownOf = ({ number, occupation, level, kind, issuedOn, assessorId }: Issue, status: 'VALID' | 'REVOKED') => ({
  number,
  occupation,
  level,
  kind,
  issuedOn,
  issuer: assessorId,
  status,
});

@Injectable()
export class QuerySite {
  constructor(private readonly outside: Outside) {}

  /** Answers whether the site took it; throws where trying again makes sense. */
  async report(issue: Issue, status: 'VALID' | 'REVOKED', { idempotencyKey, signal }: Asking): Promise<boolean> {
    const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
    const body = JSON.stringify(shownOf(issue, status));
    return (await this.call(issue.number, { method: 'PUT', headers, body, signal })).ok;
  }

  /** What anybody would be told there. */
  async ask(issue: Issue, signal: AbortSignal): Promise<SiteAnswer> {
    const { ok, status, text } = await this.call(issue.number, { method: 'GET', signal });
    if (!ok) return { outcome: status === unknownThere ? 'NOT_KNOWN_THERE' : 'DIFFERS' };
    const { kind: _, issuer: __, ...expected } = shownOf(issue, 'VALID');
    const told = objectIn(text);
    const same = Object.entries(expected).every(([name, value]) => told[name] === value);
    return same ? { outcome: 'CONFIRMED', source } : { outcome: 'DIFFERS' };
  }

  private async call(number: string, asked: RequestInit): Promise<Answered> {
    if (this.outside.certificates === undefined) throw new OutsiderFailed('no certificate query site is named');
    let answered: Answered;
    try {
      const answer = await fetch(`${this.outside.certificates.replace(/\/$/, '')}/${number}`, { ...asked, redirect: 'error' });
      answered = { ok: answer.ok, status: answer.status, text: (await answer.text()).slice(0, longestAnswer) };
    } catch (error) {
      throw new OutsiderFailed('the certificate query site did not answer', undefined, { cause: error });
    }
    const { status } = answered;
    if ([requestTimeout, tooEarly, tooMany].includes(status) || status >= serverFault)
      throw new OutsiderFailed(`the certificate query site answered ${status}`, status);
    return answered;
  }
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
