import 'reflect-metadata';
import { runService } from '@libs/platform';
import { CertificationModule } from './certification.module';

await runService(CertificationModule);
