import 'reflect-metadata';
import { runService } from '@libs/platform';
import { SupervisionModule } from './supervision.module';

await runService(SupervisionModule);
