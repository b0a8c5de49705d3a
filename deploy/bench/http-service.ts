// One service as it runs in a cluster: its own process, listening, with projections, announcer, due rows and tree at work.
import 'reflect-metadata';
import { migrateService, partsOf, startService } from '@libs/platform';
import { EnrolmentModule } from '../../services/enrolment/src/enrolment.module';
import { serve } from './http-process';
import { SwipesModule } from './http-swipes';

const module = process.env['BENCH_SERVICE'] === 'enrolment' ? EnrolmentModule : SwipesModule;
await migrateService(partsOf(module), process.env);
const service = await startService(module, process.env, { listen: true });
serve(service.url, () => service.close());
