import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Views } from '@libs/platform';
import type { Payee } from '@libs/policy';
import { payeeName } from '../payee/payee.decider';
import { ClaimPayeeRow } from './claim-list.projection';

/** The claims that pay somebody. */
@Injectable()
export class ClaimsPaying {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  /** All that were decided up to this position: a view that lags is waited for, and where it lags for long, whoever asks has to ask again. */
  async until(payee: Payee, seq: number): Promise<readonly string[]> {
    await this.views.caughtUp('claim-list', seq);
    const query = this.database
      .getRepository(ClaimPayeeRow)
      .createQueryBuilder('one')
      .where('one.payee = :payee', { payee: payeeName(payee) });
    const rows = await query.andWhere('one.seq <= :seq', { seq }).orderBy('one.seq').addOrderBy('one.claimId').getMany();
    return rows.map(({ claimId }) => claimId);
  }
}
