// The enrolment service as it runs in a cluster: its own process, listening, with projections, announcer and due rows at work.
import 'reflect-metadata';
import { migrateService, partsOf, startService } from '@libs/platform';
import { EnrolmentModule } from '../../services/enrolment/src/enrolment.module';

await migrateService(partsOf(EnrolmentModule), process.env);
const service = await startService(EnrolmentModule, process.env, { listen: true });
process.send?.(service.url);
process.once('disconnect', () => void service.close());
