import 'reflect-metadata';
import { runService } from '@libs/platform';
import { SubsidyPaymentModule } from './subsidy-payment.module';

await runService(SubsidyPaymentModule);
