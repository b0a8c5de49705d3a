import type { FundRowV1 } from '@libs/contracts';
import type { Fund } from '@libs/policy';
import type { FundRow } from './claim.decider';

/** A row as the ledger named it; its contract has checked the fund. */
export const rowOf = ({ fund, region, year }: FundRowV1): FundRow => ({ fund: fund as Fund, region, year });
