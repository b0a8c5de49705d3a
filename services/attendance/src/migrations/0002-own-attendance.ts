import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A trainee's own classes and sign-ins are found by the person. */
export class OwnAttendance1767225600011 implements MigrationInterface {
  readonly name = 'OwnAttendance1767225600011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index person_attendance_of_person on public.person_attendance (person_id)');
    await runner.query('create index sign_in_of_person on public.sign_in (person_id, class_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index public.sign_in_of_person');
    await runner.query('drop index public.person_attendance_of_person');
  }
}
