import 'reflect-metadata';
import { runService } from '@libs/platform';
import { FundLedgerModule } from './fund-ledger.module';

await runService(FundLedgerModule);
