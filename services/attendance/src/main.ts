import 'reflect-metadata';
import { runService } from '@libs/platform';
import { AttendanceModule } from './attendance.module';

await runService(AttendanceModule);
