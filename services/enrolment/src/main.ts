import 'reflect-metadata';
import { runService } from '@libs/platform';
import { EnrolmentModule } from './enrolment.module';

await runService(EnrolmentModule);
